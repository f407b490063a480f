// Memory of the program and of its page over a long session: see script/soak. The run is made beforehand, so that the
// made-up person's memory is not the program's.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Live, folder, hasFigures, openBrowser, openPage, program, tidyUp } from "./support.mjs";

const words = process.argv.slice(2);
const option = (name, usual) => (words.includes(name) ? words[words.indexOf(name) + 1] : usual);
const hours = Number(option("--hours", 4));
const speed = Number(option("--speed", 60));
const out = option("--out", "docs/dashboard");
const everyMs = 3000;
const warmUp = 0.25; // of the session: buffers of minutes fill, the allocator finds its size
const limits = { program: 1.0, page: 1.0 }; // MB an hour of session

function line(points) { // least squares
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([a]) => a)), y = mean(points.map(([, b]) => b));
  return points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function watch() {
  const run = join(folder, "made-up.sacrum");
  const made = spawnSync(program, ["record", `sim:runner?speed_mps=3.3&duration_s=${Math.round(hours * 3600)}&speed=max`, "--out", run], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const live = await Live.start(`file:${run}?speed=${speed}`, "--record", join(folder, "again.sacrum"), "--alert", "drop>6", "--alert", "cadence=165..180");
  const browser = await openBrowser();
  const samples = [];
  try {
    const page = await openPage(browser, live.url);
    const devtools = await page.context().newCDPSession(page);
    await hasFigures(page);
    const until = () => page.evaluate(() => Number(document.querySelector("#chart").dataset.until));
    for (let at = 0, silent = 0; silent < 5; at += 1) {
      await new Promise((done) => setTimeout(done, everyMs));
      if (live.child.exitCode !== null) break;
      await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      const { nodes } = await devtools.send("Memory.getDOMCounters");
      const session = await until();
      if (/has ended/.test(await page.evaluate(() => document.querySelector("#state").textContent))) break;
      silent = samples.at(-1)?.session === session ? silent + 1 : 0;
      samples.push({ session, program: residentMb(live.child.pid), page: usedSize / 2 ** 20, nodes });
      if (at % 10 === 9) await page.keyboard.press("Space");
    }
    if (page.faults.length > 0) throw new Error(page.faults.join("\n"));
  } finally {
    await browser.close();
    await live.stop();
  }
  return samples;
}

function picture(samples) {
  const width = 720, height = 300, left = 50, bottom = 40, top = 20;
  const last = samples.at(-1).session / 3600;
  const most = Math.ceil(Math.max(...samples.flatMap(({ program: a, page: b }) => [a, b])) * 1.1 / 20) * 20;
  const x = (hour) => left + (width - left - 20) * hour / last;
  const y = (mb) => height - bottom - (height - bottom - top) * mb / most;
  const path = (of) => samples.map((one, n) => `${n ? "L" : "M"}${x(one.session / 3600).toFixed(1)} ${y(one[of]).toFixed(1)}`).join("");
  const ticks = (to, step) => Array.from({ length: Math.floor(to / step + 1e-9) + 1 }, (_, n) => n * step);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Memory of the program and of the page over a session of ${last.toFixed(1)} hours</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${ticks(most, most / 4).map((mb) => `<path d="M${left} ${y(mb)}H${width - 20}" stroke="#ddd"/><text x="${left - 6}" y="${y(mb) + 4}" text-anchor="end">${mb}</text>`).join("\n")}
${ticks(last, last > 2 ? 0.5 : last / 4).map((hour) => `<text x="${x(hour)}" y="${height - bottom + 18}" text-anchor="middle">${Number(hour.toFixed(2))}</text>`).join("\n")}
<text x="${left}" y="14">MB</text><text x="${width - 20}" y="${height - 6}" text-anchor="end">hours of session</text>
<path d="${path("program")}" fill="none" stroke="#0072b2" stroke-width="2"/>
<path d="${path("page")}" fill="none" stroke="#d55e00" stroke-width="2" stroke-dasharray="6 3"/>
<text x="${width - 30}" y="${y(samples.at(-1).program) - 6}" text-anchor="end" fill="#0072b2">program, resident</text>
<text x="${width - 30}" y="${y(samples.at(-1).page) - 6}" text-anchor="end" fill="#b04a00">page, JavaScript heap</text>
</svg>
`;
}

function table(samples, slopes) {
  const rows = Array.from({ length: 17 }, (_, n) => samples[Math.round(n * (samples.length - 1) / 16)]);
  return `# Memory over a long session

Written by \`script/soak\`: a made-up run of ${hours} h at ${speed} times its pace, recorded again, with alerts and a page in Chromium. The page's
heap is measured after collecting garbage.

![Memory over the session](soak.svg)

| hours of session | program, resident (MB) | page, JavaScript heap (MB) | nodes of the page |
|---|---|---|---|
${rows.map((one) => `| ${(one.session / 3600).toFixed(2)} | ${one.program.toFixed(1)} | ${one.page.toFixed(2)} | ${one.nodes} |`).join("\n")}

After the first ${100 * warmUp} % the line through the samples rises by ${slopes.program.toFixed(3)} MB an hour (program) and ${slopes.page.toFixed(3)} MB an hour
(page); the run fails above ${limits.program} and ${limits.page}.
`;
}

let failed = false;
try {
  const samples = await watch();
  const last = samples.at(-1)?.session ?? 0;
  if (last < 0.9 * hours * 3600) throw new Error(`the session was seen only up to ${last.toFixed(0)} s`);
  const settled = samples.filter(({ session }) => session > warmUp * last);
  const slopes = Object.fromEntries(["program", "page"].map((of) => [of, line(settled.map((one) => [one.session / 3600, one[of]]))]));
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "soak.svg"), picture(samples));
  writeFileSync(join(out, "soak.md"), table(samples, slopes));
  for (const [of, limit] of Object.entries(limits)) {
    console.log(`${of}: ${slopes[of].toFixed(3)} MB an hour, at most ${limit} (${samples.length} samples)`);
    failed ||= !(slopes[of] <= limit);
  }
} finally {
  tidyUp();
}
process.exitCode = failed ? 1 : 0;
