// How much was done, a bar a week; a week that jumps is said so above its bar.
import uPlot from "uplot";
import { Chart, axis, bare } from "../charts/axes";
import type { HistoryWeek } from "../messages/proto/history_page_pb";
import { colour } from "../show/dom";
import { day, dayAxis, type Picture } from "./picture";

const week = 7 * day;
const roomForWords = 1.2; // times the highest bar
const widest = 56; // points of the screen
const ofWeek = 0.7;

export function weeks(place: HTMLElement, weeks: HistoryWeek[]): Picture {
  const middles = weeks.map(({ mondayS }) => mondayS + week / 2);
  const paintBars = (u: uPlot) => {
    const dpr = devicePixelRatio;
    const wide = Math.min(widest * dpr, ofWeek * (u.valToPos(week, "x", true) - u.valToPos(0, "x", true)));
    const foot = u.valToPos(0, "y", true);
    u.ctx.save();
    u.ctx.font = `600 ${12 * dpr}px system-ui, sans-serif`;
    u.ctx.textAlign = "center";
    let end = -Infinity; // of the words before
    weeks.forEach(({ volume, mark }, n) => {
      const x = u.valToPos(middles[n], "x", true), top = u.valToPos(volume, "y", true);
      u.ctx.fillStyle = colour(mark ? "--outside" : "--usual");
      u.ctx.fillRect(x - wide / 2, top, wide, foot - top);
      if (!mark) return;
      const words = `▲ ${mark}`, half = u.ctx.measureText(words).width / 2;
      if (x - half < end) return;
      u.ctx.fillText(words, x, top - 5 * dpr);
      end = x + half;
    });
    u.ctx.restore();
  };
  const chart = new Chart(place, () => ({
    ...bare,
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [dayAxis(), axis(place.dataset.y!, 56)],
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    hooks: { draw: [paintBars] },
  }));
  const highest = Math.max(1, ...weeks.map(({ volume }) => volume));
  const draw = () => chart.draw([middles, weeks.map(({ volume }) => volume)], [middles[0] - week, middles[middles.length - 1] + week], [0, roomForWords * highest]);
  return { chart, draw };
}
