/** The way of the selected order from machine to machine: an arrow from each operation to the next one. */

import type { Look } from "./look";
import type { Bar } from "./model";
import { boxOf } from "./paint-bars";
import type { Viewport } from "./viewport";

const BEND = 18;
const HEAD = 5;

/** Bars are in the order of their operations; an operation may begin before the one before it ends. */
export function paintArrows(
  context: CanvasRenderingContext2D, bars: readonly Bar[], view: Viewport, look: Look,
): void {
  context.strokeStyle = look.focus;
  context.fillStyle = look.focus;
  context.lineWidth = 1.25;
  for (let next = 1; next < bars.length; next += 1) {
    const [from, to] = [bars[next - 1], bars[next]];
    if (from && to) paintArrow(context, boxOf(from, view), boxOf(to, view));
  }
}

type Box = ReturnType<typeof boxOf>;

function paintArrow(context: CanvasRenderingContext2D, from: Box, to: Box): void {
  const [x1, y1] = [Math.max(from.x + 2, Math.min(from.x + from.width, to.x)), from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1 + BEND, y1, x2 - BEND, y2, x2 - HEAD, y2);
  context.stroke();
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(x2 - HEAD - 1, y2 - HEAD + 1);
  context.lineTo(x2 - HEAD - 1, y2 + HEAD - 1);
  context.fill();
}
