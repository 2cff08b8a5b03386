/** Which moments the axis names: a large step (days, weeks, months) above, a small one below. */

import { DAY, HOUR, MINUTE, clock, day, monthName, startOfDay, weekday } from "./time";

export interface Tick {
  at: number;
  text: string;
}

export interface Ticks {
  major: Tick[];
  minor: Tick[];
}

const SMALL_STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR];
const CLOCK_WIDTH = 40;
const DAY_WIDTH = 58;
const DATE_WIDTH = 38;

function steps(from: number, to: number, step: number, text: (at: number) => string): Tick[] {
  const found: Tick[] = [];
  for (let at = Math.floor(from / step) * step; at < to; at += step) found.push({ at, text: text(at) });
  return found;
}

/** Mondays; 05.01.1970 was one. */
function weeks(from: number, to: number): Tick[] {
  const offset = 4 * DAY;
  const first = Math.floor((from - offset) / (7 * DAY)) * 7 * DAY + offset;
  const found: Tick[] = [];
  for (let at = first; at < to; at += 7 * DAY) found.push({ at, text: `${day(at)}–${day(at + 6 * DAY)}` });
  return found;
}

function months(from: number, to: number): Tick[] {
  const found: Tick[] = [];
  const first = new Date(from);
  for (let month = first.getUTCMonth(); ; month++) {
    const at = Date.UTC(first.getUTCFullYear(), month, 1);
    if (at >= to) return found;
    found.push({ at, text: `${monthName(at)} ${new Date(at).getUTCFullYear()}` });
  }
}

const dayName = (at: number): string => `${weekday(at)} ${day(at)}`;

export function ticks(from: number, to: number, step: number): Ticks {
  const small = SMALL_STEPS.find((each) => each / step >= CLOCK_WIDTH);
  if (small !== undefined && DAY / step >= DAY_WIDTH) {
    return { major: steps(startOfDay(from), to, DAY, dayName), minor: steps(from, to, small, clock) };
  }
  if (DAY / step >= DATE_WIDTH) {
    return { major: weeks(from, to), minor: steps(from, to, DAY, dayName) };
  }
  const days = [1, 2, 7].find((each) => (each * DAY) / step >= DATE_WIDTH) ?? 7;
  const minor = days === 7
    ? weeks(from, to).map(({ at }) => ({ at, text: day(at) }))
    : steps(from, to, days * DAY, day);
  return { major: months(from, to), minor };
}
