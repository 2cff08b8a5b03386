/** Refused commands: problem+json inside the open dialog, otherwise as a red toast. */

import { element, icon } from "./dom";
import { showToast } from "./toasts";

interface Problem {
  detail: string;
  code: string;
}

const LOST: Problem = { detail: "Нет связи с сервером. Ничего не записано, повторите через минуту.", code: "" };

function read(xhr: XMLHttpRequest): Problem {
  if (xhr.getResponseHeader("Content-Type")?.includes("json")) {
    try {
      const body = JSON.parse(xhr.responseText) as Partial<Problem>;
      if (body.detail) return { detail: body.detail, code: body.code ?? "" };
    } catch {
      // Not the JSON it claims to be: the general sentence below says enough.
    }
  }
  return { detail: `Сервер ответил кодом ${xhr.status}. Действие не выполнено.`, code: "" };
}

/** The alert of `{% alert "bad" %}`, made in the browser. */
function alertOf(problem: Problem): HTMLElement {
  const body = element("div", { class: "alert__body" }, problem.detail);
  if (problem.code) body.append(element("div", { class: "alert__code" }, `Код: ${problem.code}`));
  return element("div", { class: "alert alert--bad", role: "alert" }, icon("circle-alert"), body);
}

/** Shows why a request failed; `xhr` is null when there was no answer. */
export function showProblem(source: Element, xhr: XMLHttpRequest | null): void {
  const problem = xhr ? read(xhr) : LOST;
  // The source may be the place that was to be filled, outside the dialog that covers the page.
  const dialog = source.closest("dialog") ?? document.querySelector("dialog[open]");
  const place = dialog?.querySelector("[data-problem]");
  if (place) place.replaceChildren(alertOf(problem));
  else showToast({ title: problem.detail, text: problem.code && `Код: ${problem.code}`, tone: "bad" });
}
