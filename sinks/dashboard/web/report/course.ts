// A measure per side from stage to stage, or from session to session: medians with their 95 % intervals.
import type uPlot from "uplot";
import { Chart, axis, bare, rightDash } from "../charts/axes";
import { paintShape, sideColour } from "../charts/paint";
import type { Side } from "../messages/proto/event_pb";
import type { ReportPage } from "../messages/proto/report_page_pb";
import type { SideSummary } from "../messages/proto/report_pb";
import { colour } from "../show/dom";
import { closeTicks, isLeft, ofSide, roomy, sides, summaryOf } from "./page";

interface Station {
  name: string;
  left?: SideSummary;
  right?: SideSummary;
}
const apart = 0.07; // the sides, of the way from one to the next
const letters = 16;
const letterWidth = 7; // CSS pixels
const dayLength = "2026-03-01".length;

export function course(place: HTMLElement, page: ReportPage): Chart {
  const metric = place.dataset.metric!;
  const sessions = [...page.earlier, page.report!];
  const isDated = sessions.every(({ beganUtc }) => beganUtc !== undefined);
  const stations: Station[] = place.dataset.of === "stages" ? page.report!.stages
    : sessions.map(({ recording, beganUtc, left, right }) => ({ name: isDated ? beganUtc!.slice(0, dayLength) : recording, left, right }));
  const summaries = sides.map((side) => stations.map((station) => summaryOf(ofSide(station, side), metric)));
  const shift = (n: number, side: Side) => n + (isLeft(side) ? -apart : apart);
  const indices = stations.map((_station, n) => n);
  const line = (name: string, dash?: number[]): uPlot.Series => ({ stroke: colour(name), width: 2, dash, spanGaps: true, points: { show: false } });
  const short = (name: string) => (name.length > letters ? `${name.slice(0, letters)}…` : name);
  // Names that would run into each other are left out, counted from the newest.
  const every = (u: uPlot) => {
    const widest = Math.max(...stations.map(({ name }) => short(name).length)) * letterWidth + 8;
    return Math.max(1, Math.ceil((widest * stations.length * devicePixelRatio) / u.bbox.width));
  };
  const nameAt = (u: uPlot, n: number) => ((stations.length - 1 - n) % every(u) === 0 ? short(stations[n]?.name ?? "") : "");
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [
      axis("", 22, { label: undefined, splits: () => indices, values: (u, at) => at.map((n) => nameAt(u, n)) }),
      axis(place.dataset.y!, 34, closeTicks),
    ],
    series: [{}, line("--left"), line("--right", rightDash())],
    hooks: { draw: [(u) => {
      u.ctx.save();
      sides.forEach((side, k) => summaries[k].forEach((summary, n) => {
        if (!summary) return;
        const x = u.valToPos(shift(n, side), "x", true);
        const [low, high, at] = [summary.ci95?.low ?? summary.median, summary.ci95?.high ?? summary.median, summary.median].map((y) => u.valToPos(y, "y", true));
        u.ctx.fillStyle = sideColour(isLeft(side));
        u.ctx.fillRect(x - devicePixelRatio, high, 2 * devicePixelRatio, low - high);
        paintShape(u, isLeft(side), x, at, 5);
      }));
      u.ctx.restore();
    }] },
  }));
  const seen = summaries.flat().flatMap((summary) => (summary ? [summary.ci95?.low ?? summary.median, summary.ci95?.high ?? summary.median] : []));
  // Each side's line goes through its own points; empty where the other side's are.
  const data = indices.flatMap((n) => sides.map((side, k) => [shift(n, side), ...sides.map((_side, of) => (of === k ? summaries[k][n]?.median ?? null : null))]));
  chart.draw([0, 1, 2].map((column) => data.map((row) => row[column])) as uPlot.AlignedData, [-0.5, stations.length - 0.5], roomy(seen, 1));
  return chart;
}
