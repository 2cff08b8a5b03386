/** Gathering by hand: an operation is dragged to another group, or carried by Ctrl+← and Ctrl+→. */

import "./sewing.css";

import { all, on } from "../dom";

/** Pixels that the pointer goes before a press is a drag. */
const SLACK = 4;

const ROOT = "[data-sewing]";

interface Drag {
  block: SVGGElement;
  pointer: number;
  x: number;
  y: number;
  moving: boolean;
  target: Element | null;
}

let drag: Drag | null = null;
/** The operation that keeps the focus when the server has drawn the chart anew. */
let focused = "";

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(`${ROOT} .sew-form`);
}

/** Sends a step; the answer is the whole chart. */
function send(values: Record<string, string>): void {
  const target = form();
  if (!target) return;
  for (const name of ["operation", "target", "step"]) {
    const field = target.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = values[name] ?? "";
  }
  window.htmx.trigger(target, "submit");
}

function groupOf(block: Element): number {
  return Number(block.closest<SVGGElement>("[data-group]")?.dataset.group ?? -1);
}

function carry(block: SVGGElement, target: number): void {
  const bars = all("[data-group]", block.closest(ROOT) ?? document).length;
  if (target < 0 || target > bars || target === groupOf(block)) return;
  focused = block.dataset.operation ?? "";
  send({ operation: focused, target: String(target) });
}

function drop(): void {
  drag?.target?.classList.remove("is-target");
  drag?.block.classList.remove("is-dragged");
  drag?.block.removeAttribute("transform");
  drag = null;
}

function press(block: SVGGElement, event: PointerEvent): void {
  if (event.button !== 0) return;
  drag = { block, pointer: event.pointerId, x: event.clientX, y: event.clientY, moving: false, target: null };
}

function pull(event: PointerEvent): void {
  if (drag?.pointer !== event.pointerId) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moving && Math.hypot(dx, dy) < SLACK) return;
  drag.moving = true;
  event.preventDefault();
  drag.block.classList.add("is-dragged");
  const scale = drag.block.ownerSVGElement?.getScreenCTM()?.a ?? 1;
  drag.block.setAttribute("transform", `translate(${dx / scale} ${dy / scale})`);
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-group]") ?? null;
  if (under === drag.target) return;
  drag.target?.classList.remove("is-target");
  drag.target = under;
  under?.classList.add("is-target");
}

function release(event: PointerEvent): void {
  if (drag?.pointer !== event.pointerId) return;
  const { block, moving, target } = drag;
  drop();
  if (moving && target instanceof SVGGElement) carry(block, Number(target.dataset.group));
}

/** Arrows go through operations: up and down within a group, left and right between groups. */
function step(block: SVGGElement, key: string): SVGGElement | undefined {
  const root = block.closest(ROOT) ?? document;
  const bars = all<SVGGElement>("[data-group]", root).map((bar) => all<SVGGElement>("[data-operation]", bar));
  const at = groupOf(block);
  const place = bars[at]?.indexOf(block) ?? 0;
  if (key === "ArrowUp") return bars[at]?.[place + 1];
  if (key === "ArrowDown") return bars[at]?.[place - 1];
  const next = bars[at + (key === "ArrowRight" ? 1 : -1)];
  return next?.[Math.min(place, next.length - 1)];
}

function focus(block: SVGGElement): void {
  for (const other of all<SVGGElement>(`${ROOT} [data-operation]`)) other.setAttribute("tabindex", "-1");
  block.setAttribute("tabindex", "0");
  block.focus();
}

function key(block: SVGGElement, event: KeyboardEvent): void {
  if (!event.key.startsWith("Arrow") || event.altKey || event.shiftKey) return;
  const along = event.key === "ArrowLeft" || event.key === "ArrowRight";
  event.preventDefault();
  if ((event.ctrlKey || event.metaKey) && along) {
    carry(block, groupOf(block) + (event.key === "ArrowRight" ? 1 : -1));
    return;
  }
  const next = step(block, event.key);
  if (next) focus(next);
}

on<SVGGElement>("pointerdown", `${ROOT} [data-operation]`, (block, event) => press(block, event as PointerEvent));
on<SVGGElement>("keydown", `${ROOT} [data-operation]`, (block, event) => key(block, event as KeyboardEvent));
on<HTMLButtonElement>("click", `${ROOT} [data-step]`, (button) => send({ step: button.dataset.step ?? "" }));
on<HTMLInputElement>("change", `${ROOT} [data-home]`, (box) => send({ operation: box.dataset.home ?? "", target: "home" }));
document.addEventListener("pointermove", pull);
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", drop);
document.addEventListener("htmx:afterSettle", () => {
  const block = focused ? document.querySelector<SVGGElement>(`${ROOT} [data-operation="${CSS.escape(focused)}"]`) : null;
  if (block) focus(block);
});
