// A measure of every usable stride over the session with running medians, stages, marks and the band.
import type uPlot from "uplot";
import { Chart, axis, bare, rightDash } from "../charts/axes";
import { aligned, fewestInMedian, lineOf } from "../charts/lines";
import { paintBand, paintMoment, paintStrides } from "../charts/paint";
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import type { ReportPage } from "../messages/proto/report_page_pb";
import { clock, colour } from "../show/dom";
import { bandOf, closeTicks, isLeft, roomy, sides } from "./page";

const shown = {
  cpd_peak_deg: { field: "cpdPeakDeg", measure: AlertMeasure.PELVIC_DROP, step: 1 },
  sway_ml_mm: { field: "swayMlMm", measure: AlertMeasure.LATERAL_SWAY, step: 5 },
} as const;
const sections = 60; // of a long session that a median tells apart
const mostMarks = 300; // a side
const steadyFrom = 5; // strides in a median before it is drawn

export function overSession(place: HTMLElement, page: ReportPage): Chart {
  const metric = place.dataset.metric as keyof typeof shown;
  const { field, measure, step } = shown[metric];
  const report = page.report!;
  const inMedian = Math.max(fewestInMedian, Math.ceil(report.strides.length / 2 / sections));
  const lines = sides.map((side) => lineOf(report.strides, side, field, -Infinity, inMedian));
  // Of a long session some strides stand for their neighbours.
  const marks = lines.map(({ times, values }) => {
    const step = Math.ceil(times.length / mostMarks);
    return { times: times.filter((_t, n) => n % step === 0), values: values.filter((_v, n) => n % step === 0) };
  });
  const drawn = lines.map((line) => (line.times.length < 2 * steadyFrom ? line : { ...line, times: line.times.slice(steadyFrom - 1), medians: line.medians.slice(steadyFrom - 1) }));
  const hasSides = measure === AlertMeasure.PELVIC_DROP;
  const bands = (hasSides ? sides : [Side.SIDE_NOT_KNOWN]).map((side) => ({ side, band: bandOf(page, metric, measure, side) }));
  const times = report.strides.map((stride) => stride.startS);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const edges = bands.flatMap(({ band }) => [band?.low, band?.high]).filter((edge): edge is number => edge !== undefined);
  const line = (name: string, dash?: number[]): uPlot.Series => ({ stroke: colour(name), width: 2.5, dash, spanGaps: true, points: { show: false } });
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [axis(place.dataset.x!, 24, { values: (_u, at) => at.map(clock), incrs: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600] }), axis(place.dataset.y!, 34, closeTicks)],
    series: [{}, line("--left"), line("--right", rightDash())],
    hooks: {
      drawClear: [(u) => {
        bands.forEach(({ side, band }) => band && paintBand(u, side !== Side.RIGHT, band));
        report.stages.forEach((stage, n) => paintMoment(u, Math.max(stage.startS, from), stage.name, true, report.stages[n + 1]?.startS));
        report.marks.forEach(({ timeS, text, kind }, n) => timeS !== undefined && paintMoment(u, timeS, text || kind, false, report.marks[n + 1]?.timeS));
        marks.forEach(({ times: at, values }, n) => paintStrides(u, isLeft(sides[n]), at, values));
      }],
    },
  }));
  chart.draw(aligned(drawn[0], drawn[1]), [from, to], roomy([...lines.flatMap(({ values }) => values), ...edges], step));
  return chart;
}
