/** What is selected in a table, and the bar that says so. */

import { all, element } from "../dom";
import { formatNumber } from "../numbers";

/** Decimal text as whole thousandths, so that sums of kilograms stay exact. */
function thousandths(text: string | undefined): number {
  return Math.round(Number(text ?? 0) * 1000);
}

export class Selection {
  readonly keys = new Set<string>();
  /** All rows found by the filter are meant, also those that are not loaded. */
  allFound = false;

  constructor(
    private readonly scroll: HTMLElement,
    private readonly rows: () => HTMLTableRowElement[],
  ) {}

  get size(): number {
    return this.allFound ? Number(this.scroll.dataset.found ?? this.keys.size) : this.keys.size;
  }

  has(row: HTMLTableRowElement): boolean {
    return this.allFound || this.keys.has(row.dataset.key ?? "");
  }

  set(rows: HTMLTableRowElement[], chosen: boolean): void {
    if (this.allFound) {
      this.allFound = false;
      this.keys.clear();
      for (const row of this.rows()) this.keys.add(row.dataset.key ?? "");
    }
    for (const row of rows) {
      const key = row.dataset.key;
      if (key && chosen) this.keys.add(key);
      else if (key) this.keys.delete(key);
    }
    this.draw();
  }

  /** Everything the filter finds: the loaded rows when they are all, else «все найденные». */
  setAll(): void {
    const rows = this.rows();
    const found = Number(this.scroll.dataset.found ?? rows.length);
    this.set(rows, true);
    this.allFound = found > rows.length;
    this.draw();
  }

  clear(): void {
    this.keys.clear();
    this.allFound = false;
    this.draw();
  }

  /** Shows the selection in the rows (also new ones) and in the bar. */
  draw(): void {
    for (const row of this.rows()) {
      const chosen = this.has(row);
      row.setAttribute("aria-selected", String(chosen));
      const box = row.querySelector<HTMLInputElement>(".check-cell input");
      if (box) box.checked = chosen;
    }
    const head = this.scroll.querySelector<HTMLInputElement>("[data-select-all]");
    if (head) {
      head.checked = this.size > 0 && (this.allFound || this.keys.size === this.rows().length);
      head.indeterminate = this.size > 0 && !head.checked;
    }
    const bar = document.querySelector<HTMLFormElement>(`form[data-selection="${this.scroll.dataset.table}"]`);
    if (bar) this.drawBar(bar);
  }

  private chosenRows(): HTMLTableRowElement[] {
    return this.rows().filter((row) => this.has(row));
  }

  private drawBar(bar: HTMLFormElement): void {
    bar.hidden = this.size === 0;
    const chosen = this.chosenRows();
    for (const place of all("[data-selected-count]", bar)) place.textContent = formatNumber(this.size, 0);
    for (const place of all<HTMLElement>("[data-selected-sum]", bar)) this.drawSum(place, chosen);
    for (const button of all<HTMLElement>("[data-verb]", bar)) this.drawVerb(button, chosen);
    all("input[data-kept]", bar).forEach((input) => input.remove());
    const kept = this.allFound
      ? [["all", "1"] as const, ["query", window.location.search.slice(1)] as const]
      : [...this.keys].map((key) => ["key", key] as const);
    bar.append(...kept.map(([name, value]) => element("input", { type: "hidden", name, value, "data-kept": "" })));
  }

  private drawSum(place: HTMLElement, chosen: HTMLTableRowElement[]): void {
    const name = place.dataset.selectedSum ?? "";
    const total = this.allFound
      ? thousandths(this.scroll.getAttribute(`data-total-${name}`) ?? "")
      : chosen.reduce((sum, row) => sum + thousandths(row.getAttribute(`data-sum-${name}`) ?? ""), 0);
    place.textContent = formatNumber(total / 1000, Number(place.dataset.decimals ?? 0));
  }

  /** Only commands valid for the selection; «2 из 3» when some rows cannot take it. */
  private drawVerb(button: HTMLElement, chosen: HTMLTableRowElement[]): void {
    const verb = button.dataset.verb ?? "";
    const able = chosen.filter((row) => row.dataset.can?.split(" ").includes(verb)).length;
    button.hidden = able === 0 && !this.allFound;
    if (this.allFound || able === chosen.length) delete button.dataset.part;
    else button.dataset.part = `${able} из ${chosen.length}`;
  }
}
