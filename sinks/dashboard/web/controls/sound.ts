// Alerts and a metronome by WebAudio. Silent until a person has switched it on, which browsers demand, too.
import { Side } from "../messages/proto/event_pb";
import { Alert_Place, type Alert } from "../messages/proto/live_pb";
import type { Session } from "../session/session";
import { at, mark } from "../show/dom";
import { isWithdrawn } from "../show/drops";

const low_hz = 440, high_hz = 660, click_hz = 1000; // a fifth apart; the click above both
const tone_s = 0.16, click_s = 0.03;
const ahead_s = 0.2; // beats are placed on the sound card's clock; a busy page shifts none
const looks_ms = 60;

const panOf: Record<Side, number> = { [Side.LEFT]: -1, [Side.RIGHT]: 1, [Side.SIDE_NOT_KNOWN]: 0 };

export class Sound {
  private context: AudioContext | undefined;
  private nextBeat = 0;
  private readonly session: () => Session;
  private readonly played: string[] = []; // the last ones; they and the beats stand at the page's body, too
  private beats = 0;

  constructor(session: () => Session) {
    this.session = session;
    for (const id of ["alerts-on", "metronome-on"]) at<HTMLInputElement>(id).onchange = () => this.wake();
    at("sound-test").onclick = () => {
      this.wake();
      this.signal(Side.LEFT, Alert_Place.ABOVE, 0);
      this.signal(Side.RIGHT, Alert_Place.ABOVE, 0.7);
    };
    setInterval(() => this.beat(), looks_ms);
  }

  turn(): void {
    const box = at<HTMLInputElement>("alerts-on");
    box.checked = !box.checked;
    this.wake();
  }

  // A pace from the configuration or of now, where a person has chosen none.
  suggest(perMinute: number | undefined): void {
    const pace = at<HTMLInputElement>("metronome-pace");
    if (perMinute && pace.value === "") pace.value = perMinute.toFixed(0);
  }

  hear(alerts: Alert[]): void {
    if (!at<HTMLInputElement>("alerts-on").checked) return;
    for (const { side, place, isSignalled } of alerts) {
      if (isSignalled && (place === Alert_Place.ABOVE || place === Alert_Place.BELOW)) this.signal(side, place, 0);
    }
  }

  private wake(): void {
    const isOn = at<HTMLInputElement>("alerts-on").checked || at<HTMLInputElement>("metronome-on").checked;
    document.body.dataset.sound = isOn ? "on" : "off";
    at("sound").setAttribute("aria-pressed", String(isOn));
    this.context ??= new AudioContext();
    void this.context.resume();
    this.nextBeat = 0;
  }

  // Rising for more than the band, falling for less.
  private signal(side: Side, place: Alert_Place, after_s: number): void {
    const steps = place === Alert_Place.ABOVE ? [low_hz, high_hz] : [high_hz, low_hz];
    steps.forEach((hz, n) => this.tone(hz, panOf[side], after_s + n * tone_s, tone_s, 0.4));
    this.played.push(`${Side[side]} ${Alert_Place[place]}`);
    if (this.played.length > 20) this.played.shift();
    document.body.dataset.played = this.played.join(", ");
  }

  private tone(hz: number, pan: number, after_s: number, length_s: number, loudness: number): void {
    const context = this.context;
    if (!context) return;
    const from = context.currentTime + after_s;
    const source = new OscillatorNode(context, { frequency: hz, type: "triangle" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, from + length_s);
    source.connect(volume).connect(new StereoPannerNode(context, { pan })).connect(context.destination);
    source.start(from);
    source.stop(from + length_s);
  }

  // Withdrawn by plan, ended or of no pace: no beat.
  private beat(): void {
    const perMinute = Number(at<HTMLInputElement>("metronome-pace").value);
    const session = this.session();
    const isWanted = at<HTMLInputElement>("metronome-on").checked && perMinute >= 30 && perMinute <= 300 && !session.ended && !isWithdrawn(session);
    mark(document.body, "beating", isWanted ? "yes" : "no");
    if (!this.context || !isWanted) return void (this.nextBeat = 0);
    const now = this.context.currentTime;
    if (this.nextBeat < now) this.nextBeat = now + 0.05;
    for (; this.nextBeat < now + ahead_s; this.nextBeat += 60 / perMinute, ++this.beats) this.tone(click_hz, 0, this.nextBeat - now, click_s, 0.3);
    mark(document.body, "beats", String(this.beats));
  }
}
