// The health strip: a name, a verdict by sign and colour, a value, a note.
import { StrideFlaw } from "../messages/proto/stride_pb";
import { hasFlaw, lastStride } from "../session/figures";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, clock, make, mark, put } from "./dom";

type Verdict = "good" | "look" | "quiet";
const signs: Record<Verdict, string> = { good: "✓ ", look: "! ", quiet: "" };
const sureOfSide = 0.9;
const lowBattery = 0.15;
const littleDisk_gb = 1;
const h = texts.health;

function line(id: string, name: string, verdict: Verdict, value: string, note = ""): void {
  let item = document.getElementById(`health-${id}`);
  if (!item) {
    item = make("li", "");
    item.id = `health-${id}`;
    item.append(make("span", "name", name), make("span", "value"), make("span", "note"));
    at("health").append(item);
  }
  mark(item, "verdict", verdict);
  put(item.children[1], signs[verdict] + value);
  put(item.children[2], note);
}

function showStream(session: Session): void {
  const now = session.health;
  const percent = (fraction: number) => (100 * fraction).toFixed(1);
  const isUp = !!session.link?.isUp && !session.ended;
  line("link", h.link.name, isUp ? "good" : "look", isUp ? h.link.up : h.link.down, isUp ? "" : session.link?.reason);
  const isRateKnown = !!session.rate && !!now?.rateHz;
  line("rate", h.rate.name, !isRateKnown ? "quiet" : now.rateHz > 0.97 * session.rate! ? "good" : "look",
    isRateKnown ? h.rate.of(now.rateHz.toFixed(0), session.rate!.toFixed(0)) : h.rate.none);
  line("loss", h.loss.name, !now ? "quiet" : now.recentLossFraction > 0.01 ? "look" : "good",
    now ? h.loss.of(percent(now.recentLossFraction), percent(now.lossFraction)) : h.rate.none);
  line("damaged", h.damaged.name, !now ? "quiet" : now.damagedPackets ? "look" : "good", now ? String(now.damagedPackets) : h.rate.none);
  line("clipped", h.clipped.name, !now ? "quiet" : now.clippedSamples ? "look" : "good", now ? String(now.clippedSamples) : h.rate.none);
  const battery = session.battery;
  line("battery", h.battery.name, !battery ? "quiet" : battery.fraction < lowBattery ? "look" : "good",
    battery ? `${(100 * battery.fraction).toFixed(0)} %` : h.battery.none, battery?.isCharging ? h.battery.charging : "");
}

function showSensor(session: Session): void {
  const last = lastStride(session), pose = session.pose, mounting = session.mounting;
  line("settled", h.settled.name, !pose ? "quiet" : pose.isSettled ? "good" : "look", !pose ? h.settled.none : pose.isSettled ? h.settled.yes : h.settled.no);
  const isSure = !!last && last.sideConfidence >= sureOfSide;
  line("sides", h.sides.name, !last ? "quiet" : isSure ? "good" : "look",
    !last ? h.sides.none : `${isSure ? h.sides.sure : h.sides.unsure} (${last.sideConfidence.toFixed(2)})`, session.isSwapped ? h.sides.swapped : "");
  const hasSlipped = mounting?.hasSlipped || hasFlaw(last, StrideFlaw.SLIPPED);
  const isKnown = mounting?.isKnown ?? !!last;
  const disagrees = !!mounting?.isKnown && !!last && !mounting.agreesWithGait;
  line("slip", h.slip.name, hasSlipped || disagrees ? "look" : isKnown ? "good" : "quiet",
    hasSlipped ? (mounting?.slippedAtS === undefined ? h.slip.slipped : h.slip.slippedAt(clock(mounting.slippedAtS)))
      : disagrees ? h.slip.disagrees : isKnown ? h.slip.firm : h.slip.none, mounting?.isKnown ? mounting.method : "");
}

function showRecording(session: Session): void {
  const now = session.health;
  const free_gb = now?.diskFreeBytes === undefined ? undefined : Number(now.diskFreeBytes) / 1e9;
  const isRecorded = !!now?.recording;
  const isWell = isRecorded && !now.recordingFault && (free_gb ?? littleDisk_gb) >= littleDisk_gb;
  line("recording", h.recording.name, !isRecorded ? "quiet" : isWell ? "good" : "look",
    isRecorded ? `${clock(now.sessionS)}  ${now.recording}` : h.recording.none,
    now?.recordingFault || (free_gb === undefined ? "" : h.recording.free(free_gb.toFixed(0))));
}

function showScreen(session: Session, delays: number[]): void {
  const sorted = [...delays].sort((a, b) => a - b);
  const part = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  line("delay", h.delay.name, "quiet", sorted.length ? `${part(0.5).toFixed(0)} ms` : h.delay.none);
  const delay = at("health-delay");
  mark(delay, "count", String(sorted.length));
  if (sorted.length) mark(delay, "p50", part(0.5).toFixed(1)), mark(delay, "p99", part(0.99).toFixed(1));
  line("viewers", h.viewers.name, "quiet", String(session.viewers), session.lostFrames ? h.viewers.lost(session.lostFrames) : "");
}

export function showHealth(session: Session, delays: number[]): void {
  showStream(session);
  showSensor(session);
  showRecording(session);
  showScreen(session, delays);
}
