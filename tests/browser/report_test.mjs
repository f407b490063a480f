// The report of a session: opened from the disk, by keyboard, on a phone, without a script, and on paper.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { folder, newContext, openBrowser, packages, program, tidyUp, until, watchedPage } from "./support.mjs";

const recording = fileURLToPath(new URL("../../samples/demo_run.imu.csv", import.meta.url));
const place = join(folder, "demo_run");
let browser, address, report;
before(async () => {
  const analyzed = spawnSync(program, ["analyze", recording, "--out", folder], { encoding: "utf8" });
  assert.equal(analyzed.status, 0, analyzed.stderr);
  address = pathToFileURL(join(place, "report.html")).href;
  report = JSON.parse(readFileSync(join(place, "report.json"), "utf8"));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  tidyUp();
});

async function open(options) {
  const page = await watchedPage(await newContext(browser, options));
  await page.goto(address);
  return page;
}
const isDrawn = (page) => until(page, () => document.body.dataset.drawn === "yes");

// Which charts have ink in the colour of a side, on the canvas or as a line.
const inkOf = (page) => page.evaluate(() => [...document.querySelectorAll("[data-chart]")].map((chart) => {
  const near = (pixels, n, [r, g, b]) => Math.abs(pixels[n] - r) + Math.abs(pixels[n + 1] - g) + Math.abs(pixels[n + 2] - b) < 30 && pixels[n + 3] > 200;
  const canvas = chart.querySelector("canvas");
  if (!canvas) return { chart: chart.dataset.chart, left: chart.querySelector("polyline.left").getTotalLength(), right: chart.querySelector("polyline.right").getTotalLength() };
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let left = 0, right = 0;
  for (let n = 0; n < data.length; n += 4) left += near(data, n, [11, 79, 158]), right += near(data, n, [217, 119, 6]);
  return { chart: chart.dataset.chart, left, right };
}));

test("it opens from the disk, asks nothing of anybody, and every chart has ink of both sides", async () => {
  const page = await open();
  await isDrawn(page);
  assert.deepEqual(page.faults, []);
  assert.deepEqual(page.asked, [address]);
  const ink = await inkOf(page);
  assert.equal(ink.length, 6);
  for (const { chart, left, right } of ink) assert.ok(left > 50 && right > 50, `${chart}: ${left} points of the left, ${right} of the right`);
  await page.context().close();
});

test("its policy lets no script run that is not its own, and no request out", async () => {
  const page = await open();
  const did = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "document.body.dataset.foreign = 'yes'";
    document.body.append(script);
    const refused = await fetch("https://example.org/").then(() => false, () => true);
    return { refused, foreign: document.body.dataset.foreign };
  });
  assert.deepEqual(did, { refused: true, foreign: undefined });
  await page.context().close();
});

test("the figures that are shown are those of the message in it, and that is the report", async () => {
  const page = await open();
  const message = JSON.parse(await page.locator("#message").textContent());
  for (const side of ["left", "right"]) {
    const drop = (of) => of[side].metrics.find(({ metric }) => metric === "cpd_peak_deg");
    assert.equal(drop(message.report).median, drop(report).median);
    assert.equal(await page.locator(`.card.${side} .figure`).textContent(), `${drop(report).median.toFixed(1)}°`);
    assert.ok((await page.locator(`.card.${side}`).textContent()).includes(`${drop(report).ci95.low.toFixed(1)} to ${drop(report).ci95.high.toFixed(1)}°`));
  }
  const sway = report.both.metrics.find(({ metric }) => metric === "sway_ml_mm").median;
  assert.equal(await page.locator('.figure[data-metric="sway_ml_mm"]').textContent(), `${sway.toFixed(0)} mm`);
  for (const { metric, median } of report.left.metrics.filter((one) => one.metric.endsWith("_deg"))) {
    const cell = page.locator(`#measures tr[data-metric="${metric}"] td`).first();
    const shown = Number((await cell.textContent()).replace(/°.*/, ""));
    const whole = report.both.metrics.find((one) => one.metric === metric).median;
    assert.ok([median, whole].some((value) => Math.abs(value - shown) <= 0.05 + 1e-9), `${metric}: ${shown} is neither ${median} nor ${whole}`);
  }
  assert.equal(message.report.strides.length, report.strides.filter((stride) => stride.is_valid).length);
  await page.context().close();
});

