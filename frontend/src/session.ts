/**
 * A session that ended while a page is open: a dialog over the page signs in again, and what was asked for is
 * sent then. Nothing that was typed is lost.
 */

import { all, element, on } from "./dom";
import { onHtmx, type RequestDetail } from "./htmx";

const SLOT = "session-slot";
/** What is to be done once the person is signed in again. */
let waiting: (() => void)[] = [];

function again(): string {
  const { againUrl = "", person = "" } = document.body.dataset;
  return `${againUrl}?user=${encodeURIComponent(person)}`;
}

/** A place of its own: the dialog whose command was refused stays open below. */
function slot(): HTMLElement {
  const known = document.getElementById(SLOT);
  if (known) return known;
  const made = element("div", { id: SLOT });
  document.body.append(made);
  return made;
}

function ask(then: () => void): void {
  waiting.push(then);
  if (slot().querySelector("dialog[open]")) return;
  void window.htmx.ajax("GET", again(), { target: slot(), swap: "innerHTML" });
}

function renewToken(token: string): void {
  for (const input of all<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) input.value = token;
}

/** The same request once more, with the values of its form. */
function repeat(detail: RequestDetail): () => void {
  const { verb, path, triggeringEvent } = detail.requestConfig;
  return () => void window.htmx.ajax(verb.toUpperCase(), path, { source: detail.elt, event: triggeringEvent });
}

export function isSignedOut(detail: RequestDetail): boolean {
  return detail.xhr.status === 401;
}

/** Takes over a refused request of htmx. */
export function recover(detail: RequestDetail): void {
  ask(repeat(detail));
}

function signedIn(token: string): void {
  renewToken(token);
  slot().replaceChildren();
  const actions = waiting;
  waiting = [];
  for (const action of actions) action();
}

/** An ordinary form leaves the page, so the session is asked for before. */
async function sendWhenSignedIn(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const answer = await fetch(document.body.dataset.sessionUrl ?? "", { headers: { Accept: "application/json" } }).catch(
    () => null,
  );
  const send = (): void => {
    form.dataset.checked = "1";
    form.requestSubmit(submitter);
  };
  if (answer?.status === 401) ask(send);
  else send();
}

export function start(): void {
  if (!document.body.dataset.sessionUrl) return;
  on<HTMLFormElement>("submit", "form[method=post]:not([hx-post])", (form, event) => {
    if (form.dataset.checked) {
      delete form.dataset.checked;
      return;
    }
    event.preventDefault();
    void sendWhenSignedIn(form, (event as SubmitEvent).submitter);
  });
  onHtmx("afterSwap", (detail) => {
    if (detail.target.id !== SLOT) return;
    const done = detail.target.querySelector<HTMLElement>("[data-signed-in]");
    const dialog = detail.target.querySelector("dialog");
    if (done) signedIn(done.dataset.signedIn ?? "");
    else if (dialog) {
      dialog.showModal();
      dialog.querySelector<HTMLInputElement>("[name=password]")?.focus();
      dialog.addEventListener("close", () => {
        waiting = [];
      });
    }
  });
}
