/** Gathering by hand: an operation is dragged to another group, a group along the flow; or by Ctrl+← and Ctrl+→. */

import "./sewing.css";

import { all, on } from "../dom";

/** Pixels that the pointer goes before a press is a drag. */
const SLACK = 4;

const ROOT = "[data-sewing]";
const MOVABLE = `${ROOT} [data-operation], ${ROOT} [data-handle]`;

interface Drag {
  block: SVGGElement;
  pointer: number;
  x: number;
  y: number;
  moving: boolean;
  target: Element | null;
}

let drag: Drag | null = null;
/** What keeps the focus when the server has drawn the chart anew: an operation, or the group at a place. */
let focused = "";

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(`${ROOT} .sew-form`);
}

/** Sends a step; the answer is the whole chart. */
function send(values: Record<string, string>): void {
  const target = form();
  if (!target) return;
  for (const name of ["operation", "group", "target", "step"]) {
    const field = target.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = values[name] ?? "";
  }
  window.htmx.trigger(target, "submit");
}

function groupOf(block: Element): number {
  return Number(block.closest<SVGGElement>("[data-group]")?.dataset.group ?? -1);
}

/** Carries an operation to another group, or the group of a handle to another place. */
function carry(block: SVGGElement, target: number): void {
  const bars = all("[data-group]", block.closest(ROOT) ?? document).length;
  if (target < 0 || target === groupOf(block)) return;
  if (isHandle(block)) {
    if (target >= bars) return;
    focused = `[data-group="${target}"] > [data-handle]`;
    send({ group: String(groupOf(block)), target: String(target) });
  } else if (target <= bars) {
    const operation = block.dataset.operation ?? "";
    focused = `[data-operation="${CSS.escape(operation)}"]`;
    send({ operation, target: String(target) });
  }
}

function isHandle(block: SVGGElement): boolean {
  return block.dataset.handle !== undefined;
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
  const down = isHandle(drag.block) ? 0 : dy / scale;
  drag.block.setAttribute("transform", `translate(${dx / scale} ${down})`);
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

/** Arrows go through a group from its number up through its operations, left and right between groups. */
function step(block: SVGGElement, key: string): SVGGElement | undefined {
  const root = block.closest(ROOT) ?? document;
  const bars = all<SVGGElement>("[data-group]", root).map((bar) => [
    ...all<SVGGElement>("[data-handle]", bar),
    ...all<SVGGElement>("[data-operation]", bar),
  ]);
  const at = groupOf(block);
  const place = bars[at]?.indexOf(block) ?? 0;
  if (key === "ArrowUp") return bars[at]?.[place + 1];
  if (key === "ArrowDown") return bars[at]?.[place - 1];
  const next = bars[at + (key === "ArrowRight" ? 1 : -1)];
  return next?.[Math.min(place, next.length - 1)];
}

function focus(block: SVGGElement): void {
  for (const other of all<SVGGElement>(MOVABLE)) other.setAttribute("tabindex", "-1");
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

on<SVGGElement>("pointerdown", MOVABLE, (block, event) => press(block, event as PointerEvent));
on<SVGGElement>("keydown", MOVABLE, (block, event) => key(block, event as KeyboardEvent));
on<HTMLButtonElement>("click", `${ROOT} [data-step]`, (button) => send({ step: button.dataset.step ?? "" }));
on<HTMLInputElement>("change", `${ROOT} [data-home]`, (box) => send({ operation: box.dataset.home ?? "", target: "home" }));
on<HTMLInputElement>("change", `${ROOT} [data-group-home]`, (box) => send({ group: box.dataset.groupHome ?? "", target: "home" }));
document.addEventListener("pointermove", pull);
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", drop);
document.addEventListener("htmx:afterSettle", () => {
  const block = focused ? document.querySelector<SVGGElement>(`${ROOT} ${focused}`) : null;
  if (block) focus(block);
});
