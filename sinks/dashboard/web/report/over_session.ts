// A measure of every usable stride over the session with running medians, stages, marks and the band.
import type uPlot from "uplot";
import { Chart, axis, bare, rightDash } from "../charts/axes";
import { aligned, fewestInMedian, lineOf } from "../charts/lines";
import { paintBand, paintMoment, paintStrides } from "../charts/paint";
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import type { ReportPage } from "../messages/proto/report_page_pb";
import { clock, colour } from "../show/dom";
import { bandOf, isLeft, roomy, sides } from "./page";

const shown = {
  cpd_peak_deg: { field: "cpdPeakDeg", measure: AlertMeasure.PELVIC_DROP, step: 1 },
  sway_ml_mm: { field: "swayMlMm", measure: AlertMeasure.LATERAL_SWAY, step: 5 },
} as const;
const sections = 60; // of a long session that a median tells apart

export function overSession(place: HTMLElement, page: ReportPage): Chart {
  const metric = place.dataset.metric as keyof typeof shown;
  const { field, measure, step } = shown[metric];
  const report = page.report!;
  const inMedian = Math.max(fewestInMedian, Math.ceil(report.strides.length / 2 / sections));
  const lines = sides.map((side) => lineOf(report.strides, side, field, -Infinity, inMedian));
  const hasSides = measure === AlertMeasure.PELVIC_DROP;
  const bands = (hasSides ? sides : [Side.SIDE_NOT_KNOWN]).map((side) => ({ side, band: bandOf(page, metric, measure, side) }));
  const times = report.strides.map((stride) => stride.startS);
  const edges = bands.flatMap(({ band }) => [band?.low, band?.high]).filter((edge): edge is number => edge !== undefined);
  const line = (name: string, dash?: number[]): uPlot.Series => ({ stroke: colour(name), width: 2.5, dash, spanGaps: true, points: { show: false } });
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [axis(place.dataset.x!, 24, { values: (_u, at) => at.map(clock), incrs: [5, 10, 30, 60, 120, 300, 600, 1200, 3600] }), axis(place.dataset.y!, 34)],
    series: [{}, line("--left"), line("--right", rightDash())],
    hooks: {
      drawClear: [(u) => {
        bands.forEach(({ side, band }) => band && paintBand(u, side !== Side.RIGHT, band));
        report.stages.forEach((stage, n) => paintMoment(u, stage.startS, stage.name, true, report.stages[n + 1]?.startS));
        report.marks.forEach(({ timeS, text, kind }, n) => timeS !== undefined && paintMoment(u, timeS, text || kind, false, report.marks[n + 1]?.timeS));
      }],
      drawSeries: [(u, n) => lines[n - 1] && paintStrides(u, isLeft(sides[n - 1]), lines[n - 1].times, lines[n - 1].values)],
    },
  }));
  chart.draw(aligned(lines[0], lines[1]), [Math.min(...times), Math.max(...times)], roomy([...lines.flatMap(({ values }) => values), ...edges], step));
  return chart;
}
