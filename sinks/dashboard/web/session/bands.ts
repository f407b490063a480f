// The band of a measure: set by a person, else by the configuration, else what is usual ± what can be detected.
import type { AlertMeasure, WantedBand } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import { alertKey, type Session } from "./session";

export interface Band {
  low?: number;
  high?: number;
  isUsual: boolean; // from the baseline
}
export type WantedBands = Map<string, { low?: number; high?: number }>;

export const newBands = (): WantedBands => new Map();

export function setBands(bands: WantedBands, wanted: WantedBand[]): void {
  for (const { measure, side, low, high } of wanted) {
    for (const of of side === Side.SIDE_NOT_KNOWN ? [Side.SIDE_NOT_KNOWN, Side.LEFT, Side.RIGHT] : [side]) {
      bands.delete(alertKey(measure, of));
    }
    bands.set(alertKey(measure, side), { low, high });
  }
}

export function bandOf(session: Session, measure: AlertMeasure, side: Side): Band | undefined {
  const wanted = session.wanted.get(alertKey(measure, side)) ?? session.wanted.get(alertKey(measure, Side.SIDE_NOT_KNOWN));
  const rule = wanted ?? session.configuration?.feedback?.rule.find((r) => r.measure === measure && (r.side === undefined || r.side === side));
  if (rule && (rule.low !== undefined || rule.high !== undefined)) return { low: rule.low, high: rule.high, isUsual: false };
  const usual = session.baseline?.measures.find((m) => m.measure === measure && m.side === side);
  return usual && { low: usual.median - usual.detectable, high: usual.median + usual.detectable, isUsual: true };
}
