// A person's history: words and tables stand in the page already; this draws the pictures into their places, and turns light
// and dark. It has no words of its own.
import "../report/sharp";
import "uplot/dist/uPlot.min.css";
import "./history.css";
import { fromJson } from "@bufbuild/protobuf";
import { HistoryPageSchema } from "../messages/proto/history_page_pb";
import { course } from "./course";
import type { Picture } from "./picture";
import { prepareTheme } from "./theme";
import { weeks } from "./weeks";

const page = fromJson(HistoryPageSchema, JSON.parse(document.getElementById("message")!.textContent!));
const makers: Record<string, (place: HTMLElement) => Picture> = {
  course: (place) => course(place, page.pictures[Number(place.dataset.picture)]),
  weeks: (place) => weeks(place, page.weeks),
};
const pictures = [...document.querySelectorAll<HTMLElement>("[data-chart]")].map((place) => makers[place.dataset.chart!](place));

// Colours are those of the style at the time.
const redraw = () => {
  for (const { chart, draw } of pictures) chart.restyle(), draw();
};
prepareTheme(redraw);

// On paper the charts have the size and the colours that the style gives them there, from before it is laid out.
const onPaper = (isOnPaper: boolean) => {
  for (const place of [document.documentElement, document.body]) place.classList.toggle("paper", isOnPaper);
  redraw();
};
addEventListener("beforeprint", () => onPaper(true));
addEventListener("afterprint", () => onPaper(false));
for (const { draw } of pictures) draw();
document.body.dataset.drawn = "yes";
