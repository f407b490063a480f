// Writes the session into the page. Touches only what has changed.
import { GaitMode } from "./messages/proto/event_pb";
import { StrideFlaw, type Stride } from "./messages/proto/stride_pb";
import { dropDifference, hasFlaw, lastStride, liveCadence, type Session } from "./session";
import * as texts from "./texts";

const drawnTilt = 3; // times as large; text.pelvisNote says so
const sureOfSide = 0.9;

export const at = (id: string): HTMLElement => document.getElementById(id)!;

function put(place: Element, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// ---- the drop of the last stance

function showDrop(id: string, stride: Stride | undefined): void {
  const place = at(id);
  const peak = stride?.isValid ? stride.metrics?.cpdPeakDeg : undefined;
  const fall = stride?.metrics?.cpdExcursionDeg;
  place.classList.toggle("unsure", peak === undefined);
  const figure = peak === undefined ? "–" : signed(peak, 1);
  place.classList.toggle("wide", figure.length > 3);
  put(place.querySelector(".number")!, figure);
  const reason = !stride ? texts.drop.none
    : !stride.isValid ? texts.flaws[stride.flaws[0] ?? StrideFlaw.FLAW_NOT_KNOWN]
    : peak === undefined ? texts.drop.absent
    : fall === undefined ? "" : texts.drop.fall(fall.toFixed(1));
  put(place.querySelector(".note")!, reason);
}

// ---- the pelvis

const wantsStillness = matchMedia("(prefers-reduced-motion: reduce)");

function showPelvis(session: Session): void {
  const pose = session.pose;
  const isKnown = !!pose && pose.isSettled && !session.ended;
  const tilt = isKnown && !wantsStillness.matches ? -drawnTilt * pose.obliquityDeg : 0;
  at("tilting").setAttribute("transform", `rotate(${tilt.toFixed(2)})`);
  at("pelvis").classList.toggle("unsure", !isKnown);
  put(at("pelvis-note"), !pose ? texts.text.pelvisUnknown : !pose.isSettled ? texts.text.pelvisSettling
    : wantsStillness.matches ? texts.text.pelvisSlow : texts.text.pelvisNote);
}

// ---- the state, in one sentence

function stateOf(session: Session): string {
  const last = lastStride(session);
  if (session.ended) return session.health?.recording ? texts.states.endedRecorded(session.health.recording) : texts.states.ended;
  if (session.link && !session.link.isUp) return texts.states.linkLost(session.link.reason);
  if (!session.link) return texts.states.waiting;
  if (hasFlaw(last, StrideFlaw.SLIPPED)) return texts.states.slipped;
  if (session.pose && !session.pose.isSettled) return texts.states.settling;
  if (!last) return texts.states.still;
  if (hasFlaw(last, StrideFlaw.SIDE_UNKNOWN)) return texts.states.sideUnsure;
  if (last.mode === GaitMode.RUNNING) return texts.states.running;
  if (last.mode === GaitMode.WALKING) return texts.states.walking;
  return texts.states.other;
}

// ---- tiles and the health strip: lists of named values

function listed(list: HTMLElement, tag: string, id: string, name: string): HTMLElement {
  let item = document.getElementById(id);
  if (!item) {
    item = document.createElement(tag);
    item.id = id;
    for (const part of ["name", "value", "note"]) {
      const place = document.createElement(tag === "li" ? "span" : part === "name" ? "h3" : "p");
      place.className = part;
      item.append(place);
    }
    put(item.children[0], name);
    list.append(item);
  }
  return item;
}

const signed = (value: number, decimals: number) => value.toFixed(decimals).replace("-", "\u2212");

function tile(id: string, name: string, value: number | undefined, decimals: number, unit: string, note: string): void {
  const item = listed(at("tiles"), "div", `tile-${id}`, name);
  item.classList.toggle("unsure", value === undefined);
  put(item.children[1], value === undefined ? "–" : `${signed(value, decimals)}${unit}`);
  put(item.children[2], note);
}

function showTiles(session: Session): void {
  const last = lastStride(session);
  const metrics = last?.isValid ? last.metrics : undefined;
  const reason = last && !last.isValid ? texts.flaws[last.flaws[0] ?? StrideFlaw.FLAW_NOT_KNOWN] : undefined;
  const t = texts.tiles;
  const contact = metrics?.contactTimeS;
  const difference = dropDifference(session);
  tile("live-cadence", t.liveCadence.name, liveCadence(session), 0, "", t.liveCadence.note);
  tile("cadence", t.cadence.name, metrics?.cadencePerMin, 0, " /min", reason ?? t.cadence.note);
  tile("contact", t.contact.name, contact === undefined ? undefined : 1000 * contact, 0, " ms",
    reason ?? (last?.mode === GaitMode.RUNNING ? t.contact.unverified : t.contact.note));
  tile("sway", t.sway.name, metrics?.swayMlMm, 0, " mm", reason ?? t.sway.note);
  tile("vertical", t.vertical.name, metrics?.verticalOscMm, 0, " mm", reason ?? t.vertical.note);
  tile("difference", t.difference.name, difference?.deg, 1, "°", difference ? t.difference.note(difference.strides) : t.difference.few);
}

type Verdict = "good" | "look" | "quiet";
const signs: Record<Verdict, string> = { good: "✓ ", look: "! ", quiet: "" };

function health(id: string, name: string, verdict: Verdict, value: string, note = ""): void {
  const item = listed(at("health"), "li", `health-${id}`, name);
  item.dataset.verdict = verdict;
  put(item.children[1], signs[verdict] + value);
  put(item.children[2], note);
}

function showHealth(session: Session, delays: number[]): void {
  const h = texts.health, now = session.health, last = lastStride(session);
  const percent = (fraction: number) => (100 * fraction).toFixed(1);
  const isUp = !!session.link?.isUp && !session.ended;
  health("link", h.link.name, isUp ? "good" : "look", isUp ? h.link.up : h.link.down, isUp ? "" : session.link?.reason);
  const isRateKnown = !!session.rate && !!now?.rateHz;
  health("rate", h.rate.name, !isRateKnown ? "quiet" : now.rateHz > 0.97 * session.rate! ? "good" : "look",
    isRateKnown ? h.rate.of(now.rateHz.toFixed(0), session.rate!.toFixed(0)) : h.rate.none);
  health("loss", h.loss.name, !now ? "quiet" : now.recentLossFraction > 0.01 ? "look" : "good",
    now ? h.loss.of(percent(now.recentLossFraction), percent(now.lossFraction)) : h.rate.none);
  health("damaged", h.damaged.name, !now ? "quiet" : now.damagedPackets ? "look" : "good", now ? String(now.damagedPackets) : h.rate.none);
  health("clipped", h.clipped.name, !now ? "quiet" : now.clippedSamples ? "look" : "good", now ? String(now.clippedSamples) : h.rate.none);
  const battery = session.battery;
  health("battery", h.battery.name, !battery ? "quiet" : battery.fraction < 0.15 ? "look" : "good",
    battery ? `${percent(battery.fraction).replace(/\.0$/, "")} %` : h.battery.none, battery?.isCharging ? h.battery.charging : "");
  const pose = session.pose;
  health("settled", h.settled.name, !pose ? "quiet" : pose.isSettled ? "good" : "look", !pose ? h.settled.none : pose.isSettled ? h.settled.yes : h.settled.no);
  const isSure = !!last && last.sideConfidence >= sureOfSide;
  health("sides", h.sides.name, !last ? "quiet" : isSure ? "good" : "look", !last ? h.sides.none : `${isSure ? h.sides.sure : h.sides.unsure} (${last.sideConfidence.toFixed(2)})`);
  const hasSlipped = hasFlaw(last, StrideFlaw.SLIPPED);
  health("slip", h.slip.name, !last ? "quiet" : hasSlipped ? "look" : "good", !last ? h.slip.none : hasSlipped ? h.slip.slipped : h.slip.firm);
  const free = now?.diskFreeBytes;
  const isRecorded = !!now?.recording;
  health("recording", h.recording.name, !isRecorded ? "quiet" : now.recordingFault ? "look" : "good",
    isRecorded ? `${clock(now.sessionS)}  ${now.recording}` : h.recording.none,
    now?.recordingFault || (free === undefined ? "" : h.recording.free((Number(free) / 1e9).toFixed(0))));
  const sorted = [...delays].sort((a, b) => a - b);
  const part = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  health("delay", h.delay.name, "quiet", sorted.length ? `${part(0.5).toFixed(0)} ms` : h.delay.none);
  const delay = at("health-delay").dataset;
  delay.count = String(sorted.length);
  if (sorted.length) (delay.p50 = part(0.5).toFixed(1)), (delay.p99 = part(0.99).toFixed(1));
  health("viewers", h.viewers.name, "quiet", String(session.viewers), session.lostFrames ? h.viewers.lost(session.lostFrames) : "");
}

function showMarks(session: Session): void {
  const lines = session.marks.slice(-5).reverse().map((m) => `${m.timeS === undefined ? "" : clock(m.timeS)}  ${m.text}`);
  const list = at("marks");
  if (list.dataset.shown === lines.join("\n")) return;
  list.dataset.shown = lines.join("\n");
  list.replaceChildren(...lines.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}

// `connection`: a sentence where the program does not answer.
export function show(session: Session, connection: string | undefined, delays: number[]): void {
  put(at("state"), connection ?? stateOf(session));
  showDrop("drop-left", session.lastLeft);
  showDrop("drop-right", session.lastRight);
  showPelvis(session);
  showTiles(session);
  showHealth(session, delays);
  showMarks(session);
  const drop = (stride: Stride | undefined) => (stride?.isValid ? stride.metrics?.cpdPeakDeg?.toFixed(1) ?? "–" : "–");
  at("chart").setAttribute("aria-label", texts.chartSummary(drop(session.lastLeft), drop(session.lastRight)));
}
