// Light or dark: as the system says until a person turns it.
export function prepareTheme(changed: () => void): void {
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  prefersDark.addEventListener("change", changed);
  const button = document.getElementById("theme")!;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
    changed();
  });
}
