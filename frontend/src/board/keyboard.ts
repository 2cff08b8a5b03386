/** Keys of the board while it has the focus; keys of the whole page are `data-key` buttons. */

import { combination } from "../keys";
import type { Board } from "./board";
import { firstIndex, type Bar, type MachineRow } from "./model";

const PAN_SHARE = 0.125;

export interface KeyHooks {
  mayMove: () => boolean;
  mayPin: () => boolean;
  open: (bar: Bar) => void;
  move: (bar: Bar, row: MachineRow, start: number) => void;
  pin: (bar: Bar) => void;
  release: () => boolean;
}

export class Keyboard {
  constructor(private readonly board: Board, private readonly hooks: KeyHooks) {
    board.body.addEventListener("keydown", (event) => {
      if (this.handle(combination(event))) event.preventDefault();
    });
    board.body.addEventListener("focus", () => this.focus());
  }

  /** The first focus by the keyboard chooses the first bar in sight. */
  private focus(): void {
    if (!this.board.marks.selected && this.board.body.matches(":focus-visible")) this.choose(this.firstInSight());
  }

  private handle(keys: string): boolean {
    const { board, hooks } = this;
    const bar = board.marks.selected;
    switch (keys) {
      case "ArrowLeft": return bar ? this.choose(bar.row.bars[bar.index - 1]) : this.pan(-PAN_SHARE);
      case "ArrowRight": return bar ? this.choose(bar.row.bars[bar.index + 1]) : this.pan(PAN_SHARE);
      case "ArrowUp": return this.choose(bar ? this.neighbour(bar, -1) : this.firstInSight());
      case "ArrowDown": return this.choose(bar ? this.neighbour(bar, 1) : this.firstInSight());
      case "Shift+ArrowLeft": return this.pan(-PAN_SHARE);
      case "Shift+ArrowRight": return this.pan(PAN_SHARE);
      case "PageUp": return this.pan(-0.9);
      case "PageDown": return this.pan(0.9);
      case "Home": return this.choose(bar?.row.bars[0]);
      case "End": return this.choose(bar?.row.bars.at(-1));
      case "Enter": return bar !== null && (hooks.open(bar), true);
      case "Space": return bar !== null && hooks.mayPin() && (hooks.pin(bar), true);
      case "Alt+ArrowLeft": return this.shift(bar, -1);
      case "Alt+ArrowRight": return this.shift(bar, 1);
      case "Escape": return this.escape(bar);
      default: return false;
    }
  }

  private escape(bar: Bar | null): boolean {
    if (this.hooks.release()) return true;
    // A move that is being looked at is closed first, by the page.
    if (!bar || document.querySelector("#panel [data-move]")) return false;
    this.board.select(null);
    return true;
  }

  private choose(bar: Bar | undefined): boolean {
    if (bar) this.board.select(bar, { reveal: true, tell: true });
    return true;
  }

  private pan(share: number): boolean {
    this.board.view.pan(share * this.board.view.width);
    this.board.moved();
    return true;
  }

  private firstInSight(): Bar | undefined {
    const { model, view } = this.board;
    for (const row of model.machines) {
      const bar = row.bars[firstIndex(row.bars, (each) => each.finish > view.from)];
      if (bar && bar.start < view.to && row.top + row.height > view.scrollTop) return bar;
    }
    return undefined;
  }

  /** The bar of the next machine with any, nearest in time. */
  private neighbour(bar: Bar, step: 1 | -1): Bar | undefined {
    const { machines } = this.board.model;
    const middle = (bar.start + bar.finish) / 2;
    for (let i = machines.indexOf(bar.row) + step; i >= 0 && i < machines.length; i += step) {
      const { bars } = machines[i] as MachineRow;
      if (bars.length === 0) continue;
      const after = firstIndex(bars, (each) => each.finish > middle);
      const [before, next] = [bars[after - 1], bars[after]];
      if (!before || (next && next.start <= middle)) return next ?? before;
      return next && next.start - middle < middle - before.finish ? next : before;
    }
    return bar;
  }

  /** To the beginning of the next or previous shift of its machine. */
  private shift(bar: Bar | null, step: 1 | -1): boolean {
    if (!bar || !this.hooks.mayMove()) return false;
    const { windows } = bar.row;
    const later = firstIndex(windows, (window) => window[0] > bar.start);
    const here = firstIndex(windows, (window) => window[0] >= bar.start);
    const target = windows[step > 0 ? later : here - 1];
    if (target) this.hooks.move(bar, bar.row, target[0]);
    return true;
  }
}
