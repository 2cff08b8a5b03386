/** The side panel: explains or compares without leaving the list. */

import { on } from "./dom";
import { load, onHtmx } from "./htmx";

const PANEL = "panel";

function panel(): HTMLElement | null {
  return document.getElementById(PANEL);
}

export function isOpen(): boolean {
  return (panel()?.childElementCount ?? 0) > 0;
}

/** Loads an address into the panel. */
export function show(url: string): void {
  void load(url, `#${PANEL}`);
}

export function close(): void {
  const place = panel();
  if (!place) return;
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren();
  place.classList.remove("panel--wide");
  document.dispatchEvent(new CustomEvent("potok:panel-closed", { detail: { hadFocus } }));
}

export function start(): void {
  on("click", "[data-panel-close]", close);
  on<HTMLElement>("click", "[data-panel]", (button, event) => {
    event.preventDefault();
    show(button.dataset.panel ?? "");
  });
  onHtmx("afterSwap", (detail) => {
    if (detail.target.id !== PANEL) return;
    detail.target.classList.toggle("panel--wide", detail.target.querySelector("[data-panel-wide]") !== null);
  });
}
