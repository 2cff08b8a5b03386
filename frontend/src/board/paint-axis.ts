/** The axis above the bars: dates, below them hours. */

import type { Look } from "./look";
import type { Surface } from "./surface";
import { ticks } from "./ticks";
import { startOfDay } from "./time";
import type { Viewport } from "./viewport";

const PAD = 6;

export function paintAxis(surface: Surface, view: Viewport, look: Look, today: number): void {
  const context = surface.begin();
  const { major, minor } = ticks(view.from, view.to, view.step);
  context.textBaseline = "alphabetic";
  context.font = `600 12px ${look.font}`;
  major.forEach(({ at, text }, i) => {
    const next = major[i + 1];
    const end = next ? view.x(next.at) - PAD : surface.width;
    const width = context.measureText(text).width;
    // A date that has begun before the left edge stays readable until the next one pushes it out.
    const x = Math.min(Math.max(view.x(at), 0) + PAD, end - width);
    if (x < 0) return;
    context.fillStyle = startOfDay(at) === today ? look.accent : look.ink;
    context.fillText(text, x, 14);
  });
  context.font = `400 11px ${look.font}`;
  context.fillStyle = look.ink3;
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, text } of minor) {
    const x = view.x(at) + PAD;
    if (x < 0 || x < free) continue;
    const width = context.measureText(text).width;
    if (x + width > surface.width) break;
    context.fillText(text, x, 28);
    free = x + width + PAD;
  }
}
