/** Dialogs: opened by buttons, or by arriving from the server in the slot. */

import { on } from "./dom";
import { onHtmx } from "./htmx";

const SLOT = "dialog-slot";

function open(dialog: HTMLDialogElement): void {
  dialog.querySelector("[data-problem]")?.replaceChildren();
  if (!dialog.open) dialog.showModal();
}

export function start(): void {
  on<HTMLElement>("click", "[data-dialog]", (button) => {
    const dialog = document.getElementById(button.dataset.dialog ?? "");
    if (dialog instanceof HTMLDialogElement) open(dialog);
  });
  on("click", "[data-close]", (button) => button.closest("dialog")?.close());
  onHtmx("afterSwap", (detail) => {
    if (detail.target.id !== SLOT) return;
    const dialog = detail.target.querySelector("dialog");
    if (!dialog) return;
    dialog.addEventListener("close", () => dialog.remove());
    open(dialog);
  });
  onHtmx("afterRequest", (detail) => {
    const done = detail.xhr.status >= 200 && detail.xhr.status < 400;
    if (done) detail.elt.closest("[data-close-on-success]")?.closest("dialog")?.close();
  });
}
