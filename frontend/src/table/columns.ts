/** Columns: sticky offsets, widths by dragging, the chooser. Kept in cookies, applied by the server. */

import { all, keep, on } from "../dom";

const MIN_WIDTH = 36;
/** Least width of the column that takes the rest. */
const FLEXIBLE_WIDTH = 150;

function cols(table: HTMLTableElement): HTMLTableColElement[] {
  return all<HTMLTableColElement>("col", table);
}

/** Keeps a table arranged whatever becomes of its place. */
export function keepArranged(table: HTMLTableElement, flexible = FLEXIBLE_WIDTH): void {
  new ResizeObserver(() => arrange(table, flexible)).observe(table);
}

/** Where sticky columns stop, and how narrow the table may get before it scrolls sideways. */
function arrange(table: HTMLTableElement, flexible = FLEXIBLE_WIDTH): void {
  const widths = cols(table).map((col) => Number(col.getAttribute("width")) || 0);
  table.style.minWidth = `${widths.reduce((sum, width) => sum + (width || flexible), 0)}px`;
  const heads = all<HTMLElement>("thead th", table);
  let left = 0;
  heads.forEach((head) => {
    const level = /stick-(\d)/.exec(head.className)?.[1];
    if (!level) return;
    table.style.setProperty(`--left-${level}`, `${left}px`);
    left += head.offsetWidth;
  });
}

function keepWidths(table: HTMLTableElement, id: string): void {
  const widths = cols(table)
    .filter((col) => col.dataset.col && col.dataset.resized !== undefined)
    .map((col) => `${col.dataset.col}-${col.getAttribute("width")}`);
  if (widths.length) keep(`potok_widths_${id}`, widths.join("."));
}

function drag(grip: HTMLElement, start: PointerEvent): void {
  const head = grip.closest("th");
  const table = grip.closest("table");
  const id = grip.closest<HTMLElement>("[data-table]")?.dataset.table;
  const col = table && head && cols(table)[head.cellIndex];
  if (!head || !table || !id || !col) return;
  start.preventDefault();
  grip.classList.add("is-held");
  grip.setPointerCapture(start.pointerId);
  const initial = head.offsetWidth;
  // Columns that were moved before keep their widths in the cookie: freeze what stands now.
  for (const other of cols(table)) if (other.getAttribute("width")) other.dataset.resized = "";
  const move = (event: PointerEvent): void => {
    col.setAttribute("width", String(Math.max(MIN_WIDTH, Math.round(initial + event.clientX - start.clientX))));
    col.dataset.resized = "";
    arrange(table);
  };
  const end = (): void => {
    grip.classList.remove("is-held");
    grip.removeEventListener("pointermove", move);
    keepWidths(table, id);
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end, { once: true });
  grip.addEventListener("pointercancel", end, { once: true });
}

function reorder(item: HTMLElement, before: Element | null): void {
  if (item.parentElement && before !== item) item.parentElement.insertBefore(item, before);
}

function applyChooser(menu: HTMLElement): void {
  const shown = all<HTMLElement>("[data-col]", menu)
    .filter((item) => item.querySelector("input")?.checked)
    .map((item) => item.dataset.col);
  keep(`potok_cols_${menu.dataset.columns}`, shown.join("."));
  window.location.reload();
}

function reset(menu: HTMLElement): void {
  keep(`potok_cols_${menu.dataset.columns}`, "");
  keep(`potok_widths_${menu.dataset.columns}`, "");
  window.location.reload();
}

export function start(): void {
  on<HTMLElement>("pointerdown", "[data-grip]", (grip, event) => drag(grip, event as PointerEvent));
  on("click", "[data-grip]", (_, event) => event.preventDefault());
  on<HTMLElement>("click", "[data-columns-apply]", (button) => applyChooser(button.closest("[data-columns]")!));
  on<HTMLElement>("click", "[data-columns-reset]", (button) => reset(button.closest("[data-columns]")!));
  let moved: HTMLElement | null = null;
  on<HTMLElement>("dragstart", "[data-columns-list] [data-col]", (item) => (moved = item));
  on<HTMLElement>("dragover", "[data-columns-list] [data-col]", (over, event) => {
    event.preventDefault();
    if (!moved || over === moved) return;
    const at = over.getBoundingClientRect();
    reorder(moved, (event as DragEvent).clientY < at.top + at.height / 2 ? over : over.nextElementSibling);
  });
  on<HTMLElement>("keydown", "[data-columns-list] [data-col]", (item, event) => {
    const { key, altKey } = event as KeyboardEvent;
    if (!altKey || (key !== "ArrowUp" && key !== "ArrowDown")) return;
    event.preventDefault();
    const next = item.nextElementSibling?.nextElementSibling ?? null;
    reorder(item, key === "ArrowUp" ? (item.previousElementSibling ?? item) : next);
    item.querySelector("input")?.focus();
  });
}
