// The page: frames come in over the WebSocket, what a person does goes out.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import "uplot/dist/uPlot.min.css";
import "./page.css";
import { ActionSchema, NoteSchema, type Action } from "./messages/proto/action_pb";
import { PageFrameSchema, PageRequestSchema, type PageRequest } from "./messages/proto/page_pb";
import { newSession, take } from "./session";
import { at, show } from "./show";
import * as texts from "./texts";
import { Trend } from "./trend";

const device = Number(new URLSearchParams(location.search).get("device") ?? 1);
const keptDelays = 500;
const retry_ms = 1000;

let session = newSession();
let connection: string | undefined = texts.states.connecting;
let socket: WebSocket | undefined;
let isDrawing = false;
let heard_ms: number | undefined; // of the oldest contact that is not on the screen yet
const delays: number[] = [];
const trend = new Trend(at("chart"));

function draw(): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    show(session, connection, delays);
    trend.draw(session);
    const heard = heard_ms;
    heard_ms = undefined;
    if (heard !== undefined) setTimeout(() => note(Date.now() - heard)); // after the paint
  });
}

function note(delay_ms: number): void {
  delays.push(delay_ms);
  if (delays.length > keptDelays) delays.shift();
}

function connect(): void {
  socket = new WebSocket(`ws://${location.host}/live`);
  socket.binaryType = "arraybuffer";
  socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
    const frame = fromBinary(PageFrameSchema, new Uint8Array(event.data));
    const taken = take(session, frame, device);
    session = taken.session;
    connection = undefined;
    if (taken.hasContact) heard_ms ??= frame.heardUtcMs;
    draw();
  };
  socket.onclose = () => {
    if (session.ended) return;
    connection = texts.states.lost;
    draw();
    setTimeout(connect, retry_ms);
  };
}

function ask(what: PageRequest["what"]): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(toBinary(PageRequestSchema, create(PageRequestSchema, { what })));
}

const act = (what: Action["what"]) => ask({ case: "action", value: create(ActionSchema, { what }) });
const mark = (words: string) => act({ case: "note", value: create(NoteSchema, { kind: "note", text: words || texts.defaultMark }) });

// ---- what a person does

function setView(view: string): void {
  document.body.dataset.view = view;
  at("view").textContent = view === "runner" ? texts.text.toProfessional : texts.text.toRunner;
  history.replaceState(null, "", view === "runner" ? "#runner" : location.pathname + location.search);
  draw();
}
const turnView = () => setView(document.body.dataset.view === "runner" ? "professional" : "runner");

function turnTheme(): void {
  const isDark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  trend.restyle();
  draw();
}

function turnFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}

function askBeforeEnd(isAsked: boolean): void {
  at("end-question").hidden = !isAsked;
  at("end").hidden = isAsked;
  at(isAsked ? "end-no" : "end").focus();
}

function turnHelp(): void {
  const help = at("help") as HTMLDetailsElement;
  if (document.body.dataset.view === "runner") setView("professional");
  help.open = !help.open;
  if (help.open) help.scrollIntoView({ block: "nearest" });
}

const onKey: Record<string, () => void> = {
  " ": () => mark(""),
  m: () => { if (document.body.dataset.view === "runner") turnView(); at("mark-text").focus(); },
  v: turnView,
  t: turnTheme,
  f: turnFull,
  "?": turnHelp,
};

function listen(): void {
  at("view").onclick = turnView;
  at("theme").onclick = turnTheme;
  at("full").onclick = turnFull;
  at("end").onclick = () => askBeforeEnd(true);
  at("end-no").onclick = () => askBeforeEnd(false);
  at("end-yes").onclick = () => { askBeforeEnd(false); ask({ case: "end", value: { $typeName: "sacrum.proto.PageEndsSession" } }); };
  at("mark-form").onsubmit = (event) => {
    event.preventDefault();
    const field = at("mark-text") as HTMLInputElement;
    mark(field.value.trim());
    field.value = "";
    field.blur();
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const isTyped = target.tagName === "INPUT";
    if (isTyped && event.key === "Escape") target.blur();
    if (isTyped || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key === " " && ["BUTTON", "SUMMARY"].includes(target.tagName)) return;
    const action = onKey[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { trend.restyle(); draw(); });
}

function write(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-text]")) place.textContent = texts.text[place.dataset.text!];
  for (const place of document.querySelectorAll<HTMLElement>("[data-label]")) place.setAttribute("aria-label", texts.labels[place.dataset.label!]);
  for (const [name, meaning] of [...texts.keys, ...texts.explanations]) {
    at("help-list").append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: meaning }));
  }
}

write();
listen();
setView(location.hash === "#runner" ? "runner" : "professional");
connect();
