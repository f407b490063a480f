// The sacrum's path in the frontal plane, from behind: the last ten strides faint, their mean bold; the half that begins with
// the left foot solid, with the right foot dashed. Both directions have the same scale.
import type { StrideCourse } from "../messages/proto/live_pb";
import { mean } from "../session/courses";
import { usual } from "../session/figures";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, figure, put } from "../show/dom";

const shownStrides = 10;
const halfWidths_mm = [30, 45, 60, 90, 120, 180, 300]; // of what is drawn; the first that holds the path
const drawing = 95; // half the view box, less a margin
const scaleEnd = 95;

function line(id: string, points: string): void {
  const place = at(id);
  if (place.getAttribute("points") !== points) place.setAttribute("points", points);
}

export class Butterfly {
  private drawn = "";

  constructor(place: HTMLElement) {
    for (let n = 0; n < shownStrides; ++n) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
      path.id = `path-${n}`;
      place.append(path);
    }
  }

  draw(session: Session): void {
    // A stride from left contact to left contact holds both steps; one side is enough.
    const isLeft = session.courses.left.length > 0;
    const courses = isLeft ? session.courses.left : session.courses.right;
    const last = courses.slice(-shownStrides).filter(({ swayLeftMm, verticalMm }) => swayLeftMm.length > 1 && swayLeftMm.length === verticalMm.length);
    const looks = `${last[last.length - 1]?.endS} ${session.isSwapped}`;
    if (looks === this.drawn) return;
    this.drawn = looks;
    put(at("butterfly-none"), last.length ? "" : texts.text.butterflyNone);
    put(at("butterfly-figures"), last.length ? texts.shapeFigures(figure(usual(session, "swayMlMm"), 0), figure(usual(session, "verticalOscMm"), 0)) : "");
    this.paint(last, isLeft);
  }

  private paint(last: StrideCourse[], isLeft: boolean): void {
    const sway = mean(last, "swayLeftMm"), vertical = mean(last, "verticalMm");
    const middle = sway.length ? (Math.max(...vertical) + Math.min(...vertical)) / 2 : 0;
    const most = Math.max(0, ...last.flatMap((course) => [...course.swayLeftMm.map(Math.abs), ...course.verticalMm.map((up) => Math.abs(up - middle))]));
    const half = halfWidths_mm.find((one) => one >= most) ?? most;
    const scale = drawing / half;
    // Seen from behind, left is left: sway to the left is drawn to the left.
    const point = (left: number, up: number) => `${(-scale * left).toFixed(1)},${(-scale * (up - middle)).toFixed(1)}`;
    for (let n = 0; n < shownStrides; ++n) line(`path-${n}`, last[n] ? last[n].swayLeftMm.map((left, k) => point(left, last[n].verticalMm[k])).join(" ") : "");
    const points = sway.map((left, k) => point(left, vertical[k]));
    const turn = Math.ceil(points.length / 2);
    const [first, second] = [points.slice(0, turn).join(" "), points.slice(Math.max(0, turn - 1)).join(" ")];
    line("mean-left", isLeft ? first : second);
    line("mean-right", isLeft ? second : first);
    const bar_mm = half > 100 ? 50 : 20;
    at("scale-line").setAttribute("x1", (scaleEnd - scale * bar_mm).toFixed(1));
    at("scale").setAttribute("visibility", last.length ? "visible" : "hidden");
    put(at("scale-text"), texts.scaleBar(bar_mm));
  }
}
