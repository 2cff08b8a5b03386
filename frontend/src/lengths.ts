/** Lengths that come from data: the policy forbids style attributes, the CSSOM is allowed. */

import { allWithSelf } from "./dom";

const PERCENT = { width: "data-width", left: "data-left", height: "data-height" } as const;

/** Applies `data-width`, `data-left` and `data-height` (per cent of the parent) inside an element. */
export function apply(within: Element | Document): void {
  for (const [property, attribute] of Object.entries(PERCENT)) {
    for (const target of allWithSelf<HTMLElement>(`[${attribute}]`, within)) {
      const value = Number(target.getAttribute(attribute));
      if (Number.isFinite(value)) target.style.setProperty(property, `${value}%`);
    }
  }
}
