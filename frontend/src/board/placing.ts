/** Orders of the tray carried onto the board; the keyboard has the button «Поставить» of each chip. */

import { on } from "../dom";
import type { Board } from "./board";
import type { Ghost } from "./paint-marks";
import type { MachineRow } from "./model";
import { snapped } from "./snap";
import { MINUTE } from "./time";
import type { TrayData } from "./types";

export type Place = (orderNo: string, row: MachineRow, start: number) => void;

/** Chips are dragged by the browser: it knows only while dropping what is carried, so it is kept here. */
export class Placing {
  private carried: TrayData | null = null;

  constructor(private readonly board: Board, private readonly place: Place) {
    on<HTMLElement>("dragstart", "[data-place]", (chip, event) => this.take(chip, event as DragEvent));
    document.addEventListener("dragend", () => this.drop());
    const { body } = board;
    body.addEventListener("dragover", (event) => this.over(event));
    body.addEventListener("dragleave", () => this.hide());
    body.addEventListener("drop", (event) => this.put(event));
  }

  private take(chip: HTMLElement, event: DragEvent): void {
    const order = this.board.model.data.tray.find((each) => each.order_no === chip.dataset.place);
    if (!order || !event.dataTransfer) return;
    this.carried = order;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", order.order_no);
    for (const menu of document.querySelectorAll<HTMLElement>(":popover-open")) menu.hidePopover();
  }

  private over(event: DragEvent): void {
    const ghost = this.ghostAt(event);
    if (!ghost) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = ghost.permitted ? "move" : "none";
    this.board.marks.ghost = ghost;
    this.board.invalidateMarks();
  }

  private put(event: DragEvent): void {
    const ghost = this.ghostAt(event);
    event.preventDefault();
    this.drop();
    if (ghost?.permitted) this.place(ghost.bar.line.order_no, ghost.row, ghost.start);
  }

  private drop(): void {
    this.carried = null;
    this.hide();
  }

  private hide(): void {
    this.board.marks.ghost = null;
    this.board.invalidateMarks();
  }

  /** The place under the pointer; the bar is as long as the work takes on that machine. */
  private ghostAt(event: DragEvent): Ghost | null {
    const { board, carried } = this;
    if (!carried || board.isLive) return null;
    const at = board.body.getBoundingClientRect();
    const row = board.rowAt(event.clientY - at.top);
    if (!row) return null;
    const start = snapped(board.view, board.view.at(event.clientX - at.left), row, null);
    const minutes = carried.work_min[row.machine.code] ?? Math.max(...Object.values(carried.work_min));
    const bar = board.model.barToBe(carried, row, start, minutes * MINUTE);
    return { bar, row, start, permitted: row.machine.code in carried.work_min };
  }
}
