// What a person does at the page reaches the program, stands in the recording, and shows.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { Live, assertFlawless, folder, has, hasFigures, openBrowser, openPage, replayed, reported, tidyUp, until, words } from "./support.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); tidyUp(); });

const isIn = (page, selector) => until(page, (place) => document.activeElement.matches(place), selector);

async function typeStage(page, name, speed, minutes) {
  await page.keyboard.press("Tab"); // from wherever the dialog began
  await page.fill("#stage-name", name);
  await page.fill("#stage-speed", speed);
  await page.fill("#stage-minutes", minutes);
  await page.press("#stage-minutes", "Enter");
}

test("marks with a kind and a number, stages, a baseline and bands are recorded as they were done", { timeout: 120000 }, async () => {
  const recording = join(folder, "deeds.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=900&speed=5", "--record", recording);
  const page = await openPage(browser, live.url);
  await hasFigures(page);

  await page.click("#mark");
  await page.check('#mark-kinds input[value="pain"]');
  await page.fill("#mark-number", "3");
  await page.fill("#mark-text", "left knee");
  await page.keyboard.press("Enter");
  await has(page, "#marks", /pain 3 of 10 left knee/);
  await has(page, "#said", /Marked at \d+:\d\d: pain 3 of 10 left knee/);

  await page.click("#stages");
  await isIn(page, "#stage-name");
  await typeStage(page, "easy", "3", "5");
  await typeStage(page, "hill", "2.8", "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await has(page, "#stage", /^easy \d+:\d\d of 5:00$/);
  await page.keyboard.press("2");
  await has(page, "#stage", /^hill \d+:\d\d$/);
  await page.keyboard.press("7");
  await has(page, "#said", /no stage 7/);
  await page.reload();
  await has(page, "#stage", /^hill \d+:\d\d$/);
  await has(page, "#marks", /pain 3 of 10 left knee/);
  await page.click("#stages");
  assert.match(await words(page, "#stage-list"), /easy · 3 m\/s · 5 min.*hill · 2\.8 m\/s/);
  await page.click("#stage-end");
  await until(page, () => document.querySelector("#stage").textContent === "");

  await page.keyboard.press("b");
  await page.click("#baseline-stage");
  await page.click("#bands");
  await page.fill('[aria-label="Pelvic drop, left, to, °"]', "5.5");
  await page.fill('[aria-label="Cadence, from, /min"]', "180");
  await page.click("#bands-form [type=submit]");
  await until(page, () => document.querySelector("#chart").dataset.bands?.includes("…5.5"));

  assert.equal(await live.stop(), 0);
  const deeds = replayed(recording).filter((said) => said.action).map((said) => said.action.action);
  assert.ok(deeds.every((deed) => deed.author === "page"));
  const of = (kind) => deeds.filter((deed) => deed[kind]).map((deed) => deed[kind]);
  assert.deepEqual(of("note"), [{ kind: "pain", text: "left knee", number: 3 }]);
  assert.deepEqual(of("begin_stage"), [{ name: "easy", speed_m_per_s: 3, duration_s: 300 }, { name: "hill", speed_m_per_s: 2.8 }]);
  assert.equal(of("end_stage").length, 1);
  assert.equal(of("set_baseline").length, 1);
  const set = of("set_bands")[0].bands;
  assert.equal(set.find((band) => band.measure === "PELVIC_DROP" && band.side === "LEFT").high, 5.5);
  assert.equal(set.find((band) => band.measure === "CADENCE").low, 180);
  assertFlawless(page, live.url);
  await page.context().close();
});

test("a swap exchanges what is shown, what comes, and what a reload shows, and stands in the report", { timeout: 120000 }, async () => {
  const recording = join(folder, "swap.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&drop_left_deg=4&drop_right_deg=1&duration_s=600&speed=5", "--record", recording);
  const page = await openPage(browser, live.url);
  const isSettled = (place) => has(place, "#row-drop .difference", /±/);
  const drops = (place) => place.evaluate(() => ["left", "right"].map((side) => parseFloat(document.querySelector(`#row-drop .${side}`).textContent.replace("−", "-"))));
  const hasOlder = async (place, seconds) => {
    const from = await place.evaluate(() => Number(document.querySelector("#chart").dataset.until));
    await until(place, (least) => Number(document.querySelector("#chart").dataset.until) > least, from + seconds);
  };
  await isSettled(page);
  const [left, right] = await drops(page);
  assert.ok(left > right + 1, `${left} and ${right}`);
  await page.keyboard.press("s");
  await has(page, "#said", /exchanged/);
  const isSwapped = (place) => until(place, () => {
    const [l, r] = ["left", "right"].map((side) => parseFloat(document.querySelector(`#row-drop .${side}`).textContent.replace("−", "-")));
    return l + 1 < r;
  });
  await isSwapped(page);
  await hasOlder(page, 12); // ten strides a side that the program said under their new sides
  const late = await drops(page);
  assert.ok(late[0] + 1 < late[1], `what comes is exchanged, too: ${late}`);
  await page.reload();
  await isSettled(page);
  const again = await drops(page);
  assert.ok(again[0] + 1 < again[1], `after a reload: ${again}`);
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
  const { report } = reported(recording);
  assert.equal(report.sides_swapped_by_hand, true);
  const medianOf = (side) => report[side].metrics.find(({ metric }) => metric === "cpd_peak_deg").median;
  assert.ok(medianOf("left") + 1 < medianOf("right"));
});

test("standing still makes what is seen level, with a countdown and a verdict; moving does not", { timeout: 120000 }, async () => {
  const recording = join(folder, "calibrate.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&standing_s=40&duration_s=600&speed=3", "--record", recording);
  const page = await openPage(browser, live.url);
  await has(page, "#state", /Sensor heard|Settling|place not known|Standing/);
  await page.keyboard.press("c");
  await has(page, "#get-ready", /Stand still in \d s/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.click("#calibrate-start");
  await has(page, "#state", /Standing still, please: \d s/);
  await has(page, "#said", /^Calibrated: .*steady to \d\.\d°/);
  await has(page, "#state", /Calibrated \(\d\.\d°\)|Running/);
  await hasFigures(page);
  await page.keyboard.press("c");
  await page.click("#calibrate-start");
  await has(page, "#said", /^Not calibrated: /);
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
  const { report } = reported(recording);
  assert.deepEqual(report.calibrations.map((one) => one.is_accepted), [true, false]);
});
