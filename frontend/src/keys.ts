/**
 * Keys of a screen: `data-key="Ctrl+Enter"` presses the element that bears it.
 *
 * Letters and «/» are taken by their place on the keyboard, so they work under the Russian layout too.
 * Keys that the browser owns act only while the focus is in a table or matrix.
 */

import { all, typing, usable } from "./dom";
import { isOpen as panelIsOpen, close as closePanel } from "./panels";

const BROWSER_OWNED = new Set(["F5", "Ctrl+P", "Ctrl+S", "Ctrl+D", "Ctrl+F"]);
const MODIFIED = /^(Ctrl|Alt)\+|^F\d+$/;

function nameOf(event: KeyboardEvent): string {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
  if (event.code === "Slash" || event.key === "/") return "/";
  if (event.key === "+" || event.code === "NumpadAdd") return "+";
  if (event.key === "-" || event.code === "NumpadSubtract") return "-";
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return letter ?? digit ?? (event.key === " " ? "Space" : event.key);
}

/** The combination of an event as `data-key` writes it: «Ctrl+Enter», «Alt+1», «N», «?». */
export function combination(event: KeyboardEvent): string {
  const name = nameOf(event);
  const parts = [name];
  if (event.shiftKey && name !== "?" && name !== "+") parts.unshift("Shift");
  if (event.altKey) parts.unshift("Alt");
  if (event.ctrlKey || event.metaKey) parts.unshift("Ctrl");
  return parts.join("+");
}

function bearer(keys: string): HTMLElement | undefined {
  const dialogs = all<HTMLElement>("dialog[open]");
  const within: ParentNode = dialogs[dialogs.length - 1] ?? document;
  return all<HTMLElement>(`[data-key="${CSS.escape(keys)}"]`, within).find(usable);
}

function escape(): boolean {
  if (panelIsOpen()) {
    closePanel();
    return true;
  }
  return false;
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = combination(event);
  if (typing(event.target) && !MODIFIED.test(keys)) return;
  const inTable = (event.target as Element).closest?.("[data-table], [data-matrix], [data-keys]") != null;
  if (BROWSER_OWNED.has(keys) && !inTable) return;
  if (keys === "Escape") {
    if (document.querySelector("dialog[open], :popover-open")) return;
    if (escape()) return event.preventDefault();
  }
  const target = bearer(keys);
  if (!target) return;
  event.preventDefault();
  target.click();
}

export function start(): void {
  document.addEventListener("keydown", handle);
}
