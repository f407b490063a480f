// Calibrate while standing: time to get ready first, then the program listens; its countdown and verdict come with the session.
import * as texts from "../texts";
import { at, put } from "../show/dom";
import { close, open } from "./dialogs";
import type { Program } from "./program";

const ready_s = 5;
const hold_s = 5;

export function prepareCalibrate(program: Program): () => void {
  let ticking: ReturnType<typeof setInterval> | undefined;
  let left = 0;
  const start = () => {
    close("calibrate");
    program.act({ case: "calibrate", value: { durationS: hold_s } });
  };
  const tick = () => {
    if (left === 0) return start();
    put(at("get-ready"), texts.said.getReady(left--));
  };
  at<HTMLDialogElement>("dialog-calibrate").onclose = () => clearInterval(ticking);
  at("calibrate-start").onclick = start;
  return () => {
    open("calibrate");
    left = ready_s;
    tick();
    clearInterval(ticking);
    ticking = setInterval(tick, 1000);
  };
}
