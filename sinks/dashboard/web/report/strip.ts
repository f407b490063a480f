// A measure of both sides on one line of figures: the median with its 95 % interval; hollow, last time.
import { Chart, axis, bare } from "../charts/axes";
import { paintShape, sideColour } from "../charts/paint";
import type { MetricSummary } from "../messages/proto/report_pb";
import type { ReportPage } from "../messages/proto/report_page_pb";
import { colour } from "../show/dom";
import { isLeft, ofSide, previousOf, roomy, sides, summaryOf } from "./page";

export function strip(place: HTMLElement, page: ReportPage): Chart {
  const metrics = place.dataset.scale!.split(" "); // those that share the axis
  const metric = place.dataset.metric!;
  const of = (report: ReportPage["report"], name: string) => sides.map((side) => summaryOf(ofSide(report, side), name));
  const seen = metrics.flatMap((name) => [...of(page.report, name), ...of(previousOf(page), name)])
    .flatMap((summary) => (summary ? [summary.ci95?.low ?? summary.median, summary.ci95?.high ?? summary.median] : []));
  const rows = sides.map((side, n) => ({ side, y: 2 - n, now: of(page.report, metric)[n], before: of(previousOf(page), metric)[n] }));
  const chart = new Chart(place, () => ({
    ...bare,
    padding: [0, 12, 0, 8],
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [axis("", 20, { label: undefined }), { show: false }],
    series: [{}, { points: { show: false } }],
    hooks: { draw: [(u) => {
      const bar = (summary: MetricSummary, y: number, width: number) => {
        const [low, high] = [summary.ci95?.low ?? summary.median, summary.ci95?.high ?? summary.median].map((x) => u.valToPos(x, "x", true));
        u.ctx.fillRect(low, y - (width * devicePixelRatio) / 2, high - low, width * devicePixelRatio);
      };
      u.ctx.save();
      u.ctx.lineWidth = 1.5 * devicePixelRatio;
      for (const { side, y, now, before } of rows) {
        const at = u.valToPos(y, "y", true);
        u.ctx.fillStyle = u.ctx.strokeStyle = sideColour(isLeft(side));
        if (before) {
          const above = at - 8 * devicePixelRatio;
          bar(before, above, 1);
          paintShape(u, isLeft(side), u.valToPos(before.median, "x", true), above, 3.5, true);
        }
        if (!now) continue;
        u.ctx.globalAlpha = 0.4;
        bar(now, at, 6);
        u.ctx.globalAlpha = 1;
        paintShape(u, isLeft(side), u.valToPos(now.median, "x", true), at, 5);
      }
      u.ctx.restore();
      u.ctx.fillStyle = colour("--quiet");
      u.ctx.fillRect(u.valToPos(0, "x", true), u.bbox.top, devicePixelRatio, u.bbox.height);
    }] },
  }));
  chart.draw([[0, 1], [null, null]], roomy([...seen, 0], 1), [0.4, 2.9]);
  return chart;
}
