// Whom the program answers.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Live, statusOf, tidyUp, upgrade } from "./support.mjs";

after(tidyUp);

test("foreign hosts and origins are refused, and so is what is too large or not asked for", { timeout: 240000 }, async () => {
  const live = await Live.start("sim:runner?duration_s=60");
  const { port } = live;
  const own = `127.0.0.1:${port}`;
  const origin = `http://${own}`;
  assert.equal(await statusOf(port, "/", { Host: own }), 200);
  assert.equal(await statusOf(port, "/", { Host: own, Origin: origin }), 200);
  assert.equal(await statusOf(port, "/", { Host: `rebound.example:${port}` }), 403);
  assert.equal(await statusOf(port, "/", {}), 403);
  assert.equal(await statusOf(port, "/page.js", { Host: own, Origin: "http://evil.example" }), 403);
  assert.equal(await statusOf(port, "/live", { ...upgrade, Host: own, Origin: origin }), 101);
  assert.equal(await statusOf(port, "/live", { ...upgrade, Host: own, Origin: "http://evil.example" }), 403);
  assert.equal(await statusOf(port, "/live", { ...upgrade, Host: own }), 403);
  assert.equal(await statusOf(port, "/live", { ...upgrade, Host: `evil.example:${port}`, Origin: origin }), 403);
  assert.equal(await statusOf(port, "/live", { ...upgrade, Host: own, Origin: "null" }), 403);
  assert.equal(await statusOf(port, "/../etc/passwd", { Host: own }), 404);
  assert.equal(await statusOf(port, "/", { Host: own, "Content-Length": "0" }, "POST"), 405);
  await assert.rejects(statusOf(port, "/", { Host: own, "X-Long": "x".repeat(12000) }));
  assert.equal(await live.stop(), 0);
});
