// What the page knows of the session: built from the frames of the program alone, so a reload knows the same. Every list
// is bounded: when full, it forgets the oldest.
import { Side } from "../messages/proto/event_pb";
import type { Action, Note } from "../messages/proto/action_pb";
import type { Configuration } from "../messages/proto/config_pb";
import type {
  Alert, Baseline, BatteryState, CalibrationResult, FeedbackState, FirstCourses, LiveContact, LiveMessage, LivePose, MountingState, ReportReady,
  SessionEnded, SessionHealth, StrideCourse,
} from "../messages/proto/live_pb";
import type { PageFrame } from "../messages/proto/page_pb";
import type { Stride } from "../messages/proto/stride_pb";
import { newBands, setBands, type WantedBands } from "./bands";
import { exchangeSides } from "./swap";

const keptStrides = 600; // three minutes of running have about 500
const keptMarks = 100;
const keptStages = 100;
const keptCourses = 120; // a side; a minute of running has about 85
const keptContacts = 9;

export interface Stage {
  name: string;
  startS: number;
  endS?: number;
  speed?: number;
  incline?: number;
  plannedS?: number;
}

export interface Mark {
  timeS?: number; // absent before the first sample
  note: Note;
}

// The newest thing that a person did or that came of it, to be said in a sentence.
export type Said = Extract<LiveMessage["what"], { case: "action" | "calibration" | "baseline" }>;

export interface Session {
  hasStarted: boolean;
  configuration?: Configuration;
  link?: { isUp: boolean; reason: string };
  rate?: number;
  battery?: BatteryState;
  pose?: LivePose;
  health?: SessionHealth;
  mounting?: MountingState;
  calibrating?: { beganS: number; durationS: number };
  calibration?: CalibrationResult;
  baseline?: Baseline;
  feedback?: FeedbackState;
  ended?: SessionEnded;
  report?: ReportReady;
  said?: Said;
  isSwapped: boolean;
  wanted: WantedBands;
  alerts: Map<string, Alert>; // the newest by measure and side
  strides: Stride[];
  lastLeft?: Stride;
  lastRight?: Stride;
  courses: Record<"left" | "right", StrideCourse[]>;
  first?: FirstCourses;
  marks: Mark[];
  stages: Stage[];
  contacts: LiveContact[];
  lostFrames: number;
  viewers: number;
  mayChange: boolean;
  hasHistory: boolean;
}

export const newSession = (): Session => ({
  hasStarted: false, isSwapped: false, wanted: newBands(), alerts: new Map(), strides: [], courses: { left: [], right: [] }, marks: [], stages: [],
  contacts: [], lostFrames: 0, viewers: 0, mayChange: true, hasHistory: false,
});

function keep<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.splice(0, list.length - most);
}

// Seconds of session time, of the newest that is known.
export const now = (session: Session): number => Math.max(session.pose?.timeS ?? 0, session.health?.sessionS ?? 0);
export const stageNow = (session: Session): Stage | undefined => {
  const last = session.stages[session.stages.length - 1];
  return last && last.endS === undefined ? last : undefined;
};

function endStage(session: Session, at: number): void {
  const running = stageNow(session);
  if (running) running.endS = at;
}

function act(session: Session, timeS: number | undefined, what: Action["what"]): void {
  const at = timeS ?? now(session);
  switch (what.case) {
    case "note": keep(session.marks, { timeS, note: what.value }, keptMarks); break;
    case "calibrate": session.calibrating = { beganS: at, durationS: what.value.durationS }; break;
    case "swapSides": exchangeSides(session); break;
    case "beginStage": {
      const { name, speedMPerS: speed, inclinePercent: incline, durationS: plannedS } = what.value;
      endStage(session, at);
      keep(session.stages, { name, startS: at, speed, incline, plannedS }, keptStages);
      break;
    }
    case "endStage": endStage(session, at); break;
    case "clearBaseline": session.baseline = undefined; break;
    case "setBands": setBands(session.wanted, what.value.bands); break;
    default: break;
  }
}

export const alertKey = (measure: number, side: Side): string => `${measure} ${side}`;

function hear(session: Session, message: LiveMessage): void {
  const what = message.what;
  switch (what.case) {
    case "started": session.hasStarted = true; session.configuration = what.value.configuration; break;
    case "link": session.link = what.value; break;
    case "rate": session.rate = what.value.rateHz; break;
    case "battery": session.battery = what.value; break;
    case "pose": session.pose = what.value; break;
    case "health": session.health = what.value; break;
    case "mounting": session.mounting = what.value; break;
    case "ended": session.ended = what.value; break;
    case "report": session.report = what.value; break;
    case "contact": keep(session.contacts, what.value, keptContacts); break;
    case "feedback": session.feedback = what.value; break;
    case "alert": session.alerts.set(alertKey(what.value.measure, what.value.side), what.value); break;
    case "baseline": session.baseline = what.value; session.said = what; break;
    case "calibration": session.calibration = what.value; session.calibrating = undefined; session.said = what; break;
    case "action":
      if (what.value.action) act(session, what.value.timeS, what.value.action.what);
      session.said = what;
      break;
    case "course": keep(session.courses[what.value.side === Side.RIGHT ? "right" : "left"], what.value, keptCourses); break;
    case "firstCourses": session.first = what.value; break;
    case "stride":
      keep(session.strides, what.value, keptStrides);
      if (what.value.side === Side.LEFT) session.lastLeft = what.value;
      if (what.value.side === Side.RIGHT) session.lastRight = what.value;
      break;
    default: break;
  }
}

export interface Taken {
  session: Session;
  hasContact: boolean;
  alerts: Alert[]; // that came just now, not with a snapshot
}

// Takes the frame in; of several devices only the wanted one.
export function take(before: Session, frame: PageFrame, device: number): Taken {
  const session = frame.isSnapshot ? newSession() : before;
  session.viewers = frame.viewers;
  session.mayChange = frame.mayChange;
  if (frame.isSnapshot) session.hasHistory = frame.hasHistory;
  session.lostFrames = frame.isSnapshot ? before.lostFrames : frame.lostFrames;
  const taken: Taken = { session, hasContact: false, alerts: [] };
  for (const message of frame.messages) {
    if (message.device !== undefined && message.device !== device) continue;
    taken.hasContact ||= message.what.case === "contact";
    if (message.what.case === "alert" && !frame.isSnapshot) taken.alerts.push(message.what.value);
    hear(session, message);
  }
  if (frame.isSnapshot) session.said = undefined; // said before this page looked
  return taken;
}
