/** Drafts: a form with `data-draft` keeps what is typed on this device until it is sent. */

import { all, allWithSelf, debounced, element, icon } from "./dom";
import { onHtmx } from "./htmx";

const PREFIX = "potok-draft:";
const PAUSE_MS = 400;
/** Drafts older than this are nobody's any more. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
interface Draft {
  at: number;
  values: [string, string][];
}

/** A draft belongs to a person: another one on the same device does not see it. */
function keyOf(form: HTMLFormElement): string {
  return `${PREFIX}${document.body.dataset.person ?? ""}:${form.dataset.draft}`;
}

function fields(form: HTMLFormElement): Field[] {
  return all<Field>("input[name], select[name], textarea[name]", form).filter(
    (field) =>
      !["csrfmiddlewaretoken", "seen", "card", "once", "from"].includes(field.name) &&
      !["password", "file"].includes(field.type) &&
      !("draftSkip" in field.dataset),
  );
}

function valueOf(field: Field): string {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    return `${field.value}=${field.checked ? "1" : "0"}`;
  }
  return field.value;
}

function setValue(field: Field, value: string): void {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    if (value.startsWith(`${field.value}=`)) field.checked = value.endsWith("=1");
  } else field.value = value;
}

function values(form: HTMLFormElement): [string, string][] {
  return fields(form).map((field) => [field.name, valueOf(field)]);
}

function read(form: HTMLFormElement): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null") as Draft | null;
    return draft && Date.now() - draft.at < KEPT_MS ? draft : null;
  } catch {
    return null;
  }
}

function forget(form: HTMLFormElement): void {
  localStorage.removeItem(keyOf(form));
}

function write(form: HTMLFormElement, before: string): void {
  const now = values(form);
  if (JSON.stringify(now) === before) forget(form);
  else localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values: now } satisfies Draft));
}

/** Offers what was typed and not sent; the person takes it or drops it. */
function offer(form: HTMLFormElement, draft: Draft): void {
  const take = element("button", { class: "btn btn--small", type: "button" }, "Вернуть введённое");
  const drop = element("button", { class: "btn btn--ghost btn--small", type: "button" }, "Не нужно");
  const when = new Date(draft.at).toLocaleString("ru", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const note = element(
    "div",
    { class: "alert alert--accent", role: "note" },
    icon("save"),
    element(
      "div",
      { class: "alert__body" },
      `Здесь осталось несохранённое от ${when}.`,
      element("div", { class: "alert__actions" }, take, drop),
    ),
  );
  take.addEventListener("click", () => {
    const left = [...draft.values];
    for (const field of fields(form)) {
      const index = left.findIndex(([name]) => name === field.name);
      if (index < 0) continue;
      setValue(field, left[index]![1]);
      left.splice(index, 1);
    }
    note.remove();
  });
  drop.addEventListener("click", () => {
    forget(form);
    note.remove();
  });
  form.prepend(note);
}

const made = new WeakSet<Element>();

export function enhance(within: Element | Document): void {
  for (const form of allWithSelf<HTMLFormElement>("form[data-draft]", within)) {
    if (made.has(form)) continue;
    made.add(form);
    const before = JSON.stringify(values(form));
    const draft = read(form);
    if (draft && JSON.stringify(draft.values) !== before && !form.querySelector("[aria-invalid]")) offer(form, draft);
    // At once when a field is left: the page may be left with it.
    form.addEventListener("change", () => write(form, before));
    form.addEventListener("input", debounced(PAUSE_MS, () => form.isConnected && write(form, before)));
    // Of an ordinary form the answer is a new page: what it refuses stands in the answer itself.
    if (!form.hasAttribute("hx-post")) form.addEventListener("submit", () => form.dataset.checked && forget(form));
  }
}

export function start(): void {
  onHtmx("afterRequest", (detail) => {
    const form = detail.elt.closest<HTMLFormElement>("form[data-draft]");
    if (form && detail.xhr.status >= 200 && detail.xhr.status < 300 && detail.requestConfig.verb !== "get") forget(form);
  });
}
