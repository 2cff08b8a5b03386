/** Copied numbers are plain, so that a spreadsheet takes them. */

import { element } from "./dom";
import { plainNumbers } from "./numbers";

export function start(): void {
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const text = selection?.toString() ?? "";
    if (!selection || !event.clipboardData || !/[\u202f\u2212]/.test(text)) return;
    const holder = element("div");
    for (let index = 0; index < selection.rangeCount; index++) {
      holder.append(selection.getRangeAt(index).cloneContents());
    }
    event.clipboardData.setData("text/plain", plainNumbers(text));
    event.clipboardData.setData("text/html", plainNumbers(holder.innerHTML));
    event.preventDefault();
  });
}
