/** Rows, closed time and grid lines under the bars; repairs and breakdowns. */

import type { Look } from "./look";
import { spansBetween, touching, type MachineRow, type Model } from "./model";
import type { Surface } from "./surface";
import { ticks } from "./ticks";
import type { Viewport } from "./viewport";

/** Closed time narrower than this is left out: breaks between shifts would look like a comb. */
export const NARROWEST_CLOSED = 10;
export const BAR_INSET = 4.5;

export function paintGround(surface: Surface, view: Viewport, model: Model, look: Look): void {
  const context = surface.begin();
  context.fillStyle = look.surface;
  context.fillRect(0, 0, surface.width, surface.height);
  for (const row of visibleRows(model, view)) {
    const y = row.top - view.scrollTop;
    if (row.kind === "group") {
      context.fillStyle = look.group;
      context.fillRect(0, y, surface.width, row.height);
    } else {
      paintClosed(context, row, y, view, look);
    }
  }
  paintGrid(surface, view, model, look);
}

/** Repairs and breakdowns; they lie over the bars, whose work waits meanwhile. */
export function paintStops(surface: Surface, view: Viewport, model: Model, look: Look): void {
  for (const row of visibleRows(model, view)) {
    if (row.kind === "machine") paintStopsOf(surface, row, row.top - view.scrollTop, view, look);
  }
}

export function visibleRows(model: Model, view: Viewport): Model["rows"] {
  return model.rows.filter(
    (row) => row.top + row.height > view.scrollTop && row.top < view.scrollTop + view.height,
  );
}

function paintClosed(
  context: CanvasRenderingContext2D, row: MachineRow, y: number, view: Viewport, look: Look,
): void {
  context.fillStyle = look.closed;
  for (const [start, finish] of spansBetween(row.closed, view.from, view.to)) {
    const x = view.x(start);
    const width = view.x(finish) - x;
    if (width >= NARROWEST_CLOSED) context.fillRect(x, y, width, row.height);
  }
}

function paintGrid(surface: Surface, view: Viewport, model: Model, look: Look): void {
  const { context } = surface;
  const { major, minor } = ticks(view.from, view.to, view.step);
  const bottom = Math.min(surface.height, model.height - view.scrollTop);
  context.fillStyle = look.line;
  for (const { at } of minor) context.fillRect(surface.snap(view.x(at)), 0, 1, bottom);
  for (const row of visibleRows(model, view)) {
    context.fillRect(0, surface.snap(row.top + row.height - view.scrollTop) - 1, surface.width, 1);
  }
  context.fillStyle = look.line2;
  for (const { at } of major) context.fillRect(surface.snap(view.x(at)), 0, 1, bottom);
}

function paintStopsOf(surface: Surface, row: MachineRow, y: number, view: Viewport, look: Look): void {
  const { context } = surface;
  for (const stop of touching(row.stops, view.from, view.to)) {
    const x = Math.max(view.x(stop.start), -4);
    const width = Math.max(3, Math.min(view.x(stop.finish), surface.width + 4) - x);
    const top = y + BAR_INSET - 1.5;
    const height = row.height - 2 * BAR_INSET + 2;
    context.beginPath();
    context.roundRect(x, top, width, height, 4);
    context.fillStyle = look.badFill;
    context.fill();
    context.fillStyle = look.stopHatch;
    context.fill();
    context.strokeStyle = look.bad;
    context.lineWidth = stop.breakdown ? 1.25 : 1;
    context.stroke();
    const text = stop.breakdown ? "поломка" : "ремонт";
    context.font = `600 11px ${look.font}`;
    const wide = context.measureText(text).width;
    if (wide + 6 > width) continue;
    const middle = x + width / 2;
    context.fillStyle = look.badFill;
    context.fillRect(middle - wide / 2 - 2, y + row.height / 2 - 8, wide + 4, 16);
    context.fillStyle = look.bad;
    context.textBaseline = "middle";
    context.fillText(text, middle - wide / 2, y + row.height / 2 + 0.5);
  }
}
