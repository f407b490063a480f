// The figures on the page are those of the session's report, and they come in time.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { Live, assertFlawless, figure, folder, has, hasFigures, median, openBrowser, openPage, reported, shown, tidyUp, until, words } from "./support.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); tidyUp(); });

const sides = { left: "LEFT", right: "RIGHT" };
const lastOf = (strides, side) => strides.filter((stride) => stride.side === side).at(-1);
const dropOf = (stride) => shown(stride.is_valid ? stride.metrics.cpd_peak_deg : undefined, 1);
const lastTen = (strides, measure, side) =>
  strides.filter((s) => s.is_valid && s.metrics[measure] !== undefined && (!side || s.side === side)).slice(-10).map((s) => s.metrics[measure]);

const places = ["left", "right"].flatMap((side) => [figure(side), `#row-drop .${side}`, `#row-fall .${side}`, `#row-contact .${side}`])
  .concat(["#row-drop .difference", "#row-sway .both", "#row-vertical .both", "#row-cadence .both", "#row-contact .verdict"]);

test("figures at the end are those of the session's report and its table of strides", { timeout: 120000 }, async () => {
  const recording = join(folder, "figures.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=40&speed=5", "--record", recording);
  const page = await openPage(browser, live.url);
  await hasFigures(page);
  await has(page, "#state", /Session ended, report ready/);
  assert.equal(await page.locator("#report").getAttribute("href"), "/report.html");
  const seen = Object.fromEntries(await Promise.all(places.map(async (place) => [place, await words(page, place)])));
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.left, 0);
  const { report, rows } = reported(recording);
  const strides = report.strides;
  for (const [side, name] of Object.entries(sides)) {
    const last = lastOf(strides, name);
    assert.equal(seen[figure(side)], dropOf(last));
    const row = rows.filter((one) => one.side === name[0]).at(-1);
    assert.ok(Math.abs(Number(row.cpd_peak_deg) - last.metrics.cpd_peak_deg) < 1e-3, "strides.csv says the same");
    assert.equal(seen[`#row-drop .${side}`], `${shown(median(lastTen(strides, "cpd_peak_deg", name)), 1)}°`);
    assert.equal(seen[`#row-fall .${side}`], `${shown(median(lastTen(strides, "cpd_excursion_deg", name)), 1)}°`);
    assert.equal(seen[`#row-contact .${side}`], `${shown(1000 * median(lastTen(strides, "contact_time_s", name)), 0)} ms`);
  }
  const apart = median(lastTen(strides, "cpd_peak_deg", "RIGHT")) - median(lastTen(strides, "cpd_peak_deg", "LEFT"));
  assert.ok(seen["#row-drop .difference"].startsWith(`${shown(apart, 1)} ± `));
  assert.equal(seen["#row-sway .both"], `${shown(median(lastTen(strides, "sway_ml_mm")), 0)} mm`);
  assert.equal(seen["#row-vertical .both"], `${shown(median(lastTen(strides, "vertical_osc_mm")), 0)} mm`);
  assert.equal(seen["#row-cadence .both"], `${shown(median(lastTen(strides, "cadence_per_min")), 0)} /min`);
  assert.match(seen["#row-contact .verdict"], /not verified in running/);
});

test("an initial contact changes its figure within 150 ms of its bytes", { timeout: 120000 }, async () => {
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=90&speed=2");
  const page = await openPage(browser, live.url);
  await until(page, () => Number(document.querySelector("#health-delay")?.dataset.count) >= 60, null, 90000);
  const { p50, p99, count } = await page.evaluate(() => ({ ...document.querySelector("#health-delay").dataset }));
  console.log(`# from the bytes of a contact's sample to the painted figure: p50 ${p50} ms, p99 ${p99} ms (${count} contacts)`);
  assert.ok(Number(p99) < 150, `p99 ${p99} ms`);
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
});
