// The messages of proto/ as JSON, without generated code, and a page to which a test speaks in them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folder, newContext, packages, watchedPage } from "./support.mjs";

const protobuf = packages("@bufbuild/protobuf");
const { FileDescriptorSetSchema } = packages("@bufbuild/protobuf/wkt");
const root = fileURLToPath(new URL("../../", import.meta.url));
const description = join(folder, "messages");
const described = spawnSync("protoc", ["--include_imports", `--descriptor_set_out=${description}`, `-I${root}`, `${root}proto/page.proto`]);
if (described.status !== 0) throw new Error(`protoc: ${described.stderr}`);
const registry = protobuf.createFileRegistry(protobuf.fromBinary(FileDescriptorSetSchema, new Uint8Array(readFileSync(description))));
const schema = (name) => registry.getMessage(`sacrum.proto.${name}`);

const frameOf = (json) => Buffer.from(protobuf.toBinary(schema("PageFrame"), protobuf.fromJson(schema("PageFrame"), json)));
const requestIn = (bytes) => protobuf.toJson(schema("PageRequest"), protobuf.fromBinary(schema("PageRequest"), new Uint8Array(bytes)));

// A page to which the test speaks in the program's place: page.say(messages, more of the frame); what the page asks is in
// page.requests. Everything but the WebSocket comes from the program.
export async function openPlayed(browser, url, options) {
  const context = await newContext(browser, options);
  const page = await watchedPage(context);
  page.requests = [];
  const connected = new Promise((done) => page.routeWebSocket("**/live", (socket) => {
    socket.onMessage((bytes) => page.requests.push(requestIn(bytes)));
    done(socket);
  }).then(() => page.goto(url)));
  const socket = await connected;
  page.say = (messages, more = {}) => socket.send(frameOf({ viewers: 1, mayChange: true, messages, ...more }));
  return page;
}

// ---- messages that many tests need

export const started = [{ started: { address: "played", configuration: {} } }, { link: { isUp: true } }, { rate: { rateHz: 200 } }];
export const health = (sessionS, more = {}) => ({ health: { sessionS, linkIsUp: true, rateHz: 200, ...more } });
export const pose = (timeS, obliquityDeg = 0, isSettled = true) => ({ pose: { timeS, obliquityDeg, isSettled } });

// A stride of 0.7 s that begins at startS; what is more goes into its measures.
export const stride = (side, startS, drop, more = {}, flaws = []) => ({
  stride: {
    side, sideConfidence: 0.99, mode: "RUNNING", startS, endS: startS + 0.7, isValid: flaws.length === 0, flaws,
    metrics: { cpdPeakDeg: drop, cpdExcursionDeg: 2.5, swayMlMm: 20, verticalOscMm: 90, contactTimeS: 0.24, cadencePerMin: 171, ...more },
  },
});

const points = Array.from({ length: 51 }, (_none, n) => n / 50);
export const course = (side, startS, tilt) => ({
  course: {
    side, startS, endS: startS + 0.7,
    obliquityDeg: points.map((x) => (side === "LEFT" ? -tilt : tilt) * Math.cos(2 * Math.PI * x)),
    swayLeftMm: points.map((x) => (side === "LEFT" ? 10 : -6) * Math.sin(2 * Math.PI * x)),
    verticalMm: points.map((x) => 45 * Math.cos(4 * Math.PI * x)),
  },
});
export const did = (timeS, what) => ({ action: { timeS, action: { author: "page", ...what } } });
