// The page: frames of the program become the session, the session is drawn, at most once per frame of the screen; what a
// person does goes to the program.
import "uplot/dist/uPlot.min.css";
import "./page.css";
import { Butterfly } from "./charts/butterfly";
import { Trend } from "./charts/trend";
import { Waveform } from "./charts/waveform";
import { Connection } from "./connection";
import { prepareControls } from "./controls/controls";
import { Sound } from "./controls/sound";
import { looksChanged } from "./controls/view";
import type { PageFrame } from "./messages/proto/page_pb";
import { newSession, take } from "./session/session";
import { say, showDeeds } from "./show/deeds";
import { at, make, mark } from "./show/dom";
import { showDrops } from "./show/drops";
import { showHealth } from "./show/health";
import { showMeasures } from "./show/measures";
import { showPelvis } from "./show/pelvis";
import { showState } from "./show/state";
import * as texts from "./texts";

const device = Number(new URLSearchParams(location.search).get("device") ?? 1);
const keptDelays = 500;

let session = newSession();
let connectionState: string[] | undefined = texts.states.connecting;
let isDrawing = false;
let heard_ms: number | undefined; // of the oldest contact that is not on the screen yet
const delays: number[] = [];

function write(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-text]")) place.textContent = texts.text[place.dataset.text!];
  for (const place of document.querySelectorAll<HTMLElement>("[data-label]")) place.setAttribute("aria-label", texts.labels[place.dataset.label!]);
  for (const [list, lines] of [["help-keys", texts.keys], ["help-words", texts.explanations]] as const) {
    for (const [name, meaning] of lines) at(list).append(make("dt", "", name), make("dd", "", meaning));
  }
}

function show(): void {
  mark(document.body, "change", session.mayChange ? "yes" : "no");
  mark(document.body, "ended", session.ended ? "yes" : "no");
  showDrops(session);
  showPelvis(session);
  showState(session, connectionState);
  showMeasures(session);
  showHealth(session, delays);
  showDeeds(session);
  for (const chart of charts) chart.draw(session);
}

function noteDelay(delay_ms: number): void {
  delays.push(delay_ms);
  if (delays.length > keptDelays) delays.shift();
}

function draw(): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    show();
    const heard = heard_ms;
    heard_ms = undefined;
    if (heard !== undefined) setTimeout(() => noteDelay(Date.now() - heard)); // after the paint
  });
}

function hear(frame: PageFrame): void {
  const taken = take(session, frame, device);
  session = taken.session;
  connectionState = undefined;
  if (taken.hasContact) heard_ms ??= frame.heardUtcMs;
  sound.hear(taken.alerts);
  sound.suggest(session.configuration?.feedback?.metronomePerMin);
  draw();
}

function lose(): boolean {
  if (session.ended) return false;
  connectionState = texts.states.lost;
  draw();
  return true;
}

write();
const charts = [new Trend(at("chart")), new Waveform(at("waveform")), new Butterfly(at("paths"))];
const tell = (words: string) => say(session, words);
const answered = (isAsked: boolean) => (isAsked || tell(texts.said.noAnswer), isAsked);
const sound = new Sound(() => session);
const connection = new Connection(hear, lose);
prepareControls({ act: (deed) => answered(connection.act(deed)), end: () => answered(connection.end()), session: () => session, say: tell }, sound);
document.addEventListener(looksChanged, () => {
  for (const chart of charts) if ("restyle" in chart) chart.restyle();
  draw();
});
draw();
