/** Data table: row focus, selection by mouse and keyboard, quick look, next pages. */

import { all, allWithSelf, debounced, on, typing, usable } from "../dom";
import { formatNumber } from "../numbers";
import * as panels from "../panels";
import * as columns from "./columns";
import { Pages } from "./pages";
import { Selection } from "./selection";

const LOOK_PAUSE_MS = 180;
const MORE_REACH = "900px 0px";

/** Where a person was in a table: scroll and key of the row with the cursor. */
interface Place {
  top: number;
  key: string;
}

const places = new Map<string, Place>();

class DataTable {
  private readonly pages: Pages;
  private readonly selection: Selection;
  private readonly more: IntersectionObserver;
  private focused: HTMLTableRowElement | null = null;
  private anchor: HTMLTableRowElement | null = null;
  private readonly lookSoon = debounced(LOOK_PAUSE_MS, () => this.look());

  constructor(private readonly scroll: HTMLElement) {
    this.pages = new Pages(scroll);
    this.selection = new Selection(scroll, () => this.pages.rows());
    this.more = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) if (entry.isIntersecting) window.htmx.trigger(entry.target, "more");
      },
      { root: scroll, rootMargin: MORE_REACH },
    );
    scroll.addEventListener("keydown", (event) => this.key(event));
    scroll.addEventListener("click", (event) => this.click(event));
    scroll.addEventListener("dblclick", (event) => this.open(this.rowAt(event)));
    scroll.addEventListener("scroll", () => requestAnimationFrame(() => this.scrolled()), { passive: true });
    const table = scroll.querySelector("table");
    if (table) columns.keepArranged(table);
    const place = places.get(scroll.dataset.table ?? "");
    this.refresh();
    const rows = this.pages.rows();
    const row = rows.find((candidate) => candidate.dataset.key === place?.key) ?? rows[0];
    if (row) row.tabIndex = 0;
    if (place) this.comeBack(place, row);
  }

  /** The list was read anew: the cursor and the scroll stay where they were. */
  private comeBack(place: Place, row: HTMLTableRowElement | undefined): void {
    this.scroll.scrollTop = place.top;
    if (!row || row.dataset.key !== place.key) return;
    this.focused = row;
    row.classList.add("is-focused");
  }

  /** New rows arrived. */
  refresh(): void {
    this.pages.observe();
    for (const place of all("[data-more]", this.scroll)) this.more.observe(place);
    this.selection.draw();
    this.scrolled();
  }

  clearSelection(): void {
    this.selection.clear();
  }

  /** A key pressed while nothing has the focus: the arrows belong to the table. */
  takeKey(event: KeyboardEvent): void {
    if (!["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    this.focus(this.focused?.isConnected ? this.focused : this.firstInView());
  }

  /** Address of the row that has the cursor, for keys that act on it (F9 copy, F2 edit). */
  get address(): string {
    return this.focused?.dataset.href ?? "";
  }

  get selected(): number {
    return this.selection.size;
  }

  private rowAt(event: Event): HTMLTableRowElement | null {
    return (event.target as Element).closest<HTMLTableRowElement>("tr[data-key]");
  }

  private firstInView(): HTMLTableRowElement | null {
    const top = this.scroll.getBoundingClientRect().top;
    const rows = this.pages.rows();
    return rows.find((row) => row.isConnected && row.getBoundingClientRect().top >= top) ?? rows[0] ?? null;
  }

  private focus(row: HTMLTableRowElement | null | undefined): void {
    if (!row) return;
    this.pages.attach(row);
    this.focused?.classList.remove("is-focused");
    if (this.focused) this.focused.tabIndex = -1;
    this.focused = row;
    row.classList.add("is-focused");
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    this.reveal(row);
    this.keepPlace();
    if (panels.isOpen()) this.lookSoon();
  }

  /** Scrolls so that neither the sticky head nor the lower edge hides the row. */
  private reveal(row: HTMLTableRowElement): void {
    const region = this.scroll.getBoundingClientRect();
    const head = this.scroll.querySelector("thead")?.getBoundingClientRect().height ?? 0;
    const at = row.getBoundingClientRect();
    if (at.top < region.top + head) this.scroll.scrollTop -= region.top + head - at.top;
    else if (at.bottom > region.bottom) this.scroll.scrollTop += at.bottom - region.bottom;
  }

  private keepPlace(): void {
    places.set(this.scroll.dataset.table ?? "", { top: this.scroll.scrollTop, key: this.focused?.dataset.key ?? "" });
  }

  private step(count: number, extend: boolean): void {
    const rows = this.pages.rows();
    const index = this.focused ? rows.indexOf(this.focused) : -1;
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + count))];
    if (!next) return;
    if (extend) this.extend(next);
    else this.anchor = null;
    this.focus(next);
  }

  private extend(to: HTMLTableRowElement): void {
    const rows = this.pages.rows();
    this.anchor ??= this.focused ?? to;
    const [from, until] = [rows.indexOf(this.anchor), rows.indexOf(to)].sort((a, b) => a - b) as [number, number];
    this.selection.clear();
    this.selection.set(rows.slice(from, until + 1), true);
  }

  private pageLength(): number {
    const row = this.focused?.offsetHeight || 29;
    return Math.max(1, Math.floor(this.scroll.clientHeight / row) - 2);
  }

  private key(event: KeyboardEvent): void {
    if (typing(event.target) || event.altKey) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.step(1, event.shiftKey),
      ArrowUp: () => this.step(-1, event.shiftKey),
      PageDown: () => this.step(this.pageLength(), event.shiftKey),
      PageUp: () => this.step(-this.pageLength(), event.shiftKey),
      Home: () => this.step(-Infinity, event.shiftKey),
      End: () => this.step(Infinity, event.shiftKey),
      ArrowRight: () => this.look(),
      ArrowLeft: () => panels.close(),
      Enter: () => this.open(this.focused),
      " ": () => this.toggle(),
    };
    if (event.ctrlKey || event.metaKey) {
      if (event.code !== "KeyA") return;
      event.preventDefault();
      this.selection.setAll();
      return;
    }
    if (event.key === "Enter" && (event.target as Element).closest("a, button")) return;
    const action = actions[event.key] ?? this.rowCommand(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** A command of the focused row: the element in it that bears the key (`data-row-key="F4"`). */
  private rowCommand(key: string): (() => void) | undefined {
    const bearer = this.focused?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`);
    return bearer ? () => bearer.click() : undefined;
  }

  private toggle(): void {
    if (this.focused) this.selection.set([this.focused], !this.selection.has(this.focused));
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest("[data-select-all]")) {
      if ((target as HTMLInputElement).checked) this.selection.set(this.pages.rows(), true);
      else this.selection.clear();
      return;
    }
    const row = this.rowAt(event);
    if (!row || target.closest("a, button")) return;
    const onBox = target.closest(".check-cell") !== null;
    if (event.shiftKey) this.extend(row);
    else if (onBox || event.ctrlKey || event.metaKey) this.selection.set([row], !this.selection.has(row));
    else if (window.matchMedia("(max-width: 699px)").matches) return this.open(row);
    if (!event.shiftKey) this.anchor = row;
    this.focus(row);
    this.selection.draw();
  }

  /** Opens the page of a row; a row without one shows its quick look. */
  private open(row: HTMLTableRowElement | null): void {
    if (row?.dataset.href) window.location.assign(row.dataset.href);
    else if (row?.dataset.look) panels.show(row.dataset.look);
  }

  private look(): void {
    if (this.focused?.dataset.look) panels.show(this.focused.dataset.look);
  }

  /** «строки 1–20 из 83», and a shadow under the sticky columns. */
  private scrolled(): void {
    this.scroll.classList.toggle("is-scrolled-x", this.scroll.scrollLeft > 0);
    this.keepPlace();
    const place = document.querySelector("[data-rows-shown]");
    if (!place) return;
    const rows = this.pages.rows();
    const region = this.scroll.getBoundingClientRect();
    const head = this.scroll.querySelector("thead")?.getBoundingClientRect().height ?? 0;
    const inView = (row: HTMLTableRowElement): boolean => {
      if (!row.isConnected) return false;
      const at = row.getBoundingClientRect();
      return at.bottom > region.top + head + 4 && at.top < region.bottom - 4;
    };
    const first = rows.findIndex(inView);
    if (first < 0) {
      place.textContent = "";
      return;
    }
    let last = first;
    while (last + 1 < rows.length && inView(rows[last + 1]!)) last += 1;
    const start = Number(this.scroll.dataset.start ?? 0);
    const found = Number(this.scroll.dataset.found ?? rows.length);
    const shown = [start + first + 1, start + last + 1].map((number) => formatNumber(number, 0));
    place.textContent = `строки ${shown.join("–")} из ${formatNumber(found, 0)}`;
  }
}

const tables = new WeakMap<HTMLElement, DataTable>();

function tableOf(scroll: Element | null): DataTable | undefined {
  return scroll instanceof HTMLElement ? tables.get(scroll) : undefined;
}

function onlyTable(): DataTable | undefined {
  return tableOf(document.querySelector("[data-table]"));
}

/** Makes tables of new content work, and tells a table that new rows came into it. */
export function enhance(within: Element | Document): void {
  for (const scroll of allWithSelf<HTMLElement>("[data-table]", within)) {
    if (!tables.has(scroll)) tables.set(scroll, new DataTable(scroll));
  }
  if (within instanceof Element) tableOf(within.closest("[data-table]"))?.refresh();
}

export function start(): void {
  columns.start();
  on("click", "[data-selection-clear]", (button, event) => {
    event.preventDefault();
    const id = button.closest<HTMLElement>("[data-selection]")?.dataset.selection ?? "";
    tableOf(document.querySelector(`[data-table="${CSS.escape(id)}"]`))?.clearSelection();
  });
  on<HTMLElement>("click", "[data-row-link]", (link, event) => {
    event.preventDefault();
    const address = onlyTable()?.address;
    if (address) window.location.assign(address + (link.dataset.rowLink ?? ""));
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
    const table = onlyTable();
    if (!table) return;
    if (event.key === "Escape" && !panels.isOpen() && table.selected) {
      event.preventDefault();
      table.clearSelection();
    } else if (document.activeElement === document.body || document.activeElement?.id === "main") {
      table.takeKey(event);
    }
  });
  document.addEventListener("potok:panel-closed", (event) => {
    const row = document.querySelector<HTMLElement>("[data-table] tr.is-focused");
    if ((event as CustomEvent<{ hadFocus: boolean }>).detail.hadFocus && row && usable(row)) row.focus();
  });
}
