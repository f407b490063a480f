// Who looks: reloads, two at once, a slow one, a program that is started again.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { Live, assertFlawless, folder, has, hasFigures, newContext, openBrowser, openDeafViewer, openPage, replayed, tidyUp, until, watchedPage, words } from "./support.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); tidyUp(); });

// Everything that rests on settled strides, read at one moment.
const figuresOf = (page) => page.evaluate(() => ({
  time: document.querySelector("#chart").dataset.until,
  all: [...document.querySelectorAll(".drop .number, .drop .note, #measures td, #butterfly-figures, #marks")].map((place) => place.textContent).join(" | "),
}));

test("a reload shows the same figures, two viewers the same mark, and one of them ends it", { timeout: 240000 }, async () => {
  const recording = join(folder, "viewers.sacrum");
  const live = await Live.start("sim:runner?speed_mps=3.3&duration_s=900&speed=4", "--record", recording);
  const one = await openPage(browser, live.url);
  const two = await openPage(browser, live.url);
  await hasFigures(one);
  await hasFigures(two);
  await two.keyboard.press("m");
  await two.keyboard.type("cue: lift the left hip");
  await two.keyboard.press("Enter");
  for (const page of [one, two]) await has(page, "#marks", /cue: lift the left hip/);
  await two.keyboard.press("Space");
  await has(one, "#marks", /\d {2}mark/);

  // After the reload both pages rest on the same newest stride, sooner or later.
  await one.reload();
  for (let tries = 0; ; ++tries) {
    const [first, second] = await Promise.all([figuresOf(one), figuresOf(two)]);
    if (first.time && first.time === second.time) {
      assert.equal(first.all, second.all);
      break;
    }
    assert.ok(tries < 500, `the reloaded page stays at ${first.time}, the other is at ${second.time}`);
  }

  await two.click("#end");
  await two.click("#dialog-end [data-close]");
  assert.equal(await two.locator("#dialog-end").isVisible(), false);
  await two.click("#end");
  await two.click("#end-yes");
  for (const page of [one, two]) {
    await has(page, "#state", /Session ended.*viewers\.sacrum/);
  }

  // The report, served while somebody looks, with its own style, and no script but the one that its own policy names.
  await live.says(/^report .*viewers\/report\.html$/m);
  const report = await watchedPage(await newContext(browser));
  const answer = await report.goto(`${live.url}/report.html`);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-security-policy"], /^default-src 'none'; style-src 'unsafe-inline'/);
  assert.match(await report.title(), /viewers/);
  assert.equal(await report.evaluate(() => getComputedStyle(document.querySelector("h1")).fontSize), "24px");
  await until(report, () => document.querySelectorAll(".chart canvas").length > 0);
  assertFlawless(report, live.url);
  await report.close();
  for (const page of [one, two]) {
    assertFlawless(page, live.url);
    await page.context().close();
  }
  assert.equal(await live.left, 0);
  const said = replayed(recording);
  const notes = said.filter((message) => message.action?.action.note).map((message) => message.action.action);
  assert.deepEqual(notes.map(({ note, author }) => [note.kind, note.text, author]), [["note", "cue: lift the left hip", "page"], ["note", "mark", "page"]]);
  assert.equal(said.at(-1).ended.reason, "STOPPED_BY_PERSON");
});

test("an open page finds a program that broke off and was started again, and forgets the old session", { timeout: 240000 }, async () => {
  const first = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=8");
  const page = await openPage(browser, first.url);
  await hasFigures(page);
  await page.keyboard.press("Space");
  await has(page, "#marks", /mark/);
  first.child.kill("SIGKILL");
  await first.left;
  await has(page, "#state", /does not answer/);
  await page.keyboard.press("Space");
  await has(page, "#said", /nothing was done/);
  const again = await Live.start("sim:runner?speed_mps=3.3&duration_s=600&speed=8", "--port", String(first.port));
  await until(page, () => !/does not answer/.test(document.querySelector("#state").textContent) && document.querySelector("#marks").textContent === "");
  await hasFigures(page);
  await page.context().close();
  assert.equal(await again.stop(), 0);
});

// Payloads of the frames that a server sent.
function payloads(bytes) {
  const found = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    let length = bytes[at + 1] & 127;
    let head = 2;
    if (length === 126) { length = bytes.readUInt16BE(at + 2); head = 4; }
    if (length === 127) { length = Number(bytes.readBigUInt64BE(at + 2)); head = 10; }
    if (at + head + length > bytes.length) break;
    if ((bytes[at] & 15) === 2) found.push(bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return found;
}

test("a viewer that does not read loses old frames and slows neither the session nor others", { timeout: 240000 }, async () => {
  const speed = 60;
  const live = await Live.start(`sim:runner?speed_mps=3.3&duration_s=1200&speed=${speed}`);
  const deaf = await openDeafViewer(live.port);
  const page = await openPage(browser, live.url);
  await hasFigures(page);
  const time = async () => Number((await words(page, "#clock")).split(":").reduce((sum, part) => 60 * sum + Number(part), 0));
  const begun = { session: await time(), wall: performance.now() / 1000 };
  // Enough of the session to fill what the system holds for the deaf viewer, before it counts as gone (30 s).
  while ((await time()) < begun.session + 200 && performance.now() / 1000 < begun.wall + 20) await new Promise((done) => setTimeout(done, 50));
  const pace = ((await time()) - begun.session) / (performance.now() / 1000 - begun.wall);
  console.log(`# with a deaf viewer: ${pace.toFixed(0)} s of session a second, ${speed} wanted`);
  const chunks = [];
  deaf.on("data", (bytes) => chunks.push(bytes));
  deaf.resume();
  const snapshots = () => payloads(Buffer.concat(chunks)).filter((payload) => payload[0] === 8 && payload[1] === 1).length;
  for (const until = Date.now() + 20000; snapshots() < 2 && Date.now() < until;) await new Promise((done) => setTimeout(done, 50));
  assert.ok(snapshots() >= 2, "frames were lost, so a second snapshot must have come");
  deaf.destroy();
  assertFlawless(page, live.url);
  await page.context().close();
  assert.equal(await live.stop(), 0);
});
