// Pictures of the report, for the documents: node report_pictures.mjs FOLDER
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { folder, openBrowser, openPage, program, tidyUp, until } from "./support.mjs";

const target = process.argv[2];
mkdirSync(target, { recursive: true });
const ran = (...words) => {
  const { status, stderr } = spawnSync(program, words, { encoding: "utf8", cwd: folder });
  if (status !== 0) throw new Error(stderr);
};
// Two sessions of one made-up runner, four minutes each; in the second the right side drops less.
for (const [name, drop] of [["may", 5.5], ["june", 3.5]])
  ran("simulate", "--out", `${name}.imu.csv`, "--duration", "240", "--drop-left", "2.5", "--drop-right", String(drop));
ran("report", "may.imu.csv", "june.imu.csv", "--out", "june.html");
const address = pathToFileURL(join(folder, "june.html")).href;

const a4 = { width: 794, height: 1123 }; // at 96 points an inch
const margin = 45; // of the paper, 12 mm
// Of the first sheet, without what follows on the next.
const bottomOf = (page) => page.evaluate(() => document.querySelector(".pictures").getBoundingClientRect().bottom + 12);
const browser = await openBrowser();
try {
  const paper = await openPage(browser, address, { viewport: a4 });
  await until(paper, () => document.body.dataset.drawn === "yes");
  await paper.emulateMedia({ media: "print" });
  await paper.evaluate((px) => { document.body.style.padding = `${px}px`; dispatchEvent(new Event("beforeprint")); }, margin);
  await until(paper, () => [...document.querySelectorAll(".chart canvas")].every((canvas) => canvas.clientWidth <= canvas.closest(".chart").clientWidth));
  await paper.screenshot({ path: join(target, "paper.png"), clip: { x: 0, y: 0, width: a4.width, height: await bottomOf(paper) } });
  const phone = await openPage(browser, address, { viewport: { width: 360, height: 740 } });
  await until(phone, () => document.body.dataset.drawn === "yes");
  await phone.locator(".card.right .term").last().click();
  await phone.screenshot({ path: join(target, "phone.png") });
} finally {
  await browser.close();
  tidyUp();
}
