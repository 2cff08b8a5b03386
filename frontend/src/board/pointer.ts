/** Mouse, pen and touch: hover, choose, pan, zoom, and carrying a bar to another time or machine. */

import type { Board } from "./board";
import { touching, type Bar, type MachineRow } from "./model";
import { snapped } from "./snap";
import { MINUTE } from "./time";

const DRAG_FROM = 4;
const LONG_PRESS_MS = 380;
const WHEEL_ZOOM = 0.0022;

export interface PointerHooks {
  mayMove: () => boolean;
  open: (bar: Bar) => void;
  move: (bar: Bar, row: MachineRow, start: number) => void;
}

type Held =
  | { kind: "pressed"; x: number; y: number; bar: Bar | null; timer: number; pans: boolean }
  | { kind: "pan"; x: number; y: number }
  | { kind: "carry"; bar: Bar; offset: number }
  | { kind: "pinch"; distance: number };

export class Pointer {
  private held: Held | null = null;
  private readonly fingers = new Map<number, { x: number; y: number }>();

  constructor(private readonly board: Board, private readonly hooks: PointerHooks) {
    const { body, root } = board;
    body.addEventListener("pointerdown", (event) => this.down(event));
    body.addEventListener("pointermove", (event) => this.moved(event));
    body.addEventListener("pointerup", (event) => this.up(event));
    body.addEventListener("pointercancel", (event) => this.cancel(event.pointerId));
    body.addEventListener("pointerleave", () => this.leave());
    body.addEventListener("dblclick", (event) => {
      const bar = this.barAt(event);
      if (bar) hooks.open(bar);
    });
    body.addEventListener("contextmenu", (event) => {
      if (this.held?.kind === "carry") event.preventDefault();
    });
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.panByAxis(root.querySelector<HTMLElement>("[data-board-axis]"));
  }

  /** Drops what is carried where it was. */
  release(): boolean {
    if (this.held?.kind !== "carry") return false;
    this.held = null;
    this.board.marks.ghost = null;
    this.board.body.classList.remove("is-carrying");
    this.board.invalidateMarks();
    return true;
  }

  private place(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const at = this.board.body.getBoundingClientRect();
    return { x: event.clientX - at.left, y: event.clientY - at.top };
  }

  private barAt(event: MouseEvent): Bar | null {
    const { x, y } = this.place(event);
    return this.board.barAt(x, y);
  }

  private down(event: PointerEvent): void {
    if (event.button > 1) return;
    const at = this.place(event);
    this.fingers.set(event.pointerId, at);
    this.board.body.setPointerCapture(event.pointerId);
    if (this.fingers.size === 2) return this.pinch();
    if (event.button === 1) event.preventDefault();
    const bar = this.board.barAt(at.x, at.y);
    const touch = event.pointerType === "touch";
    const carries = bar !== null && event.button === 0 && this.hooks.mayMove();
    const timer = touch && carries ? window.setTimeout(() => this.carry(bar, at.x), LONG_PRESS_MS) : 0;
    this.held = { kind: "pressed", ...at, bar, timer, pans: touch || !carries };
  }

  private carry(bar: Bar, x: number): void {
    const { board } = this;
    this.held = { kind: "carry", bar, offset: board.view.at(x) - bar.start };
    board.select(bar);
    board.tooltip.hide();
    board.body.classList.add("is-carrying");
    navigator.vibrate?.(12);
  }

