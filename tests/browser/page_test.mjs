// The page in a real browser, served by the real program from a simulated runner.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Live, folder, has, openBrowser, openDeafViewer, openPage, packages, program, replayed, statusOf, tidyUp, until, upgrade, words } from "./support.mjs";

const needed = { SACRUM_PROGRAM: program, SACRUM_CHROMIUM: process.env.SACRUM_CHROMIUM, SACRUM_WEB_PACKAGES: process.env.SACRUM_WEB_PACKAGES };
for (const [name, path] of Object.entries(needed)) {
  if (!path || !existsSync(path)) {
    console.log(`skipped: ${name} (${path || "not set"}) is not there; script/bootstrap installs what the page's tests need`);
    process.exit(0);
  }
}

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); tidyUp(); });

const figure = (side) => `#drop-${side} .number`;
const hasFigures = async (page) => {
  await has(page, figure("left"), /\d\.\d/);
  await has(page, figure("right"), /\d\.\d/);
};
const assertFlawless = (page, url) => {
  assert.deepEqual(page.faults, []);
  const foreign = page.asked.filter((asked) => new URL(asked).host !== new URL(url).host);
  assert.deepEqual(foreign, []);
};
// What the page must show of a stride.
const shownDrop = (stride) => (stride.is_valid && stride.metrics.cpd_peak_deg !== undefined ? stride.metrics.cpd_peak_deg.toFixed(1).replace("-", "−") : "–");

test("figures at the end are those of the last strides of the recording", { timeout: 90000 }, async () => {
  const recording = join(folder, "figures.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=40&speed=5", "--record", recording);
  const page = await openPage(browser, live.url);
  await hasFigures(page);
  await has(page, "#state", /has ended/);
  assert.equal(await live.left, 0);
  const strides = replayed(recording).filter((said) => said.stride).map((said) => said.stride);
  const last = (side) => strides.filter((stride) => stride.side === side).at(-1);
  assert.equal(await words(page, figure("left")), shownDrop(last("LEFT")));
  assert.equal(await words(page, figure("right")), shownDrop(last("RIGHT")));
  const { metrics, is_valid: isValid } = strides.at(-1);
  const shown = (value, decimals, unit) => (isValid && value !== undefined ? value.toFixed(decimals) + unit : "–");
  assert.equal(await words(page, "#tile-cadence .value"), shown(metrics.cadence_per_min, 0, " /min"));
  assert.equal(await words(page, "#tile-sway .value"), shown(metrics.sway_ml_mm, 0, " mm"));
  assert.equal(await words(page, "#tile-vertical .value"), shown(metrics.vertical_osc_mm, 0, " mm"));
  assert.match(await words(page, "#tile-contact .note"), isValid ? /not verified in running/ : /./);
  assertFlawless(page, live.url);
  await page.context().close();
});

test("a reload shows the session so far, two viewers the same mark, and one of them ends it", { timeout: 90000 }, async () => {
  const recording = join(folder, "viewers.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=8", "--record", recording);
  const one = await openPage(browser, live.url);
  const two = await openPage(browser, live.url);
  await hasFigures(one);
  await hasFigures(two);
  await one.reload();
  await until(one, () => /\d/.test(document.querySelector("#drop-left .number").textContent + document.querySelector("#drop-right .number").textContent), null, 2000);

  await one.keyboard.press("m");
  await one.keyboard.type("cue: lift the left hip");
  await one.keyboard.press("Enter");
  await has(one, "#marks", /cue: lift the left hip/);
  await has(two, "#marks", /cue: lift the left hip/);
  await two.keyboard.press("Space");
  await has(one, "#marks", /\d {2}mark/);
  await one.reload();
  await has(one, "#marks", /cue: lift the left hip/);

  await two.click("#end");
  await two.click("#end-no");
  assert.equal(await two.locator("#end-question").isVisible(), false);
  await two.click("#end");
  await two.click("#end-yes");
  await has(one, "#state", /has ended; its recording is viewers\.sacrum/);
  await has(two, "#state", /has ended/);
  assert.equal(await live.left, 0);
  const said = replayed(recording);
  const marks = said.filter((message) => message.action).map((message) => message.action.action);
  assert.deepEqual(marks.map(({ note, author }) => [note.kind, note.text, author]), [["note", "cue: lift the left hip", "page"], ["note", "mark", "page"]]);
  assert.equal(said.at(-1).ended.reason, "STOPPED_BY_PERSON");
  for (const page of [one, two]) assertFlawless(page, live.url);
  await one.context().close();
  await two.context().close();
});

test("an open page finds a program that broke off and was started again, and forgets the old session", { timeout: 60000 }, async () => {
  const first = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=10");
  const page = await openPage(browser, first.url);
  await hasFigures(page);
  await page.keyboard.press("Space");
  await has(page, "#marks", /mark/);
  first.child.kill("SIGKILL");
  await first.left;
  await has(page, "#state", /does not answer/);
  const again = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=10", "--port", String(first.port));
  await has(page, "#state", /^(Run|Walk|Waiting|The sensor|Moving)/);
  await until(page, () => document.querySelector("#marks").textContent === "");
  await hasFigures(page);
  await page.context().close();
  assert.equal(await again.stop(), 0);
});

