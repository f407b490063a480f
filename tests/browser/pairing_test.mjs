// Who may reach the page, asked over HTTP as a browser of another machine would: it listens on every address, and the
// test comes over this machine's own one, which counts as another machine's. Needs node alone.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import http from "node:http";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { Live, folder, program, tidyUp, upgrade } from "./support.mjs";

const own = Object.values(networkInterfaces()).flat().find((one) => one.family === "IPv4" && !one.internal)?.address;
if (!program || !existsSync(program) || !own) {
  console.log(`skipped: ${own ? `the program (SACRUM_PROGRAM: ${program || "not set"}) is not there` : "this machine has no address but its own loopback"}`);
  process.exit(0);
}
after(tidyUp);

const address = "sim:runner?duration_s=60";

// One request as typed; resolves to status, headers, body and, after an upgrade, the socket.
function ask(port, path, { host = own, headers = {}, method = "GET", body } = {}) {
  return new Promise((done, failed) => {
    const all = { Host: `${host}:${port}`, ...headers };
    if (body !== undefined) Object.assign(all, { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) });
    const request = http.request({ host, port, path, method, headers: all, setHost: false, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (bytes) => { text += bytes; });
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    request.on("upgrade", (answer, socket, begun) => { done({ status: answer.statusCode, headers: answer.headers, socket, begun }); });
    request.on("error", failed);
    request.end(body);
  });
}
const originOf = (port, host = own) => ({ Origin: `http://${host}:${port}` });
const give = (port, code, headers = originOf(port)) => ask(port, "/pair", { method: "POST", headers, body: `code=${code}` });

async function start(...more) {
  const live = await Live.start(address, "--listen", "0.0.0.0", ...more);
  for (const end = Date.now() + 10000; !/code \d/.test(live.out) && Date.now() < end;) await new Promise((done) => setTimeout(done, 20));
  live.codes = () => {
    const [, change, look] = [...live.out.matchAll(/code (\d{3} \d{3}) to take part, (\d{3} \d{3}) to look on/g)].at(-1);
    return { change: change.replace(" ", ""), look: look.replace(" ", "") };
  };
  return live;
}
const cookieOf = (answer) => answer.headers["set-cookie"][0].split(";")[0];
const wrongOf = ({ change, look }) => ["000000", "000001", "000002"].find((code) => code !== change && code !== look);

// A frame of a client is masked.
function frameOf(payload) {
  const mask = Buffer.from([1, 2, 3, 4]);
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length]), mask, Buffer.from(payload.map((byte, at) => byte ^ mask[at % 4]))]);
}
const endRequest = Buffer.from([0x12, 0x00]); // PageRequest.end

test("the terminal names addresses that another machine can open, and two codes", async () => {
  const live = await start();
  assert.match(live.out, new RegExp(`page http://${own.replaceAll(".", "\\.")}:${live.port} from elsewhere, with a code\n`));
  assert.match(live.out, /code \d{3} \d{3} to take part, \d{3} \d{3} to look on\n/);
  assert.equal(await live.stop(), 0);
});

test("without a code everything but the form is refused", async () => {
  const live = await start();
  const { port } = live;
  for (const path of ["/", "/index.html", "/page.js", "/page.css", "/icon.svg", "/live", "/report", "/there-is-none", "/pair/", "//pair", "/pair?x", "/%70air"]) {
    assert.equal((await ask(port, path)).status, 403, path);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) assert.equal((await ask(port, "/", { method, headers: originOf(port) })).status, 403, method);
  assert.equal((await ask(port, "/live", { headers: { ...upgrade, ...originOf(port) } })).status, 403);
  assert.equal((await ask(port, "/live?look", { headers: { ...upgrade, ...originOf(port) } })).status, 403);
  for (const cookie of [`sacrum-${port}=`, `sacrum-${port}=${"0".repeat(32)}`, `sacrum-${port}=${live.codes().change}`]) {
    assert.equal((await ask(port, "/page.js", { headers: { Cookie: cookie } })).status, 403, cookie);
  }
  const form = await ask(port, "/pair");
  assert.equal(form.status, 200);
  assert.match(form.text, /<form method="post" action="\/pair">/);
  assert.doesNotMatch(form.text, /<script|live|sim:/);
  assert.match(form.headers["content-security-policy"], /default-src 'none'; style-src 'self'; .*form-action 'self'/);
  assert.equal((await ask(port, "/pair.css")).status, 200);
  assert.match((await ask(port, "/")).text, /<form/); // whoever opens the address finds the form
  assert.equal(await live.stop(), 0);
});

