// The mean way of the sensor in the frontal plane, from behind: the half that a left contact opens solid, the other dashed; a
// shape at each contact; thin in ink, last time.
import { FrontalView, halves, type FrontalPath } from "../charts/frontal";
import type { ReportPage } from "../messages/proto/report_page_pb";
import type { SessionReport } from "../messages/proto/report_pb";
import { Side } from "../messages/proto/event_pb";
import { isLeft, previousOf, sides, waveformsOf } from "./page";

// A stride from left contact to left contact holds both steps; one side is enough.
function pathOf(report: SessionReport | undefined): { side: Side; path: FrontalPath } | undefined {
  for (const side of sides) {
    const waveforms = waveformsOf(report, side);
    const path = { swayLeftMm: waveforms?.swayLeftMm?.mean ?? [], verticalMm: waveforms?.verticalMm?.mean ?? [] };
    if (path.swayLeftMm.length > 1 && path.swayLeftMm.length === path.verticalMm.length) return { side, path };
  }
  return undefined;
}

function add(svg: SVGElement, tag: string, className: string, attributes: Record<string, string | number>, words = ""): void {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  element.setAttribute("class", className);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = words;
  svg.append(element);
}

export function pathFromBehind(place: HTMLElement, page: ReportPage): undefined {
  const now = pathOf(page.report), before = pathOf(previousOf(page));
  if (!now) return;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const view = new FrontalView([now.path, ...(before ? [before.path] : [])], now.path);
  svg.setAttribute("viewBox", "-100 -100 200 200");
  add(svg, "path", "cross", { d: "M-98 0H98M0 -98V98" });
  if (before) add(svg, "polyline", "before", { points: view.points(before.path).join(" ") });
  const points = view.points(now.path);
  const parts = halves(points);
  const starts = [points[0], points[Math.ceil(points.length / 2) - 1]];
  for (const n of [0, 1]) {
    const isOfLeft = isLeft(now.side) === (n === 0), name = isOfLeft ? "left" : "right";
    add(svg, "polyline", name, { points: parts[n] });
    const [x, y] = starts[n].split(",").map(Number);
    if (isOfLeft) add(svg, "circle", name, { cx: x, cy: y, r: 4 });
    else add(svg, "path", name, { d: `M${x - 5} ${y + 4}L${x} ${y - 5}L${x + 5} ${y + 4}Z` });
  }
  add(svg, "path", "bar", { d: `M95 92H${95 - view.bar}` });
  add(svg, "text", "", { x: 95, y: 87, "text-anchor": "end" }, `${view.bar_mm} mm`);
  add(svg, "text", "", { x: -98, y: -90 }, place.dataset.left!);
  add(svg, "text", "", { x: 98, y: -90, "text-anchor": "end" }, place.dataset.right!);
  place.append(svg);
}
