/** Who works: a tile and a PIN give a mark that goes with every entry of the device. */

import { all, element, icon, on } from "../dom";

interface Operator {
  mark: string;
  name: string;
  initials: string;
  workshop: string;
  since: number;
}

const KEPT = "potok.floor-operator";
/** A person of yesterday's shift must not sign today's work. */
const LONGEST = 12 * 3_600_000;

function root(): HTMLElement | null {
  return document.getElementById("floor");
}

export function current(): Operator | null {
  const text = localStorage.getItem(KEPT);
  if (!text) return null;
  const kept = JSON.parse(text) as Operator;
  const valid = kept.workshop === root()?.dataset.workshop && Date.now() - kept.since < LONGEST;
  return valid ? kept : null;
}

export function show(): void {
  const person = current();
  if (!person) return;
  for (const place of all("[data-operator-name]")) place.textContent = person.name;
  for (const place of all("[data-operator-initials]")) place.textContent = person.initials;
}

function problem(text: string): void {
  const alert = element("div", { class: "alert alert--bad", role: "alert" }, icon("circle-alert"), text);
  document.querySelector("#operator [data-problem]")?.replaceChildren(...(text ? [alert] : []));
}

let chosen = "";

function pinInput(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("[data-pin-input]");
}

function close(): void {
  document.querySelector<HTMLDialogElement>("#operator")?.close();
}

function choose(username: string): void {
  problem("");
  if (username === "") {
    localStorage.removeItem(KEPT);
    const name = root()?.dataset.person ?? "";
    for (const place of all("[data-operator-name]")) place.textContent = name;
    return close();
  }
  chosen = username;
  for (const tile of all<HTMLElement>("button[data-person]")) tile.setAttribute("aria-pressed", String(tile.dataset.person === username));
  document.querySelector<HTMLElement>("[data-pin]")?.removeAttribute("hidden");
  const input = pinInput();
  if (input) input.value = "";
  input?.focus();
}

async function enter(): Promise<void> {
  const place = root();
  const input = pinInput();
  if (!place || !input) return;
  const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ workshop: place.dataset.workshop, username: chosen, pin: input.value });
  input.value = "";
  let answer: Response;
  try {
    answer = await fetch(place.dataset.operatorUrl ?? "", { method: "POST", headers, body });
  } catch {
    return problem("Без сети PIN не проверить: записи пока идут от прежнего оператора.");
  }
  const told = (await answer.json()) as { detail?: string; mark: string; name: string; initials: string };
  if (!answer.ok) return problem(told.detail ?? "PIN не принят.");
  const kept: Operator = { ...told, workshop: place.dataset.workshop ?? "", since: Date.now() };
  localStorage.setItem(KEPT, JSON.stringify(kept));
  show();
  close();
}

export function start(): void {
  on<HTMLElement>("click", "button[data-person]", (tile) => choose(tile.dataset.person ?? ""));
  on<HTMLElement>("click", "[data-pin-digit]", (key) => {
    const input = pinInput();
    const digit = key.dataset.pinDigit ?? "";
    if (digit === "go") return void enter();
    if (input) input.value = digit === "back" ? input.value.slice(0, -1) : (input.value + digit).slice(0, 8);
  });
  on<HTMLInputElement>("keydown", "[data-pin-input]", (_, event) => {
    if ((event as KeyboardEvent).key !== "Enter") return;
    event.preventDefault();
    void enter();
  });
}
