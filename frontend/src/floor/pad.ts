/** The key pad: an amount, what it is, and for rework and scrap the reason. */

import { all, on, typing } from "../dom";
import * as desk from "./desk";

export interface Amount {
  kind: "good" | "rework" | "scrap";
  pcs: number;
  reason: string;
}

const WORDS = { good: "Годные, добавить", rework: "Доработка, добавить", scrap: "Брак, добавить" } as const;
const VERBS = { good: "Записать", rework: "В доработку", scrap: "В брак" } as const;
const LONGEST = 7;

let digits = "";
let kind: Amount["kind"] = "good";
let reason = "";
let send: (amount: Amount) => void = () => undefined;

function reasonWord(): string {
  return document.querySelector(`[data-pane]:not([hidden]) [data-reasons="${kind}"] [data-reason="${reason}"]`)?.textContent?.trim() ?? "";
}

/** Draws the pad for the open work. */
export function draw(): void {
  const pane = desk.openPane();
  const pcs = Number(digits || "0");
  const may = pane?.dataset.state === "running" || pane?.dataset.state === "stopped";
  const value = document.querySelector("[data-pad-value]");
  if (value) value.textContent = String(pcs);
  const word = document.querySelector("[data-pad-word]");
  if (word) word.textContent = WORDS[kind];
  const button = document.querySelector<HTMLButtonElement>("[data-pad-send]");
  const lacking = kind !== "good" && reason === "";
  if (button) {
    button.disabled = !may || pcs === 0 || lacking;
    button.textContent = pcs ? `${VERBS[kind]} +${pcs}` : VERBS[kind];
  }
  const note = document.querySelector("[data-pad-note]");
  if (note) note.textContent = !pane ? "" : !may ? "Сначала запустите работу" : lacking && pcs ? "Выберите причину" : reasonWord();
  for (const tile of all<HTMLElement>("[data-tile]")) tile.setAttribute("aria-checked", String(tile.dataset.tile === kind));
  for (const adding of all("[data-adding]")) adding.textContent = "";
  const current = pane?.querySelector(`[data-tile="${kind}"] [data-adding]`);
  if (current && pcs) current.textContent = `+${pcs} сейчас`;
  for (const box of all<HTMLElement>("[data-reasons]")) {
    if (box.dataset.reasons !== "stop") box.hidden = box.dataset.reasons !== kind || kind === "good";
    else if (!box.dataset.opened || pane?.dataset.state !== "running") box.hidden = true;
  }
  for (const one of all<HTMLElement>("[data-reason]")) one.setAttribute("aria-pressed", String(one.dataset.reason === reason));
}

/** Forgets what was typed: another work, or it was sent. */
export function clear(): void {
  digits = "";
  kind = "good";
  reason = "";
  draw();
}

function press(digit: string): void {
  if (digit === "back") digits = digits.slice(0, -1);
  else digits = (digits + digit).replace(/^0+/, "").slice(0, LONGEST);
  draw();
}

function submit(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-pad-send]");
  if (!button || button.disabled) return;
  send({ kind, pcs: Number(digits), reason });
  clear();
}

export function start(onSend: (amount: Amount) => void): void {
  send = onSend;
  on<HTMLElement>("click", "[data-digit]", (key) => press(key.dataset.digit ?? ""));
  on<HTMLElement>("click", "[data-tile]", (tile) => {
    kind = tile.dataset.tile as Amount["kind"];
    reason = "";
    draw();
  });
  on<HTMLElement>("click", "[data-reason]", (one) => {
    reason = one.dataset.reason ?? "";
    draw();
  });
  on("click", "[data-pad-send]", submit);
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("back");
    else if (event.key === "Enter" && digits) submit();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") desk.move(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}