  private moved(event: PointerEvent): void {
    const at = this.place(event);
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, at);
    const held = this.held;
    if (!held) return this.hover(event);
    if (held.kind === "pressed") {
      if (Math.hypot(at.x - held.x, at.y - held.y) < DRAG_FROM) return;
      window.clearTimeout(held.timer);
      if (held.pans || !held.bar) {
        this.held = { kind: "pan", x: held.x, y: held.y };
        this.board.body.classList.add("is-panning");
      } else {
        this.carry(held.bar, held.x);
      }
      return this.moved(event);
    }
    if (held.kind === "pan") {
      this.board.view.pan(held.x - at.x);
      this.board.view.scroll(held.y - at.y);
      [held.x, held.y] = [at.x, at.y];
      this.board.moved();
    } else if (held.kind === "carry") {
      this.follow(held, at);
    } else {
      this.pinchMove(held);
    }
  }

  private follow(held: { bar: Bar; offset: number }, at: { x: number; y: number }): void {
    const { board } = this;
    const row = board.rowAt(at.y) ?? board.marks.ghost?.row ?? held.bar.row;
    const start = snapped(board.view, board.view.at(at.x) - held.offset, row, held.bar);
    const permitted = board.model.permitted(held.bar).includes(row.machine.code);
    board.marks.ghost = { bar: held.bar, start, row, permitted };
    const edge = 36;
    const pull = at.x < edge ? at.x - edge : at.x > board.view.width - edge ? at.x - board.view.width + edge : 0;
    if (pull !== 0) {
      board.view.pan(pull / 4);
      board.moved();
    }
    board.invalidateMarks();
  }

  private up(event: PointerEvent): void {
    const held = this.held;
    const ghost = this.board.marks.ghost;
    this.cancel(event.pointerId);
    if (!held) return;
    if (held.kind === "pressed") {
      this.board.body.focus({ preventScroll: true });
      this.board.select(held.bar, { tell: event.pointerType === "touch" });
    } else if (held.kind === "carry" && ghost) {
      const stays = ghost.row === held.bar.row && Math.abs(ghost.start - held.bar.start) < MINUTE;
      if (ghost.permitted && !stays) this.hooks.move(held.bar, ghost.row, ghost.start);
    }
  }

  private cancel(pointer: number): void {
    this.fingers.delete(pointer);
    if (this.held?.kind === "pressed") window.clearTimeout(this.held.timer);
    this.release();
    this.held = null;
    this.board.body.classList.remove("is-panning");
  }

  private hover(event: PointerEvent): void {
    if (event.pointerType === "touch") return;
    const { board } = this;
    const { x, y } = this.place(event);
    const bar = board.barAt(x, y);
    board.body.classList.toggle("is-over", bar !== null);
    if (bar !== board.marks.hovered) {
      board.marks.hovered = bar;
      if (bar) board.showTip(bar);
      else board.tooltip.hide();
      board.invalidateMarks();
    }
    if (!bar) this.hoverStop(x, y);
  }

  private hoverStop(x: number, y: number): void {
    const { board } = this;
    const row = board.rowAt(y);
    const at = board.view.at(x);
    const [stop] = row ? [...touching(row.stops, at, at + 1)] : [];
    if (!stop || !row) return board.tooltip.hide();
    const place = board.body.getBoundingClientRect();
    const left = Math.max(0, board.view.x(stop.start));
    const rect = new DOMRect(place.left + left, place.top + row.top - board.view.scrollTop, 40, row.height);
    board.tooltip.showStop(stop, row.machine.name, rect);
  }

  private leave(): void {
    if (this.held) return;
    this.board.marks.hovered = null;
    this.board.tooltip.hide();
    this.board.invalidateMarks();
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const { view } = this.board;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) view.zoom(Math.exp(dy * WHEEL_ZOOM), this.place(event).x);
    else if (event.shiftKey || view.maxScroll === 0) view.pan(dx || dy);
    else {
      view.pan(dx);
      view.scroll(dy);
    }
    this.board.moved();
  }

  private pinch(): void {
    if (this.held?.kind === "pressed") window.clearTimeout(this.held.timer);
    this.release();
    this.held = { kind: "pinch", distance: this.distance() };
  }

  private distance(): number {
    const [a, b] = [...this.fingers.values()];
    return a && b ? Math.max(20, Math.abs(a.x - b.x)) : 1;
  }

  private pinchMove(held: { distance: number }): void {
    const [a, b] = [...this.fingers.values()];
    if (!a || !b) return;
    const distance = this.distance();
    this.board.view.zoom(held.distance / distance, (a.x + b.x) / 2);
    held.distance = distance;
    this.board.moved();
  }

  /** The axis pans whatever stands below it. */
  private panByAxis(axis: HTMLElement | null): void {
    let last: number | null = null;
    axis?.addEventListener("pointerdown", (event) => {
      last = event.clientX;
      axis.setPointerCapture(event.pointerId);
    });
    axis?.addEventListener("pointermove", (event) => {
      if (last === null) return;
      this.board.view.pan(last - event.clientX);
      last = event.clientX;
      this.board.moved();
    });
    for (const type of ["pointerup", "pointercancel"]) axis?.addEventListener(type, () => (last = null));
  }
}
