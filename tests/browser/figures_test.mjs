// The figures on the page are those of the session's report, and they come in time.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { join } from "node:path";
import { Live, analysed, assertFlawless, figure, folder, has, hasFigures, median, openBrowser, openPage, patience, shown, tidyUp, until, words } from "./support.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); tidyUp(); });

const sides = { left: "LEFT", right: "RIGHT" };
const lastOf = (strides, side) => strides.filter((stride) => stride.side === side).at(-1);
const dropOf = (stride) => shown(stride.is_valid ? stride.metrics.cpd_peak_deg : undefined, 1);
const lastTen = (strides, measure, side) =>
  strides.filter((s) => s.is_valid && s.metrics[measure] !== undefined && (!side || s.side === side)).slice(-10).map((s) => s.metrics[measure]);

test("figures at the end are those of the session's report and its table of strides", { timeout: patience }, async () => {
  const recording = join(folder, "figures.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=40&speed=5", "--record", recording);
  const page = await openPage(browser, live.url);
  await hasFigures(page);
  await has(page, "#state", /Session ended/);
  assert.equal(await live.left, 0);
  const { report, rows } = analysed(recording);
  const strides = report.strides;
  for (const [side, name] of Object.entries(sides)) {
    const last = lastOf(strides, name);
    assert.equal(await words(page, figure(side)), dropOf(last));
    const row = rows.filter((one) => one.side === name[0]).at(-1);
    assert.ok(Math.abs(Number(row.cpd_peak_deg) - last.metrics.cpd_peak_deg) < 1e-3, "strides.csv says the same");
    assert.equal(await words(page, `#row-drop .${side}`), `${shown(median(lastTen(strides, "cpd_peak_deg", name)), 1)}°`);
    assert.equal(await words(page, `#row-fall .${side}`), `${shown(median(lastTen(strides, "cpd_excursion_deg", name)), 1)}°`);
    assert.equal(await words(page, `#row-contact .${side}`), `${shown(1000 * median(lastTen(strides, "contact_time_s", name)), 0)} ms`);
  }
  const apart = median(lastTen(strides, "cpd_peak_deg", "RIGHT")) - median(lastTen(strides, "cpd_peak_deg", "LEFT"));
  assert.ok((await words(page, "#row-drop .difference")).startsWith(`${shown(apart, 1)} ± `));
  assert.equal(await words(page, "#row-sway .both"), `${shown(median(lastTen(strides, "sway_ml_mm")), 0)} mm`);
  assert.equal(await words(page, "#row-vertical .both"), `${shown(median(lastTen(strides, "vertical_osc_mm")), 0)} mm`);
  assert.equal(await words(page, "#row-cadence .both"), `${shown(median(lastTen(strides, "cadence_per_min")), 0)} /min`);
  assert.match(await words(page, "#row-contact .verdict"), /not verified in running/);
  assertFlawless(page, live.url);
  await page.context().close();
});

// One session's delays from the bytes of a contact's sample to the painted figure, in ms.
async function delays() {
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=90&speed=2");
  const page = await openPage(browser, live.url);
  await until(page, () => Number(document.querySelector("#health-delay")?.dataset.count) >= 60);
  const { p50, p99, count } = await page.evaluate(() => ({ ...document.querySelector("#health-delay").dataset }));
  console.log(`# from the bytes of a contact's sample to the painted figure: p50 ${p50} ms, p99 ${p99} ms (${count} contacts)`);
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
  return { p50: Number(p50), p99: Number(p99) };
}

test("an initial contact changes its figure within 150 ms of its bytes", { timeout: patience }, async () => {
  // How late this machine is with a timer while the session runs: where that alone takes a third of the time, the slowest
  // of a hundred tells of other programs, and the median is what is held to the promise.
  const lateness = monitorEventLoopDelay({ resolution: 10 });
  for (let tries = 3; ; --tries) {
    lateness.reset();
    lateness.enable();
    const { p50, p99 } = await delays();
    lateness.disable();
    const late = lateness.percentile(99) / 1e6 - 10;
    if (p99 < 150) break;
    if (tries > 1) continue;
    console.log(`# this machine is busy: a timer comes ${late.toFixed(0)} ms late`);
    assert.ok(late > 50 && p50 < 150, `p50 ${p50}, p99 ${p99} ms, a timer ${late} ms late`);
    break;
  }
});
