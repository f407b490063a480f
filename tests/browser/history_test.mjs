// The history of a person: as a file opened from the disk, and served beside the live page; drawn, in words, and who may see it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Live, assertFlawless, folder, has, newContext, openBrowser, openPage, packages, program, statusOf, tidyUp, until, watchedPage } from "./support.mjs";

const file = join(folder, "clinic.sqlite"), pages = { months: join(folder, "months.html"), one: join(folder, "one.html"), none: join(folder, "none.html") };
const run = (...words) => {
  const { status, stderr, stdout } = spawnSync(program, words, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
};
const sessions = 14; // of anna, one a week from 2 March 2026 on; the left side drops more in the last three, the tenth week jumps
const weekOf = (n) => new Date(Date.UTC(2026, 2, 2 + 7 * n)).toISOString().slice(0, 10);
const address = (page) => pathToFileURL(page).href;
let browser, code;

before(async () => {
  for (let n = 0; n < sessions; ++n) {
    const recording = join(folder, `run${n}.imu.csv`);
    const drop = (n >= sessions - 3 ? 5 : 2.5) + [0, 0.2, -0.2, 0.1][n % 4] + n / 100; // no two recordings are the same
    run("simulate", "--duration", "30", "--seed", "5", "--drop-left", `${drop}`, "--drop-right", `${3.5 - [0, 0.2, -0.2, 0.1][(n + 1) % 4]}`, "--out", recording);
    run("history", "add", recording, "--file", file, "--person", "anna", ...(n ? [] : ["--new"]),
      "--context", `date=${weekOf(n)},distance_km=${n === 9 ? 30 : 5},surface=${n === 4 ? "sand" : "road"},camber=level`);
  }
  const walk = join(folder, "walk.imu.csv");
  run("simulate", "--gait", "walking", "--duration", "30", "--seed", "6", "--out", walk);
  run("history", "add", walk, "--file", file, "--person", "bob", "--new", "--context", "date=2026-03-02");
  const gone = join(folder, "gone.imu.csv");
  run("simulate", "--gait", "walking", "--duration", "30", "--seed", "7", "--out", gone);
  run("history", "add", gone, "--file", file, "--person", "cleo", "--new");
  const kept = /session (\d+)/.exec(run("history", "show", "--person", "cleo", "--file", file))[1];
  run("history", "delete", "--person", "cleo", "--session", kept, "--file", file);
  for (const [page, person] of [["months", "anna"], ["one", "bob"], ["none", "cleo"]]) run("history", "view", "--person", person, "--file", file, "--out", pages[page]);
  code = /P-\w{4}/.exec(readFileSync(pages.months, "utf8"))[0];
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  tidyUp();
});

async function open(page, options) {
  const opened = await watchedPage(await newContext(browser, options));
  await opened.goto(address(page));
  if (options?.javaScriptEnabled !== false) await until(opened, () => document.body.dataset.drawn === "yes");
  return opened;
}

// How many points of each picture have the colours of the page for left, right, both, bars and what is more than usual.
const inkOf = (page) => page.evaluate(() => {
  const probe = document.createElement("canvas").getContext("2d");
  const colours = Object.fromEntries(["left", "right", "ink", "usual", "outside"].map((name) => {
    probe.fillStyle = getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
    return [name, [1, 3, 5].map((from) => parseInt(probe.fillStyle.slice(from, from + 2), 16))];
  }));
  return [...document.querySelectorAll("[data-chart]")].map((chart) => {
    const canvas = chart.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const points = ([r, g, b]) => {
      let count = 0;
      for (let n = 0; n < data.length; n += 4) count += Math.abs(data[n] - r) + Math.abs(data[n + 1] - g) + Math.abs(data[n + 2] - b) < 24 && data[n + 3] > 200;
      return count;
    };
    return { metric: chart.closest("figure").dataset.metric ?? "weeks", ...Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, points(colour)])) };
  });
});
const of = (ink, metric) => ink.find((one) => one.metric === metric);

