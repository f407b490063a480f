// Everything the page says, in one place.
import { Alert_Place } from "./messages/proto/live_pb";
import { AlertMeasure } from "./messages/proto/action_pb";
import { Side } from "./messages/proto/event_pb";
import { StrideFlaw } from "./messages/proto/stride_pb";

// ---- what stands on the page from the start, by data-text

export const text: Record<string, string> = {
  title: "sacrum",
  left: "Left stance",
  right: "Right stance",
  leftShort: "Left",
  rightShort: "Right",
  theme: "Light or dark",
  fullScreen: "Full screen",
  help: "Help",
  toRunner: "Runner's view",
  toProfessional: "Everything",
  pelvisTitle: "Pelvis from behind, tilting as it does now",
  pelvisNote: "from behind, tilt three times as large",
  pelvisUnknown: "level until the sensor's place on the pelvis is known",
  pelvisSettling: "the sensor's orientation is settling",
  pelvisStill: "held still, as reduced motion is asked for",
  trend: "Pelvic drop, last three minutes",
  trendLeft: "● left, solid",
  trendRight: "▲ right, dashed",
  trendUsual: "line: median of nine; band: usual for you ± detectable",
  trendWanted: "line: median of nine; band: as set",
  trendNoBand: "line: median of nine; B sets a baseline and its band",
  butterfly: "Path of the sacrum, from behind",
  butterflyNone: "after the first usable strides",
  waveform: "Drop over the stride",
  waveformNone: "after the first usable strides",
  waveformKey: "bold: last minute; thin: first minutes",
  waveformAt: "% of the stride, from this foot's contact",
  measures: "Left against right, medians of ten strides a side",
  measure: "Measure",
  rightLessLeft: "Right − left",
  meaning: "What it says",
  calibrate: "Calibrate",
  swap: "Swap sides",
  mark: "Mark",
  stages: "Stages",
  baseline: "Baseline",
  bands: "Bands",
  sound: "Sound",
  end: "End session",
  looking: "You are looking on; this page cannot change the session.",
  cancel: "Cancel",
  close: "Close",
  calibrateTitle: "Calibrate while standing",
  calibrateAsk: "The person stands still, feet hip-wide, both knees straight, eyes ahead. What the pelvis shows then becomes level.",
  calibrateStart: "Start now",
  markTitle: "Mark this moment",
  markKind: "Kind",
  markText: "Text",
  markSave: "Mark",
  stagesTitle: "Stages",
  stagesNote: "Keys 1 to 9 begin a stage. The list is kept in this browser.",
  stageName: "Name",
  stageSpeed: "Speed, m/s",
  stageIncline: "Incline, %",
  stageMinutes: "Minutes",
  stageAdd: "Add",
  stageEnd: "End this stage",
  baselineTitle: "What is usual for you",
  baselineNote: "The usable strides of that time become the baseline. Later strides are compared with it and with what can be detected.",
  baselineMinute: "From the last minute",
  baselineStage: "From this stage, or the session",
  baselineClear: "Clear the baseline",
  bandsTitle: "Bands",
  bandsNote: "Outside its band a measure is signalled. Both ends empty: usual for you ± what can be detected.",
  bandsFrom: "from",
  bandsTo: "to",
  bandsSave: "Set",
  bandsClear: "Empty all",
  soundTitle: "Sound",
  soundNote: "Browsers stay silent until somebody has clicked. Tones come from the side they speak of: rising for more, falling for less.",
  soundOn: "Alerts sound",
  metronomeOn: "Metronome",
  metronomePace: "Beats a minute",
  soundTest: "Try: left, then right",
  endTitle: "End the session?",
  endQuestion: "It ends for everyone; the recording is closed and the report is written.",
  endYes: "End the session",
  endNo: "Go on",
  openReport: "Open the report",
  openHistory: "History",
  cadence: "Steps a minute",
  helpTitle: "Keys, and what is shown",
  purpose: "Markers of how the pelvis is held in the frontal plane, for training; not a diagnosis.",
};

export const labels: Record<string, string> = {
  controls: "View",
  now: "Pelvis and drop now",
  trend: "Trend",
  trendNone: "Trend of the drop, after the first usable strides",
  waveformNone: "Mean drop over the stride, after the first usable strides",
  shapes: "Path and waveform",
  measures: "Measures of the last strides",
  doing: "What you can do",
  health: "How the measurement fares",
  marks: "Marks and stages",
};

// ---- the state: what is, and what to do

