/** htmx and the house: the CSRF header, errors as toasts or inside the dialog, no command twice. */

import { showProblem } from "./problems";
import { onHtmx, type RequestDetail } from "./htmx";
import { isSignedOut, recover } from "./session";

const SAFE = new Set(["get", "head"]);

function csrfToken(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

function isCommand(detail: RequestDetail): boolean {
  return !SAFE.has(detail.requestConfig.verb);
}

function lock(detail: RequestDetail, locked: boolean): void {
  if (!isCommand(detail)) return;
  const buttons = detail.elt.matches("button") ? [detail.elt] : detail.elt.querySelectorAll("button[type=submit]");
  for (const button of buttons) (button as HTMLButtonElement).disabled = locked;
}

/** Old rows stay, greyed, while new ones are on their way. */
function busy(detail: RequestDetail, on: boolean): void {
  if (isCommand(detail) || detail.target === document.body) return;
  if (on) detail.target.setAttribute("aria-busy", "true");
  else detail.target.removeAttribute("aria-busy");
}

/** A session that ended answers with the login page: the whole page goes there. */
function leaveIfSignedOut(detail: RequestDetail, event: Event): void {
  if (detail.xhr.responseURL && new URL(detail.xhr.responseURL).pathname.endsWith("/login/")) {
    event.preventDefault();
    window.location.reload();
  }
}

/** A refusal is told; only a form that came back with its faults (422 as HTML) takes its place. */
function refuse(detail: RequestDetail): void {
  const { status } = detail.xhr;
  if (isSignedOut(detail)) {
    detail.shouldSwap = false;
    recover(detail);
    return;
  }
  const isPage = !detail.xhr.getResponseHeader("Content-Type")?.includes("json");
  if (status < 400 || (status === 422 && isPage)) return;
  detail.shouldSwap = false;
  showProblem(detail.elt, detail.xhr);
}

export function start(): void {
  onHtmx("configRequest", (detail) => {
    if (!SAFE.has(detail.verb)) detail.headers["X-CSRFToken"] = csrfToken();
  });
  onHtmx("beforeRequest", (detail) => {
    lock(detail, true);
    busy(detail, true);
  });
  onHtmx("afterRequest", (detail) => {
    lock(detail, false);
    busy(detail, false);
  });
  onHtmx("beforeSwap", (detail, event) => {
    leaveIfSignedOut(detail, event);
    refuse(detail);
  });
  onHtmx("sendError", (detail) => showProblem(detail.elt, null));
}
