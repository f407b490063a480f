// A measure over the sessions: medians with their 95 % intervals, what is usual for the person as a band, and words where a
// session leaves it. What is left out of the comparison is hollow, and no line leads through it.
import type uPlot from "uplot";
import { Chart, axis, bare, rightDash } from "../charts/axes";
import { paintBand, paintMoment, paintShape } from "../charts/paint";
import { Side } from "../messages/proto/event_pb";
import type { HistoryLine, HistoryPicture } from "../messages/proto/history_page_pb";
import { closeTicks } from "../report/page";
import { colour } from "../show/dom";
import { day, dayAxis, type Picture } from "./picture";

const apart = 3; // points of the screen, so that the sides do not hide each other
const markRoom = 0.14; // of the height, for words above and below
const isRound = (line: HistoryLine) => line.side !== Side.RIGHT;
const colourOf = (line: HistoryLine) => colour(line.side === Side.LEFT ? "--left" : line.side === Side.RIGHT ? "--right" : "--ink");
const bandOf = ({ usual, detectable }: HistoryLine) => (usual === undefined || detectable === undefined ? undefined : { low: usual - detectable, high: usual + detectable, isUsual: true });

function paintSessions(u: uPlot, line: HistoryLine, isAlone: boolean): void {
  const dpr = devicePixelRatio;
  u.ctx.save();
  u.ctx.fillStyle = u.ctx.strokeStyle = colourOf(line);
  u.ctx.setLineDash([]);
  for (const { beganS, median, low, high, isLeftOut } of line.points) {
    const x = u.valToPos(beganS, "x", true) + (isAlone ? 0 : (isRound(line) ? -apart : apart) * dpr);
    const y = (value: number) => u.valToPos(value, "y", true);
    u.ctx.lineWidth = 1.5 * dpr;
    u.ctx.globalAlpha = isLeftOut ? 0.6 : 1;
    u.ctx.beginPath();
    u.ctx.moveTo(x, y(low)), u.ctx.lineTo(x, y(high));
    u.ctx.stroke();
    if (isLeftOut) {
      u.ctx.save();
      u.ctx.fillStyle = colour("--paper");
      u.ctx.globalAlpha = 1;
      paintShape(u, isRound(line), x, y(median), 4);
      u.ctx.restore();
    }
    paintShape(u, isRound(line), x, y(median), 4, isLeftOut);
  }
  u.ctx.restore();
}

// An arrow beyond the interval; of sessions in a row that leave the band, the last has the word too.
function paintMarks(u: uPlot, line: HistoryLine, words: { left: number; right: number; y: number }[]): void {
  const dpr = devicePixelRatio;
  u.ctx.save();
  u.ctx.font = `600 ${12 * dpr}px system-ui, sans-serif`;
  u.ctx.textAlign = "center";
  u.ctx.fillStyle = colour("--outside");
  const { left, top, width, height } = u.bbox;
  const compared = line.points.filter(({ isLeftOut }) => !isLeftOut);
  for (const [n, { beganS, median, low, high, mark }] of [...compared.entries()].reverse()) {
    if (!mark) continue;
    const isUp = median > line.usual!;
    const arrow = isUp ? "⇧" : "⇩";
    for (const said of compared[n + 1]?.mark === mark ? [arrow] : [`${arrow} ${mark}`, arrow]) {
      const half = u.ctx.measureText(said).width / 2;
      const x = Math.min(left + width - half, Math.max(left + half, u.valToPos(beganS, "x", true)));
      const near = line.points.filter((point) => Math.abs(u.valToPos(point.beganS, "x", true) - x) < half + 5 * dpr).map((point) => u.valToPos(isUp ? point.high : point.low, "y", true));
      const y = isUp ? Math.max(top + 11 * dpr, Math.min(...near, u.valToPos(high, "y", true)) - 6 * dpr) : Math.min(top + height - 5 * dpr, Math.max(...near, u.valToPos(low, "y", true)) + 15 * dpr);
      if (words.some((other) => x - half < other.right && x + half > other.left && Math.abs(y - other.y) < 13 * dpr)) continue;
      u.ctx.fillText(said, x, y);
      words.push({ left: x - half, right: x + half, y });
      break;
    }
  }
  u.ctx.restore();
}

// A bracket at the foot from the first to the last session of the baseline.
function paintBaseline(u: uPlot, from: number, to: number): void {
  const dpr = devicePixelRatio;
  const [left, right] = [from, to].map((time) => u.valToPos(time, "x", true)), foot = u.bbox.top + u.bbox.height;
  u.ctx.save();
  u.ctx.fillStyle = colour("--quiet");
  u.ctx.fillRect(left - 3 * dpr, foot - 3 * dpr, right - left + 6 * dpr, 3 * dpr);
  u.ctx.restore();
}

export function course(place: HTMLElement, picture: HistoryPicture): Picture {
  const { lines } = picture;
  const isAlone = lines.length === 1;
  const times = [...new Set(lines.flatMap(({ points }) => points.map(({ beganS }) => beganS)))].sort((a, b) => a - b);
  const valueAt = (line: HistoryLine, time: number) => line.points.find((point) => point.beganS === time && !point.isLeftOut)?.median ?? null;
  const seen = lines.flatMap((line) => [...line.points.flatMap(({ low, high }) => [low, high]), ...(bandOf(line) ? [bandOf(line)!.low, bandOf(line)!.high] : [])]);
  const low = Math.min(...seen), high = Math.max(...seen), room = markRoom * (high - low || 1);
  const paint = (u: uPlot) => {
    picture.moments.forEach(({ timeS, words }, n) => paintMoment(u, timeS, words, true, picture.moments[n + 1]?.timeS));
    if (picture.baselineFromS !== undefined && picture.baselineToS !== undefined) paintBaseline(u, picture.baselineFromS, picture.baselineToS);
    for (const line of lines) paintSessions(u, line, isAlone);
    const words: { left: number; right: number; y: number }[] = [];
    for (const line of lines) paintMarks(u, line, words);
  };
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [dayAxis(), axis(place.dataset.y!, 46, closeTicks)],
    series: [{}, ...lines.map((line): uPlot.Series => ({ stroke: colourOf(line), width: 1.5, dash: line.side === Side.RIGHT ? rightDash() : undefined, spanGaps: true, points: { show: false } }))],
    hooks: {
      drawClear: [(u) => lines.forEach((line) => bandOf(line) && paintBand(u, isRound(line), bandOf(line)!, colourOf(line)))],
      draw: [paint],
    },
  }));
  const margin = Math.max(day, 0.04 * (times[times.length - 1] - times[0]));
  const draw = () => chart.draw([times, ...lines.map((line) => times.map((time) => valueAt(line, time)))] as uPlot.AlignedData, [times[0] - margin, times[times.length - 1] + margin], [low - room, high + room]);
  return { chart, draw };
}
