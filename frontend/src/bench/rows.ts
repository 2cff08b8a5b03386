/**
 * Lists of the form: `[data-rows="operations"]` holds rows `[data-row="operations[2]"]` and a template.
 *
 * The last row of a table is always blank; typing into it brings the next one. Names and ids follow the
 * place of a row, so that what the server says of a row is said of the row one sees.
 */

import { all, on } from "../dom";
import { type Cell, recalculate } from "./form";

const NAMED = "[name], [id], [for], [data-row], [data-rows], [data-field]";
const ATTRIBUTES = ["name", "data-row", "data-rows", "data-field"] as const;

export function body(list: HTMLElement): HTMLElement {
  return list.querySelector<HTMLElement>("[data-body]") as HTMLElement;
}

export function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...body(list).children].filter((child): child is HTMLElement => child.hasAttribute("data-row"));
}

export function cellsOf(row: HTMLElement): Cell[] {
  return all<Cell>("input.bench-cell, select.bench-cell", row);
}

function isBlank(row: HTMLElement): boolean {
  return cellsOf(row).every((cell) => cell instanceof HTMLSelectElement || cell.value.trim() === "");
}

function identifier(name: string): string {
  return `f-${name.replace(/[^\p{L}\p{N}]/gu, "-")}`;
}

/** Moves everything inside a row (its nested templates too) from one place to another. */
function rename(row: HTMLElement, from: string, to: string): void {
  if (from === to) return;
  for (const element of [row, ...all<HTMLElement>(NAMED, row)]) {
    for (const attribute of ATTRIBUTES) {
      const value = element.getAttribute(attribute);
      if (value?.startsWith(from)) element.setAttribute(attribute, to + value.slice(from.length));
    }
  }
  for (const template of all<HTMLTemplateElement>("template", row)) {
    template.innerHTML = template.innerHTML.replaceAll(from, to);
  }
  for (const field of all<HTMLElement>("[data-field]", row)) {
    const named = field.querySelector<HTMLElement>("[name]");
    const label = field.querySelector<HTMLLabelElement>("label");
    if (!named || !label) continue;
    named.id = identifier(named.getAttribute("name") ?? "");
    label.htmlFor = named.id;
  }
}

function number(list: HTMLElement): void {
  const name = list.dataset.rows ?? "";
  const rows = rowsOf(list);
  rows.forEach((row, place) => {
    const wanted = `${name}[${place}]`;
    rename(row, row.dataset.row ?? wanted, wanted);
    const shown = row.querySelector("[data-number]");
    if (shown) shown.textContent = String(place + 1);
  });
  const count = list.querySelector("[data-row-count]");
  if (count) count.textContent = String(rows.filter((row) => row.tagName !== "TR" || !isBlank(row)).length);
}

/** Adds a blank row and gives it back. */
export function add(list: HTMLElement): HTMLElement {
  const template = list.querySelector<HTMLTemplateElement>(":scope > template[data-row-template]");
  const row = (template?.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
  body(list).append(row);
  number(list);
  window.htmx.process(row);
  return row;
}

/** Keeps one blank row at the end of a table. */
export function keepBlank(list: HTMLElement): void {
  if (list.querySelector(":scope > .table-scroll") === null) return;
  const rows = rowsOf(list);
  const last = rows[rows.length - 1];
  if (!last || !isBlank(last)) add(list);
  else number(list);
}

function drop(button: HTMLElement): void {
  const row = button.closest<HTMLElement>("[data-row]");
  const list = row?.closest<HTMLElement>("[data-rows]");
  if (!row || !list) return;
  row.remove();
  if (list.querySelector(":scope > .table-scroll")) keepBlank(list);
  else number(list);
  recalculate();
}

export function start(): void {
  on<HTMLElement>("input", ".bench-cell", (cell) => {
    const list = cell.closest<HTMLElement>("[data-rows]");
    if (list) keepBlank(list);
  });
  on<HTMLElement>("click", "[data-drop-row]", drop);
  on<HTMLElement>("click", "[data-add-row]", (button) => {
    const list = button.closest<HTMLElement>("[data-rows]");
    if (!list) return;
    add(list).querySelector<HTMLElement>("input, select")?.focus();
  });
}
