// The message that lies in the page, and what its charts look up in it.
import { fromJson } from "@bufbuild/protobuf";
import type { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import type { MetricSummary, SessionReport, SideSummary, SideWaveforms } from "../messages/proto/report_pb";
import { ReportPageSchema, type ReportPage } from "../messages/proto/report_page_pb";
import type { Band } from "../session/bands";

export const closeTicks = { space: 20 }; // pixels between the figures of an upright axis; the charts are low
export const sides = [Side.LEFT, Side.RIGHT];
export const isLeft = (side: Side): boolean => side === Side.LEFT;

export const readPage = (): ReportPage => fromJson(ReportPageSchema, JSON.parse(document.getElementById("message")!.textContent!));

export const previousOf = (page: ReportPage): SessionReport | undefined => page.earlier[page.earlier.length - 1];
export const ofSide = (report: { left?: SideSummary; right?: SideSummary } | undefined, side: Side): SideSummary | undefined =>
  isLeft(side) ? report?.left : report?.right;
export const summaryOf = (summary: SideSummary | undefined, metric: string): MetricSummary | undefined =>
  summary?.metrics.find((one) => one.metric === metric);
export const waveformsOf = (report: SessionReport | undefined, side: Side): SideWaveforms | undefined =>
  isLeft(side) ? report?.leftWaveforms : report?.rightWaveforms;

// What a person has set for the measure, else last time ± the smallest change that is more than chance.
export function bandOf(page: ReportPage, metric: string, measure: AlertMeasure, side: Side): Band | undefined {
  const rule = page.report?.configuration?.feedback?.rule.find((one) => one.measure === measure && (one.side === undefined || one.side === side));
  if (rule && (rule.low !== undefined || rule.high !== undefined)) return { low: rule.low, high: rule.high, isUsual: false };
  const change = page.changes.find((one) => one.metric === metric && one.side === side);
  return change?.detectable === undefined ? undefined : { low: change.before - change.detectable, high: change.before + change.detectable, isUsual: true };
}

// The range with room around it, on whole steps.
export function roomy(values: number[], step: number): [number, number] {
  const low = Math.min(...values), high = Math.max(...values), margin = 0.06 * (high - low);
  return [Math.floor((low - margin) / step) * step, Math.ceil((high + margin) / step) * step || step];
}
