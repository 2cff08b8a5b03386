/** What the parts of the form share: the form itself, its controls by name. */

export type Cell = HTMLInputElement | HTMLSelectElement;

export function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("[data-bench-form]");
}

/** The server computes anew what is typed now. */
export function recalculate(): void {
  form()?.dispatchEvent(new Event("recalculate"));
}

export function control(name: string): Cell | null {
  const found = form()?.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : null;
}

/** Puts a text into a cell; a list takes the value or the name of its choice. */
export function fill(cell: Cell, text: string): void {
  const plain = text.trim();
  if (cell instanceof HTMLSelectElement) {
    const wanted = plain.toLowerCase();
    const option = [...cell.options].find((one) => one.value === plain || one.text.toLowerCase() === wanted);
    cell.value = option ? option.value : "";
  } else {
    cell.value = plain;
  }
}
