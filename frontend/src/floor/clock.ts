/** The plant's clock on the device: the plant has its own date, and a tablet may go wrong. */

const KEPT = "potok.floor-clock";

let ahead = Number(localStorage.getItem(KEPT) ?? 0);

/** Notes how far the plant is ahead of the device; a page from the cache is old and says nothing. */
export function set(plantNow: string, fresh: boolean): void {
  if (!fresh) return;
  ahead = Date.parse(plantNow) - Date.now();
  localStorage.setItem(KEPT, String(ahead));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The plant's moment now: «2026-03-03T13:02:05». */
export function now(): string {
  const at = new Date(Date.now() + ahead);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