export const states = {
  connecting: ["Connecting", "to the program …"],
  lost: ["The program does not answer", "the page tries again each second"],
  waiting: ["No sensor yet", "switch it on and wear it on the sacrum; it is being looked for"],
  linkLost: (reason: string, isRecorded: boolean) =>
    [`Link lost${reason ? ` (${reason})` : ""}`, `${isRecorded ? "the recording goes on, " : ""}reconnecting; stay near the receiver`],
  still: ["Sensor heard", "stand or set off; figures come some seconds after the first steps"],
  ready: (sd: string) => [`Calibrated (${sd}°)`, "set off; figures come some seconds after the first steps"],
  standStill: (seconds: number) => [`Standing still, please: ${seconds} s`, "the sensor learns what is level"],
  judging: ["Thank you", "the standing is being judged …"],
  settling: ["Settling", "the sensor's orientation needs some seconds"],
  walking: ["Walking", ""],
  running: ["Running", ""],
  other: ["Moving", "no steady walking or running"],
  standing: ["Standing", ""],
  unknownPlace: ["Sensor's place not known", "a few steps straight ahead find it, or give --mount"],
  sideUnsure: ["Side uncertain", "watch one step, and press S if the page has left and right exchanged"],
  slipped: ["Sensor slipped", "tighten the belt and calibrate (C) at the next stand"],
  withdrawn: (state: string) => [state, "feedback pauses by plan"],
  ended: (file: string) => ["Session ended", file ? `recorded in ${file}; the report is being written …` : "the report is being written …"],
  endedReport: (file: string) => ["Session ended, report ready", file ? `recorded in ${file}` : ""],
  endedNoReport: (reason: string) => ["Session ended", reason ? `no report: ${reason}` : "without a report"],
} satisfies Record<string, string[] | ((...words: never[]) => string[])>;

export const stateStage = (name: string, clock: string, planned: string) => `${name} ${clock}${planned ? ` of ${planned}` : ""}`;


// ---- what a person did, and what came of it

export const said = {
  calibrated: (obliquity: string, tilt: string, sd: string) => `Calibrated: ${obliquity}° to the side and ${tilt}° fore and aft taken out, steady to ${sd}°.`,
  calibratedLater: (sd: string) => `Calibrated, steady to ${sd}°; it counts as soon as the sensor's place is known.`,
  notCalibrated: (reason: string) => `Not calibrated: ${reason}`,
  swapped: "Left and right exchanged, from the start on; S takes it back.",
  stage: (name: string) => `Stage ${name} begun.`,
  stageEnded: "Stage ended.",
  baseline: (left: string, right: string, from: string) => `Usual for you: left ${left}, right ${right}${from ? ` (${from})` : ""}.`,
  noBaseline: (reason: string) => `No new baseline: ${reason}`,
  baselineAsked: "Baseline is being worked out …",
  baselineCleared: "Baseline cleared.",
  bands: "Bands set.",
  marked: (clock: string, words: string) => `Marked${clock ? ` at ${clock}` : ""}: ${words}`,
  getReady: (seconds: number) => `Stand still in ${seconds} s`,
  noAnswer: "The program does not answer; nothing was done.",
  noStage: (number: number) => `There is no stage ${number} yet; Stages makes one.`,
  mayNotChange: "This page cannot change the session.",
  plusMinus: (median: string, detectable: string) => `${median} ± ${detectable}°`,
  absent: "–",
};

export const markKinds: Record<string, { name: string; unit?: string; number?: string; step?: number; least?: number; most?: number }> = {
  note: { name: "note" },
  cue: { name: "cue" },
  speed: { name: "speed", unit: "m/s", number: "Speed, m/s", step: 0.1, least: 0, most: 15 },
  incline: { name: "incline", unit: "%", number: "Incline, %", step: 0.5, least: -50, most: 50 },
  pain: { name: "pain", unit: "of 10", number: "Pain, 0 to 10", step: 1, least: 0, most: 10 },
  shoe: { name: "shoe" },
};
export const defaultMark = "mark";
export const newStage = (number: number) => `stage ${number}`;

export const stageWords = (name: string, speed?: number, incline?: number, duration_s?: number) =>
  [name, speed === undefined ? "" : `${speed} m/s`, incline === undefined ? "" : `${incline} %`, duration_s === undefined ? "" : `${duration_s / 60} min`].filter(Boolean).join(" · ");
export const stageDrop = (name: string) => `Take ${name} off the list`;
export const bandsOdd = "The band must end above where it begins.";

// ---- figures

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
  fall: (deg: string) => `${deg}° of it after contact`,
  absent: "not measured in this stride",
  byFeel: "now by feel; feedback pauses by plan",
};

export const rows = {
  drop: "Pelvic drop",
  fall: "of it after contact",
  sway: "Sway, side to side",
  vertical: "Up and down",
  contact: "Contact time",
  contactNote: "length not verified in running",
  cadence: "Cadence",
  asymmetry: "Drop, right − left",
};
export const verdicts = {
  few: "after five strides a side",
  chance: "no more than chance",
  belowDetectable: (detectable: string) => `below what can be detected (${detectable})`,
  moreRight: "more on the right",
  moreLeft: "more on the left",
  askew: "sensor askew? calibrate (C)",
};

export const shapeFigures = (sway: string, vertical: string) => `sway ${sway} mm, up and down ${vertical} mm`;
export const scaleBar = (mm: number) => `${mm} mm`;

// ---- zones and alerts: words that name a change, not a fault

