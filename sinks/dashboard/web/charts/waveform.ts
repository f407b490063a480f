// The mean drop over the stride per side: the last minute bold, the session's first minutes thin.
import type uPlot from "uplot";
import type { StrideCourse } from "../messages/proto/live_pb";
import { lastMinute, mean } from "../session/courses";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, colour, put } from "../show/dom";
import { Chart, axis, bare, rightDash } from "./axes";

type SideName = "left" | "right";

// Positive with the swing side lower, as in the report: obliquity in right stance, its negative in left stance.
const drops = (courses: StrideCourse[], side: SideName): number[] => mean(courses, "obliquityDeg").map((deg) => (side === "left" ? -deg : deg));
const firstOf = (course: StrideCourse | undefined, side: SideName) => drops(course?.obliquityDeg.length ? [course] : [], side);
const newestOf = (courses: StrideCourse[]): number => courses[courses.length - 1]?.endS ?? 0;

export class Waveform {
  private readonly chart: Chart;
  private drawn = "";

  constructor(place: HTMLElement) {
    this.chart = new Chart(place, () => this.options());
  }

  restyle(): void {
    this.chart.restyle();
    this.drawn = "";
  }

  draw(session: Session): void {
    const { courses, first } = session;
    const looks = `${newestOf(courses.left)} ${newestOf(courses.right)} ${first?.leftStrides} ${first?.rightStrides} ${session.isSwapped}`;
    if (!this.chart.isSeen() || looks === this.drawn) return;
    this.drawn = looks;
    const [left, right] = [lastMinute(session, "left"), lastMinute(session, "right")];
    const lines = [drops(left, "left"), drops(right, "right"), firstOf(first?.left, "left"), firstOf(first?.right, "right")];
    const points = Math.max(...lines.map((line) => line.length));
    put(at("waveform-key"), points ? texts.text.waveformKey : texts.text.waveformNone);
    if (points < 2) return;
    const x = Array.from({ length: points }, (_none, n) => (100 * n) / (points - 1));
    const seen = lines.flat();
    const data = [x, ...lines.map((line) => (line.length === points ? line : x.map(() => null)))] as uPlot.AlignedData;
    this.chart.draw(data, [0, 100], [Math.floor(Math.min(...seen, -2)), Math.ceil(Math.max(...seen, 2))]);
    at("waveform").setAttribute("aria-label", texts.waveformSummary(left.length, right.length));
  }

  private options(): Omit<uPlot.Options, "width" | "height"> {
    const line = (name: string, width: number, dash?: number[]): uPlot.Series => ({ stroke: colour(name), width, dash, points: { show: false } });
    return {
      ...bare,
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [axis(texts.text.waveformAt, 26, { labelSize: 16 }), axis(texts.axis.drop, 34)],
      // The thin ones lie on top, in ink: where nothing has changed they would be hidden otherwise.
      series: [{}, line("--left", 3.5), line("--right", 3.5, rightDash()), line("--ink", 1), line("--ink", 1, rightDash())],
    };
  }
}
