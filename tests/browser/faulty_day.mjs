// A day in which everything goes wrong now and then: see script/soak --faults.
import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { faultySession } from "./faulty_session.mjs";
import { tidyUp } from "./support.mjs";

const words = process.argv.slice(2);
const option = (name, usual) => (words.includes(name) ? words[words.indexOf(name) + 1] : usual);
const hours = Number(option("--hours", 24));
const speed = Number(option("--speed", 200));
const out = option("--out", "docs/dashboard");
const warmUp = 0.25; // of the session
const limit = 0.5; // MB an hour

function slope(points) { // least squares
  const mean = (of) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const x = mean(0), y = mean(1);
  return points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

try {
  const became = await faultySession({ hours, speed });
  const settled = became.memory.filter(([hour]) => hour > warmUp * hours);
  const rise = slope(settled);
  const at = (share) => became.memory[Math.floor(share * (became.memory.length - 1))];
  const unaccounted = Math.abs(became.samples + became.missing - became.expected);
  const checks = {
    "ended in order": became.code === 0,
    "memory is flat": rise < limit,
    "every sample is in the recording or counted as missing": unaccounted <= 8 * became.gaps && unaccounted < 1e-4 * became.expected,
    "the analysis of the recording says what was said live": became.said === became.analysed && became.agree === became.said,
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "faulty_day.md"), `# A day of faults

Written by \`script/soak --faults\`: a made-up run of ${hours} h at ${speed} times its pace through bridge, pipeline, recorder and page. 0.5 % of its notifications
are lost, 0.3 % damaged, cut or behind garbage; the link breaks every half hour and the device restarts every hour, at random; ${became.filled ? "the disk is full for a while" : "the disk was not filled (that needs root)"};
a browser comes, looks and goes all the time.

| | |
|---|---|
| samples in the recording | ${became.samples} |
| counted as missing | ${became.missing}, in ${became.gaps} gaps |
| together, of ${became.expected} that the time has room for; a device that restarts measures nothing, which counts as missing | ${became.samples + became.missing} |
| visits of a browser | ${became.pages} |
| usable strides said live | ${became.said} |
| of them the same in \`analyze --pass causal\` of the recording, which has ${became.analysed} | ${became.agree} |
| memory of the program after 1 %, 25 %, 50 %, 75 %, at the end (MB) | ${[0.01, 0.25, 0.5, 0.75, 1].map((share) => at(share)[1].toFixed(1)).join(", ")} |
| its rise after the first quarter | ${rise.toFixed(3)} MB an hour |
`);
  for (const [name, holds] of Object.entries(checks)) console.log(`${holds ? "ok  " : "FAIL"}  ${name}`);
  console.log(`${became.samples} + ${became.missing} of ${became.expected}; ${became.agree} of ${became.said} said, ${became.analysed} analysed; ${became.pages} visits; ${rise.toFixed(3)} MB an hour`);
  if (!Object.values(checks).every(Boolean)) process.exitCode = 1;
} finally {
  tidyUp();
}
