/** A block of cells from a spreadsheet: lines become rows, tabs become columns, from the cell with the cursor on. */

import { on } from "../dom";
import { fill, recalculate } from "./form";
import { add, cellsOf, keepBlank, rowsOf } from "./rows";

function block(text: string): string[][] {
  return text
    .replace(/\r/g, "")
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => line.split("\t"));
}

function put(cell: HTMLElement, lines: string[][]): void {
  const list = cell.closest<HTMLElement>("[data-rows]");
  const row = cell.closest<HTMLElement>("[data-row]");
  if (!list || !row) return;
  const first = rowsOf(list).indexOf(row);
  const column = cellsOf(row).findIndex((one) => one === cell);
  lines.forEach((line, place) => {
    const target = rowsOf(list)[first + place] ?? add(list);
    const cells = cellsOf(target);
    line.forEach((text, offset) => {
      const into = cells[column + offset];
      if (into) fill(into, text);
    });
  });
  keepBlank(list);
  recalculate();
}

export function start(): void {
  on<HTMLElement>("paste", ".bench-cell", (cell, event) => {
    const text = (event as ClipboardEvent).clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.replace(/\n+$/, ""))) return;
    event.preventDefault();
    put(cell, block(text));
  });
  on<HTMLInputElement>("paste", ".bench-list", (input, event) => {
    const text = (event as ClipboardEvent).clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    input.value = text.trim().split(/[\t\r\n]+/).join("; ");
    recalculate();
  });
}
