// What a person did: the newest deed in a sentence, the last marks and stages as a list.
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import type { Mark, Said, Session } from "../session/session";
import * as texts from "../texts";
import { at, clock, make, put, signed } from "./dom";

const shownMarks = 4;
const t = texts.said;

export function markWords({ note }: Mark): string {
  const kind = texts.markKinds[note.kind];
  const name = kind && note.kind !== "note" ? kind.name : "";
  const number = note.number === undefined ? "" : `${note.number}${kind?.unit ? ` ${kind.unit}` : ""}`;
  return [name, number, note.text].filter(Boolean).join(" ");
}

const momentOf = (mark: Mark): string => (mark.timeS === undefined ? "" : clock(mark.timeS));

function actionWords(said: Extract<Said, { case: "action" }>): string | undefined {
  const what = said.value.action?.what;
  switch (what?.case) {
    case "note": {
      const mark = { timeS: said.value.timeS, note: what.value };
      return t.marked(momentOf(mark), markWords(mark));
    }
    case "swapSides": return t.swapped;
    case "beginStage": return t.stage(what.value.name);
    case "endStage": return t.stageEnded;
    case "setBaseline": return t.baselineAsked;
    case "clearBaseline": return t.baselineCleared;
    case "setBands": return t.bands;
    default: return undefined; // a calibration speaks when it is over
  }
}

function words(said: Said): string | undefined {
  switch (said.case) {
    case "action": return actionWords(said);
    case "calibration": {
      const { isAccepted, reason, obliquityDeg, tiltDeg, sdDeg } = said.value;
      if (!isAccepted) return t.notCalibrated(reason);
      if (obliquityDeg === undefined || tiltDeg === undefined) return t.calibratedLater(signed(sdDeg, 1));
      return t.calibrated(signed(obliquityDeg, 1), signed(tiltDeg, 1), signed(sdDeg, 1));
    }
    case "baseline": {
      const of = (side: Side) => {
        const usual = said.value.measures.find((m) => m.measure === AlertMeasure.PELVIC_DROP && m.side === side);
        return usual ? t.plusMinus(signed(usual.median, 1), signed(usual.detectable, 1)) : t.absent;
      };
      if (said.value.reason) return t.noBaseline(said.value.reason); // the one before stays
      return said.value.measures.length ? t.baseline(of(Side.LEFT), of(Side.RIGHT), said.value.detectableFrom) : t.baselineCleared;
    }
  }
}

// What the page itself has to say; it stands until something is done.
let notice: { words: string; beside: Said | undefined } | undefined;

export function say(session: Session, sentence: string): void {
  notice = { words: sentence, beside: session.said };
  put(at("said"), sentence);
}

export function showDeeds(session: Session): void {
  if (notice?.beside !== session.said) notice = undefined;
  const sentence = notice?.words ?? (session.said ? words(session.said) : "");
  if (sentence !== undefined) put(at("said"), sentence);
  const lines = session.marks.slice(-shownMarks).reverse().map((m) => `${momentOf(m)}  ${markWords(m)}`);
  const list = at("marks");
  if (list.dataset.shown === lines.join("\n")) return;
  list.dataset.shown = lines.join("\n");
  list.replaceChildren(...lines.map((line) => make("li", "", line)));
}
