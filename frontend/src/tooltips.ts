/** Tooltips without delay: `data-tip`, and names of icons on the rail. Text only. */

import { element, on } from "./dom";

const RAIL_WIDTH = 100;
const GAP = 6;
let tip: HTMLElement | null = null;

function textOf(target: HTMLElement): string {
  if (target.dataset.tip) return target.dataset.tip;
  const onRail = (target.closest(".nav")?.clientWidth ?? RAIL_WIDTH) < RAIL_WIDTH;
  return (onRail && target.dataset.tipRail) || "";
}

function show(target: HTMLElement): void {
  const text = textOf(target);
  hide();
  if (!text) return;
  tip = element("div", { class: "tip", role: "tooltip", popover: "manual" }, text);
  document.body.append(tip);
  tip.showPopover();
  const at = target.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const beside = target.closest(".nav") !== null;
  const left = beside ? at.right + GAP : at.left + (at.width - size.width) / 2;
  const above = at.top - size.height - GAP;
  const top = beside ? at.top + (at.height - size.height) / 2 : above < 0 ? at.bottom + GAP : above;
  tip.style.left = `${Math.max(4, Math.min(left, window.innerWidth - size.width - 4))}px`;
  tip.style.top = `${top}px`;
}

function hide(): void {
  tip?.remove();
  tip = null;
}

export function start(): void {
  const selector = "[data-tip], [data-tip-rail]";
  on<HTMLElement>("pointerover", selector, show);
  on<HTMLElement>("focusin", selector, show);
  on("pointerout", selector, hide);
  on("focusout", selector, hide);
  document.addEventListener("click", hide, true);
}
