// A measure of the usable strides of a side over time with its running median, and both sides on one axis of time.
import type uPlot from "uplot";
import type { Side } from "../messages/proto/event_pb";
import type { Stride } from "../messages/proto/stride_pb";
import { measured, median, type Measure } from "../session/figures";

export interface Line {
  times: number[];
  values: number[];
  medians: number[];
}

export const fewestInMedian = 9; // strides

export function lineOf(strides: Stride[], side: Side, measure: Measure, from: number, inMedian = fewestInMedian): Line {
  const line: Line = { times: [], values: [], medians: [] };
  for (const stride of strides) {
    const value = measured(stride, measure);
    if (stride.side !== side || value === undefined || stride.startS < from) continue;
    line.times.push(stride.startS);
    line.values.push(value);
    line.medians.push(median(line.values.slice(-inMedian))!);
  }
  return line;
}

// As uPlot wants it; empty where the other side stepped.
export function aligned(left: Line, right: Line): uPlot.AlignedData {
  const all = [...left.times.map((t, n) => ({ t, l: left.medians[n], r: null })), ...right.times.map((t, n) => ({ t, l: null, r: right.medians[n] }))];
  all.sort((a, b) => a.t - b.t);
  return [all.map((one) => one.t), all.map((one) => one.l), all.map((one) => one.r)];
}
