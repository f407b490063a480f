// What the charts have in common: axes in the page's colours, sides as everywhere: left solid, right dashed.
import uPlot from "uplot";
import { colour } from "../show/dom";

// Of the right side. uPlot takes dashes in points of the canvas.
export const rightDash = (): number[] => [8, 4].map((d) => d * devicePixelRatio);
const font = "13px system-ui, sans-serif";

export function axis(label: string, size: number, more: Partial<uPlot.Axis> = {}): uPlot.Axis {
  const rule = colour("--rule");
  return { stroke: colour("--ink"), grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, size: 5 }, font, labelFont: font, label, labelSize: 18, size, gap: 3, ...more };
}

export const bare: Partial<uPlot.Options> = { legend: { show: false }, cursor: { show: false } };

// A chart in a place: made when it is first drawn, made anew after a change of colours, as large as the place.
export class Chart {
  private plot: uPlot | undefined;
  private readonly place: HTMLElement;
  private readonly options: () => Omit<uPlot.Options, "width" | "height">;

  constructor(place: HTMLElement, options: () => Omit<uPlot.Options, "width" | "height">) {
    this.place = place;
    this.options = options;
    new ResizeObserver(() => this.fit()).observe(place);
  }

  fit(): void {
    if (this.plot && this.isSeen()) this.plot.setSize(this.size());
  }

  restyle(): void {
    this.plot?.destroy();
    this.plot = undefined;
  }

  isSeen(): boolean {
    return this.place.clientWidth > 0;
  }

  draw(data: uPlot.AlignedData, x: [number, number], y: [number, number]): void {
    const plot = (this.plot ??= new uPlot({ ...this.options(), ...this.size() }, data, this.place));
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale("x", { min: x[0], max: x[1] });
      plot.setScale("y", { min: y[0], max: y[1] });
    });
  }

  private size(): { width: number; height: number } {
    return { width: this.place.clientWidth, height: Math.max(40, this.place.clientHeight) };
  }
}
