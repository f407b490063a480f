// Left and right were seen to be exchanged: everything that is shown already changes sides, too. Drops stay with their stride,
// since a stance and the tilt in it were both seen from the same wrong side; what points left or tells which side is up is
// turned round.
import { AlertMeasure } from "../messages/proto/action_pb";
import { Side } from "../messages/proto/event_pb";
import type { BaselineMeasure, StrideCourse } from "../messages/proto/live_pb";
import type { Session } from "./session";

const other = (side: Side): Side => (side === Side.LEFT ? Side.RIGHT : side === Side.RIGHT ? Side.LEFT : side);
const flip = <T extends { side: Side }>(said: T): T => ({ ...said, side: other(said.side) });
const turned = (course: StrideCourse): StrideCourse =>
  ({ ...flip(course), obliquityDeg: course.obliquityDeg.map((deg) => -deg), swayLeftMm: course.swayLeftMm.map((mm) => -mm) });
const mirrored = (usual: BaselineMeasure): BaselineMeasure =>
  ({ ...flip(usual), median: usual.measure === AlertMeasure.DROP_ASYMMETRY ? -usual.median : usual.median });

// Bands that a person wanted of a side stay with that side.
export function exchangeSides(session: Session): void {
  const { lastLeft, lastRight, courses, first, pose, baseline } = session;
  session.isSwapped = !session.isSwapped;
  session.strides = session.strides.map(flip);
  session.lastLeft = lastRight && flip(lastRight);
  session.lastRight = lastLeft && flip(lastLeft);
  session.courses = { left: courses.right.map(turned), right: courses.left.map(turned) };
  session.alerts = new Map(); // the program finds them anew
  if (baseline) session.baseline = { ...baseline, measures: baseline.measures.map(mirrored) };
  session.contacts = session.contacts.map(flip);
  if (pose) session.pose = { ...pose, obliquityDeg: -pose.obliquityDeg };
  if (!first) return;
  session.first = { ...first, left: first.right && turned(first.right), right: first.left && turned(first.left), leftStrides: first.rightStrides, rightStrides: first.leftStrides };
}
