/** What lies over the bars: now, frozen zone, due flags, hover, selection, a bar on its way. */

import type { Look } from "./look";
import type { Bar, MachineRow, Model } from "./model";
import { paintArrows } from "./paint-arrows";
import { boxOf } from "./paint-bars";
import { BAR_INSET } from "./paint-ground";
import type { Surface } from "./surface";
import { clock, day } from "./time";
import type { Viewport } from "./viewport";

/** A bar held by the pointer: where it would stand. */
export interface Ghost {
  bar: Bar;
  start: number;
  row: MachineRow;
  permitted: boolean;
}

export interface Marks {
  hovered: Bar | null;
  selected: Bar | null;
  /** Number of the order that flashes. */
  flashed: string | null;
  ghost: Ghost | null;
}

export function paintMarks(surface: Surface, view: Viewport, model: Model, look: Look, marks: Marks): void {
  const context = surface.begin();
  const bottom = Math.min(surface.height, model.height - view.scrollTop);
  paintTimes(surface, view, model, look, bottom);
  paintFlags(context, view, model, look, marks.selected);
  if (marks.hovered && marks.hovered !== marks.selected) {
    ring(context, marks.hovered, view, look.focus, 1.25);
  }
  if (marks.selected) {
    paintArrows(context, model.byOrder.get(marks.selected.line.order_no) ?? [], view, look);
    for (const bar of model.byOrder.get(marks.selected.line.order_no) ?? []) {
      ring(context, bar, view, look.focus, bar === marks.selected ? 2 : 1.25);
    }
  }
  if (marks.flashed) {
    for (const bar of model.byOrder.get(marks.flashed) ?? []) flash(context, bar, view, look);
  }
  if (marks.ghost) paintGhost(context, marks.ghost, view, model, look);
}

function paintTimes(surface: Surface, view: Viewport, model: Model, look: Look, bottom: number): void {
  const { context } = surface;
  const now = surface.snap(view.x(model.now));
  const frozen = surface.snap(view.x(model.frozenUntil));
  if (frozen > now) {
    context.fillStyle = look.frozen;
    context.fillRect(now, 0, frozen - now, bottom);
  }
  context.strokeStyle = look.accent;
  context.lineWidth = 1.25;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(frozen + 0.5, 0);
  context.lineTo(frozen + 0.5, bottom);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = look.ink;
  context.fillRect(now - 0.75, 0, 1.5, bottom);
}

/**
 * Due flags of late orders: on the last bar where it passes the date, for the selected order also where the
 * date lies before the bar.
 */
function paintFlags(
  context: CanvasRenderingContext2D, view: Viewport, model: Model, look: Look, selected: Bar | null,
): void {
  for (const [number, bars] of model.byOrder) {
    const last = bars[bars.length - 1];
    if (!last || last.order.release_by === null) continue;
    const at = Date.parse(`${last.order.release_by}Z`);
    const chosen = selected?.line.order_no === number;
    if (at < view.from || at > view.to || (!chosen && (at < last.start || at > last.finish))) continue;
    if (last.row.top + last.row.height < view.scrollTop || last.row.top > view.scrollTop + view.height) continue;
    const wide = (last.finish - last.start) / view.step > 40;
    if (!wide && !chosen) continue;
    paintFlag(context, view.x(at), last, view, look, chosen ? `срок ${last.label}` : "срок");
  }
}

function paintFlag(
  context: CanvasRenderingContext2D, x: number, bar: Bar, view: Viewport, look: Look, word: string,
): void {
  const top = bar.row.top - view.scrollTop + 1;
  const text = `${word} ${day(Date.parse(bar.order.due))}`;
  context.font = `600 10.5px ${look.font}`;
  const width = context.measureText(text).width + 8;
  context.fillStyle = look.bad;
  context.fillRect(x - 0.75, top, 1.5, bar.row.height - 2);
  context.fillRect(x - 0.75, top, width, 13);
  context.fillStyle = look.onBad;
  context.textBaseline = "middle";
  context.fillText(text, x + 3, top + 7);
}

function ring(context: CanvasRenderingContext2D, bar: Bar, view: Viewport, colour: string, width: number): void {
  const box = boxOf(bar, view);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(box.x - 0.5, box.y - 1, Math.max(box.width, 3) + 1, box.height + 2, 4);
  context.stroke();
}

function flash(context: CanvasRenderingContext2D, bar: Bar, view: Viewport, look: Look): void {
  const box = boxOf(bar, view);
  context.fillStyle = look.accent;
  context.globalAlpha = 0.28;
  context.beginPath();
  context.roundRect(box.x - 3, box.y - 3, Math.max(box.width, 4) + 6, box.height + 6, 6);
  context.fill();
  context.globalAlpha = 1;
  ring(context, bar, view, look.accent, 2);
}

function paintGhost(
  context: CanvasRenderingContext2D, ghost: Ghost, view: Viewport, model: Model, look: Look,
): void {
  const permitted = new Set(model.permitted(ghost.bar));
  for (const row of model.machines) {
    if (!permitted.has(row.machine.code)) continue;
    context.fillStyle = look.accent;
    context.globalAlpha = row === ghost.row ? 0.1 : 0.05;
    context.fillRect(0, row.top - view.scrollTop, view.width, row.height);
  }
  const x = view.x(ghost.start);
  const y = ghost.row.top - view.scrollTop + BAR_INSET;
  const width = Math.max((ghost.bar.finish - ghost.bar.start) / view.step - 1, 4);
  const height = ghost.row.height - 2 * BAR_INSET - 1;
  const colour = ghost.permitted ? look.accent : look.bad;
  context.fillStyle = ghost.permitted ? look.selection : look.badFill;
  context.globalAlpha = 0.94;
  context.beginPath();
  context.roundRect(x, y, width, height, 3);
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.stroke();
  context.textBaseline = "middle";
  context.font = `500 12px ${look.font}`;
  context.fillStyle = look.ink;
  if (context.measureText(ghost.bar.label).width + 12 < width) context.fillText(ghost.bar.label, x + 8, y + height / 2 + 0.5);
  const text = ghost.permitted
    ? `${ghost.bar.label} · ${day(ghost.start)} ${clock(ghost.start)}`
    : `${ghost.row.machine.name}: не разрешена`;
  context.font = `600 12px ${look.font}`;
  const wide = context.measureText(text).width + 12;
  const left = Math.min(Math.max(x, 2), view.width - wide - 2);
  const above = y > 22 ? y - 21 : y + ghost.row.height - BAR_INSET;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(left, above, wide, 19, 4);
  context.fill();
  context.fillStyle = look.onBad;
  context.fillText(text, left + 6, above + 10);
}
