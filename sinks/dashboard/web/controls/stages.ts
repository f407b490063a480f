// The stages of a protocol: typed here and kept in this browser, together with those that were begun in this session.
// Keys 1 to 9 begin them.
import { stageNow } from "../session/session";
import * as texts from "../texts";
import { at, make } from "../show/dom";
import { close, open } from "./dialogs";
import type { Program } from "./program";

interface Planned {
  name: string;
  speedMPerS?: number;
  inclinePercent?: number;
  durationS?: number;
}

const most = 9;
const kept = "sacrum stages";

function load(): Planned[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(kept) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one?.name === "string").slice(0, most) : [];
  } catch {
    return []; // what another program left there
  }
}

export class Stages {
  private readonly program: Program;
  private list = load();

  constructor(program: Program) {
    this.program = program;
    at<HTMLFormElement>("stage-form").onsubmit = (event) => { event.preventDefault(); this.add(); };
    at("stage-end").onclick = () => { this.program.act({ case: "endStage", value: {} }); close("stages"); };
  }

  open(): void {
    this.hearOfOthers();
    this.write();
    at<HTMLButtonElement>("stage-end").disabled = !stageNow(this.program.session());
    open("stages");
    at("stage-name").focus();
  }

  // number: from 1.
  begin(number: number): void {
    this.hearOfOthers();
    const planned = this.list[number - 1];
    if (!planned) return this.program.say(texts.said.noStage(number));
    this.program.act({ case: "beginStage", value: planned });
  }

  // Begun elsewhere: from a plan's file or at another viewer's page.
  private hearOfOthers(): void {
    for (const { name, speed, incline, plannedS } of this.program.session().stages) {
      if (this.list.length < most && !this.list.some((one) => one.name === name)) {
        this.list.push({ name, speedMPerS: speed, inclinePercent: incline, durationS: plannedS });
      }
    }
  }

  private add(): void {
    const field = (id: string) => at<HTMLInputElement>(id);
    const number = (id: string) => (field(id).value === "" ? undefined : Number(field(id).value));
    const minutes = number("stage-minutes");
    if (this.list.length < most) {
      this.list.push({
        name: field("stage-name").value.trim() || texts.newStage(this.list.length + 1), speedMPerS: number("stage-speed"),
        inclinePercent: number("stage-incline"), durationS: minutes === undefined ? undefined : 60 * minutes,
      });
    }
    at<HTMLFormElement>("stage-form").reset();
    this.keep();
    field("stage-name").focus();
  }

  private keep(): void {
    localStorage.setItem(kept, JSON.stringify(this.list));
    this.write();
  }

  private write(): void {
    at("stage-list").replaceChildren(...this.list.map((planned, n) => {
      const line = make("li", "");
      const begin = Object.assign(make("button", "begin"), { type: "button", onclick: () => { this.begin(n + 1); close("stages"); } });
      begin.append(make("kbd", "", String(n + 1)), ` ${texts.stageWords(planned.name, planned.speedMPerS, planned.inclinePercent, planned.durationS)}`);
      const remove = Object.assign(make("button", "remove", "×"), { type: "button", onclick: () => { this.list.splice(n, 1); this.keep(); at("stage-name").focus(); } });
      remove.setAttribute("aria-label", texts.stageDrop(planned.name));
      line.append(begin, remove);
      return line;
    }));
    at<HTMLButtonElement>("stage-add").disabled = this.list.length >= most;
  }
}
