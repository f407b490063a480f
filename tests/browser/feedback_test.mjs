// Alerts are shown and sounded, within a plan that withdraws them. The test speaks in the program's place.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { did, openPlayed, pose, started, stride } from "./messages.mjs";
import { Live, assertFlawless, figure, has, openBrowser, openPage, tidyUp, until, words } from "./support.mjs";

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

const baseline = {
  baseline: {
    from_s: 0, to_s: 60, detectableFrom: "the strides of the baseline",
    measures: [
      { measure: "PELVIC_DROP", side: "LEFT", median: 6, detectable: 0.5, strides: 60 },
      { measure: "PELVIC_DROP", side: "RIGHT", median: 5, detectable: 0.5, strides: 60 },
      { measure: "LATERAL_SWAY", median: 20, detectable: 3, strides: 120 },
    ],
  },
};
const alert = (timeS, measure, side, place, isSignalled = true) => ({ alert: { timeS, measure, ...(side && { side }), place, measured: 7, isSignalled } });
const running = [...started, pose(60), stride("LEFT", 59, 6.1), stride("RIGHT", 59.3, 5.1)];
const zone = async (page, side) => [await page.locator(`#drop-${side}`).getAttribute("data-zone"), await words(page, `#drop-${side} .zone`)];
const played = (page) => page.evaluate(() => document.body.dataset.played ?? "");

test("a band shows what is usual, and a drop outside it says so in words", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  page.say([...running, baseline, alert(60, "PELVIC_DROP", "LEFT", "ABOVE"), alert(60, "PELVIC_DROP", "RIGHT", "WITHIN"), alert(60, "LATERAL_SWAY", "", "BELOW")]);
  await has(page, "#drop-left .zone", /more than usual for you/);
  assert.deepEqual(await zone(page, "left"), ["above", "▲ more than usual for you"]);
  assert.deepEqual(await zone(page, "right"), ["within", "✓ steady"]);
  assert.match(await words(page, "#row-sway .verdict"), /less than usual for you/);
  assert.match(await words(page, "#said"), /left 6\.0 ± 0\.5°, right 5\.0 ± 0\.5°/);
  assert.equal(await page.locator("#chart").getAttribute("data-bands"), "5.5…6.5 4.5…5.5");

  // A band that was set takes the place of the usual one; emptied, the usual one is back.
  page.say([did(61, { setBands: { bands: [{ measure: "PELVIC_DROP", side: "LEFT", high: 5 }] } }), alert(61, "PELVIC_DROP", "LEFT", "ABOVE")]);
  await has(page, "#drop-left .zone", /above the band/);
  assert.equal(await page.locator("#chart").getAttribute("data-bands"), "…5.0 4.5…5.5");
  page.say([did(62, { setBands: { bands: [{ measure: "PELVIC_DROP", side: "LEFT" }] } })]);
  await has(page, "#drop-left .zone", /usual for you/);
  page.say([did(63, { clearBaseline: {} })]);
  await until(page, () => document.querySelector("#chart").dataset.bands.trim() === "");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a signal sounds from its side once sound is on, never from a snapshot, never where it is not to be signalled", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  page.say([...running, baseline, alert(60, "PELVIC_DROP", "LEFT", "ABOVE")]);
  await has(page, "#drop-left .zone", /more/);
  assert.equal(await played(page), "", "nobody has switched sound on");
  await page.keyboard.press("a");
  await until(page, () => document.body.dataset.sound === "on");
  page.say([...running, baseline, alert(60, "PELVIC_DROP", "LEFT", "ABOVE")], { isSnapshot: true });
  page.say([alert(61, "PELVIC_DROP", "LEFT", "ABOVE", false)]);
  page.say([alert(62, "PELVIC_DROP", "RIGHT", "WITHIN")]);
  page.say([alert(63, "PELVIC_DROP", "RIGHT", "ABOVE"), alert(63, "CADENCE", "", "BELOW")]);
  await until(page, () => document.body.dataset.played);
  assert.equal(await played(page), "RIGHT ABOVE, SIDE_NOT_KNOWN BELOW");
  await page.keyboard.press("a");
  page.say([alert(64, "PELVIC_DROP", "LEFT", "ABOVE"), stride("LEFT", 63, 8.8)]);
  await has(page, figure("left"), /8\.8/);
  assert.equal(await played(page), "RIGHT ABOVE, SIDE_NOT_KNOWN BELOW");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("while a plan withdraws feedback the runner goes by feel, the professional sees on", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, `${live.url}/#runner`);
  page.say([...running, baseline, alert(60, "PELVIC_DROP", "LEFT", "ABOVE"), { feedback: { timeS: 60, isGiven: false, plannedFraction: 0.5 } }]);
  await has(page, "#drop-left .note", /by feel/);
  assert.equal(await words(page, figure("left")), "–");
  assert.deepEqual(await zone(page, "left"), ["none", ""]);
  await page.keyboard.press("v");
  await has(page, figure("left"), /6\.1/);
  await has(page, "#state", /feedback pauses by plan/);
  await page.keyboard.press("v");
  page.say([{ feedback: { timeS: 70, isGiven: true, plannedFraction: 0.5 } }]);
  await has(page, figure("left"), /6\.1/);
  assert.deepEqual(await zone(page, "left"), ["above", "▲ more than usual for you"]);
  await page.context().close();
});

test("the metronome beats at its pace and falls silent when feedback is withdrawn", { timeout: 60000 }, async () => {
  const page = await openPlayed(browser, live.url);
  page.say([{ started: { configuration: { feedback: { metronomePerMin: 174 } } } }, ...running.slice(1)]);
  await page.click("#sound");
  await until(page, () => document.querySelector("#metronome-pace").value === "174");
  await page.click("#metronome-on");
  await until(page, () => Number(document.body.dataset.beats) >= 3);
  page.say([{ feedback: { timeS: 70, isGiven: false } }]);
  await until(page, () => document.body.dataset.beating === "no");
  await page.context().close();
});

test("the program itself tells what is usual, and a drop outside a band that was set", { timeout: 120000 }, async () => {
  const real = await Live.start("sim:runner?speed_mps=3.3&duration_s=900&speed=8");
  const page = await openPage(browser, real.url);
  await until(page, () => Number(document.querySelector("#chart").dataset.until) > 60);
  await page.keyboard.press("b");
  await page.click("#baseline-stage");
  await has(page, "#said", /Usual for you: left \d\.\d ± \d\.\d°, right \d\.\d ± \d\.\d°/);
  const usual = await page.locator("#chart").getAttribute("data-bands");
  assert.match(usual, /^\d\.\d…\d\.\d \d\.\d…\d\.\d$/);
  await has(page, "#drop-left .zone", /steady|usual for you/);
  await page.click("#bands");
  await page.fill('[aria-label="Pelvic drop, left, to, °"]', "1");
  await page.click("#bands-form [type=submit]");
  await has(page, "#drop-left .zone", /above the band/);
  await page.reload();
  await has(page, "#drop-left .zone", /above the band/);
  await page.click("#bands");
  await page.click("#bands-clear");
  await page.click("#bands-form [type=submit]");
  await has(page, "#drop-left .zone", /steady|usual for you/);
  assert.equal(await page.locator("#chart").getAttribute("data-bands"), usual);
  assertFlawless(page, real.url);
  await page.context().close();
  assert.equal(await real.stop(), 0);
});
