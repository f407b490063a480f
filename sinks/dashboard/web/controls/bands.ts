// The bands that are wanted, a line per measure and side; what is left empty stays with what is usual.
import type { AlertMeasure } from "../messages/proto/action_pb";
import type { Side } from "../messages/proto/event_pb";
import { alertKey } from "../session/session";
import * as texts from "../texts";
import { at, make } from "../show/dom";
import { close, open } from "./dialogs";
import type { Program } from "./program";

interface Line {
  measure: AlertMeasure;
  side: Side;
  low: HTMLInputElement;
  high: HTMLInputElement;
}

function end(name: string): HTMLInputElement {
  const field = Object.assign(make("input", "end"), { type: "number", step: "any" });
  field.setAttribute("aria-label", name);
  return field;
}

function makeLines(): Line[] {
  const lines: Line[] = [];
  for (const [number, { name, unit, sides }] of Object.entries(texts.alertMeasures)) {
    for (const side of sides) {
      const [low, high] = [texts.text.bandsFrom, texts.text.bandsTo].map((word) => end(texts.bandEnd(name, side, word, unit)));
      lines.push({ measure: Number(number), side, low, high });
      const row = make("tr", "");
      row.append(Object.assign(make("th", "", [name, texts.sideNames[side]].filter(Boolean).join(", ")), { scope: "row" }));
      const cells = [low, high].map((field) => { const cell = make("td", ""); cell.append(field); return cell; });
      row.append(...cells, make("td", "", unit));
      at("bands-body").append(row);
    }
  }
  return lines;
}

const number = (field: HTMLInputElement) => (field.value === "" ? undefined : Number(field.value));

export function prepareBands(program: Program): () => void {
  const lines = makeLines();
  at<HTMLFormElement>("bands-form").onsubmit = (event) => {
    event.preventDefault();
    const bands = lines.map(({ measure, side, low, high }) => ({ measure, side, low: number(low), high: number(high) }));
    const odd = lines.find(({ low, high }) => low.value !== "" && high.value !== "" && Number(low.value) >= Number(high.value));
    odd?.high.setCustomValidity(texts.bandsOdd);
    if (odd) return void odd.high.reportValidity();
    if (program.act({ case: "setBands", value: { bands } })) close("bands");
  };
  for (const { low, high } of lines) low.oninput = high.oninput = () => high.setCustomValidity("");
  at("bands-clear").onclick = () => lines.forEach(({ low, high }) => { low.value = high.value = ""; });
  return () => {
    for (const { measure, side, low, high } of lines) {
      const band = program.session().wanted.get(alertKey(measure, side));
      low.value = band?.low?.toString() ?? "";
      high.value = band?.high?.toString() ?? "";
    }
    open("bands");
  };
}
