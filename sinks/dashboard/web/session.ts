// What the page knows of the session: built from the frames of the program alone, so a reload knows the same.
import type { BatteryState, LiveContact, LiveMessage, LivePose, SessionEnded, SessionHealth } from "./messages/proto/live_pb";
import type { PageFrame } from "./messages/proto/page_pb";
import { Side } from "./messages/proto/event_pb";
import { StrideFlaw, type Stride } from "./messages/proto/stride_pb";

const keptStrides = 600;
const keptMarks = 100;
const keptContacts = 9;

export interface Session {
  hasStarted: boolean;
  link?: { isUp: boolean; reason: string };
  rate?: number;
  battery?: BatteryState;
  pose?: LivePose;
  health?: SessionHealth;
  ended?: SessionEnded;
  strides: Stride[];
  lastLeft?: Stride;
  lastRight?: Stride;
  marks: { timeS?: number; text: string }[];
  contacts: LiveContact[];
  lostFrames: number;
  viewers: number;
}

export const newSession = (): Session => ({ hasStarted: false, strides: [], marks: [], contacts: [], lostFrames: 0, viewers: 0 });

function keep<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.splice(0, list.length - most);
}

function hear(session: Session, message: LiveMessage): void {
  const what = message.what;
  switch (what.case) {
    case "started": session.hasStarted = true; break;
    case "link": session.link = what.value; break;
    case "rate": session.rate = what.value.rateHz; break;
    case "battery": session.battery = what.value; break;
    case "pose": session.pose = what.value; break;
    case "health": session.health = what.value; break;
    case "action": {
      const done = what.value.action?.what;
      if (done?.case === "note") keep(session.marks, { timeS: what.value.timeS, text: done.value.text }, keptMarks);
      break;
    }
    case "ended": session.ended = what.value; break;
    case "contact": keep(session.contacts, what.value, keptContacts); break;
    case "stride":
      keep(session.strides, what.value, keptStrides);
      if (what.value.side === Side.LEFT) session.lastLeft = what.value;
      if (what.value.side === Side.RIGHT) session.lastRight = what.value;
      break;
    default: break;
  }
}

// Takes the frame in; of several devices only the wanted one. Says whether a contact was among it.
export function take(before: Session, frame: PageFrame, device: number): { session: Session; hasContact: boolean } {
  const session = frame.isSnapshot ? newSession() : before;
  session.viewers = frame.viewers;
  session.lostFrames = frame.isSnapshot ? before.lostFrames : frame.lostFrames;
  let hasContact = false;
  for (const message of frame.messages) {
    if (message.device !== undefined && message.device !== device) continue;
    hasContact ||= message.what.case === "contact";
    hear(session, message);
  }
  return { session, hasContact };
}

export const lastStride = (session: Session): Stride | undefined => session.strides[session.strides.length - 1];
export const hasFlaw = (stride: Stride | undefined, flaw: StrideFlaw): boolean => !!stride && stride.flaws.includes(flaw);

export function median(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// Right less left, of the medians of the last ten usable strides a side; empty before five.
export function dropDifference(session: Session): { deg: number; strides: number } | undefined {
  const last = (side: Side) =>
    session.strides.filter((s) => s.side === side && s.isValid && s.metrics?.cpdPeakDeg !== undefined).slice(-10).map((s) => s.metrics!.cpdPeakDeg!);
  const left = last(Side.LEFT), right = last(Side.RIGHT);
  const strides = Math.min(left.length, right.length);
  if (strides < 5) return undefined;
  return { deg: median(right)! - median(left)!, strides };
}

// Steps a minute over the last contacts, if they are of now.
export function liveCadence(session: Session): number | undefined {
  const contacts = session.contacts;
  if (contacts.length < 3) return undefined;
  const last = contacts[contacts.length - 1].timeS;
  const now = Math.max(session.pose?.timeS ?? last, last);
  if (now - last > 2) return undefined;
  const steps: number[] = [];
  for (let at = 1; at < contacts.length; ++at) steps.push(contacts[at].timeS - contacts[at - 1].timeS);
  const step = median(steps)!;
  return step > 0 ? 60 / step : undefined;
}
