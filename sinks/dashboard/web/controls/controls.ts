// Buttons and keys. Nothing that loses data happens on a single key.
import * as texts from "../texts";
import { liveCadence } from "../session/figures";
import { at } from "../show/dom";
import { prepareBands } from "./bands";
import { prepareCalibrate } from "./calibrate";
import { close, isAnyOpen, open, prepareDialogs } from "./dialogs";
import { markNow, prepareMark } from "./mark";
import type { Program } from "./program";
import type { Sound } from "./sound";
import { Stages } from "./stages";
import { setView, turnFull, turnTheme, turnView } from "./view";

function prepareBaseline(program: Program): void {
  const lastMinute_s = 60, sinceStage_s = 0;
  const take = (id: string, over_s: number) => { at(id).onclick = () => { close("baseline"); program.act({ case: "setBaseline", value: { overS: over_s } }); }; };
  take("baseline-minute", lastMinute_s);
  take("baseline-stage", sinceStage_s);
  at("baseline-clear").onclick = () => { close("baseline"); program.act({ case: "clearBaseline", value: {} }); };
}

type Keys = Record<string, () => void>;

function listen(keys: Keys, changing: Keys, program: Program): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isAnyOpen() || target.tagName === "INPUT") return;
    if (event.key === " " && ["BUTTON", "A"].includes(target.tagName)) return; // presses that
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const does = keys[name] ?? changing[name];
    if (!does) return;
    event.preventDefault();
    if (name in changing && !program.session().mayChange) return program.say(texts.said.mayNotChange);
    if (name in changing && program.session().ended) return;
    does();
  });
}

export function prepareControls(program: Program, sound: Sound): void {
  const stages = new Stages(program);
  const calibrate = prepareCalibrate(program);
  const mark = prepareMark(program);
  const bands = prepareBands(program);
  const swap = () => void program.act({ case: "swapSides", value: {} });
  prepareDialogs();
  prepareBaseline(program);
  at("end-yes").onclick = () => { close("end"); program.end(); };
  const buttons: Keys = {
    view: turnView, theme: turnTheme, full: turnFull, help: () => open("help"), sound: () => { sound.suggest(liveCadence(program.session())); open("sound"); }, calibrate, swap, mark, bands,
    stages: () => stages.open(), baseline: () => open("baseline"), end: () => open("end"),
  };
  for (const [id, does] of Object.entries(buttons)) at(id).onclick = does;
  const changing: Keys = { " ": () => markNow(program), m: mark, c: calibrate, s: swap, b: () => open("baseline") };
  for (let number = 1; number <= 9; ++number) changing[String(number)] = () => stages.begin(number);
  listen({ v: turnView, t: turnTheme, f: turnFull, a: () => sound.turn(), "?": () => open("help") }, changing, program);
  setView(location.hash === "#runner" ? "runner" : "professional");
}
