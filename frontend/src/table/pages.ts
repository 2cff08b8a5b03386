/**
 * Windowing: pages of rows that are far from view leave the document and keep their height.
 *
 * Each keyset page is a `<tbody data-page>`; a page out of reach keeps one spacer row, its own rows wait in
 * memory. The page with the focused row is never put away.
 */

import { element } from "../dom";

const REACH = "1500px 0px";
const KEPT_PAGES = 4;

const away = new WeakMap<HTMLTableSectionElement, DocumentFragment>();

function putAway(page: HTMLTableSectionElement): void {
  if (away.has(page) || page.contains(document.activeElement)) return;
  const height = page.getBoundingClientRect().height;
  if (!height) return;
  const rows = document.createDocumentFragment();
  const columns = page.rows[0]?.cells.length ?? 1;
  rows.append(...page.rows);
  const cell = element("td", { colspan: String(columns) });
  cell.style.height = `${height}px`;
  page.append(element("tr", { class: "spacer", "aria-hidden": "true" }, cell));
  away.set(page, rows);
}

function bringBack(page: HTMLTableSectionElement): void {
  const rows = away.get(page);
  if (!rows) return;
  away.delete(page);
  page.replaceChildren(rows);
}

/** Rows of a page wherever they are. */
function rowsOf(page: HTMLTableSectionElement): HTMLTableRowElement[] {
  const place: ParentNode = away.get(page) ?? page;
  return [...place.children].filter((row): row is HTMLTableRowElement => row.hasAttribute("data-key"));
}

/** Puts far pages of a scrolling region away; new pages are given to `observe`. */
export class Pages {
  private readonly reach: IntersectionObserver;

  constructor(private readonly scroll: HTMLElement) {
    this.reach = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const page = entry.target as HTMLTableSectionElement;
          if (!page.isConnected) this.reach.unobserve(page);
          else if (entry.isIntersecting) bringBack(page);
          else if (this.pages().length > KEPT_PAGES) putAway(page);
        }
      },
      { root: scroll, rootMargin: REACH },
    );
    window.addEventListener("beforeprint", () => this.pages().forEach(bringBack));
  }

  pages(): HTMLTableSectionElement[] {
    return [...this.scroll.querySelectorAll<HTMLTableSectionElement>("tbody[data-page]")];
  }

  observe(): void {
    for (const page of this.pages()) this.reach.observe(page);
  }

  /** Makes sure that a row is in the document, so that it can take the focus. */
  attach(row: HTMLTableRowElement): void {
    if (row.isConnected) return;
    const page = this.pages().find((candidate) => rowsOf(candidate).includes(row));
    if (page) bringBack(page);
  }

  /** All loaded rows in order, those put away included. */
  rows(): HTMLTableRowElement[] {
    return this.pages().flatMap(rowsOf);
  }
}
