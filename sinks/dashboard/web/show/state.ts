// The state of the session in a few words, and what to do; the stage; a summary for who hears the page.
import { GaitMode, Side } from "../messages/proto/event_pb";
import { AlertMeasure } from "../messages/proto/action_pb";
import { StrideFlaw } from "../messages/proto/stride_pb";
import { hasFlaw, lastStride, liveCadence } from "../session/figures";
import { now, stageNow, type Session } from "../session/session";
import * as texts from "../texts";
import { at, clock, mark, put } from "./dom";
import { isWithdrawn, zoneWords } from "./drops";

const longestJudging_s = 10;
const s = texts.states;

function moving(session: Session): string[] {
  const last = lastStride(session);
  if (session.mounting?.hasSlipped || hasFlaw(last, StrideFlaw.SLIPPED)) return s.slipped;
  if (session.mounting && !session.mounting.isKnown) return s.unknownPlace;
  if (session.pose && !session.pose.isSettled) return s.settling;
  if (!last) return session.calibration?.isAccepted ? s.ready(session.calibration.sdDeg.toFixed(1)) : s.still;
  if (hasFlaw(last, StrideFlaw.SIDE_UNKNOWN)) return s.sideUnsure;
  if (now(session) - last.endS > longestJudging_s) return session.calibration?.isAccepted ? s.ready(session.calibration.sdDeg.toFixed(1)) : s.standing;
  const plain = last.mode === GaitMode.RUNNING ? s.running : last.mode === GaitMode.WALKING ? s.walking : s.other;
  return isWithdrawn(session) ? s.withdrawn(plain[0]) : plain;
}

export function stateOf(session: Session): string[] {
  const file = session.health?.recording ?? "";
  if (session.ended) {
    if (!session.report) return s.ended(file);
    return session.report.path ? s.endedReport(file) : s.endedNoReport(session.report.reason);
  }
  if (!session.link) return s.waiting;
  if (!session.link.isUp) return s.linkLost(session.link.reason, !!file);
  if (session.calibrating) {
    const left = session.calibrating.beganS + session.calibrating.durationS - now(session);
    if (left > 0) return s.standStill(Math.ceil(left));
    if (left > -longestJudging_s) return s.judging;
  }
  return moving(session);
}

const isHolding = (session: Session): boolean =>
  !!session.calibrating && session.calibrating.beganS + session.calibrating.durationS > now(session);

function showStage(session: Session): void {
  const stage = stageNow(session);
  const ran = stage && texts.stateStage(stage.name, clock(now(session) - stage.startS), stage.plannedS ? clock(stage.plannedS) : "");
  put(at("stage"), session.ended ? "" : ran ?? "");
  put(at("clock"), session.hasStarted && now(session) > 0 ? clock(now(session)) : "");
}

// Not said aloud by itself: a screen reader reads it when asked, so it changes seldom.
const summaryPause_ms = 5000;
let lastSummary = -summaryPause_ms;

function showSummary(session: Session, state: string): void {
  if (performance.now() - lastSummary < summaryPause_ms) return;
  lastSummary = performance.now();
  const of = (id: string) => at(id).querySelector(".number")!.textContent!;
  const sides: [Side, string][] = [[Side.LEFT, texts.text.leftShort], [Side.RIGHT, texts.text.rightShort]];
  const zones = sides.map(([side, name]) => [name, zoneWords(session, AlertMeasure.PELVIC_DROP, side).slice(2)])
    .filter(([, words]) => words).map(([name, words]) => `${name}: ${words}. `).join("");
  put(at("summary"), texts.summary(state, of("drop-left"), of("drop-right"), liveCadence(session)?.toFixed(0) ?? "", zones));
}

// `connection`: said in place of the state where the program does not answer.
export function showState(session: Session, connection: string[] | undefined): void {
  const [state, advice] = connection ?? stateOf(session);
  put(at("state-name"), state);
  put(at("state-advice"), advice);
  mark(document.body, "hold", !connection && isHolding(session) ? "yes" : "no");
  const report = at<HTMLAnchorElement>("report");
  report.hidden = !session.report?.path;
  if (session.report?.path && report.getAttribute("href") !== session.report.path) report.href = session.report.path;
  at("history").hidden = !session.hasHistory;
  showStage(session);
  showSummary(session, state);
}
