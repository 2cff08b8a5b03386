/** Matrix: cells by arrows, «откуда число» by Enter, opening of items, the next shortage by N. */

import { all, allWithSelf, typing } from "./dom";
import * as panels from "./panels";
import { keepArranged } from "./table/columns";

const NARROW = 700;
const NARROW_NAME = 132;
const NAME_WIDTH = 206;

class MatrixGrid {
  private cell: HTMLTableCellElement | null = null;
  /** Place of the cursor, to find it again when a block was opened anew. */
  private place = { key: "", column: 0 };

  constructor(private readonly scroll: HTMLElement) {
    scroll.addEventListener("keydown", (event) => this.key(event));
    scroll.addEventListener("click", (event) => this.click(event));
    const first = this.cells()[0];
    if (first) first.tabIndex = 0;
    const table = scroll.querySelector("table");
    if (table) keepArranged(table, window.innerWidth < NARROW ? NARROW_NAME : NAME_WIDTH);
  }

  /** A block came back from the server. */
  refresh(): void {
    if (this.cell?.isConnected || !this.place.key) return;
    const row = this.scroll.querySelector<HTMLTableRowElement>(`tr[data-key="${CSS.escape(this.place.key)}"]`);
    const cell = row?.cells[this.place.column];
    if (cell) this.focus(cell);
  }

  private rows(): HTMLTableRowElement[] {
    return all<HTMLTableRowElement>("tbody tr", this.scroll);
  }

  private cells(): HTMLTableCellElement[] {
    return all<HTMLTableCellElement>("tbody td[tabindex]", this.scroll);
  }

  private focus(cell: HTMLTableCellElement | null | undefined): void {
    if (!cell) return;
    if (this.cell) this.cell.tabIndex = -1;
    this.cell?.classList.remove("is-cursor");
    this.cell?.parentElement?.classList.remove("is-focused");
    this.cell = cell;
    this.place = { key: cell.parentElement?.dataset.key ?? "", column: cell.cellIndex };
    cell.tabIndex = 0;
    cell.classList.add("is-cursor");
    cell.parentElement?.classList.add("is-focused");
    cell.focus({ preventScroll: true });
    this.reveal(cell);
  }

  /** Scrolls so that neither the sticky head nor the fixed columns hide the cell. */
  private reveal(cell: HTMLTableCellElement): void {
    const region = this.scroll.getBoundingClientRect();
    const head = this.scroll.querySelector("thead")?.getBoundingClientRect().height ?? 0;
    const fixed = all<HTMLElement>("thead th[class*=stick-]", this.scroll);
    const edge = fixed.reduce((right, th) => Math.max(right, th.getBoundingClientRect().right), region.left);
    const at = cell.getBoundingClientRect();
    if (at.left < edge) this.scroll.scrollLeft -= edge - at.left;
    else if (at.right > region.right) this.scroll.scrollLeft += at.right - region.right;
    if (at.top < region.top + head) this.scroll.scrollTop -= region.top + head - at.top;
    else if (at.bottom > region.bottom) this.scroll.scrollTop += at.bottom - region.bottom;
  }

  private byStep(rows: number, columns: number): void {
    const present = this.cell ?? this.cells()[0];
    if (!present) return;
    const all = this.rows();
    const index = all.indexOf(present.parentElement as HTMLTableRowElement) + rows;
    const row = all[Math.max(0, Math.min(all.length - 1, index))];
    const next = row?.cells[present.cellIndex + columns];
    if (next?.hasAttribute("tabindex")) this.focus(next);
  }

  private edge(last: boolean): void {
    const row = this.cell?.parentElement as HTMLTableRowElement | undefined;
    const cells = row ? [...row.cells].filter((cell) => cell.hasAttribute("tabindex")) : [];
    this.focus(last ? cells[cells.length - 1] : cells[0]);
  }

  /** The next red cell after the cursor, from the top again after the last one. */
  nextShortage(): void {
    const cells = this.cells();
    const start = this.cell ? cells.indexOf(this.cell) + 1 : 0;
    const rest = [...cells.slice(start), ...cells.slice(0, start)];
    this.focus(rest.find((cell) => cell.classList.contains("is-negative")));
  }

  private toggle(): void {
    this.cell?.closest("tbody")?.querySelector<HTMLElement>(".fold")?.click();
  }

  private explain(): void {
    if (this.cell?.dataset.look) panels.show(this.cell.dataset.look);
  }

  private key(event: KeyboardEvent): void {
    if (typing(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.target as Element).closest("a, button") && (event.key === "Enter" || event.key === " ")) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.byStep(1, 0),
      ArrowUp: () => this.byStep(-1, 0),
      ArrowRight: () => this.byStep(0, 1),
      ArrowLeft: () => this.byStep(0, -1),
      Home: () => this.edge(false),
      End: () => this.edge(true),
      Enter: () => this.explain(),
      " ": () => this.toggle(),
    };
    const action = event.code === "KeyN" ? () => this.nextShortage() : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest("a, button")) return;
    const cell = target.closest<HTMLTableCellElement>("td[tabindex]");
    if (!cell) {
      target.closest("tr")?.querySelector<HTMLElement>(".fold")?.click();
      return;
    }
    this.focus(cell);
    this.explain();
  }
}

const grids = new WeakMap<Element, MatrixGrid>();

export function enhance(within: Element | Document): void {
  for (const scroll of allWithSelf<HTMLElement>("[data-matrix]", within)) {
    if (!grids.has(scroll)) grids.set(scroll, new MatrixGrid(scroll));
  }
  const around = within instanceof Element ? within.closest("[data-matrix]") : null;
  if (around) grids.get(around)?.refresh();
}

export function start(): void {
  document.addEventListener("keydown", (event) => {
    const atRest = document.activeElement === document.body || document.activeElement?.id === "main";
    const scroll = document.querySelector("[data-matrix]");
    if (!scroll || !atRest || event.code !== "KeyN" || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    grids.get(scroll)?.nextShortage();
  });
}