test("the file opens from the disk, asks nothing of anybody, and draws both sides, the change and the jump, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(pages.months, { colorScheme });
    assert.deepEqual(page.faults, []);
    assert.deepEqual(page.asked, [address(pages.months)]);
    const ink = await inkOf(page);
    assert.equal(ink.length, 8);
    const drop = of(ink, "cpd_peak_deg"), sway = of(ink, "sway_ml_mm"), weeks = of(ink, "weeks");
    assert.ok(drop.left > 500 && drop.right > 500 && drop.outside > 100, `${colorScheme} ${JSON.stringify(drop)}`);
    // What is usual of a made-up person who is the same every day is narrower than a hair: whether the sway lies in it says nothing.
    assert.ok(sway.ink > 500 && sway.left === 0 && sway.right === 0, `${colorScheme} ${JSON.stringify(sway)}`);
    assert.ok(weeks.usual > 1000 && weeks.outside > 1000, `${colorScheme} ${JSON.stringify(weeks)}`);
    await page.context().close();
  }
});

test("light and dark can be turned, and the pictures turn with the page", async () => {
  const page = await open(pages.months, { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await paper(), "rgb(255, 255, 255)");
  await page.locator("#theme").focus();
  await page.keyboard.press("Enter");
  assert.equal(await paper(), "rgb(17, 23, 30)");
  assert.ok(of(await inkOf(page), "cpd_peak_deg").left > 500);
  await page.context().close();
});

test("each figure of the table is that of the session, and the change is said with its size and its source", async () => {
  const page = await open(pages.months);
  const { history, pictures } = JSON.parse(await page.locator("#message").textContent());
  assert.equal(history.sessions.length, sessions);
  const drop = page.locator('figure[data-metric="cpd_peak_deg"]');
  await drop.locator("summary").focus();
  await page.keyboard.press("Enter");
  const rows = drop.locator("tbody tr");
  assert.equal(await rows.count(), sessions);
  for (const [n, session] of [...history.sessions].reverse().entries()) {
    const words = await rows.nth(n).innerText();
    assert.ok(words.startsWith(session.began_utc.slice(0, 10)), words);
    for (const side of ["left", "right"]) assert.ok(words.includes(`${session.report[side].metrics.find(({ metric }) => metric === "cpd_peak_deg").median.toFixed(1)}°`), words);
  }
  assert.match(await rows.nth(0).innerText(), /more than usual.*compared/s);
  assert.match(await rows.nth(sessions - 5).innerText(), /left out: its surface was sand, now road/);
  assert.match(await rows.nth(sessions - 1).innerText(), /baseline/);
  const change = history.changes.changes.find(({ metric, side }) => metric === "cpd_peak_deg" && side === "LEFT");
  assert.equal(change.verdict, "CHANGE_MORE_THAN_CHANCE");
  assert.ok((await page.locator("ul.finding").innerText()).includes(`${change.change.toFixed(1)}° more than usual for you, which is more than chance (${change.detectable.toFixed(1)}°; from `));
  assert.equal(pictures.length, 7);
  assert.match(await page.locator("#load").textContent(), /jump: 30\.0 km, the weeks before 5\.0 km on average, 6\.0 times as much/);
  await page.context().close();
});

test("without a script all words and figures are there, and nothing speaks of disease or of a person's risk", async () => {
  const page = await open(pages.months, { javaScriptEnabled: false });
  const words = await page.locator("main").textContent();
  assert.match(words, /more than usual for you, which is more than chance/);
  assert.match(words, /needs JavaScript/);
  assert.match(words, /no diagnosis/);
  assert.doesNotMatch(words, /abnormal|pathological|prevent|at risk/i);
  assert.equal(await page.locator("#theme").isVisible(), false);
  await page.context().close();
});

test("with one session and with none the page says what is missing", async () => {
  const one = await open(pages.one);
  assert.deepEqual(one.faults, []);
  assert.match(await one.locator("main").innerText(), /no earlier session that it can be compared with/);
  assert.ok(of(await inkOf(one), "cpd_peak_deg").left > 50);
  await one.context().close();
  const none = await open(pages.none);
  assert.deepEqual(none.faults, []);
  assert.match(await none.locator("main").innerText(), /No sessions yet; sacrum history add FILE/);
  assert.equal(await none.locator("[data-chart]").count(), 0);
  await none.context().close();
});

test("from phone to wall nothing of the history is wider than the screen, and axe finds nothing serious", { timeout: 600000 }, async () => {
  for (const width of [360, 768, 1440, 2560]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(pages.months, { viewport: { width, height: 900 }, colorScheme });
      for (const summary of await page.locator("summary").all()) await summary.click();
      const what = `${width} px ${colorScheme}`;
      const fit = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - innerWidth,
        charts: [...document.querySelectorAll(".chart > *")].every((chart) => chart.getBoundingClientRect().right <= innerWidth + 1),
      }));
      assert.deepEqual(fit, { overflow: 0, charts: true }, what);
      if (![360, 1440].includes(width)) { await page.context().close(); continue; }
      await page.evaluate(packages("axe-core").source);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${what}: ${id} ${nodes[0].html}`), []);
      await page.context().close();
    }
  }
});

test("on paper it is light, A4, begins with what has changed and has no button", async () => {
  const page = await open(pages.months, { colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--left").trim()), "#0b4f9e");
  assert.ok(of(await inkOf(page), "cpd_peak_deg").left > 500);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--left").trim()), "#7db8ff");
  const pdf = join(folder, "months.pdf");
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  await page.context().close();
  const { stdout, error } = spawnSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
  if (error) return; // script/bootstrap installs it
  const sheets = stdout.split("\f").slice(0, -1);
  assert.equal(sheets.length, 3);
  for (const words of ["Pelvic control over the sessions", "What has changed: running", "more than usual for you", "pelvic drop, peak"]) assert.ok(sheets[0].replace(/\s+/g, " ").includes(words), words);
  assert.match(sheets[2], /The sessions[^]*no diagnosis/);
  assert.doesNotMatch(stdout, /Light or dark|The figures of this picture/);
});

test("beside the live page the history leads from the people to a person, and holds no file while somebody looks", { timeout: 240000 }, async () => {
  const live = await Live.start("sim:runner?duration_s=300", "--history", file);
  const page = await openPage(browser, live.url);
  await until(page, () => !document.getElementById("history").hidden);
  await page.evaluate(() => document.getElementById("history").removeAttribute("target"));
  await Promise.all([page.waitForURL("**/history"), page.locator("#history").click()]);
  await has(page, "h1", /History/);
  assert.match(await page.locator("tbody").innerText(), /\(anna\)\s+14/);
  await page.getByRole("link", { name: /anna/ }).focus();
  await Promise.all([page.waitForURL(`**/history/${code}`), page.keyboard.press("Enter")]);
  await until(page, () => document.body.dataset.drawn === "yes");
  assert.ok(of(await inkOf(page), "cpd_peak_deg").left > 500);
  assert.match(await page.locator("main").innerText(), /more than usual for you/);
  const bob = /(P-\w{4})\s+\(bob\)/.exec(await (await page.request.get(`${live.url}/history`)).text())[1];
  const other = await openPage(browser, `${live.url}/history/${bob}`);
  run("history", "delete", "--person", "bob", "--file", file); // fails where somebody holds the file
  const gone = await other.reload();
  assert.equal(gone.status(), 404);
  assert.match(await other.locator("main").innerText(), /there is no such person/);
  assertFlawless(page, live.url);
  assert.equal(await live.stop(), 0);
  await page.context().close();
  await other.context().close();
});

test("the history answers to its own address alone, changes nothing, and is not there without one", { timeout: 240000 }, async () => {
  const live = await Live.start("sim:runner?duration_s=60", "--history", file);
  const { port } = live, own = { Host: `127.0.0.1:${port}` };
  assert.equal(await statusOf(port, "/history", own), 200);
  assert.equal(await statusOf(port, `/history/${code}`, own), 200);
  assert.equal(await statusOf(port, "/history/P-0000/../../etc/passwd", own), 404);
  assert.equal(await statusOf(port, "/historyx", own), 404);
  assert.equal(await statusOf(port, `/history/${code}`, { Host: `rebound.example:${port}` }), 403);
  assert.equal(await statusOf(port, `/history/${code}`, { ...own, Origin: "http://evil.example" }), 403);
  for (const method of ["POST", "PUT", "DELETE"]) assert.equal(await statusOf(port, `/history/${code}`, { ...own, "Content-Length": "0" }, method), 405, method);
  assert.equal(await live.stop(), 0);
  const without = await Live.start("sim:runner?duration_s=60", "--no-history");
  assert.equal(await statusOf(without.port, "/history", { Host: `127.0.0.1:${without.port}` }), 404);
  const page = await openPage(browser, without.url);
  await until(page, () => /\S/.test(document.getElementById("state-name").textContent) && document.getElementById("looking").offsetParent === null);
  assert.equal(await page.locator("#history").isVisible(), false);
  await page.context().close();
  assert.equal(await without.stop(), 0);
});
