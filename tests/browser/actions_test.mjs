// What a person does at the page reaches the program, stands in the recording, and shows.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { Live, assertFlawless, folder, has, hasFigures, openBrowser, openPage, patience, replayed, tidyUp, until, words } from "./support.mjs";

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

test("marks with a kind and a number, stages, a baseline and bands are recorded as they were done", { timeout: patience }, async () => {
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
