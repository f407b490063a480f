// The report: words and tables stand in the page already; this draws the charts into their places. It has no words of its own.
import "./sharp";
import "uplot/dist/uPlot.min.css";
import "./report.css";
import type { Chart } from "../charts/axes";
import type { ReportPage } from "../messages/proto/report_page_pb";
import { course } from "./course";
import { overSession } from "./over_session";
import { readPage } from "./page";
import { pathFromBehind } from "./path";
import { strip } from "./strip";
import { throughStride } from "./through_stride";

const makers: Record<string, (place: HTMLElement, page: ReportPage) => Chart | undefined> = { course, overSession, pathFromBehind, strip, throughStride };

const page = readPage();
const charts: Chart[] = [];
for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) {
  const chart = makers[place.dataset.chart!](place, page);
  if (chart) charts.push(chart);
}

// On paper the charts have the size that the style gives them there, from before it is laid out.
const onPaper = (isOnPaper: boolean) => {
  document.body.classList.toggle("paper", isOnPaper);
  for (const chart of charts) chart.fit();
};
addEventListener("beforeprint", () => onPaper(true));
addEventListener("afterprint", () => onPaper(false));
document.body.dataset.drawn = "yes";
