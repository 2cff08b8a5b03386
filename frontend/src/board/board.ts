/** The board itself: what is shown, what is chosen, when something is drawn. */

import { tokenPixels } from "../tokens";
import { Labels } from "./labels";
import { readLook, type ColourMode, type Look } from "./look";
import { Model, type Bar, type MachineRow } from "./model";
import { paintAxis } from "./paint-axis";
import { boxOf, paintBars } from "./paint-bars";
import { paintGround, paintStops } from "./paint-ground";
import { paintMarks, type Marks } from "./paint-marks";
import { Surface } from "./surface";
import { startOfDay } from "./time";
import { Tooltip, spoken } from "./tooltip";
import type { BoardData } from "./types";
import { Viewport } from "./viewport";

const GROUP_HEIGHT = 24;
const ROW_EXTRA = 10;
const FLASH_MS = 900;
const SETTLED_MS = 120;

function part<T extends HTMLElement>(root: HTMLElement, name: string): T {
  const found = root.querySelector<T>(`[data-board-${name}]`);
  if (!found) throw new Error(`the board has no part ${name}`);
  return found;
}

export class Board {
  model: Model;
  view: Viewport;
  mode: ColourMode = "lateness";
  /** Whether the bars are those of a run that goes on: a picture, not a version that one may change. */
  isLive = false;
  readonly body: HTMLElement;
  readonly tooltip: Tooltip;
  readonly marks: Marks = { hovered: null, selected: null, flashed: null, ghost: null };

  private readonly axis: Surface;
  private readonly bars: Surface;
  private readonly over: Surface;
  private readonly labels: Labels;
  private readonly live: HTMLElement;
  private readonly scrollbar: HTMLElement;
  private readonly spacer: HTMLElement;
  private look: Look;
  private frame = 0;
  private stale = { bars: true, marks: true };
  private settled = 0;
  private onView: (view: Viewport) => void = () => undefined;

  constructor(readonly root: HTMLElement, data: BoardData) {
    this.body = part(root, "body");
    this.axis = new Surface(part<HTMLCanvasElement>(root, "axis"));
    this.bars = new Surface(part<HTMLCanvasElement>(root, "bars"));
    this.over = new Surface(part<HTMLCanvasElement>(root, "marks"));
    this.labels = new Labels(part(root, "labels"));
    this.live = part(root, "live");
    this.scrollbar = part(root, "scroll");
    this.spacer = this.scrollbar.firstElementChild as HTMLElement;
    this.tooltip = new Tooltip(part(root, "tip"));
    this.look = readLook(window.devicePixelRatio || 1);
    this.model = new Model(data);
    this.view = this.viewOf(this.model);
    this.arrange();
    new ResizeObserver(() => this.fit()).observe(this.body);
    this.scrollbar.addEventListener("scroll", () => {
      if (Math.abs(this.scrollbar.scrollTop - this.view.scrollTop) < 1) return;
      this.view.scrollTop = this.scrollbar.scrollTop;
      this.moved();
    });
    document.addEventListener("potok:look", () => this.relook());
    this.fit();
  }

  /** Tells of every change of the shown time. */
  watch(onView: (view: Viewport) => void): void {
    this.onView = onView;
    onView(this.view);
  }

  /** Takes fresh data and keeps the place and the choice. */
  replace(data: BoardData): void {
    const { from, span, scrollTop } = this.view;
    const chosen = this.marks.selected?.line;
    this.model = new Model(data);
    this.view = this.viewOf(this.model);
    Object.assign(this.view, { from, span, scrollTop });
    const same = (this.model.byOrder.get(chosen?.order_no ?? "") ?? []).find(
      (bar) => bar.line.op_no === chosen?.op_no,
    );
    Object.assign(this.marks, { hovered: null, selected: same ?? null, ghost: null });
    this.tooltip.hide();
    this.arrange();
    this.fit();
  }

  colour(mode: ColourMode): void {
    this.mode = mode;
    this.invalidate();
  }

