// The sacrum's path in the frontal plane, from behind: the last ten strides faint, their mean bold; the half that begins with
// the left foot solid, with the right foot dashed.
import type { StrideCourse } from "../messages/proto/live_pb";
import { mean } from "../session/courses";
import { usual } from "../session/figures";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, figure, put } from "../show/dom";
import { FrontalView, halves } from "./frontal";

const shownStrides = 10;
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
    const middle = { swayLeftMm: mean(last, "swayLeftMm"), verticalMm: mean(last, "verticalMm") };
    const view = new FrontalView(last, middle);
    for (let n = 0; n < shownStrides; ++n) line(`path-${n}`, last[n] ? view.points(last[n]).join(" ") : "");
    const [first, second] = halves(view.points(middle));
    line("mean-left", isLeft ? first : second);
    line("mean-right", isLeft ? second : first);
    at("scale-line").setAttribute("x1", (scaleEnd - view.bar).toFixed(1));
    at("scale").setAttribute("visibility", last.length ? "visible" : "hidden");
    put(at("scale-text"), texts.scaleBar(view.bar_mm));
  }
}
