/** Fields that only some choices use: `data-for` names the choice, `data-choices` its values; others hide them. */

import { all, on } from "../dom";
import { control, form } from "./form";

function show(): void {
  for (const field of all<HTMLElement>("[data-for]", form() ?? document)) {
    const chosen = control(field.dataset.for ?? "")?.value ?? "";
    const used = chosen === "" || (field.dataset.choices ?? "").split(" ").includes(chosen);
    field.hidden = !used;
    // What is hidden is not sent: the method would warn of data that it does not use.
    for (const cell of all<HTMLInputElement | HTMLSelectElement>("input, select", field)) cell.disabled = !used;
  }
}

export function start(): void {
  show();
  on("change", "[data-bench-form] select", show);
}
