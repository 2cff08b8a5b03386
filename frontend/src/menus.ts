/** Menus: native popovers put beside the button that opens them; forms of filters are loaded into one. */

import { all, element, on } from "./dom";
import { load } from "./htmx";

const GAP = 4;
const MARGIN = 8;
let opener: HTMLElement | null = null;

function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const right = window.innerWidth - MARGIN;
  const alignEnd = at.left + size.width > right;
  const left = alignEnd ? Math.max(MARGIN, at.right - size.width) : at.left;
  const below = at.bottom + GAP;
  const above = at.top - GAP - size.height;
  menu.style.left = `${left}px`;
  menu.style.top = `${below + size.height > window.innerHeight - MARGIN && above > 0 ? above : below}px`;
}

function items(menu: HTMLElement): HTMLElement[] {
  return all<HTMLElement>(".menu__item:not(:disabled)", menu);
}

function move(menu: HTMLElement, step: number): void {
  const found = items(menu);
  const index = found.indexOf(document.activeElement as HTMLElement);
  found[(index + step + found.length) % found.length]?.focus();
}

function urlMenu(): HTMLElement {
  const known = document.getElementById("url-menu");
  if (known) return known;
  const made = element("div", { class: "menu", id: "url-menu", popover: "" });
  document.body.append(made);
  return made;
}

/** Opens the address of a button as a menu beside it (forms of filters). */
async function openUrl(button: HTMLElement): Promise<void> {
  const menu = urlMenu();
  const anchor = button.closest<HTMLElement>(".menu") ? (opener ?? button) : button;
  menu.replaceChildren();
  await load(button.dataset.menuUrl ?? "", menu);
  button.closest<HTMLElement>("[popover]")?.hidePopover();
  menu.showPopover();
  place(menu, anchor);
  menu.querySelector<HTMLElement>("[autofocus], input, select, button")?.focus();
}

export function start(): void {
  on<HTMLElement>("click", "[popovertarget]", (button) => {
    opener = button;
  });
  on<HTMLElement>("click", "[data-menu-url]", (button, event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (ctrlKey || metaKey || shiftKey) return; // a link opens beside as usual
    event.preventDefault();
    void openUrl(button);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const menu = event.target as HTMLElement;
      if (!menu.matches?.(".menu:not(#url-menu)") || (event as ToggleEvent).newState !== "open" || !opener) return;
      place(menu, opener);
      if (opener.matches(":focus-visible")) items(menu)[0]?.focus();
    },
    true,
  );
  on<HTMLElement>("keydown", ".menu", (menu, event) => {
    const { key, altKey } = event as KeyboardEvent;
    if (altKey || (key !== "ArrowDown" && key !== "ArrowUp")) return;
    event.preventDefault();
    move(menu, key === "ArrowDown" ? 1 : -1);
  });
}
