// What the browser tests share: the program on a simulated device, Debian's Chromium, and waiting for things.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import http from "node:http";
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const needed = { SACRUM_PROGRAM: process.env.SACRUM_PROGRAM, SACRUM_CHROMIUM: process.env.SACRUM_CHROMIUM, SACRUM_WEB_PACKAGES: process.env.SACRUM_WEB_PACKAGES };
for (const [name, path] of Object.entries(needed)) {
  if (path && existsSync(path)) continue;
  console.log(`skipped: ${name} (${path || "not set"}) is not there; script/bootstrap installs what the page's tests need`);
  process.exit(0);
}

export const packages = (name) => createRequire(join(process.env.SACRUM_WEB_PACKAGES, "package.json"))(name);
export const program = process.env.SACRUM_PROGRAM;
export const folder = mkdtempSync(join(tmpdir(), "sacrum-browser-"));
const running = new Set();

export class Live {
  // Starts `sacrum live ADDRESS` on a free port; resolves when its address is printed.
  static async start(address, ...more) {
    const live = new Live();
    const port = more.includes("--port") ? [] : ["--port", "0"];
    const record = more.includes("--record") ? [] : ["--no-record"];
    live.child = spawn(program, ["live", address, ...port, ...record, ...more], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    running.add(live.child);
    live.out = ""; // both streams as they come
    live.lines = ""; // of stdout alone: what comes on stderr may fall into the middle of a line
    for (const stream of [live.child.stdout, live.child.stderr]) stream.setEncoding("utf8"); // a ° may be cut in two
    live.left = new Promise((done) => live.child.on("close", (code) => { running.delete(live.child); done(code); }));
    await new Promise((done, failed) => {
      live.child.stdout.on("data", (text) => {
        live.out += text;
        live.lines += text;
        const found = /^page\s+(http:\S+)\n/m.exec(live.out);
        if (found) { live.url = found[1]; done(); }
      });
      live.child.stderr.on("data", (text) => { live.out += text; });
      live.child.on("close", () => failed(new Error(`sacrum live left: ${live.out}`)));
    });
    return live;
  }
  // Waits until it has printed that.
  async says(pattern, timeout = 60000) {
    for (const end = performance.now() + timeout; !pattern.test(this.out); await new Promise((done) => setTimeout(done, 50))) {
      if (performance.now() > end) throw new Error(`sacrum live does not say ${pattern}: ${this.out}`);
    }
  }
  get port() { return Number(new URL(this.url).port); }
  async stop() { this.child.kill("SIGINT"); return this.left; }
}

export async function openBrowser() {
  return packages("playwright-core").chromium.launch({
    executablePath: process.env.SACRUM_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

export const newContext = (browser, options = {}) => browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });

// A page that remembers what went wrong on it and what it asked of whom.
export async function watchedPage(context) {
  const page = await context.newPage();
  page.faults = [];
  page.asked = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.faults.push(message.text()); });
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("websocket", (socket) => page.asked.push(socket.url()));
  return page;
}

export async function openPage(browser, url, options) {
  const page = await watchedPage(await newContext(browser, options));
  await page.goto(url);
  return page;
}

export const words = (page, selector) => page.locator(selector).textContent();

// Waits until the page says yes. Playwright's own waiting evaluates strings, which the page's policy forbids.
export async function until(page, question, argument, timeout = 90000) {
  for (const end = performance.now() + timeout; !(await page.evaluate(question, argument));) {
    if (performance.now() > end) throw new Error(`${question} ${argument} did not come true; the page says: ${await page.evaluate(() => document.body.innerText)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
export const has = (page, selector, pattern, timeout) =>
  until(page, ([s, p]) => new RegExp(p).test(document.querySelector(s)?.textContent ?? ""), [selector, pattern.source], timeout);

export const assertFlawless = (page, url) => {
  assert.deepEqual(page.faults, []);
  assert.deepEqual(page.asked.filter((asked) => new URL(asked).host !== new URL(url).host), []);
};

export const figure = (side) => `#drop-${side} .number`;
export const hasFigures = async (page) => {
  for (const side of ["left", "right"]) await has(page, figure(side), /\d\.\d/);
};
// As the page writes numbers.
export const shown = (value, decimals) => (value === undefined ? "–" : value.toFixed(decimals).replace("-", "−"));

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// The session's report, which lies beside its recording once it is over: report.json, and the rows of strides.csv.
export function reported(recording) {
  const place = recording.replace(/\.sacrum$/, "");
  const [header, ...rows] = readFileSync(join(place, "strides.csv"), "utf8").trim().split("\n").map((line) => line.split(","));
  return {
    report: JSON.parse(readFileSync(join(place, "report.json"), "utf8")),
    rows: rows.map((row) => Object.fromEntries(header.map((column, n) => [column, row[n]]))),
  };
}

// What a replay of the recording says, message by message.
export function replayed(recording) {
  const said = spawnSync(program, ["replay", recording, "--headless"], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (said.status !== 0) throw new Error(said.stderr);
  return said.stdout.trim().split("\n").map((line) => JSON.parse(line));
}

// The status of one request with these headers.
export function statusOf(port, path, headers, method = "GET") {
  return new Promise((done, failed) => {
    const request = http.request({ host: "127.0.0.1", port, path, method, headers, setHost: false }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    request.on("upgrade", (answer, socket) => { socket.destroy(); done(answer.statusCode); });
    request.on("error", failed);
    request.end();
  });
}

export const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "c2FjcnVtLXNhY3J1bS0xNg==" };

// A viewer that shakes hands and then never reads again.
export function openDeafViewer(port) {
  return new Promise((done, failed) => {
    const request = http.request({ host: "127.0.0.1", port, path: "/live", headers: { ...upgrade, Origin: `http://127.0.0.1:${port}` } });
    request.on("upgrade", (_answer, socket, begun) => { socket.pause(); socket.unshift(begun); done(socket); });
    request.on("error", failed);
    request.end();
  });
}

export function tidyUp() {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
