// From phone to wall, by keyboard alone, in both views and every dialog.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { Live, assertFlawless, has, hasFigures, openBrowser, openPage, packages, tidyUp, until, words } from "./support.mjs";

let browser, live;
before(async () => {
  browser = await openBrowser();
  live = await Live.start("sim:runner?speed_mps=3.3&duration_s=900&speed=5");
});
after(async () => {
  await live?.stop();
  await browser?.close();
  tidyUp();
});

const axe = packages("axe-core").source;
const dialogs = ["calibrate", "mark", "stages", "baseline", "bands", "sound", "end", "help"];

async function assertAccessible(page, what, part = "body") {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((selector) => window.axe.run(selector), part);
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(serious.map(({ id, nodes }) => `${what}: ${id} ${nodes.map((node) => node.html).join(" ")}`), []);
}

const fitOf = (page) => page.evaluate(() => {
  const cards = [...document.querySelectorAll(".drop")].map((place) => place.getBoundingClientRect());
  const figures = [...document.querySelectorAll(".number")].map((place) => {
    const words = document.createRange();
    words.selectNodeContents(place);
    return words.getBoundingClientRect();
  });
  const digits = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(document.querySelector(".number"));
  digits.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return {
    overflow: document.documentElement.scrollWidth - innerWidth,
    areInside: figures.every((box, n) => box.left >= cards[n].left && box.right <= cards[n].right && cards[n].bottom <= innerHeight),
    isWhole: document.documentElement.scrollHeight <= innerHeight,
    digits: digits.measureText("8").actualBoundingBoxAscent / innerHeight,
  };
});

test("from phone to wall, light and dark, both views fit and axe finds nothing serious", { timeout: 180000 }, async () => {
  for (const [width, height] of [[360, 740], [768, 1024], [1366, 768], [1920, 1080], [3840, 2160]]) {
    const page = await openPage(browser, live.url, { viewport: { width, height }, colorScheme: "dark" });
    await hasFigures(page);
    for (const view of ["professional", "runner"]) {
      if (view === "runner") await page.keyboard.press("v");
      for (const scheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme: scheme });
        const what = `${view} ${width}x${height} ${scheme}`;
        await until(page, () => [...document.querySelectorAll(".drop")].every((card) => !card.classList.contains("unsure")));
        const fit = await fitOf(page);
        assert.ok(fit.overflow <= 0, `${what}: ${fit.overflow} px too wide`);
        assert.ok(fit.areInside, `${what}: a figure leaves its card or the screen`);
        if (width > height) assert.ok(fit.isWhole, `${what}: one has to scroll`);
        if (view === "runner" && width > height) assert.ok(fit.digits >= 0.3, `${what}: digits take ${fit.digits} of the height`);
        if (width === 1366 || (width === 360 && scheme === "light")) await assertAccessible(page, what);
      }
    }
    assertFlawless(page, live.url);
    await page.context().close();
  }
});

test("every dialog opens and closes by keyboard, stays on the screen, and axe finds nothing serious in it", { timeout: 120000 }, async () => {
  for (const [width, height] of [[360, 740], [1366, 768]]) {
    const page = await openPage(browser, live.url, { viewport: { width, height } });
    await hasFigures(page);
    for (const name of dialogs) {
      await page.locator(`#${name}`).focus();
      await page.keyboard.press("Enter");
      const box = await page.locator(`#dialog-${name}`).boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, `${name} ${width}: ${JSON.stringify(box)}`);
      await assertAccessible(page, `dialog ${name} ${width}`, `#dialog-${name}`);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(`#dialog-${name}`).isVisible(), false);
      assert.equal(await page.evaluate(() => document.activeElement.id), name, "the focus goes back to the button");
    }
    assertFlawless(page, live.url);
    await page.context().close();
  }
});

test("reduced motion holds the pelvis still, and the summary tells the figures in words", { timeout: 60000 }, async () => {
  const page = await openPage(browser, live.url, { reducedMotion: "reduce" });
  await hasFigures(page);
  await has(page, "#summary", /^Running\. Pelvic drop: left .+ degrees, right .+ degrees\. \d+ steps a minute\./);
  await has(page, "#pelvis-note", /held still/);
  assert.equal(await page.locator("#tilting").getAttribute("transform"), "rotate(0.00)");
  assert.match(await words(page, "#state"), /Running/);
  await page.context().close();
});