// Payloads of the frames that a server sent.
function payloads(bytes) {
  const found = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    let length = bytes[at + 1] & 127;
    let head = 2;
    if (length === 126) { length = bytes.readUInt16BE(at + 2); head = 4; }
    if (length === 127) { length = Number(bytes.readBigUInt64BE(at + 2)); head = 10; }
    if (at + head + length > bytes.length) break;
    if ((bytes[at] & 15) === 2) found.push(bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return found;
}

test("a viewer that does not read loses old frames and slows neither the session nor others", { timeout: 90000 }, async () => {
  const speed = 60;
  const live = await Live.start(`sim:runner?speed_mps=3.3&duration_s=2400&speed=${speed}`);
  const deaf = await openDeafViewer(live.port);
  const page = await openPage(browser, live.url);
  await hasFigures(page);
  const time = () => page.evaluate(() => Number(document.querySelector("#marks li")?.textContent.replace(/^(\d+):(\d+).*/, (_all, m, s) => String(60 * m + 1 * s))));
  const markAt = async () => {
    const before = await words(page, "#marks");
    await page.keyboard.press("Space");
    await until(page, (was) => document.querySelector("#marks").textContent !== was, before);
    return { session: await time(), wall: performance.now() / 1000 };
  };
  const first = await markAt();
  await page.waitForTimeout(8000); // long enough to fill what the system holds for the deaf viewer
  const last = await markAt();
  const pace = (last.session - first.session) / (last.wall - first.wall);
  console.log(`# with a deaf viewer: ${pace.toFixed(0)} s of session a second, ${speed} wanted`);
  assert.ok(pace > 0.8 * speed, `pace ${pace}`);
  const chunks = [];
  deaf.on("data", (bytes) => chunks.push(bytes));
  deaf.resume();
  const snapshots = () => payloads(Buffer.concat(chunks)).filter((payload) => payload[0] === 8 && payload[1] === 1).length;
  for (const until = Date.now() + 10000; snapshots() < 2 && Date.now() < until;) await page.waitForTimeout(100);
  assert.ok(snapshots() >= 2, "frames were lost, so a second snapshot must have come");
  deaf.destroy();
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
});

test("from phone to wall, light and dark, both views fit and axe finds nothing serious", { timeout: 120000 }, async () => {
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=900&speed=5");
  const axe = packages("axe-core").source;
  for (const [width, height] of [[360, 740], [768, 1024], [1366, 768], [1920, 1080], [3840, 2160]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await openPage(browser, live.url, { viewport: { width, height }, colorScheme });
      await hasFigures(page);
      for (const view of ["professional", "runner"]) {
        if (view === "runner") await page.keyboard.press("v");
        const what = `${view} ${width}x${height} ${colorScheme}`;
        const fit = await page.evaluate(() => {
          const boxes = [...document.querySelectorAll(".number")].map((place) => place.getBoundingClientRect());
          const cards = [...document.querySelectorAll(".drop")].map((place) => place.getBoundingClientRect());
          return {
            overflow: document.documentElement.scrollWidth - innerWidth,
            areInside: boxes.every((box, n) => box.left >= cards[n].left && box.right <= cards[n].right && box.bottom <= innerHeight),
            share: parseFloat(getComputedStyle(document.querySelector(".large")).fontSize) / innerHeight,
          };
        });
        assert.ok(fit.overflow <= 0, `${what}: ${fit.overflow} px too wide`);
        assert.ok(fit.areInside, `${what}: a figure leaves its card or the screen`);
        if (view === "runner" && width > height) assert.ok(fit.share >= 0.25, `${what}: figures ${fit.share} of the height`);
        if (width !== 768 && width !== 3840) {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run());
          const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
          assert.deepEqual(serious.map(({ id, nodes }) => `${what}: ${id} ${nodes.map((node) => node.html).join(" ")}`), []);
        }
      }
      assertFlawless(page, live.url);
      await page.context().close();
    }
  }
  assert.equal(await live.stop(), 0);
});

test("foreign hosts and origins are refused, and so is what is too large or not asked for", { timeout: 30000 }, async () => {
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

test("an initial contact changes its figure within 150 ms of its bytes", { timeout: 90000 }, async () => {
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=90&speed=1");
  const page = await openPage(browser, live.url);
  await until(page, () => Number(document.querySelector("#health-delay")?.dataset.count) >= 60, null, 60000);
  const { p50, p99, count } = await page.evaluate(() => ({ ...document.querySelector("#health-delay").dataset }));
  console.log(`# from the bytes of a contact's sample to the painted figure: p50 ${p50} ms, p99 ${p99} ms (${count} contacts)`);
  assert.ok(Number(p99) < 150, `p99 ${p99} ms`);
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
});
