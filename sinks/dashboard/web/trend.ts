// The drop of every usable stride of the last three minutes: left solid, right dashed.
import uPlot from "uplot";
import { Side } from "./messages/proto/event_pb";
import type { Session } from "./session";
import { axis } from "./texts";

const shown_s = 180;

export class Trend {
  private plot: uPlot | undefined;
  private drawn: unknown;
  private readonly place: HTMLElement;

  constructor(place: HTMLElement) {
    this.place = place;
    new ResizeObserver(() => this.resize()).observe(place);
  }

  // After a change of colours.
  restyle(): void {
    this.plot?.destroy();
    this.plot = undefined;
    this.drawn = undefined;
  }

  draw(session: Session): void {
    const newest = session.strides[session.strides.length - 1];
    if (this.place.clientWidth === 0 || (this.plot && newest === this.drawn)) return;
    this.drawn = newest;
    const end = newest?.endS ?? shown_s;
    const used = session.strides.filter((s) => s.isValid && s.metrics?.cpdPeakDeg !== undefined && s.startS >= end - shown_s);
    const of = (side: Side) => used.map((s) => (s.side === side ? s.metrics!.cpdPeakDeg! : null));
    const data: uPlot.AlignedData = [used.map((s) => s.startS), of(Side.LEFT), of(Side.RIGHT)];
    this.plot ??= this.make(data);
    this.plot.setData(data, false);
    this.plot.setScale("x", { min: Math.max(0, end - shown_s), max: Math.max(end, 30) });
    const drops = used.map((s) => s.metrics!.cpdPeakDeg!);
    this.plot.setScale("y", { min: Math.min(0, Math.floor(Math.min(...drops, 0))), max: Math.max(6, Math.ceil(Math.max(...drops, 0) + 1)) });
  }

  private make(data: uPlot.AlignedData): uPlot {
    const colour = (name: string) => getComputedStyle(document.body).getPropertyValue(name).trim();
    const font = "13px system-ui, sans-serif";
    const line = { stroke: colour("--ink"), grid: { stroke: colour("--rule"), width: 1 }, ticks: { stroke: colour("--rule") }, font, labelFont: font };
    const clock = (s: number) => `${Math.floor(s / 60)}:${String(Math.round(s % 60)).padStart(2, "0")}`;
    return new uPlot(
      {
        ...this.size(),
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, auto: false }, y: { auto: false } },
        axes: [
          { ...line, label: axis.time, labelSize: 20, size: 32, values: (_u, at) => at.map(clock), incrs: [5, 10, 15, 30, 60] },
          { ...line, label: axis.drop, labelSize: 20, size: 36 },
        ],
        series: [
          {},
          { stroke: colour("--left"), width: 1.5, spanGaps: true, points: { show: true, size: 5, fill: colour("--left") } },
          { stroke: colour("--right"), width: 1.5, dash: [8, 4], spanGaps: true, points: { show: true, size: 5, fill: colour("--paper") } },
        ],
      },
      data,
      this.place,
    );
  }

  private size(): { width: number; height: number } {
    return { width: this.place.clientWidth, height: Math.max(150, this.place.clientHeight) };
  }

  private resize(): void {
    if (this.plot && this.place.clientWidth > 0) this.plot.setSize(this.size());
  }
}
