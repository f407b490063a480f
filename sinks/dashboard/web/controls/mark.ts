// Marks a moment, with a kind, a text and a number where the kind has one.
import * as texts from "../texts";
import { at, make, put } from "../show/dom";
import { close, open } from "./dialogs";
import type { Program } from "./program";

const kindNow = () => (document.querySelector<HTMLInputElement>("#mark-kinds input:checked")?.value ?? "note");

function showNumber(): void {
  const { unit, number, step, least, most } = texts.markKinds[kindNow()];
  at("mark-number-line").hidden = !unit;
  Object.assign(at<HTMLInputElement>("mark-number"), { disabled: !unit, required: !!unit, step: String(step), min: String(least), max: String(most) });
  at<HTMLInputElement>("mark-text").required = !unit && kindNow() !== "note";
  put(at("mark-number-label"), number ?? "");
}

function makeKinds(): void {
  for (const [kind, { name }] of Object.entries(texts.markKinds)) {
    const label = make("label", "choice");
    const choice = Object.assign(make("input", ""), { type: "radio", name: "mark-kind", value: kind, checked: kind === "note" });
    choice.onchange = showNumber;
    label.append(choice, ` ${name}`);
    at("mark-kinds").append(label);
  }
}

export const markNow = (program: Program): boolean => program.act({ case: "note", value: { kind: "note", text: texts.defaultMark } });

export function prepareMark(program: Program): () => void {
  makeKinds();
  const [text, number] = [at<HTMLInputElement>("mark-text"), at<HTMLInputElement>("mark-number")];
  at<HTMLFormElement>("mark-form").onsubmit = (event) => {
    event.preventDefault();
    const kind = kindNow();
    const has = texts.markKinds[kind].unit && number.value !== "";
    const words = text.value.trim() || (kind === "note" ? texts.defaultMark : "");
    program.act({ case: "note", value: { kind, text: words, number: has ? Number(number.value) : undefined } });
    text.value = number.value = "";
    close("mark");
  };
  return () => {
    showNumber();
    open("mark");
    text.focus();
  };
}
