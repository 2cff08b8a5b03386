/** Lines of a card: a line is taken out before the card is saved. */

import { on } from "./dom";

export function start(): void {
  on<HTMLElement>("click", "[data-remove-line]", (button) => {
    const form = button.closest("form");
    button.closest("tr")?.remove();
    form?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
