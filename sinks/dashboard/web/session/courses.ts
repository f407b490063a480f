// Means over the courses of strides.
import type { StrideCourse } from "../messages/proto/live_pb";
import { now, type Session } from "./session";

const recent_s = 60;
type Channel = "obliquityDeg" | "swayLeftMm" | "verticalMm";

export const lastMinute = (session: Session, side: "left" | "right"): StrideCourse[] =>
  session.courses[side].filter((course) => course.endS > now(session) - recent_s);

// Point by point, of courses as long as the first; empty without any.
export function mean(courses: StrideCourse[], channel: Channel): number[] {
  const points = courses[0]?.[channel].length ?? 0;
  const all = courses.filter((course) => course[channel].length === points);
  return Array.from({ length: points }, (_none, n) => all.reduce((sum, course) => sum + course[channel][n], 0) / all.length);
}
