/** The page of the shift: entries go through the queue, the page follows the server and shows what still waits. */

import "./card.css";
import "./floor.css";

import { all, on } from "../dom";
import { apply as applyLengths } from "../lengths";
import * as clock from "./clock";
import * as desk from "./desk";
import * as operator from "./operator";
import * as pad from "./pad";
import * as queue from "./queue";
import * as strip from "./strip";

const RETRY = 15_000;
const REFRESH = 60_000;
const LABELS: Record<string, string> = { launch: "Запуск", resume: "Работа продолжена", finish: "Работа завершена" };
const KINDS = { good: "годных", rework: "на доработку", scrap: "в брак" } as const;

const state: strip.StripState = { offline: !navigator.onLine, signedOut: false };

function floor(): HTMLElement | null {
  return document.getElementById("floor");
}

function draw(): void {
  desk.overlay();
  desk.select();
  operator.show();
  strip.draw(state, again, draw);
  pad.draw();
}

/** The page anew from the server; the open work and what is typed stay. */
async function refresh(): Promise<void> {
  const root = floor();
  if (!root) return;
  let answer: Response;
  try {
    answer = await fetch(window.location.pathname + window.location.search, { headers: { Accept: "text/html" } });
  } catch {
    state.offline = true;
    return draw();
  }
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("floor");
  if (!fresh) return;
  const token = page.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
  for (const field of all<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) if (token) field.value = token;
  clock.set(fresh.dataset.now ?? "", !answer.headers.has("X-Potok-Kept"));
  root.replaceChildren(...fresh.childNodes);
  applyLengths(root);
  (window.htmx as unknown as { process(place: Element): void }).process(root);
  draw();
}

async function send(): Promise<void> {
  const url = floor()?.dataset.entryUrl;
  if (!url || queue.waiting().length === 0) return draw();
  draw();
  const { outcome, written } = await queue.drain(url);
  state.offline = outcome === "offline";
  state.signedOut = outcome === "signed-out";
  draw();
  if (written) await refresh();
}

function enter(pane: HTMLElement, kind: string, label: string, more: Record<string, unknown> = {}): void {
  const { order = "", op = "", run = "" } = pane.dataset;
  const entry = {
    key: queue.newKey(), kind, order_no: order, op_no: Number(op), at: clock.now(),
    // A new start makes a new run, which only the server knows.
    run: kind === "launch" || pane.dataset.told !== pane.dataset.state && pane.dataset.told === "finished" ? null : Number(run) || null,
    operator: operator.current()?.mark ?? "", ...more,
  };
  queue.add({ body: JSON.stringify(entry), work: pane.dataset.pane ?? "", kind, label });
  void send();
}

/** A refused entry is sent again, by the present operator, with a consent if one was given. */
function again(entry: queue.Entry, consent?: string): void {
  const body = { ...(JSON.parse(entry.body) as Record<string, unknown>), operator: operator.current()?.mark ?? "" };
  if (consent) Object.assign(body, { [consent]: true });
  const { refusal: _, ...kept } = entry;
  queue.save({ ...kept, body: JSON.stringify(body) });
  void send();
}

function openStopReasons(button: HTMLElement): void {
  const box = desk.openPane()?.querySelector<HTMLElement>('[data-reasons="stop"]');
  if (!box) return;
  box.hidden = !box.hidden;
  box.dataset.opened = box.hidden ? "" : "1";
  button.setAttribute("aria-expanded", String(!box.hidden));
}

function listen(): void {
  on<HTMLElement>("click", "[data-entry]", (button) => {
    const pane = button.closest<HTMLElement>("[data-pane]");
    const kind = button.dataset.entry ?? "";
    if (!pane) return;
    const machine = pane.querySelector<HTMLSelectElement>("[data-machine-choice]")?.value ?? pane.dataset.machine ?? "";
    enter(pane, kind, LABELS[kind] ?? kind, kind === "launch" ? { machine } : {});
  });
  on<HTMLElement>("click", "[data-open-reasons]", openStopReasons);
  on<HTMLElement>("click", "[data-stop-reason]", (button) => {
    const pane = button.closest<HTMLElement>("[data-pane]");
    const word = button.textContent?.trim() ?? "";
    if (pane) enter(pane, "stop", `Пауза: ${word.toLowerCase()}`, { reason: button.dataset.stopReason });
  });
  pad.start(({ kind, pcs, reason }) => {
    const pane = desk.openPane();
    if (pane) enter(pane, "output", `Записано +${pcs} ${KINDS[kind]}`, { [kind]: pcs, reason });
  });
  operator.start();
  window.addEventListener("hashchange", () => {
    desk.select();
    pad.clear();
  });
  window.addEventListener("online", () => {
    state.offline = false;
    void send().then(refresh);
  });
  window.addEventListener("offline", () => {
    state.offline = true;
    draw();
  });
  window.addEventListener("storage", draw);
  window.setInterval(() => void send(), RETRY);
  window.setInterval(() => {
    if (document.visibilityState === "visible" && !document.querySelector("dialog[open], [data-reasons=stop]:not([hidden])")) void refresh();
  }, REFRESH);
}

/** Lets the page come from the device when there is no network; only a secure address has such a worker. */
async function keepPage(url: string | undefined): Promise<void> {
  if (!url || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(url);
  const ready = await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType("resource").map((entry) => entry.name);
  const keep = [window.location.href.split("#")[0] ?? "", ...used.filter((name) => name.includes("/static/"))];
  ready.active?.postMessage({ keep });
}

const root = floor();
if (root) {
  clock.set(root.dataset.now ?? "", !document.querySelector("meta[name=potok-kept]") && navigator.onLine);
  listen();
  void send();
  void keepPage(root.dataset.workerUrl).catch((error: unknown) => console.warn("no worker", error));
}
