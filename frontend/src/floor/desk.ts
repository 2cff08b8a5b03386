/** The works of the shift: which one is open, and what the device knows before the server does. */

import { all, element } from "../dom";
import { applyPending, type Pending } from "./pending";
import * as queue from "./queue";

const WIDE = window.matchMedia("(min-width: 900px)");

export function panes(): HTMLElement[] {
  return all<HTMLElement>("[data-pane]");
}

/** The open pane, none while a phone shows the list. */
export function openPane(): HTMLElement | undefined {
  return panes().find((pane) => !pane.hidden);
}

function wanted(): string {
  const named = decodeURIComponent(window.location.hash.slice(1));
  const found = panes();
  if (found.some((pane) => pane.dataset.pane === named)) return named;
  if (!WIDE.matches) return "";
  const first = found.find((pane) => pane.dataset.state !== "finished") ?? found[0];
  return first?.dataset.pane ?? "";
}

/** Opens the pane that the address names; without one the first that is not ready, on a phone the list. */
export function select(): void {
  const key = wanted();
  for (const pane of panes()) pane.hidden = pane.dataset.pane !== key;
  for (const work of all<HTMLElement>("[data-work]")) work.setAttribute("aria-selected", String(work.dataset.work === key));
  document.getElementById("floor-desk")?.toggleAttribute("data-open", key !== "");
}

export function move(step: number): void {
  const keys = panes().map((pane) => pane.dataset.pane ?? "");
  const place = keys.indexOf(openPane()?.dataset.pane ?? "");
  const next = keys[Math.min(keys.length - 1, Math.max(0, place + step))];
  if (next) window.location.hash = encodeURIComponent(next);
}

function shown(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Adds what waits in the queue to what the server told: figures, states, lines of the course. */
export function overlay(): void {
  const byWork = new Map<string, Pending>();
  for (const entry of queue.waiting()) {
    byWork.set(entry.work, applyPending(byWork.get(entry.work), entry));
  }
  for (const place of all<HTMLElement>("[data-work], [data-pane]")) {
    const key = place.dataset.work ?? place.dataset.pane ?? "";
    const pending = byWork.get(key);
    place.dataset.told ??= place.dataset.state ?? "waiting";
    place.dataset.state = pending?.state ?? place.dataset.told;
    place.toggleAttribute("data-pending", pending !== undefined);
    for (const figure of all<HTMLElement>("[data-figure][data-base]", place)) {
      const kind = figure.dataset.figure as "good" | "rework" | "scrap";
      figure.textContent = shown(Number(figure.dataset.base) + (pending?.[kind] ?? 0));
    }
    for (const bar of all<HTMLProgressElement>("progress[data-figure]", place)) {
      bar.dataset.base ??= String(bar.value);
      bar.value = Number(bar.dataset.base) + (pending?.good ?? 0);
    }
    const course = place.querySelector("[data-course]");
    if (!course) continue;
    for (const line of all("[data-pending-line]", course)) line.remove();
    for (const entry of queue.waiting().filter((one) => one.work === key)) {
      const at = (JSON.parse(entry.body) as { at: string }).at.slice(11, 16);
      course.prepend(
        element("li", { class: "is-pending", "data-pending-line": "" },
          element("time", {}, at), element("span", {}, `${entry.label} — ждёт сети`)),
      );
    }
  }
}