test("a code gives a token in a cookie that no script reads and no other site sends, and the token opens the page", async () => {
  const live = await start();
  const { port } = live;
  const paired = await give(port, live.codes().change);
  assert.equal(paired.status, 303);
  assert.equal(paired.headers.location, "/");
  assert.match(paired.headers["set-cookie"][0], new RegExp(`^sacrum-${port}=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict$`));
  const headers = { Cookie: `other=1; ${cookieOf(paired)}` };
  assert.equal((await ask(port, "/", { headers })).status, 200);
  assert.equal((await ask(port, "/page.js", { headers })).status, 200);
  const live101 = await ask(port, "/live", { headers: { ...upgrade, ...originOf(port), ...headers } });
  assert.equal(live101.status, 101);
  live101.socket.write(frameOf(endRequest)); // may change: the session ends
  assert.equal(await live.left, 0);
});

test("who may only look sees the page and changes nothing", async () => {
  const live = await start();
  const { port } = live;
  const headers = { Cookie: cookieOf(await give(port, live.codes().look)) };
  assert.equal((await ask(port, "/", { headers })).status, 200);
  const watching = await ask(port, "/live", { headers: { ...upgrade, ...originOf(port), ...headers } });
  assert.equal(watching.status, 101);
  let closed = false;
  let heard = watching.begun.length;
  watching.socket.on("close", () => { closed = true; }).on("data", (bytes) => { heard += bytes.length; });
  watching.socket.write(frameOf(endRequest));
  // Frames go on coming after the request was read.
  const before = heard;
  for (const end = Date.now() + 20000; heard < before + 2000 && Date.now() < end;) await new Promise((done) => setTimeout(done, 20));
  assert.ok(heard >= before + 2000, "frames go on");
  assert.equal(closed, false);
  assert.equal(live.child.exitCode, null);
  watching.socket.destroy();
  // On this machine itself, and by choice.
  const looking = await ask(port, "/live?look", { host: "127.0.0.1", headers: { ...upgrade, ...originOf(port, "127.0.0.1") } });
  assert.equal(looking.status, 101);
  looking.socket.destroy();
  assert.equal(await live.stop(), 0);
});

test("wrong codes are refused, five a minute; then even the right one has to wait", async () => {
  const live = await start();
  const { port } = live;
  const wrong = wrongOf(live.codes());
  for (const code of [wrong, "", "12345", wrong, wrong]) {
    const answer = await give(port, code);
    assert.equal(answer.status, 403, code);
    assert.equal(answer.headers["set-cookie"], undefined);
    assert.match(answer.text, /not one of the codes/);
  }
  const late = await give(port, live.codes().change);
  assert.equal(late.status, 429);
  assert.equal(late.headers["set-cookie"], undefined);
  assert.equal(await live.stop(), 0);
});

