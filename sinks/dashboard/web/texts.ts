// Everything the page says, in one place.
import { StrideFlaw } from "./messages/proto/stride_pb";

export const text: Record<string, string> = {
  title: "sacrum",
  left: "Left stance",
  right: "Right stance",
  theme: "Light or dark",
  fullScreen: "Full screen",
  toRunner: "Runner's view",
  toProfessional: "Everything",
  pelvisTitle: "Pelvis from behind, tilting as it does now",
  pelvisNote: "seen from behind, tilt drawn three times as large",
  pelvisUnknown: "shown level until the sensor's place on the pelvis is known",
  pelvisSettling: "the sensor's orientation is settling",
  pelvisSlow: "seen from behind, tilt drawn three times as large; still, as reduced motion is asked for",
  trend: "Pelvic drop, stride by stride, last three minutes",
  trendLeft: "● left, solid",
  trendRight: "▲ right, dashed",
  markLabel: "Mark this moment",
  mark: "Mark",
  end: "End session",
  endQuestion: "End it for everyone and close the recording?",
  endYes: "Yes, end",
  endNo: "No, go on",
  help: "Keys, and what is shown",
  purpose: "Markers of how the pelvis is held in the frontal plane, for training; not a diagnosis.",
};

export const labels: Record<string, string> = {
  controls: "View",
  now: "Pelvis and drop now",
  trend: "Trend",
  measures: "Measures of the last strides",
  doing: "What you can do",
  health: "How the measurement fares",
};

export const states = {
  connecting: "Connecting to the program …",
  lost: "The program does not answer; the page tries again each second.",
  waiting: "Waiting for the sensor.",
  linkLost: (reason: string) => `Link to the sensor lost${reason ? ` (${reason})` : ""}; it is tried again, and the recording goes on.`,
  still: "The sensor is heard. Figures come some seconds after the first steps.",
  settling: "The sensor's orientation is settling.",
  walking: "Walking",
  running: "Running",
  other: "Moving",
  sideUnsure: "Left and right are not certain.",
  slipped: "The sensor has slipped; angles are not to be relied on.",
  ended: "The session has ended.",
  endedRecorded: (file: string) => `The session has ended; its recording is ${file}.`,
};

export const flaws: Record<StrideFlaw, string> = {
  [StrideFlaw.FLAW_NOT_KNOWN]: "not used",
  [StrideFlaw.GAP]: "samples are missing",
  [StrideFlaw.TURN]: "turning",
  [StrideFlaw.START]: "setting off",
  [StrideFlaw.STOP]: "coming to a stop",
  [StrideFlaw.SIDE_UNKNOWN]: "side not certain",
  [StrideFlaw.SETTLING]: "sensor settling",
  [StrideFlaw.MISSED_CONTACT]: "a step was missed",
  [StrideFlaw.SLIPPED]: "sensor slipped",
  [StrideFlaw.IRREGULAR]: "irregular stride",
};

export const drop = {
  none: "no stride yet",
  fall: (deg: string) => `peak drop; ${deg}° of it after contact`,
  absent: "not measured in this stride",
};

export const tiles = {
  liveCadence: { name: "Steps a minute, now", note: "from the last steps" },
  cadence: { name: "Cadence", note: "last stride" },
  contact: { name: "Contact time", note: "last stride", unverified: "not verified in running" },
  sway: { name: "Sway, side to side", note: "at the sensor, last stride" },
  vertical: { name: "Up and down", note: "last stride" },
  difference: {
    name: "Drop, right less left",
    note: (strides: number) => `medians of ${strides} strides a side`,
    few: "after five strides a side",
  },
};

export const health = {
  link: { name: "Link", up: "up", down: "lost" },
  rate: { name: "Rate", of: (now: string, nominal: string) => `${now} of ${nominal} /s`, none: "not known" },
  loss: { name: "Loss", of: (recent: string, all: string) => `${recent} % now, ${all} % in all` },
  damaged: { name: "Damaged packets" },
  clipped: { name: "Clipped samples" },
  battery: { name: "Battery", charging: "charging", none: "not told" },
  settled: { name: "Orientation", yes: "settled", no: "settling", none: "not known yet" },
  sides: { name: "Sides", sure: "certain", unsure: "not certain", none: "not known yet" },
  slip: { name: "Sensor's place", firm: "unchanged", slipped: "slipped", none: "not known yet" },
  recording: { name: "Recording", none: "not recorded", free: (gb: string) => `${gb} GB free` },
  delay: { name: "Sensor to screen", none: "measured with the steps" },
  viewers: { name: "Viewers", lost: (frames: number) => `this one was too slow for ${frames} frames` },
};

export const keys: [string, string][] = [
  ["Space", "mark this moment (without a text)"],
  ["M", "write a text for a mark"],
  ["V", "runner's view or everything"],
  ["T", "light or dark"],
  ["F", "full screen"],
  ["?", "this list"],
];

export const explanations: [string, string][] = [
  ["Peak drop", "How far the pelvis is lower on the side of the swinging leg, at most, while the named leg stands: at a left stance the right side is the lower one. Figures are those of the settled strides, two to three seconds after the step."],
  ["Pelvis", "The newest attitude of the sensor, as it comes."],
  ["A dash", "The newest stride of this side cannot be relied on; the reason stands below."],
];

export const axis = { drop: "drop, °", time: "session time" };
export const defaultMark = "mark";
export const chartSummary = (left: string, right: string) => `Trend of the drop. Last left stride ${left}°, last right stride ${right}°.`;
