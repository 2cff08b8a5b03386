/** Tokens for drawings on a canvas; ask again after the event `potok:look` (theme or density changed). */

let probe: HTMLElement | null = null;

/** The colour of a token (`--accent`) in the present theme, as `rgb(…)`. */
export function tokenColour(name: string): string {
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

/** A length token (`--row`) in pixels. */
export function tokenPixels(name: string): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));
}
