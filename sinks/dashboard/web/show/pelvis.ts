// The pelvis from behind, tilting as the newest sample shows it.
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, put } from "./dom";
import { isWithdrawn } from "./drops";

const drawnTilt = 3; // times as large; text.pelvisNote says so
const wantsStillness = matchMedia("(prefers-reduced-motion: reduce)");

export function showPelvis(session: Session): void {
  const pose = session.pose;
  const isHeldBack = isWithdrawn(session) && document.body.dataset.view === "runner";
  const isKnown = !!pose && pose.isSettled && !session.ended && !isHeldBack;
  const tilt = isKnown && !wantsStillness.matches ? -drawnTilt * pose.obliquityDeg : 0;
  at("tilting").setAttribute("transform", `rotate(${tilt.toFixed(2)})`);
  at("pelvis").classList.toggle("unsure", !isKnown);
  put(at("pelvis-note"), !pose ? texts.text.pelvisUnknown : !pose.isSettled ? texts.text.pelvisSettling
    : wantsStillness.matches ? texts.text.pelvisStill : texts.text.pelvisNote);
}
