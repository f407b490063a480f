// The states that a person meets, each with what to do. The test speaks in the program's place.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { course, did, health, openPlayed, pose, started, stride } from "./messages.mjs";
import { Live, figure, has, openBrowser, tidyUp, until, words } from "./support.mjs";

let browser, live;
before(async () => {
  browser = await openBrowser();
  live = await Live.start("sim:runner?duration_s=600"); // serves the page's files
});
after(async () => {
  await live?.stop();
  await browser?.close();
  tidyUp();
});

test("each state is named, and says what to do", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  await has(page, "#state", /Connecting/);
  const moments = [
    [[{ started: { configuration: {} } }], /No sensor yet switch it on/],
    [[{ link: { isUp: true } }, health(1)], /Sensor heard stand or set off/],
    [[pose(2, 0, false)], /Settling/],
    [[pose(5), did(5, { calibrate: { durationS: 5 } })], /Standing still, please: 5 s/],
    [[pose(8.5)], /Standing still, please: 2 s/],
    [[pose(10.5)], /being judged/],
    [[{ calibration: { startS: 5, endS: 10, isAccepted: true, obliquityDeg: 1.2, tiltDeg: 4, sdDeg: 0.31 } }], /Calibrated \(0\.3°\) set off/],
    [[stride("LEFT", 11, 6.4), pose(12)], /Running/],
    [[stride("RIGHT", 12, 6.4, {}, ["SIDE_UNKNOWN"])], /Side uncertain watch one step, and press S/],
    [[{ mounting: { isKnown: true, agreesWithGait: true, hasSlipped: true, slippedAtS: 13 } }], /Sensor slipped tighten the belt and calibrate \(C\) at the next stand/],
    [[{ mounting: { isKnown: true, agreesWithGait: true } }, stride("LEFT", 13, 6.1)], /^Running/],
    [[{ link: { isUp: false, reason: "out of reach" } }, health(14, { recording: "run.sacrum" })], /Link lost \(out of reach\) the recording goes on, reconnecting/],
    [[{ link: { isUp: true } }, { ended: { reason: "STOPPED_BY_PERSON" } }], /Session ended recorded in run\.sacrum; the report is being written/],
    [[{ report: { path: "/report.html", file: "run/report.html" } }], /Session ended, report ready/],
  ];
  for (const [messages, expected] of moments) {
    page.say(messages);
    await has(page, "#state", expected);
  }
  assert.equal(await page.locator("#report").getAttribute("href"), "/report.html");
  assert.equal(await page.locator("#report").isVisible(), true);
  assert.equal(await page.locator("#calibrate").isVisible(), false, "there is nothing left to change");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a value that is not trustworthy is a dash with its reason, never a figure", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  page.say([...started, pose(10), stride("LEFT", 8, 6.44), stride("RIGHT", 8.35, -0.04)]);
  await has(page, figure("left"), /^6\.4$/);
  assert.equal(await words(page, figure("right")), "0.0");
  page.say([stride("LEFT", 9, 7.5, {}, ["GAP"])]);
  await has(page, figure("left"), /^–$/);
  assert.equal(await words(page, "#drop-left .note"), "samples are missing");
  await page.context().close();
});

test("who may only look sees no controls, is told so, and no key asks for anything", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  page.say([...started, pose(10), stride("LEFT", 8, 6.4)], { mayChange: false });
  await has(page, "#looking", /looking on/);
  await until(page, () => document.querySelector("#looking").offsetParent !== null);
  for (const name of ["calibrate", "swap", "mark", "stages", "baseline", "bands", "end"]) assert.equal(await page.locator(`#${name}`).isVisible(), false, name);
  for (const key of [" ", "m", "c", "s", "b", "1"]) await page.keyboard.press(key);
  await has(page, "#said", /cannot change/);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.deepEqual(page.requests, []);
  await page.context().close();
});

// What is shown of both sides, left first.
const sidesOf = (page) => page.evaluate(() => {
  const of = (side) => [`#drop-${side} .number`, `#row-drop .${side}`, `#row-contact .${side}`].map((place) => document.querySelector(place).textContent);
  const path = (side) => document.querySelector(`#mean-${side}`).getAttribute("points");
  return { left: of("left"), right: of("right"), band: document.querySelector("#chart").dataset.bands, tilt: document.querySelector("#tilting").getAttribute("transform"), paths: [path("left"), path("right")] };
});

test("a swap exchanges everything that is shown, and a second one takes it back", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  const strides = [];
  for (let k = 0; k < 12; ++k) {
    strides.push(stride("LEFT", 1 + 0.7 * k, 7.2, { contactTimeS: 0.25 }), stride("RIGHT", 1.35 + 0.7 * k, 4.1, { contactTimeS: 0.23 }));
    strides.push(course("LEFT", 1 + 0.7 * k, 7), course("RIGHT", 1.35 + 0.7 * k, 4));
  }
  page.say([...started, pose(10, 2), ...strides]);
  await has(page, figure("left"), /7\.2/);
  const before = await sidesOf(page);
  assert.equal(before.tilt, "rotate(-6.00)");
  await page.keyboard.press("s");
  assert.deepEqual(page.requests, [{ action: { author: "page", swapSides: {} } }]);
  page.say([did(10, { swapSides: {} })]);
  await has(page, figure("left"), /4\.1/);
  const swapped = await sidesOf(page);
  assert.deepEqual([swapped.left, swapped.right], [before.right, before.left]);
  assert.equal(swapped.tilt, "rotate(6.00)");
  assert.notDeepEqual(swapped.paths, before.paths);
  assert.match(await words(page, "#health-sides"), /swapped by hand/);
  page.say([did(11, { swapSides: {} })]);
  await has(page, figure("left"), /7\.2/);
  assert.deepEqual(await sidesOf(page), before);
  await page.context().close();
});

test("hours of strides leave the page as small as it was", { timeout: 120000 }, async () => {
  const page = await openPlayed(browser, live.url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const measure = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  page.say(started);
  let time = 0;
  const run = async (minutes) => {
    for (const end = time + 60 * minutes; time < end;) {
      const messages = [];
      for (let k = 0; k < 40; ++k, time += 0.35) {
        const side = k % 2 ? "RIGHT" : "LEFT";
        messages.push(stride(side, time, 5 + Math.sin(time)), course(side, time, 5), { contact: { timeS: time, side } });
      }
      messages.push(did(time, { note: { kind: "note", text: `mark ${time}` } }), did(time, { beginStage: { name: `stage ${time}` } }), pose(time), health(time));
      page.say(messages);
    }
    await has(page, "#marks", new RegExp(`mark ${String(time).replace(".", "\\.")}`));
  };
  await run(10);
  const early = await measure();
  await run(60);
  const late = await measure();
  console.log(`# after 10 and 70 minutes: ${(early.JSHeapUsedSize / 1e6).toFixed(1)} and ${(late.JSHeapUsedSize / 1e6).toFixed(1)} MB, ${early.Nodes} and ${late.Nodes} nodes`);
  assert.ok(late.Nodes <= early.Nodes + 50, "nodes");
  assert.ok(late.JSHeapUsedSize < early.JSHeapUsedSize + 1.5e6, "heap");
  await page.context().close();
});
