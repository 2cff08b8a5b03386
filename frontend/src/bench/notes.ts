/** Faults and conversions beside their fields, as the last answer of the server tells them. */

import { all, on } from "../dom";
import { onHtmx } from "../htmx";
import { control, form, recalculate } from "./form";

function clear(within: HTMLElement): void {
  for (const place of all("[data-note]", within)) place.textContent = "";
  for (const cell of all<HTMLElement>("[aria-invalid]", within)) {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("data-tip");
  }
}

function field(name: string): HTMLElement | null {
  return form()?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`) ?? null;
}

function tell(item: HTMLElement): void {
  const name = item.dataset.at ?? "";
  const text = item.textContent ?? "";
  const place = field(name)?.querySelector("[data-note]");
  const bad = item.hasAttribute("data-bad");
  if (place) {
    place.textContent = text;
    place.classList.toggle("tone-bad", bad);
  }
  const cell = control(name);
  if (!cell) return;
  if (bad) cell.setAttribute("aria-invalid", "true");
  cell.setAttribute("data-tip", text);
}

function show(): void {
  const within = form();
  if (!within) return;
  clear(within);
  for (const item of all<HTMLElement>("#field-notes > li")) tell(item);
}

export function start(): void {
  show();
  onHtmx("oobAfterSwap", (detail) => {
    if (detail.target.id === "field-notes") show();
  });
  onHtmx("afterSwap", (detail) => {
    if (form()?.contains(detail.target)) recalculate();
  });
  on<HTMLElement>("click", "[data-go]", (button) => {
    const name = button.dataset.go ?? "";
    const cell = control(name) ?? field(name)?.querySelector<HTMLElement>("input, select");
    const list = form()?.querySelector<HTMLElement>(`[data-rows="${CSS.escape(name)}"]`);
    const target = cell ?? list?.querySelector<HTMLElement>("input, select");
    target?.scrollIntoView({ block: "center" });
    target?.focus();
  });
}
