// The mean drop through the stride per side with one SD between strides; thin in ink, last time.
import type uPlot from "uplot";
import { Chart, axis, bare, rightDash } from "../charts/axes";
import { paintShape, sideColour } from "../charts/paint";
import { Side } from "../messages/proto/event_pb";
import type { Waveform } from "../messages/proto/report_pb";
import type { ReportPage } from "../messages/proto/report_page_pb";
import { colour } from "../show/dom";
import { closeTicks, isLeft, ofSide, previousOf, roomy, sides, summaryOf, waveformsOf } from "./page";

const percents = Array.from({ length: 101 }, (_none, n) => n);
const namedAt = { [Side.LEFT]: 8, [Side.RIGHT]: 16 } as Record<Side, number>; // percent, where a shape names the line
const asDrop = (side: Side, obliquity: number) => (isLeft(side) ? -obliquity : obliquity); // positive: swing side lower

function lineOf(waveform: Waveform | undefined, side: Side, sds: number): (number | null)[] {
  if (!waveform?.mean.length) return percents.map(() => null);
  return waveform.mean.map((deg, n) => asDrop(side, deg) + sds * waveform.sd[n]);
}

export function throughStride(place: HTMLElement, page: ReportPage): Chart {
  const [now, before] = [page.report, previousOf(page)].map((report) => sides.map((side) => waveformsOf(report, side)?.obliquityDeg));
  const means = sides.map((side, n) => lineOf(now[n], side, 0));
  const rims = sides.flatMap((side, n) => [lineOf(now[n], side, 1), lineOf(now[n], side, -1)]);
  const last = sides.map((side, n) => lineOf(before[n], side, 0));
  const line = (name: string, width: number, dash?: number[]): uPlot.Series => ({ stroke: colour(name), width, dash, points: { show: false } });
  const faint = (name: string) => `${colour(name)}33`;
  const rim: uPlot.Series = { points: { show: false } };
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [axis(place.dataset.x!, 24), axis(place.dataset.y!, 34, closeTicks)],
    series: [{}, rim, rim, rim, rim, line("--left", 2.5), line("--right", 2.5, rightDash()), line("--ink", 1), line("--ink", 1, rightDash())],
    bands: [{ series: [1, 2], fill: faint("--left") }, { series: [3, 4], fill: faint("--right") }],
    hooks: {
      drawClear: [(u) => {
        const { left, top, width, height } = u.bbox;
        u.ctx.fillStyle = colour("--quiet");
        u.ctx.fillRect(left, u.valToPos(0, "y", true), width, devicePixelRatio);
        for (const side of sides) { // end of contact
          const duty = summaryOf(ofSide(page.report, side), "duty_factor")?.median;
          u.ctx.fillStyle = sideColour(isLeft(side));
          if (duty !== undefined && duty < 1) u.ctx.fillRect(u.valToPos(100 * duty, "x", true), top, devicePixelRatio, height);
        }
      }],
      draw: [(u) => sides.forEach((side, n) => {
        const at = namedAt[side], value = means[n][at];
        u.ctx.fillStyle = sideColour(isLeft(side));
        if (typeof value === "number") paintShape(u, isLeft(side), u.valToPos(at, "x", true), u.valToPos(value, "y", true), 5);
      })],
    },
  }));
  const seen = [...rims, ...means, ...last].flat().filter((value): value is number => value !== null);
  chart.draw([percents, ...rims, ...means, ...last] as uPlot.AlignedData, [0, 100], roomy([...seen, 0], 1));
  return chart;
}
