// The drop of every usable stride of the last three minutes, its running median per side, the bands, stages and marks.
import type uPlot from "uplot";
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import { bandOf, type Band } from "../session/bands";
import { measured } from "../session/figures";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, clock, colour, mark, put } from "../show/dom";
import { Chart, axis, bare, rightDash } from "./axes";
import { aligned, lineOf, type Line } from "./lines";
import { paintBand, paintMoment, paintStrides } from "./paint";

const shown_s = 180;
const least_s = 30;
const leastTop_deg = 6;

const bandsOf = (session: Session) => [Side.LEFT, Side.RIGHT].map((side) => bandOf(session, AlertMeasure.PELVIC_DROP, side));

// Changes when something of it has to be drawn anew.
function looksOf(session: Session): string {
  const { strides, stages, marks } = session;
  return JSON.stringify([strides[strides.length - 1]?.endS, session.isSwapped, bandsOf(session), stages[stages.length - 1]?.startS, marks[marks.length - 1]?.timeS, marks.length]);
}

export class Trend {
  private readonly chart: Chart;
  private drawn = "";
  private session: Session | undefined;
  private lines: Line[] = [];

  constructor(place: HTMLElement) {
    this.chart = new Chart(place, () => this.options());
  }

  restyle(): void {
    this.chart.restyle();
    this.drawn = "";
  }

  draw(session: Session): void {
    if (!this.chart.isSeen()) return;
    const looks = looksOf(session);
    if (looks === this.drawn) return;
    this.drawn = looks;
    this.session = session;
    const end = Math.max(session.strides[session.strides.length - 1]?.endS ?? 0, least_s);
    this.lines = [Side.LEFT, Side.RIGHT].map((side) => lineOf(session.strides, side, "cpdPeakDeg", end - shown_s));
    const bands = bandsOf(session);
    const seen = [...this.lines.flatMap((line) => line.values), ...bands.flatMap((band) => [band?.low ?? 0, band?.high ?? 0]), 0];
    this.chart.draw(aligned(this.lines[0], this.lines[1]), [Math.max(0, end - shown_s), end],
      [Math.floor(Math.min(...seen)), Math.max(leastTop_deg, Math.ceil(Math.max(...seen) + 0.5))]);
    this.tell(session, bands);
  }

  // The chart in words.
  private tell(session: Session, bands: (Band | undefined)[]): void {
    const band = bands.find((one) => one);
    put(at("trend-key"), !band ? texts.text.trendNoBand : band.isUsual ? texts.text.trendUsual : texts.text.trendWanted);
    const [left, right] = [session.lastLeft, session.lastRight].map((stride) => measured(stride, "cpdPeakDeg")?.toFixed(1) ?? "–");
    at("chart").setAttribute("aria-label", texts.chartSummary(left, right));
    mark(at("chart"), "until", session.strides[session.strides.length - 1]?.endS.toFixed(3) ?? "");
    mark(at("chart"), "bands", bands.map((one) => (one ? `${one.low?.toFixed(1) ?? ""}…${one.high?.toFixed(1) ?? ""}` : "")).join(" "));
  }

  private options(): Omit<uPlot.Options, "width" | "height"> {
    const points = { show: false };
    return {
      ...bare,
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        axis("", 26, { values: (_u, times) => times.map(clock), incrs: [5, 10, 15, 30, 60], label: undefined }),
        axis(texts.axis.drop, 34),
      ],
      series: [
        {},
        { stroke: colour("--left"), width: 3, spanGaps: true, points },
        { stroke: colour("--right"), width: 3, dash: rightDash(), spanGaps: true, points },
      ],
      hooks: { drawClear: [(u) => this.paintUnder(u)], drawSeries: [(u, n) => this.lines[n - 1] && paintStrides(u, n === 1, this.lines[n - 1].times, this.lines[n - 1].values)] },
    };
  }

  private paintUnder(u: uPlot): void {
    if (!this.session) return;
    bandsOf(this.session).forEach((band, n) => band && paintBand(u, n === 0, band));
    const { stages, marks } = this.session;
    stages.forEach((stage, n) => paintMoment(u, stage.startS, stage.name, true, stages[n + 1]?.startS));
    marks.forEach(({ timeS, note }, n) => timeS !== undefined && paintMoment(u, timeS, note.text || note.kind, false, marks[n + 1]?.timeS));
  }
}