  /** The shown time or rows changed. */
  moved(): void {
    this.tooltip.hide();
    this.labels.scrollTo(this.view.scrollTop);
    if (Math.abs(this.scrollbar.scrollTop - this.view.scrollTop) >= 1) this.scrollbar.scrollTop = this.view.scrollTop;
    this.onView(this.view);
    window.clearTimeout(this.settled);
    this.settled = window.setTimeout(() => this.showLoads(), SETTLED_MS);
    this.invalidate();
  }

  select(bar: Bar | null, { reveal = false, tell = false } = {}): void {
    this.marks.selected = bar;
    if (bar && reveal) {
      this.view.reveal(bar.start, bar.finish, bar.row.top - GROUP_HEIGHT, bar.row.top + bar.row.height);
      this.moved();
    }
    if (bar && tell) {
      this.live.textContent = spoken(bar, this.model);
      this.showTip(bar);
    } else if (!bar) {
      this.tooltip.hide();
    }
    this.invalidateMarks();
  }

  /** Scrolls to an order (to one operation of it) and flashes it once; false when the plan does not hold it. */
  find(orderNo: string, opNo?: number): boolean {
    const bars = this.model.byOrder.get(orderNo);
    const first = bars?.find((bar) => bar.line.op_no === opNo) ?? bars?.[0];
    if (!first) return false;
    this.select(first, { reveal: true });
    this.live.textContent = spoken(first, this.model);
    this.marks.flashed = orderNo;
    window.setTimeout(() => {
      this.marks.flashed = null;
      this.invalidateMarks();
    }, FLASH_MS);
    return true;
  }

  showTip(bar: Bar): void {
    this.tooltip.showBar(bar, this.model, this.rectOf(bar));
  }

  /** The part of a bar that is on the screen, in the coordinates of the window. */
  rectOf(bar: Bar): DOMRect {
    const box = boxOf(bar, this.view);
    const at = this.over.canvas.getBoundingClientRect();
    const left = Math.max(0, box.x);
    return new DOMRect(at.left + left, at.top + box.y, Math.max(1, Math.min(box.width, this.view.width - left)), box.height);
  }

  rowAt(y: number): MachineRow | null {
    const row = this.model.rowAt(y + this.view.scrollTop);
    return row?.kind === "machine" ? row : null;
  }

  barAt(x: number, y: number): Bar | null {
    const row = this.rowAt(y);
    return (row && this.model.barAt(row, this.view.at(x), 3 * this.view.step)) ?? null;
  }

  invalidate(): void {
    this.stale.bars = true;
    this.invalidateMarks();
  }

  invalidateMarks(): void {
    this.stale.marks = true;
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  private viewOf(model: Model): Viewport {
    return new Viewport({ from: model.from, to: model.to }, () => model.height);
  }

  private arrange(): void {
    this.model.arrange({ machine: tokenPixels("--row") + ROW_EXTRA, group: GROUP_HEIGHT });
    this.labels.draw(this.model);
    this.spacer.style.height = `${this.model.height}px`;
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.body;
    if (width === 0 || height === 0) return;
    this.axis.fit(width, this.axis.canvas.parentElement?.clientHeight ?? 34);
    this.bars.fit(width, height);
    this.over.fit(width, height);
    this.view.resize(width, height);
    this.scrollbar.hidden = this.view.maxScroll === 0;
    this.moved();
    this.draw();
  }

  private relook(): void {
    this.look = readLook(window.devicePixelRatio || 1);
    this.arrange();
    this.fit();
  }

  private showLoads(): void {
    this.labels.showLoads(this.model, this.view.from, this.view.to);
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.stale.bars) {
      paintAxis(this.axis, this.view, this.look, startOfDay(this.model.now));
      paintGround(this.bars, this.view, this.model, this.look);
      paintBars(this.bars, this.view, this.model, this.look, this.mode);
      paintStops(this.bars, this.view, this.model, this.look);
    }
    if (this.stale.marks) paintMarks(this.over, this.view, this.model, this.look, this.marks);
    this.stale = { bars: false, marks: false };
  }
}
