/**
 * Fields that only some choices or forms use: `data-for` names the choice, `data-choices` its values; others
 * hide them. In a row whose forms exclude each other (`data-form="0:1"`: the second form of the first choice)
 * the empty cells of the other forms are closed as soon as one form is begun.
 */

import { all, on } from "../dom";
import { type Cell, form } from "./form";

const CELLS = "input, select";

function show(): void {
  const typed = form();
  if (!typed) return;
  const chosen = new FormData(typed);
  for (const field of all<HTMLElement>("[data-for]", typed)) {
    const value = String(chosen.get(field.dataset.for ?? "") ?? "");
    const used = value === "" || (field.dataset.choices ?? "").split(" ").includes(value);
    field.hidden = !used;
    // What is hidden is not sent: the method would warn of data that it does not use.
    for (const cell of all<Cell>(CELLS, field)) cell.disabled = !used;
  }
  for (const row of all<HTMLElement>("[data-row]:has(> [data-form])", typed)) {
    if (!row.closest("[data-for][hidden]")) closeOthers(row);
  }
}

function closeOthers(row: HTMLElement): void {
  const fields = all<HTMLElement>(":scope > [data-form]", row).map((field) => {
    const [choice = "", place = ""] = (field.dataset.form ?? "").split(":");
    return { choice, place, cell: field.querySelector<Cell>(CELLS) };
  });
  const filled = fields.filter(({ cell }) => cell && cell.value.trim() !== "");
  for (const { choice, place, cell } of fields) {
    if (!cell) continue;
    const other = filled.some((one) => one.choice === choice && one.place !== place);
    // Where both are filled both stay open: the fault names them, and either may be emptied.
    cell.disabled = other && cell.value.trim() === "";
    cell.title = cell.disabled ? "Задано другое поле строки; очистите его, чтобы заполнить это" : "";
  }
}

export function start(): void {
  show();
  on("change", "[data-bench-form] select, [data-bench-form] input[type=radio]", show);
  on<HTMLElement>("input", "[data-form]", (field) => {
    const row = field.closest<HTMLElement>("[data-row]");
    if (row) closeOthers(row);
  });
  document.addEventListener("recalculate", show, true); // pasted rows and values taken over are told so
}
