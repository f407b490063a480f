// Pictures of the page, for the documents: node screenshots.mjs FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Live, folder, has, openBrowser, openPage, tidyUp, until } from "./support.mjs";

const target = process.argv[2];
mkdirSync(target, { recursive: true });

// While the pelvis tilts and both sides have a figure.
const isTelling = (page) => until(page, () => Math.abs(parseFloat(document.querySelector("#tilting").getAttribute("transform").slice(7))) > 8 &&
  [...document.querySelectorAll(".drop .number")].every((place) => /\d/.test(place.textContent)));
const after = (page, minutes) => until(page, (least) => Number(document.querySelector("#chart").dataset.until) > 60 * least, minutes, 120000);

const live = await Live.start("sim:runner?speed_mps=3.3&standing_s=20&duration_s=900&speed=8", "--record", join(folder, "run.sacrum"));
const browser = await openBrowser();
try {
  // What a physiotherapist did before the picture: levelled, told what is usual, two stages, two marks.
  const person = await openPage(browser, live.url);
  await person.keyboard.press("c");
  await person.click("#calibrate-start");
  await has(person, "#said", /alibrated/);
  await person.click("#stages");
  for (const [name, speed, incline] of [["easy", "3.3", ""], ["hill", "3", "5"]]) {
    await person.fill("#stage-name", name);
    await person.fill("#stage-speed", speed);
    await person.fill("#stage-incline", incline);
    await person.press("#stage-incline", "Enter");
  }
  await person.keyboard.press("Escape");
  await person.keyboard.press("1");
  await after(person, 1.5);
  await person.keyboard.press("b");
  await person.click("#baseline-minute");
  await person.keyboard.press("2");
  await after(person, 2);
  await person.keyboard.press("m");
  await person.check('#mark-kinds input[value="cue"]');
  await person.fill("#mark-text", "lift the left hip");
  await person.keyboard.press("Enter");
  await after(person, 2.6);
  await person.click("#stages");
  await isTelling(person);
  await person.screenshot({ path: join(target, "stages.png") });

  const wanted = [
    ["professional", "light", "", { width: 1366, height: 768 }],
    ["runner", "dark", "#runner", { width: 1366, height: 768 }],
    ["phone", "light", "#runner", { width: 360, height: 740 }],
  ];
  for (const [name, colorScheme, view, viewport] of wanted) {
    const page = await openPage(browser, `${live.url}/${view}`, { colorScheme, viewport });
    await has(page, "#cadence-now", /\d/);
    await isTelling(page);
    await page.screenshot({ path: join(target, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await browser.close();
  await live.stop();
  tidyUp();
}
