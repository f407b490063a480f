// Left and right were seen to be exchanged: everything that is shown already changes sides, too. Drops stay with their stride,
// since a stance and the tilt in it were both seen from the same wrong side; what points left or tells which side is up is
// turned round.
import { Side } from "../messages/proto/event_pb";
import type { StrideCourse } from "../messages/proto/live_pb";
import type { Session } from "./session";

const other = (side: Side): Side => (side === Side.LEFT ? Side.RIGHT : side === Side.RIGHT ? Side.LEFT : side);
const flip = <T extends { side: Side }>(said: T): T => ({ ...said, side: other(said.side) });
const turned = (course: StrideCourse): StrideCourse =>
  ({ ...flip(course), obliquityDeg: course.obliquityDeg.map((deg) => -deg), swayLeftMm: course.swayLeftMm.map((mm) => -mm) });

export function exchangeSides(session: Session): void {
  const { lastLeft, lastRight, courses, first, pose } = session;
  session.isSwapped = !session.isSwapped;
  session.strides = session.strides.map(flip);
  session.lastLeft = lastRight && flip(lastRight);
  session.lastRight = lastLeft && flip(lastLeft);
  session.courses = { left: courses.right.map(turned), right: courses.left.map(turned) };
  session.contacts = session.contacts.map(flip);
  if (pose) session.pose = { ...pose, obliquityDeg: -pose.obliquityDeg };
  if (!first) return;
  session.first = { ...first, left: first.right && turned(first.right), right: first.left && turned(first.left), leftStrides: first.rightStrides, rightStrides: first.leftStrides };
}
