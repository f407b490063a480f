// A session of half an hour in which everything goes wrong now and then, in half a minute; script/soak --faults has the day.
import assert from "node:assert/strict";
import { faultySession } from "./faulty_session.mjs";
import { tidyUp } from "./support.mjs";

try {
  const became = await faultySession({ hours: 0.5, speed: 60 });
  assert.equal(became.code, 0, became.out.slice(-400));
  assert.ok(became.gaps > 20 && became.missing > 0.004 * became.expected, "the faults happened");
  assert.equal(became.filled, became.canFill);
  assert.ok(became.pages > 3, `${became.pages} pages came`);
  // Each break costs a packet, of which nobody knows whether it was sent.
  assert.ok(Math.abs(became.samples + became.missing - became.expected) <= 16 * 4, `${became.samples} + ${became.missing}, not ${became.expected}`);
  assert.ok(became.said > 2000);
  assert.equal(became.said, became.analysed);
  assert.equal(became.agree, became.said, "the analysis of the recording says what was said live");
} finally {
  tidyUp();
}
