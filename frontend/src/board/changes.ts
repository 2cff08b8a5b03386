/** The panel «Что изменится»: what is ticked decides whether the draft is accepted or computed anew. */

import { all, on } from "../dom";
import { load, onHtmx } from "../htmx";
import { close } from "../panels";

const FORM = "accept-form";

function form(): HTMLFormElement | null {
  return document.getElementById(FORM) as HTMLFormElement | null;
}

function kept(): Set<string> {
  return new Set(all<HTMLInputElement>("input[name=keep]", form() ?? document).map((field) => field.value));
}

function write(orders: Set<string>): void {
  const place = form();
  if (!place) return;
  for (const field of all("input[name=keep]", place)) field.remove();
  for (const order of orders) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "keep";
    field.value = order;
    place.append(field);
  }
}

/** The buttons say what will happen: accept the draft, or a new run that leaves some orders in place. */
function name(): void {
  const count = kept().size;
  for (const button of all<HTMLElement>("[data-accept]")) {
    const word = button.querySelector("[data-accept-word]");
    if (word) word.textContent = count === 0 ? "Принять план" : `Пересчитать, оставив ${count} на месте`;
    button.dataset.accept = count === 0 ? "publish" : "again";
  }
  for (const note of all<HTMLElement>("[data-keep-note]")) {
    note.hidden = count === 0;
    const number = note.querySelector("[data-keep-count]");
    if (number) number.textContent = String(count);
  }
}

/** A panel that comes again shows the ticks as they were left. */
function restore(): void {
  const orders = kept();
  for (const box of all<HTMLInputElement>("[data-change] input[type=checkbox]")) box.checked = !orders.has(box.value);
  name();
}

/**
 * Joins the panel to the board.
 *
 * `find` is for people who ask for an order; `reveal` shows the first operation that a preview moves.
 */
export function start(find: (orderNo: string) => void, reveal: (orderNo: string, opNo: number) => void): void {
  on<HTMLInputElement>("change", "[data-change] input[type=checkbox]", (box) => {
    const orders = kept();
    if (box.checked) orders.delete(box.value);
    else orders.add(box.value);
    write(orders);
    name();
  });
  on<HTMLElement>("click", "[data-toggle-panel]", (button) => {
    if (document.querySelector("#panel [data-diff]")?.checkVisibility()) close();
    else void load(button.dataset.togglePanel ?? "", "#panel");
  });
  on<HTMLElement>("click", "[data-find]", (row, event) => {
    if (!(event.target as Element).closest("input, label")) find(row.dataset.find ?? "");
  });
  let moving = false;
  onHtmx("afterSwap", (detail) => {
    if (detail.target.id !== "panel") return;
    const preview = detail.target.querySelector<HTMLElement>("[data-move]");
    moving = preview !== null;
    const { firstOrder, firstOperation } = preview?.dataset ?? {};
    if (firstOrder) reveal(firstOrder, Number(firstOperation));
    restore();
  });
  // After a look at a move the draft's changes come back.
  document.addEventListener("potok:panel-closed", () => {
    const toggle = document.querySelector<HTMLElement>("[data-toggle-panel]");
    if (moving && toggle) void load(toggle.dataset.togglePanel ?? "", "#panel");
    moving = false;
  });
  restore();
}
