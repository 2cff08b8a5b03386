/**
 * Date fields: typed as «2.3», «020326» or «02.03.2026», moved by ↑ ↓, or taken from the browser's calendar.
 *
 * The field holds ДД.ММ.ГГГГ whatever the language of the browser; the year left out is the present one.
 */

import { allWithSelf } from "./dom";

const DAY_MS = 86_400_000;

function written(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, "0");
  const month = String(date.getUTCMonth() + 1).padStart(2, "0");
  return `${day}.${month}.${date.getUTCFullYear()}`;
}

/** The date that a text means, null when it means none. */
export function readDate(text: string, year: number): Date | null {
  const parts = /^(\d{1,2})[.\-/ ,]?(\d{1,2})(?:[.\-/ ,]?(\d{4}|\d{2}))?$/.exec(text.trim());
  if (!parts) return null;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const given = parts[3] === undefined ? year : Number(parts[3]);
  const date = new Date(Date.UTC(given < 100 ? 2000 + given : given, month - 1, day));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date : null;
}

/** The plant's year, which may differ from the browser's. */
function plantYear(): number {
  const clock = document.querySelector<HTMLElement>("[data-clock]")?.dataset.clock;
  return Number(clock?.slice(0, 4)) || new Date().getFullYear();
}

function put(input: HTMLInputElement, date: Date): void {
  const text = written(date);
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function connect(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>("input:not([type=date])");
  const native = root.querySelector<HTMLInputElement>("input[type=date]");
  const button = root.querySelector("button");
  if (!input || !native || !button) return;
  const present = (): Date | null => readDate(input.value, plantYear());
  input.addEventListener("blur", () => {
    const date = present();
    if (date) put(input, date);
  });
  input.addEventListener("keydown", (event) => {
    const date = present();
    if (!date || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    put(input, new Date(date.getTime() + (event.key === "ArrowUp" ? DAY_MS : -DAY_MS)));
  });
  button.addEventListener("click", () => {
    native.value = present()?.toISOString().slice(0, 10) ?? "";
    native.showPicker();
  });
  native.addEventListener("change", () => {
    if (native.valueAsDate) put(input, native.valueAsDate);
    input.focus();
  });
}

const made = new WeakSet<Element>();

export function enhance(within: Element | Document): void {
  for (const root of allWithSelf<HTMLElement>("[data-date]", within)) {
    if (made.has(root)) continue;
    made.add(root);
    connect(root);
  }
}
