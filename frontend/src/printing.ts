/** «Печать» opens the browser's own dialog; the style sheet makes paper of the page. */

import { on } from "./dom";

export function start(): void {
  on("click", "[data-print]", () => window.print());
}
