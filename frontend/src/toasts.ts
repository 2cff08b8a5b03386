/** Toasts: what a command did, with «Отменить» for ten seconds where it can be undone. */

import { element, icon, on } from "./dom";

export interface Toast {
  title: string;
  text?: string;
  tone?: "done" | "wait" | "bad";
  undo?: string;
}

const ICONS = { done: "circle-check", wait: "clock", bad: "circle-alert" } as const;
const UNDO_MS = 10_000;
const USUAL_MS = 6_000;

function closeLater(toast: HTMLElement, milliseconds: number): void {
  let timer = window.setTimeout(() => toast.remove(), milliseconds);
  toast.addEventListener("pointerenter", () => window.clearTimeout(timer));
  toast.addEventListener("pointerleave", () => {
    timer = window.setTimeout(() => toast.remove(), milliseconds / 2);
  });
}

/** Shows a toast; a refusal stays until it is closed. */
export function showToast({ title, text = "", tone = "done", undo = "" }: Toast): void {
  const body = element("div", { class: "toast__body" }, element("div", { class: "toast__title" }, title));
  if (text) body.append(element("div", { class: "toast__text" }, text));
  const actions = element("div", { class: "toast__actions" });
  const toast = element("div", { class: `toast toast--${tone}`, "data-toast": "" }, icon(ICONS[tone]), body, actions);
  if (undo) {
    const button = element("button", { class: "btn btn--link", type: "button" }, "Отменить");
    button.addEventListener("click", () => {
      toast.remove();
      void window.htmx.ajax("POST", undo, { swap: "none" });
    });
    actions.append(button);
  }
  const close = element("button", { class: "toast__close", type: "button", "aria-label": "Закрыть" }, icon("x", 14));
  close.dataset.toastClose = "";
  actions.append(close);
  document.getElementById("toasts")?.append(toast);
  if (tone !== "bad") closeLater(toast, undo ? UNDO_MS : USUAL_MS);
}

export function start(): void {
  document.body.addEventListener("toast", (event) => showToast((event as CustomEvent<Toast>).detail));
  on("click", "[data-toast-close]", (button) => button.closest("[data-toast]")?.remove());
  for (const toast of document.querySelectorAll<HTMLElement>("#toasts > [data-toast]:not(.toast--error)")) {
    closeLater(toast, USUAL_MS);
  }
}
