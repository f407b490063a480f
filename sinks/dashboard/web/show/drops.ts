// The drop of the last stance of each side in large figures, with the zone it lies in.
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import { Alert_Place, type Alert } from "../messages/proto/live_pb";
import { StrideFlaw, type Stride } from "../messages/proto/stride_pb";
import { bandOf } from "../session/bands";
import { measured } from "../session/figures";
import { alertKey, type Session } from "../session/session";
import * as texts from "../texts";
import { at, mark, put, signed } from "./dom";

// Feedback is withdrawn by plan: the runner goes by feel, so the runner's view holds its figures back.
export const isWithdrawn = (session: Session): boolean => !!session.feedback && !session.feedback.isGiven && !session.ended;

const zoneNames: Record<Alert_Place, string> = {
  [Alert_Place.PLACE_NOT_KNOWN]: "none", [Alert_Place.WITHIN]: "within", [Alert_Place.BELOW]: "below", [Alert_Place.ABOVE]: "above",
};

export function alertOf(session: Session, measure: AlertMeasure, side: Side): Alert | undefined {
  return session.alerts.get(alertKey(measure, side));
}

export function zoneWords(session: Session, measure: AlertMeasure, side: Side): string {
  const place = alertOf(session, measure, side)?.place ?? Alert_Place.PLACE_NOT_KNOWN;
  const { sign, usual, wanted } = texts.zones[place];
  const words = bandOf(session, measure, side)?.isUsual === false ? wanted : usual;
  return words && `${sign} ${words}`;
}

function reason(stride: Stride | undefined): string {
  if (!stride) return texts.drop.none;
  if (!stride.isValid) return texts.flaws[stride.flaws[0] ?? StrideFlaw.FLAW_NOT_KNOWN];
  if (measured(stride, "cpdPeakDeg") === undefined) return texts.drop.absent;
  const fall = measured(stride, "cpdExcursionDeg");
  return fall === undefined ? "" : texts.drop.fall(signed(fall, 1));
}

function showDrop(session: Session, place: HTMLElement, side: Side, stride: Stride | undefined, isHeldBack: boolean): void {
  const peak = isHeldBack ? undefined : measured(stride, "cpdPeakDeg");
  const words = peak === undefined ? "–" : signed(peak, 1);
  place.classList.toggle("unsure", peak === undefined);
  place.classList.toggle("wide", words.length > 3);
  put(place.querySelector(".number")!, words);
  put(place.querySelector(".note")!, isHeldBack ? texts.drop.byFeel : reason(stride));
  const zone = alertOf(session, AlertMeasure.PELVIC_DROP, side)?.place ?? Alert_Place.PLACE_NOT_KNOWN;
  mark(place, "zone", isHeldBack ? "none" : zoneNames[zone]);
  put(place.querySelector(".zone")!, isHeldBack ? "" : zoneWords(session, AlertMeasure.PELVIC_DROP, side));
}

export function showDrops(session: Session): void {
  const isHeldBack = isWithdrawn(session) && document.body.dataset.view === "runner";
  showDrop(session, at("drop-left"), Side.LEFT, session.lastLeft, isHeldBack);
  showDrop(session, at("drop-right"), Side.RIGHT, session.lastRight, isHeldBack);
}
