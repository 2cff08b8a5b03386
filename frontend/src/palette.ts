/** Ctrl K: find anything, go anywhere. */

import { all, debounced, on } from "./dom";

const TYPING_PAUSE_MS = 120;

function hits(list: HTMLElement): HTMLAnchorElement[] {
  return all<HTMLAnchorElement>("[role=option]", list);
}

function choose(list: HTMLElement, input: HTMLInputElement, step: number): void {
  const found = hits(list);
  const present = found.findIndex((hit) => hit.getAttribute("aria-selected") === "true");
  const next = found[(present + step + found.length) % found.length];
  for (const hit of found) hit.setAttribute("aria-selected", String(hit === next));
  next?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next?.id ?? "");
}

export function start(): void {
  const dialog = document.getElementById("palette");
  const input = dialog?.querySelector("input");
  const list = document.getElementById("palette-hits");
  if (!(dialog instanceof HTMLDialogElement) || !input || !list) return;
  let asked = 0;

  const ask = async (): Promise<void> => {
    const number = ++asked;
    const answer = await fetch(`${dialog.dataset.findUrl}?q=${encodeURIComponent(input.value)}`).catch(() => null);
    if (!answer?.ok || number !== asked) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...parsed.body.childNodes);
    hits(list).forEach((hit, index) => (hit.id = `hit-${index}`));
    choose(list, input, 1);
  };
  const askSoon = debounced(TYPING_PAUSE_MS, () => void ask());

  on("click", "[data-palette]", () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    void ask();
  });
  input.addEventListener("input", askSoon);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(list, input, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      // A search field would only empty itself.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      list.querySelector<HTMLAnchorElement>("[aria-selected=true]")?.click();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
