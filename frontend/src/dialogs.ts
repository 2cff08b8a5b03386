/** Dialogs: opened by buttons, or by arriving from the server in the slot. */

import { on } from "./dom";
import { onHtmx } from "./htmx";

const SLOT = "dialog-slot";

/** Where the focus starts: a named place, else the first field, else a button that does no harm. */
const FIRST = [
  "[autofocus]",
  ".dialog__body :is(input:not([type=hidden]), select, textarea)",
  ".dialog__foot .btn:not(.btn--danger)",
];

function open(dialog: HTMLDialogElement): void {
  dialog.querySelector("[data-problem]")?.replaceChildren();
  if (dialog.open) return;
  dialog.showModal();
  const first = FIRST.map((selector) => dialog.querySelector<HTMLElement>(selector)).find((found) => found !== null);
  (first ?? dialog).focus();
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