test("a definition opens and closes by keyboard, and the word has the focus again", async () => {
  const page = await open();
  for (let pressed = 0; pressed < 10; ++pressed) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.classList.contains("term"))) break;
  }
  const target = await page.evaluate(() => document.activeElement.getAttribute("popovertarget"));
  assert.ok(target, "no definition is reached in ten steps");
  const seen = () => page.locator(`#${target}`).isVisible();
  assert.equal(await seen(), false);
  await page.keyboard.press("Enter");
  assert.equal(await seen(), true);
  assert.match(await page.locator(`#${target}`).textContent(), /swing side/);
  await page.keyboard.press("Escape");
  assert.equal(await seen(), false);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("popovertarget")), target);
  await page.context().close();
});

test("from phone to wall nothing is wider than the screen, and axe finds nothing serious", { timeout: 120000 }, async () => {
  for (const width of [360, 820, 1366, 2560]) {
    const page = await open({ viewport: { width, height: 800 } });
    await isDrawn(page);
    const fit = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - innerWidth,
      figures: [...document.querySelectorAll(".figure")].every((figure) => figure.scrollWidth <= figure.clientWidth),
      charts: [...document.querySelectorAll(".chart > *")].every((chart) => chart.getBoundingClientRect().right <= innerWidth + 1),
    }));
    assert.deepEqual(fit, { overflow: 0, figures: true, charts: true }, `${width} px`);
    await page.evaluate(packages("axe-core").source);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${width} px: ${id} ${nodes[0].html}`), []);
    await page.context().close();
  }
});

test("without JavaScript the words, the figures and the table are there, and a picture says what it needs", async () => {
  const page = await open({ javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  assert.match(text, /the swing side of the pelvis was lower than the stance side/);
  assert.match(text, /needs JavaScript/);
  assert.ok((await page.locator("#measures tbody tr").count()) > 10);
  await page.context().close();
});

// A point of the paper is 1/72 inch.
const millimetres = (points) => (points / 72) * 25.4;

// How high the core is, laid out for A4 less its margins, in millimetres.
async function heightOfCore(page) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.round((186 / 25.4) * 96), height: 1000 });
  return page.evaluate(() => {
    document.body.classList.add("paper");
    return ((document.querySelector(".pictures").getBoundingClientRect().bottom + scrollY) / 96) * 25.4;
  });
}
const room = 297 - 23;

test("on paper it is A4, the core is on the first page, and the charts are as fine as paper", async () => {
  const page = await open();
  await isDrawn(page);
  const fineness = await page.evaluate(() => [...document.querySelectorAll(".chart canvas")].map((canvas) => canvas.width / canvas.clientWidth));
  for (const points of fineness) assert.ok(points >= 3.9, `${points} points to a pixel of 1/96 inch`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) => box.split(" ").map(Number));
  assert.equal(boxes.length, 3);
  for (const [, , width, height] of boxes) {
    assert.ok(Math.abs(millimetres(width) - 210) < 1 && Math.abs(millimetres(height) - 297) < 1, `${width} by ${height} points`);
  }
  const core = await heightOfCore(page);
  assert.ok(core <= room, `the core is ${core} mm high`);
  await page.context().close();
});

test("with last time beside it the page says what changed, draws both, and the core is still on the first page", async () => {
  const before = join(folder, "before.imu.csv"), out = join(folder, "changed.html");
  const ran = (...call) => { const { status, stderr } = spawnSync(program, call, { encoding: "utf8" }); assert.equal(status, 0, stderr); };
  ran("simulate", "--out", before, "--duration", "60", "--drop-left", "2", "--drop-right", "6");
  ran("report", before, join(place, "report.json"), "--out", out);
  const page = await watchedPage(await newContext(browser));
  await page.goto(pathToFileURL(out).href);
  await isDrawn(page);
  assert.deepEqual(page.faults, []);
  const message = JSON.parse(await page.locator("#message").textContent());
  const change = message.changes.find(({ metric, side }) => metric === "cpd_excursion_deg" && side === "RIGHT");
  const row = await page.locator('#changes tr[data-metric="cpd_excursion_deg"]').nth(1).innerText();
  for (const value of [change.before, change.now]) assert.ok(row.includes(`${value.toFixed(1)}°`), `${row}: ${value}`);
  const ink = await inkOf(page);
  assert.deepEqual(ink.map(({ chart }) => chart), ["overSession", "throughStride", "pathFromBehind", "strip", "strip", "overSession", "course"]);
  for (const { chart, left, right } of ink) assert.ok(left > 50 && right > 50, `${chart}: ${left} points of the left, ${right} of the right`);
  assert.equal(await page.locator("polyline.before").count(), 1);
  const core = await heightOfCore(page);
  assert.ok(core <= room, `the core is ${core} mm high`);
  await page.context().close();
});

// The pages of a PDF, each as lines of words: as they lie on the paper, or part after part.
const linesOf = (pdf, ...how) => {
  const { status, stdout, error } = spawnSync("pdftotext", [...how, pdf, "-"], { encoding: "utf8" });
  if (error) return undefined;
  assert.equal(status, 0);
  return stdout.split("\f").slice(0, -1).map((page) => page.split("\n").map((line) => line.trim()).filter(Boolean));
};
const onFirst = ["Pelvic control", "the swing side of the pelvis was lower", "● Left stance", "▲ Right stance", "Steps a minute", "Drop over the session",
  "Drop through the stride", "Way of the sensor, from behind", "Left against right", "Lateral sway over the session", "It is not a diagnosis"];

test("printed, a first, a second, a walked and a poor session have their core on page 1 and no heading alone at a foot", { timeout: 120000 }, async (t) => {
  const ran = (...call) => { const { status, stderr } = spawnSync(program, call, { encoding: "utf8" }); assert.equal(status, 0, stderr); };
  const made = (name, ...how) => { const file = join(folder, `${name}.imu.csv`); ran("simulate", "--out", file, ...how); return file; };
  const may = made("may", "--duration", "240", "--drop-left", "2.5", "--drop-right", "5.5"), june = made("june", "--duration", "240", "--drop-left", "2.5", "--drop-right", "3.5");
  const walk = made("walk", "--gait", "walking", "--duration", "180"), poor = made("poor", "--duration", "60", "--loss", "30", "--slip-at", "20", "--slip", "25");
  for (const [name, ...files] of [["demo", recording], ["changed", may, june], ["walk", walk], ["poor", poor]]) {
    const html = join(folder, `${name}.html`), pdf = join(folder, `${name}.pdf`);
    ran("report", ...files, "--out", html);
    const page = await watchedPage(await newContext(browser));
    await page.goto(pathToFileURL(html).href);
    await isDrawn(page);
    const headings = new Set(await page.evaluate(() => [...document.querySelectorAll("main h1, main h2, main h3, main dt")].map((heading) => heading.textContent.trim())));
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
    await page.context().close();
    const pages = linesOf(pdf, "-layout");
    if (!pages) return t.skip("pdftotext is not there; script/bootstrap installs it");
    assert.equal(pages.length, 3, name);
    const first = linesOf(pdf)[0].join(" ");
    for (const words of onFirst) assert.ok(first.includes(words), `${name}: page 1 lacks ${words}: ${first}`);
    assert.equal(first.includes("All measures"), false, name);
    assert.equal(pages[1][0], name === "changed" ? "What changed since last time" : "All measures", name);
    assert.ok(pages[2].includes("Definitions"), name);
    for (const [n, lines] of pages.entries()) assert.equal(headings.has(lines.at(-1)), false, `${name}: "${lines.at(-1)}" stands alone at the foot of page ${n + 1}`);
    const unused = pages.findIndex((lines) => lines.includes("Strides that were not used"));
    assert.ok(pages[unused].some((line) => line.startsWith("A stride may have several reasons")), `${name}: the strides that were not used are torn apart`);
    if (name === "poor") assert.match(first, /Quality poor/);
  }
});
