/** Where a carried bar comes to rest. */

import { firstIndex, touching, type Bar, type MachineRow } from "./model";
import { HOUR, MINUTE } from "./time";
import type { Viewport } from "./viewport";

const MAGNET = 9;
const STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR];

/**
 * Ends of other bars and beginnings of shifts draw the bar to them; else round minutes of the scale.
 */
export function snapped(view: Viewport, at: number, row: MachineRow, carried: Bar | null): number {
  const reach = MAGNET * view.step;
  let best: number | null = null;
  const offer = (moment: number): void => {
    if (Math.abs(moment - at) < Math.abs((best ?? Number.POSITIVE_INFINITY) - at)) best = moment;
  };
  for (const other of touching(row.bars, at - reach, at + reach)) if (other !== carried) offer(other.finish);
  const next = row.windows[firstIndex(row.windows, (window) => window[0] > at - reach)];
  if (next) offer(next[0]);
  if (best !== null && Math.abs(best - at) <= reach) return best;
  const step = STEPS.find((each) => each / view.step >= 4) ?? HOUR;
  return Math.round(at / step) * step;
}
