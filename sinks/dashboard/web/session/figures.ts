// What is worked out from the last strides: medians per side, their difference, the steps of now.
import { Side } from "../messages/proto/event_pb";
import type { StrideFlaw, Stride, StrideMetrics } from "../messages/proto/stride_pb";
import { now, type Session } from "./session";

export type Measure = "cpdPeakDeg" | "cpdExcursionDeg" | "swayMlMm" | "verticalOscMm" | "contactTimeS" | "cadencePerMin";

const judgedStrides = 10;
const leastStrides = 5;
const longestSilence_s = 2; // after the last contact; the steps of then are not those of now

export const lastStride = (session: Session): Stride | undefined => session.strides[session.strides.length - 1];
export const hasFlaw = (stride: Stride | undefined, flaw: StrideFlaw): boolean => !!stride && stride.flaws.includes(flaw);
export const measured = (stride: Stride | undefined, measure: keyof StrideMetrics & Measure): number | undefined =>
  stride?.isValid ? stride.metrics?.[measure] : undefined;

export function median(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// Of the last ten usable strides of the side; with no side, of both. Newest first.
function lastOf(session: Session, measure: Measure, side?: Side): number[] {
  const found: number[] = [];
  for (let at = session.strides.length - 1; at >= 0 && found.length < judgedStrides; --at) {
    const stride = session.strides[at];
    const value = measured(stride, measure);
    if (value !== undefined && (side === undefined || stride.side === side)) found.push(value);
  }
  return found;
}

export const usual = (session: Session, measure: Measure, side?: Side): number | undefined => median(lastOf(session, measure, side));

export interface Difference {
  rightLessLeft: number;
  chance: number; // 95 % of such medians would differ by less if both sides were the same
}

// Half a 95 % interval of a difference of medians of ten: t(18) · √(π/2) · √(sum of variance / n).
export function difference(session: Session, measure: Measure): Difference | undefined {
  const left = lastOf(session, measure, Side.LEFT), right = lastOf(session, measure, Side.RIGHT);
  if (Math.min(left.length, right.length) < leastStrides) return undefined;
  const share = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b) / values.length;
    return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) / values.length;
  };
  return { rightLessLeft: median(right)! - median(left)!, chance: 2.1 * Math.sqrt((Math.PI / 2) * (share(left) + share(right))) };
}

// Steps a minute over the last contacts, if they are of now.
export function liveCadence(session: Session): number | undefined {
  const contacts = session.contacts;
  if (contacts.length < 3) return undefined;
  const last = contacts[contacts.length - 1].timeS;
  if ((session.pose?.timeS ?? now(session)) - last > longestSilence_s) return undefined;
  const step = median(contacts.slice(1).map((contact, n) => contact.timeS - contacts[n].timeS))!;
  return step > 0 ? 60 / step : undefined;
}
