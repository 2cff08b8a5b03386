/** The strip above the works: no network, how many entries wait, which were refused and what may be done. */

import { element, icon } from "../dom";
import * as queue from "./queue";

export interface StripState {
  offline: boolean;
  signedOut: boolean;
}

/** Consents that turn a refusal into an entry that is written. */
const CONSENTS: Record<string, { word: string; field: string }> = {
  output_over_plan: { word: "Записать сверх плана", field: "over_plan" },
  machine_busy: { word: "Запустить рядом", field: "beside" },
};

function waitingWords(count: number): string {
  const last = count % 10;
  const teen = count % 100 > 10 && count % 100 < 15;
  return teen || last === 0 || last > 4 ? "записей" : last === 1 ? "запись" : "записи";
}

function button(word: string, action: () => void, look = ""): HTMLElement {
  const made = element("button", { class: `floor-btn floor-btn--small ${look}`, type: "button" }, word);
  made.addEventListener("click", action);
  return made;
}

function refusedLine(entry: queue.Entry, again: (entry: queue.Entry, consent?: string) => void, redraw: () => void): HTMLElement {
  const consent = CONSENTS[entry.refusal?.code ?? ""];
  const line = element("div", { class: "floor-strip__line floor-strip__line--bad" }, icon("circle-alert", 20),
    element("span", {}, element("b", {}, `${entry.work.split(":")[0] ?? ""}: ${entry.label}. `), entry.refusal?.detail ?? ""));
  if (consent) line.append(button(consent.word, () => again(entry, consent.field)));
  line.append(
    button("Повторить", () => again(entry)),
    button("Убрать", () => {
      queue.drop(entry.name);
      redraw();
    }, "floor-btn--bad"),
  );
  return line;
}

export function draw(state: StripState, again: (entry: queue.Entry, consent?: string) => void, redraw: () => void): void {
  const count = queue.waiting().length;
  for (const place of document.querySelectorAll("[data-queue-count]")) place.textContent = String(count);
  const strip = document.getElementById("floor-strip");
  if (!strip) return;
  const lines: HTMLElement[] = [];
  if (state.signedOut && count) {
    lines.push(element("div", { class: "floor-strip__line" }, icon("key-round", 20),
      element("span", {}, `Вход закончился. ${count} ${waitingWords(count)} на устройстве, после входа уйдут сами.`),
      element("a", { class: "floor-btn floor-btn--small", href: window.location.href }, "Войти")));
  } else if (state.offline) {
    const text = count ? `Без сети, в очереди ${count}. Работайте дальше: записи уйдут сами.` : "Без сети. Записи останутся на устройстве и уйдут сами.";
    lines.push(element("div", { class: "floor-strip__line" }, icon("wifi-off", 20), element("span", {}, text)));
  } else if (count) {
    lines.push(element("div", { class: "floor-strip__line" }, icon("refresh-cw", 20), element("span", {}, `Отправляю, в очереди ${count}`)));
  }
  lines.push(...queue.refused().map((entry) => refusedLine(entry, again, redraw)));
  strip.replaceChildren(...lines);
  strip.hidden = lines.length === 0;
}
