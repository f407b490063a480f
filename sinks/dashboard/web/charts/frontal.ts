// Paths in the frontal plane, seen from behind, in a view box from -100 to 100. Both directions have the same scale.
const halfWidths_mm = [30, 45, 60, 90, 120, 180, 300]; // of what is drawn; the first that holds the paths
const drawing = 95; // half the view box, less a margin

export interface FrontalPath {
  swayLeftMm: number[];
  verticalMm: number[];
}

export class FrontalView {
  readonly bar_mm: number;
  readonly bar: number; // its length
  private readonly middle: number;
  private readonly scale: number;

  // Centred on the height of `mean`.
  constructor(paths: FrontalPath[], mean: FrontalPath) {
    this.middle = mean.verticalMm.length ? (Math.max(...mean.verticalMm) + Math.min(...mean.verticalMm)) / 2 : 0;
    const most = Math.max(0, ...paths.flatMap((path) => [...path.swayLeftMm.map(Math.abs), ...path.verticalMm.map((up) => Math.abs(up - this.middle))]));
    const half = halfWidths_mm.find((one) => one >= most) ?? most;
    this.scale = drawing / half;
    this.bar_mm = half > 100 ? 50 : 20;
    this.bar = this.scale * this.bar_mm;
  }

  // Left is left: sway to the left is drawn to the left.
  points(path: FrontalPath): string[] {
    return path.swayLeftMm.map((left, k) => `${(-this.scale * left).toFixed(1)},${(-this.scale * (path.verticalMm[k] - this.middle)).toFixed(1)}`);
  }
}

// The half from the opening contact to the other foot's, and the rest; they share a point.
export function halves(points: string[]): [string, string] {
  const turn = Math.ceil(points.length / 2);
  return [points.slice(0, turn).join(" "), points.slice(Math.max(0, turn - 1)).join(" ")];
}
