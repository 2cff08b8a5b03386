/** Keys inside the form: Enter and arrows go by rows, Ctrl+D repeats the cell above. */

import { on } from "../dom";
import { fill, form, recalculate } from "./form";
import { cellsOf, keepBlank, rowsOf } from "./rows";

function neighbour(cell: HTMLElement, step: number): HTMLElement | undefined {
  const list = cell.closest<HTMLElement>("[data-rows]");
  const row = cell.closest<HTMLElement>("[data-row]");
  if (!list || !row) return undefined;
  const rows = rowsOf(list);
  const column = cellsOf(row).findIndex((one) => one === cell);
  const target = rows[rows.indexOf(row) + step];
  return target ? cellsOf(target)[column] : undefined;
}

function go(cell: HTMLElement, step: number): boolean {
  const target = neighbour(cell, step);
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
  return target !== undefined;
}

function repeatAbove(cell: HTMLElement): void {
  const above = neighbour(cell, -1) as HTMLInputElement | HTMLSelectElement | undefined;
  if (!above) return;
  fill(cell as HTMLInputElement, above.value);
  const list = cell.closest<HTMLElement>("[data-rows]");
  if (list) keepBlank(list);
  recalculate();
}

export function start(): void {
  on<HTMLElement>("keydown", "[data-bench-form] input, [data-bench-form] select", (cell, event) => {
    const { key, code, ctrlKey, metaKey, isComposing } = event as KeyboardEvent;
    if (isComposing) return;
    const inTable = cell.classList.contains("bench-cell");
    if (key === "Enter") {
      event.preventDefault(); // Enter never sends the form: the note follows by itself
      if (!inTable || !go(cell, 1)) form()?.dispatchEvent(new Event("recalculate"));
    } else if (inTable && (ctrlKey || metaKey) && code === "KeyD") {
      event.preventDefault();
      repeatAbove(cell);
    } else if (inTable && cell instanceof HTMLInputElement && (key === "ArrowDown" || key === "ArrowUp")) {
      if (go(cell, key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });
}
