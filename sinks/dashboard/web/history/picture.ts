// A chart with what draws it, and its axis of days.
import type uPlot from "uplot";
import { axis, type Chart } from "../charts/axes";

export interface Picture {
  chart: Chart;
  draw: () => void;
}

export const day = 86400; // s

// Days as the page's language writes them, in UTC as everywhere in the history; the year where it begins to be another.
export function dayAxis(): uPlot.Axis {
  const written = (time: number, options: Intl.DateTimeFormatOptions) => new Date(time * 1000).toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { timeZone: "UTC", ...options });
  const year = (time: number) => written(time, { year: "numeric" });
  return axis("", 40, {
    label: undefined,
    incrs: [1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1820].map((days) => days * day),
    space: 60,
    values: (_u, times) => times.map((time, n) => written(time, { day: "numeric", month: "short" }) + (n === 0 || year(times[n - 1]) !== year(time) ? `\n${year(time)}` : "")),
  });
}
