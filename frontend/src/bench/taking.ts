/** Values taken over from the tools into the form; the link to the calculation into the clipboard. */

import { on } from "../dom";
import { control, recalculate } from "./form";

function take(button: HTMLElement): void {
  const cell = control(button.dataset.put ?? "");
  if (!cell) return;
  const unit = control(`${cell.name}#unit`);
  if (unit instanceof HTMLSelectElement && unit.options[0]) unit.value = unit.options[0].value;
  cell.value = button.dataset.value ?? "";
  cell.focus();
  recalculate();
}

async function copy(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset.copyText ?? "");
  const detail = { title: "Ссылка скопирована", text: "По ней откроется этот расчёт с теми же данными.", tone: "done", undo: "" };
  document.body.dispatchEvent(new CustomEvent("toast", { detail, bubbles: true }));
}

export function start(): void {
  on<HTMLElement>("click", "[data-put]", take);
  on<HTMLElement>("click", "[data-copy-text]", (button) => void copy(button));
}
