// How the page looks: the runner's view or everything, light or dark, full screen.
import * as texts from "../texts";
import { at } from "../show/dom";

export const looksChanged = "looks-changed"; // said by the document after a change

const tell = () => document.dispatchEvent(new Event(looksChanged));
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
prefersDark.addEventListener("change", tell);

export function setView(view: "runner" | "professional"): void {
  document.body.dataset.view = view;
  at("view").textContent = view === "runner" ? texts.text.toProfessional : texts.text.toRunner;
  history.replaceState(null, "", view === "runner" ? "#runner" : location.pathname + location.search);
  tell();
}

export const turnView = (): void => setView(document.body.dataset.view === "runner" ? "professional" : "runner");

export function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  root.dataset.theme = isDark ? "light" : "dark";
  tell();
}

export function turnFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}
