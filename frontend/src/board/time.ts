/**
 * Plant local time as milliseconds.
 *
 * The server sends plant local times without a zone; they are read as if they were UTC, so that the zone of
 * the browser never moves a bar.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const WEEKDAYS = ["вс", "пн", "вт", "ср", "чт", "пт", "сб"];
const MONTHS = [
  "январь", "февраль", "март", "апрель", "май", "июнь",
  "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
];

export function parse(iso: string): number {
  return Date.parse(iso.length > 10 ? `${iso}Z` : iso);
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function clock(at: number): string {
  const moment = new Date(at);
  return `${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`;
}

export function day(at: number): string {
  const moment = new Date(at);
  return `${two(moment.getUTCDate())}.${two(moment.getUTCMonth() + 1)}`;
}

export function fullDay(at: number): string {
  return `${day(at)}.${new Date(at).getUTCFullYear()}`;
}

/** «04.03 08:13», not breaking between date and time. */
export function moment(at: number): string {
  return `${day(at)}\u00a0${clock(at)}`;
}

export function weekday(at: number): string {
  return WEEKDAYS[new Date(at).getUTCDay()] ?? "";
}

export function monthName(at: number): string {
  return MONTHS[new Date(at).getUTCMonth()] ?? "";
}

export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** The local form that the server reads («2026-03-04T08:13»). */
export function isoMinutes(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

/** What the board shows: «02.03–06.03.2026», under a day «02.03.2026 08:00–16:00». */
export function rangeText(from: number, to: number): string {
  const last = to - 1;
  if (startOfDay(from) === startOfDay(last)) {
    const whole = to - from >= DAY - MINUTE;
    return whole ? fullDay(from) : `${fullDay(from)}, ${clock(from)}–${clock(to)}`;
  }
  return `${day(from)}–${fullDay(last)}`;
}
