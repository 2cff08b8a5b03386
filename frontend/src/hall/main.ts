/** The floor plan moved by hand: pointer and arrow keys, steps of 100 mm, checks from the server, undo. */

import "./hall.css";
import { moved, stepped, turned, type Plan } from "./plan";

const WAIT_MS = 350;
const MOST_UNDO = 100;

const page = document.querySelector<HTMLElement>("[data-plan-page]");
const undoButton = page?.querySelector<HTMLButtonElement>("[data-plan-undo]");
let plan: Plan = read();
const before: string[] = [];
let timer = 0;
let focused = "";

function read(): Plan {
  const text = document.getElementById("plan-data")?.textContent ?? "";
  return text ? (JSON.parse(text) as Plan) : { places: [], stores: [] };
}

function svg(): SVGSVGElement | null {
  return document.querySelector<SVGSVGElement>("svg.floor-plan");
}

/** The plan goes with the form that saves it. */
function note(): void {
  const field = document.querySelector<HTMLInputElement>("[data-plan-field]");
  if (field) field.value = JSON.stringify(plan);
  if (undoButton) undoButton.disabled = before.length === 0;
}

function remember(): void {
  before.push(JSON.stringify(plan));
  if (before.length > MOST_UNDO) before.shift();
}

/** Asks the server for the picture and the checks of the plan as it is now. */
async function check(address = page?.dataset.checked ?? ""): Promise<void> {
  window.clearTimeout(timer);
  note();
  await window.htmx.ajax("POST", address, {
    target: "#plan-work",
    swap: "outerHTML",
    values: { plan: JSON.stringify(plan) },
  });
}

function checkLater(): void {
  window.clearTimeout(timer);
  note();
  timer = window.setTimeout(() => void check(), WAIT_MS);
}

function groupOf(target: EventTarget | null): SVGGElement | null {
  return (target as Element | null)?.closest<SVGGElement>("g[data-id][tabindex]") ?? null;
}

function shift(group: SVGGElement, x: number, y: number): void {
  group.setAttribute("transform", `translate(${x} ${y})`);
}

/** Length of a pixel in millimetres of the hall. */
function scales(): { paper: number; hall: number } {
  const drawing = svg();
  const matrix = drawing?.getScreenCTM();
  const paper = matrix ? 1 / matrix.a : 1;
  return { paper, hall: paper * Number(drawing?.dataset.scale ?? 100) };
}

function drag(event: PointerEvent): void {
  const group = groupOf(event.target);
  if (!group || event.button !== 0) return;
  event.preventDefault();
  group.focus();
  group.classList.add("dragged");
  const from = { x: event.clientX, y: event.clientY };
  const scale = scales();
  let step = { x: 0, y: 0 };
  const follow = (move: PointerEvent): void => {
    step = stepped((move.clientX - from.x) * scale.hall, (move.clientY - from.y) * scale.hall);
    const unit = scale.paper / scale.hall;
    shift(group, step.x * unit, step.y * unit);
  };
  const drop = (): void => {
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", drop);
    group.classList.remove("dragged");
    if (step.x === 0 && step.y === 0) return;
    remember();
    plan = moved(plan, group.dataset.id ?? "", step.x, step.y);
    focused = group.dataset.id ?? "";
    void check();
  };
  // The whole page follows: the pointer may leave the place faster than the place moves.
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function press(event: KeyboardEvent): void {
  const group = groupOf(event.target);
  if (!group || event.ctrlKey || event.altKey || event.metaKey) return;
  const id = group.dataset.id ?? "";
  const arrow = ARROWS[event.key];
  if (arrow) {
    event.preventDefault();
    const length = event.shiftKey ? 500 : 100;
    remember();
    plan = moved(plan, id, arrow[0] * length, arrow[1] * length);
    const scale = scales();
    const unit = (scale.paper / scale.hall) * length;
    const at = group.transform.baseVal.consolidate()?.matrix;
    shift(group, (at?.e ?? 0) + arrow[0] * unit, (at?.f ?? 0) + arrow[1] * unit);
    focused = id;
    checkLater();
  } else if (event.code === "KeyR") {
    event.preventDefault();
    remember();
    plan = turned(plan, id);
    focused = id;
    void check();
  }
}

function undo(): void {
  const last = before.pop();
  if (last === undefined) return;
  plan = JSON.parse(last) as Plan;
  void check();
}

function show(id: string): void {
  const group = document.querySelector<SVGGElement>(`svg.floor-plan g[data-id="${CSS.escape(id)}"]`);
  group?.scrollIntoView({ block: "center", inline: "center" });
  group?.focus();
}

function start(): void {
  if (!page) return;
  note();
  page.addEventListener("pointerdown", drag);
  page.addEventListener("keydown", press);
  undoButton?.addEventListener("click", undo);
  page.querySelector("[data-plan-place]")?.addEventListener("click", () => {
    remember();
    void check(page.dataset.placed);
  });
  page.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-plan-show]");
    if (button?.dataset.planShow) show(button.dataset.planShow);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    plan = read();
    note();
    if (focused) show(focused);
    focused = "";
  });
}

start();