export const zones = {
  [Alert_Place.PLACE_NOT_KNOWN]: { sign: "", usual: "", wanted: "" },
  [Alert_Place.WITHIN]: { sign: "✓", usual: "steady", wanted: "in the band" },
  [Alert_Place.ABOVE]: { sign: "▲", usual: "more than usual for you", wanted: "above the band" },
  [Alert_Place.BELOW]: { sign: "▼", usual: "less than usual for you", wanted: "below the band" },
} satisfies Record<Alert_Place, { sign: string; usual: string; wanted: string }>;

export const alertMeasures: Record<number, { name: string; unit: string; decimals: number; sides: Side[] }> = {
  [AlertMeasure.PELVIC_DROP]: { name: rows.drop, unit: "°", decimals: 1, sides: [Side.LEFT, Side.RIGHT] },
  [AlertMeasure.DROP_EXCURSION]: { name: "Drop after contact", unit: "°", decimals: 1, sides: [Side.LEFT, Side.RIGHT] },
  [AlertMeasure.LATERAL_SWAY]: { name: rows.sway, unit: "mm", decimals: 0, sides: [Side.SIDE_NOT_KNOWN] },
  [AlertMeasure.DROP_ASYMMETRY]: { name: rows.asymmetry, unit: "°", decimals: 1, sides: [Side.SIDE_NOT_KNOWN] },
  [AlertMeasure.CADENCE]: { name: rows.cadence, unit: "/min", decimals: 0, sides: [Side.SIDE_NOT_KNOWN] },
};
export const sideNames: Record<Side, string> = { [Side.SIDE_NOT_KNOWN]: "", [Side.LEFT]: "left", [Side.RIGHT]: "right" };
export const bandEnd = (name: string, side: Side, end: string, unit: string) => [name, sideNames[side], end, unit].filter(Boolean).join(", ");

// ---- how the measurement fares

export const health = {
  link: { name: "Link", up: "up", down: "lost" },
  rate: { name: "Rate", of: (now: string, nominal: string) => `${now} of ${nominal} /s`, none: "not known" },
  loss: { name: "Loss", of: (recent: string, all: string) => `${recent} % now, ${all} % in all` },
  damaged: { name: "Damaged" },
  clipped: { name: "Clipped" },
  battery: { name: "Battery", charging: "charging", none: "not told" },
  settled: { name: "Orientation", yes: "settled", no: "settling", none: "not known yet" },
  sides: { name: "Sides", sure: "certain", unsure: "not certain", swapped: "swapped by hand", none: "not known yet" },
  slip: { name: "Sensor", firm: "in place", slipped: "slipped", slippedAt: (clock: string) => `slipped at ${clock}`, none: "place not known yet", disagrees: "place disagrees with the gait" },
  recording: { name: "Recording", none: "not recorded", free: (gb: string) => `${gb} GB free` },
  delay: { name: "Sensor to screen", none: "after the first steps" },
  viewers: { name: "Viewers", lost: (frames: number) => `this one was too slow for ${frames} frames` },
};

// ---- help

export const keys: [string, string][] = [
  ["Space", "mark this moment"],
  ["M", "a mark with a kind, a text, a number"],
  ["C", "calibrate while standing"],
  ["S", "swap left and right; again takes it back"],
  ["1 to 9", "begin a stage"],
  ["B", "baseline: what is usual for you"],
  ["Esc", "close what is open; stop a countdown"],
  ["V", "runner's view or everything"],
  ["A", "sound on or off"],
  ["T", "light or dark"],
  ["F", "full screen"],
  ["?", "this list"],
];

export const explanations: [string, string][] = [
  ["Pelvic drop", "How far the pelvis is lower on the side of the swinging leg, at most, while the named leg stands. At a left stance the right side is the lower one. The large figure is that of the newest settled stride, two to three seconds after the step."],
  ["Grey dash", "The newest stride of this side cannot be relied on; the reason stands below."],
  ["After contact", "How much of the drop came after the foot landed. It does not depend on how level the sensor sits."],
  ["Sway, up and down", "How far the sensor on the sacrum moves within a stride."],
  ["± behind a difference", "The scatter of these strides alone. A sensor that sits askew by 1° adds 2° of difference in drop; standing still once (C) takes that out."],
  ["Steady, more than usual for you", "The median of the last strides against your own baseline and what can be detected, or against a band that was set."],
  ["Contact time", "In running its length is not verified on a sensor at the sacrum. Compare within a person."],
];

// ---- charts

export const axis = { drop: "drop, °", time: "session time" };
export const chartSummary = (left: string, right: string) => `Trend of the drop. Last left stride ${left}°, last right stride ${right}°.`;
export const waveformSummary = (left: number, right: number) => `Mean drop over the stride in the last minute, from ${left} left and ${right} right strides, against the first minutes.`;
export const summary = (state: string, left: string, right: string, pace: string, zonesSaid: string) =>
  `${state}. Pelvic drop: left ${left} degrees, right ${right} degrees. ${pace ? `${pace} steps a minute. ` : ""}${zonesSaid}`;
