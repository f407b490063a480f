// Places on the page, touched only where something has changed.
export const at = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

export function put(place: Element, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

export function mark(place: HTMLElement, name: string, value: string): void {
  if (place.dataset[name] !== value) place.dataset[name] = value;
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, words = ""): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), { className, textContent: words });
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map(String);
  return `${h === "0" ? m : `${h}:${m.padStart(2, "0")}`}:${s.padStart(2, "0")}`;
}

export const signed = (value: number, decimals: number): string => {
  const words = value.toFixed(decimals).replace("-", "\u2212");
  return /[1-9]/.test(words) ? words : words.replace("\u2212", "");
};
export const figure = (value: number | undefined, decimals: number): string => (value === undefined ? "–" : signed(value, decimals));

export const colour = (name: string): string => getComputedStyle(document.body).getPropertyValue(name).trim();
