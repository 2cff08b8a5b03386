/** Theme and density: chosen in the user menu, kept on the device, applied by the server on the next page. */

import { all, keep, on } from "./dom";

function mark(selector: string, chosen: Element): void {
  for (const button of all(selector)) button.setAttribute("aria-pressed", String(button === chosen));
}

function setOrDrop(name: "theme" | "density", value: string): void {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
  keep(`potok_${name}`, value);
  document.dispatchEvent(new CustomEvent("potok:look"));
}

export function start(): void {
  on<HTMLElement>("click", "[data-theme-set]", (button) => {
    setOrDrop("theme", button.dataset.themeSet ?? "");
    mark("[data-theme-set]", button);
  });
  on<HTMLElement>("click", "[data-density-set]", (button) => {
    setOrDrop("density", button.dataset.densitySet ?? "");
    mark("[data-density-set]", button);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new CustomEvent("potok:look"));
  });
}
