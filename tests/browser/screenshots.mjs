// Pictures of both views, for the documents: node screenshots.mjs FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Live, folder, has, openBrowser, openPage, tidyUp, until } from "./support.mjs";

const target = process.argv[2];
mkdirSync(target, { recursive: true });
const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=20", "--record", join(folder, "run.sacrum"));
const browser = await openBrowser();
try {
  const wanted = [
    ["professional", "light", "", { width: 1366, height: 768 }],
    ["runner", "dark", "#runner", { width: 1366, height: 768 }],
    ["phone", "light", "#runner", { width: 360, height: 640 }],
  ];
  for (const [name, colorScheme, view, viewport] of wanted) {
    const page = await openPage(browser, `${live.url}/${view}`, { colorScheme, viewport });
    await has(page, "#health-recording .value", /^. [1-9]:\d\d/); // a minute of strides
    // While it tilts, and both sides have a figure.
    await until(page, () => Math.abs(parseFloat(document.querySelector("#tilting").getAttribute("transform").slice(7))) > 8 &&
      [...document.querySelectorAll(".drop .number")].every((place) => /\d/.test(place.textContent)));
    await page.screenshot({ path: join(target, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await browser.close();
  await live.stop();
  tidyUp();
}
