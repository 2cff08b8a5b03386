/** Which part of time and rows is on the screen. */

import { DAY, HOUR } from "./time";

export type Preset = "shift" | "day" | "week" | "month";

export const PRESET_SPAN: Record<Preset, number> = { shift: 12 * HOUR, day: DAY, week: 7 * DAY, month: 31 * DAY };
const SHORTEST = HOUR;
const LONGEST = 62 * DAY;

export class Viewport {
  from = 0;
  span = PRESET_SPAN.week;
  scrollTop = 0;
  width = 1;
  height = 1;

  constructor(private readonly limits: { from: number; to: number }, private contentHeight: () => number) {}

  get to(): number {
    return this.from + this.span;
  }

  /** Milliseconds of one pixel. */
  get step(): number {
    return this.span / this.width;
  }

  x(at: number): number {
    return (at - this.from) / this.step;
  }

  at(x: number): number {
    return this.from + x * this.step;
  }

  get maxScroll(): number {
    return Math.max(0, this.contentHeight() - this.height);
  }

  resize(width: number, height: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.clamp();
  }

  pan(pixels: number): void {
    this.from += pixels * this.step;
    this.clamp();
  }

  scroll(pixels: number): void {
    this.scrollTop += pixels;
    this.clamp();
  }

  /** Changes the scale so that the moment under `x` stays there. */
  zoom(factor: number, x: number): void {
    const anchor = this.at(x);
    this.span = Math.min(LONGEST, Math.max(SHORTEST, this.span * factor));
    this.from = anchor - x * this.step;
    this.clamp();
  }

  /** Shows a span with a moment at a share of the width. */
  show(span: number, at: number, share: number): void {
    this.span = span;
    this.from = at - span * share;
    this.clamp();
  }

  /** Scrolls no more than needed to bring a rectangle of time and rows on the screen. */
  reveal(start: number, finish: number, top: number, bottom: number): void {
    const margin = this.span * 0.06;
    const wide = finish - start > this.span - 2 * margin;
    if (start < this.from + margin || (wide && start > this.to - margin)) this.from = start - margin;
    else if (!wide && finish > this.to - margin) this.from = finish - this.span + margin;
    if (top < this.scrollTop) this.scrollTop = top;
    else if (bottom > this.scrollTop + this.height) this.scrollTop = bottom - this.height;
    this.clamp();
  }

  private clamp(): void {
    const slack = this.span * 0.25;
    const latest = Math.max(this.limits.from, this.limits.to - this.span + slack);
    this.from = Math.min(Math.max(this.from, this.limits.from), latest);
    this.scrollTop = Math.min(Math.max(0, this.scrollTop), this.maxScroll);
  }
}
