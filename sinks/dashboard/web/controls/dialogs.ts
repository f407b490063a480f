// Dialogs stand beside the figures, which stay in sight and go on. One at a time; Escape closes it.
import { at } from "../show/dom";

export type DialogName = "calibrate" | "mark" | "stages" | "baseline" | "bands" | "sound" | "end" | "help";

const dialog = (name: DialogName) => at<HTMLDialogElement>(`dialog-${name}`);

export const isAnyOpen = (): boolean => !!document.querySelector("dialog[open]");
export const close = (name: DialogName): void => dialog(name).close();

export function open(name: DialogName): void {
  if (!isAnyOpen()) dialog(name).showModal();
}

export function prepareDialogs(): void {
  for (const place of document.querySelectorAll<HTMLDialogElement>("dialog")) {
    for (const button of place.querySelectorAll<HTMLElement>("[data-close]")) button.onclick = () => place.close();
  }
}
