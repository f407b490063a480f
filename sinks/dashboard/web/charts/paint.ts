// What is painted onto a chart by hand: bands, moments, the strides by their side's shape.
import type uPlot from "uplot";
import type { Band } from "../session/bands";
import { colour } from "../show/dom";
import { rightDash } from "./axes";

const letters = 14;
export const sideColour = (isLeft: boolean) => colour(isLeft ? "--left" : "--right");

export function paintBand(u: uPlot, isLeft: boolean, band: Band, ofColour = sideColour(isLeft)): void {
  const { left, top, width, height } = u.bbox;
  const y = (value: number) => Math.min(top + height, Math.max(top, u.valToPos(value, "y", true)));
  const high = band.high === undefined ? top : y(band.high);
  const low = band.low === undefined ? top + height : y(band.low);
  u.ctx.save();
  u.ctx.fillStyle = u.ctx.strokeStyle = ofColour;
  u.ctx.globalAlpha = 0.14;
  u.ctx.fillRect(left, high, width, low - high);
  u.ctx.globalAlpha = 0.7;
  u.ctx.lineWidth = devicePixelRatio;
  u.ctx.setLineDash(isLeft ? [] : rightDash());
  u.ctx.beginPath();
  for (const edge of [high, low]) u.ctx.moveTo(left, edge), u.ctx.lineTo(left + width, edge);
  u.ctx.stroke();
  u.ctx.restore();
}

// A stage begins with a line over the whole height and its name at the top; a mark stands at the foot. Words that would run
// into the next moment are left out.
export function paintMoment(u: uPlot, time: number, words: string, isStage: boolean, next = Infinity): void {
  const { left, top, width, height } = u.bbox;
  const x = u.valToPos(time, "x", true);
  if (!(x >= left && x <= left + width)) return;
  const dpr = devicePixelRatio;
  const from = isStage ? top : top + height - 16 * dpr;
  u.ctx.save();
  u.ctx.font = `${isStage ? "600 " : ""}${12 * dpr}px system-ui, sans-serif`;
  u.ctx.textAlign = "left";
  u.ctx.fillStyle = colour(isStage ? "--ink" : "--quiet");
  u.ctx.fillRect(x, from, (isStage ? 1 : 2) * dpr, top + height - from);
  const shown = words.length > letters ? `${words.slice(0, letters)}…` : words;
  const room = Number.isFinite(next) ? u.valToPos(next, "x", true) - x : Infinity;
  if (u.ctx.measureText(shown).width + 8 * dpr < room) u.ctx.fillText(shown, x + 4 * dpr, isStage ? top + 12 * dpr : top + height - 5 * dpr);
  u.ctx.restore();
}

// Left a disc, right a triangle; where it is hollow only its outline.
export function paintShape(u: uPlot, isLeft: boolean, x: number, y: number, radius: number, isHollow = false): void {
  const r = radius * devicePixelRatio;
  u.ctx.beginPath();
  if (isLeft) u.ctx.arc(x, y, r, 0, 2 * Math.PI);
  else u.ctx.moveTo(x - 1.2 * r, y + r), u.ctx.lineTo(x, y - 1.2 * r), u.ctx.lineTo(x + 1.2 * r, y + r), u.ctx.closePath();
  if (isHollow) u.ctx.stroke();
  else u.ctx.fill();
}

// Each stride faint under its median.
export function paintStrides(u: uPlot, isLeft: boolean, times: number[], values: number[]): void {
  u.ctx.save();
  u.ctx.globalAlpha = 0.45;
  u.ctx.fillStyle = sideColour(isLeft);
  times.forEach((time, n) => paintShape(u, isLeft, u.valToPos(time, "x", true), u.valToPos(values[n], "y", true), 2.6));
  u.ctx.restore();
}