test("foreign hosts and origins are refused there too", async () => {
  const live = await start("--host-name", "treadmill.local");
  const { port } = live;
  const code = live.codes().change;
  assert.equal((await give(port, code, {})).status, 403); // no origin
  assert.equal((await give(port, code, { Origin: "http://evil.example" })).status, 403);
  assert.equal((await give(port, code, { Origin: `http://127.0.0.1:${port}` })).status, 403);
  assert.equal((await give(port, code, { Origin: "null" })).status, 403);
  const headers = { Cookie: cookieOf(await give(port, code)) };
  assert.equal((await ask(port, "/", { headers: { ...headers, Host: `rebound.example:${port}` } })).status, 403);
  assert.equal((await ask(port, "/", { headers: { ...headers, Host: `127.0.0.1:${port}` } })).status, 403);
  assert.equal((await ask(port, "/", { headers: { ...headers, Host: `localhost:${port}` } })).status, 403);
  assert.equal((await ask(port, "/", { headers: { ...headers, Host: `treadmill.local:${port}` } })).status, 200);
  assert.equal((await ask(port, "/live", { headers: { ...upgrade, ...headers, Origin: "http://evil.example" } })).status, 403);
  assert.equal((await ask(port, "/live", { headers: { ...upgrade, ...headers } })).status, 403);
  assert.equal(await live.stop(), 0);
});

test("on this machine itself no code is asked for, and without --listen no other address answers", async () => {
  const live = await start();
  assert.equal((await ask(live.port, "/", { host: "127.0.0.1" })).status, 200);
  assert.equal((await ask(live.port, "/pair", { host: "127.0.0.1" })).status, 404);
  assert.equal(await live.stop(), 0);
  const closed = await Live.start(address);
  assert.doesNotMatch(closed.out, /code \d/);
  await assert.rejects(ask(closed.port, "/"));
  assert.equal(await closed.stop(), 0);
});

test("another address of the loopback is of this machine alone and needs no code", async () => {
  const live = await Live.start(address, "--listen", "127.0.0.2");
  assert.doesNotMatch(live.out, /code \d/);
  assert.equal(new URL(live.url).hostname, "127.0.0.2");
  assert.equal((await ask(live.port, "/", { host: "127.0.0.2" })).status, 200);
  assert.equal(await live.stop(), 0);
});

test("many connections from elsewhere leave room for this machine's own", { timeout: 60000 }, async () => {
  const live = await start();
  const { port } = live;
  const headers = { Cookie: cookieOf(await give(port, live.codes().look)) };
  const sockets = [];
  let refused = 0;
  for (let n = 0; n < 40; ++n) {
    try {
      const viewer = await ask(port, "/live", { headers: { ...upgrade, ...originOf(port), ...headers } });
      viewer.socket.resume();
      sockets.push(viewer.socket);
    } catch { ++refused; }
  }
  assert.ok(sockets.length <= 24 && refused >= 16, `${sockets.length} were let in`);
  assert.equal((await ask(port, "/", { host: "127.0.0.1" })).status, 200);
  for (const socket of sockets) socket.destroy();
  assert.equal(await live.stop(), 0);
});

test("an address that is not this machine's is refused in a sentence", async () => {
  await assert.rejects(Live.start(address, "--listen", "192.0.2.77"), /192\.0\.2\.77: .*give --listen an address of this machine/);
  await assert.rejects(Live.start(address, "--listen", "nowhere"), /--listen nowhere: not an address/);
});

test("the history is for who has the code to take part, not for who looks on", async () => {
  const history = join(folder, "clinic.sqlite"), recording = join(folder, "walk.imu.csv");
  for (const words of [["simulate", "--gait", "walking", "--duration", "30", "--out", recording], ["history", "add", recording, "--new", "--person", "anna", "--file", history]])
    assert.equal(spawnSync(program, words).status, 0);
  const live = await start("--history", history);
  const { port } = live;
  assert.equal((await ask(port, "/history")).status, 403);
  const [look, change] = await Promise.all([live.codes().look, live.codes().change].map(async (code) => ({ Cookie: cookieOf(await give(port, code)) })));
  assert.equal((await ask(port, "/history", { headers: look })).status, 403);
  const people = await ask(port, "/history", { headers: change });
  assert.equal(people.status, 200);
  assert.match(people.text, /anna/);
  assert.equal(people.headers["cache-control"], "no-store");
  assert.equal((await ask(port, "/history", { host: "127.0.0.1" })).status, 200);
  assert.equal(await live.stop(), 0);
});
