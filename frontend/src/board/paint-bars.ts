/** The bars: only visible ones, in few strokes; one fill a colour instead of one a bar. */

import { TextWidths, paintGlyph } from "./glyphs";
import { tintOf, type ColourMode, type Look } from "./look";
import { spansBetween, touching, type Bar, type Model } from "./model";
import { BAR_INSET, NARROWEST_CLOSED, visibleRows } from "./paint-ground";
import type { Surface } from "./surface";
import type { Viewport } from "./viewport";

export const EDGE = 3;
const RADIUS = 3;
const ROUND_FROM = 8;
/** Narrower bars have no edge. */
const EDGED_FROM = 3;
const CHUNK = 64;
const TEXT_FROM = 30;
const NAME_FROM = 46;
/** Share of a narrow bar that its edge may take. */
const NARROW_EDGE = 0.35;

interface Box {
  bar: Bar;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Widths {
  font: string;
  number: TextWidths;
  name: TextWidths;
}

let widths: Widths | null = null;

function widthsOf(font: string): Widths {
  if (widths?.font !== font) {
    widths = { font, number: new TextWidths(`500 12px ${font}`), name: new TextWidths(`400 12px ${font}`) };
  }
  return widths;
}

export function boxOf(bar: Bar, view: Viewport): Box {
  const x = view.x(bar.start);
  return {
    bar, x,
    y: bar.row.top - view.scrollTop + BAR_INSET,
    width: Math.max(1, view.x(bar.finish) - x - 1),
    height: bar.row.height - 2 * BAR_INSET - 1,
  };
}

export function paintBars(
  surface: Surface, view: Viewport, model: Model, look: Look, mode: ColourMode,
): void {
  const { context } = surface;
  const groups = new Map<string, Box[]>();
  const boxes: Box[] = [];
  for (const row of visibleRows(model, view)) {
    if (row.kind !== "machine") continue;
    for (const bar of touching(row.bars, view.from, view.to)) {
      const box = boxOf(bar, view);
      boxes.push(box);
      const tint = tintOf(bar, mode, model);
      const group = groups.get(tint);
      if (group) group.push(box);
      else groups.set(tint, [box]);
    }
  }
  for (const [tint, group] of groups) paintGroup(surface, group, tint, look);
  paintEdges(context, groups, look, mode);
  paintPauses(context, boxes, view, look);
  for (const box of boxes) if (box.width >= TEXT_FROM) paintText(context, box, surface.width, look);
}

/** One path a few bars: a path of thousands of corners is dear, so is a fill a bar. */
function* chunks(boxes: readonly Box[]): Generator<readonly Box[]> {
  for (let start = 0; start < boxes.length; start += CHUNK) yield boxes.slice(start, start + CHUNK);
}

/** Fills boxes: narrow ones as plain rectangles, which need no path. */
function fillBoxes(context: CanvasRenderingContext2D, group: readonly Box[]): void {
  const round: Box[] = [];
  for (const box of group) {
    if (box.width >= ROUND_FROM) round.push(box);
    else context.fillRect(box.x, box.y, box.width, box.height);
  }
  for (const some of chunks(round)) {
    context.beginPath();
    for (const { x, y, width, height } of some) context.roundRect(x, y, width, height, RADIUS);
    context.fill();
  }
}

function paintGroup(surface: Surface, group: readonly Box[], tint: string, look: Look): void {
  const { context } = surface;
  context.fillStyle = look.tints[tint]?.fill ?? look.closed;
  fillBoxes(context, group);
  const preliminary = group.filter(({ bar, width }) => bar.order.preliminary && width >= ROUND_FROM);
  if (preliminary.length === 0) return;
  context.fillStyle = look.hatch;
  fillBoxes(context, preliminary);
  context.strokeStyle = look.tints.draft?.edge ?? look.ink3;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  for (const some of chunks(preliminary)) {
    context.beginPath();
    for (const { x, y, width, height } of some) {
      context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, RADIUS);
    }
    context.stroke();
  }
  context.setLineDash([]);
}

/** The left edge; in the mode of dates a preliminary bar shows by its edge whether it comes too late. */
function edgeTint(bar: Bar, tint: string, mode: ColourMode): string {
  return mode === "lateness" && bar.order.lateness !== "ok" ? bar.order.lateness : tint;
}

function paintEdges(
  context: CanvasRenderingContext2D, groups: Map<string, Box[]>, look: Look, mode: ColourMode,
): void {
  const byEdge = new Map<string, Box[]>();
  for (const [tint, group] of groups) {
    for (const box of group) {
      const edge = edgeTint(box.bar, tint, mode);
      const known = byEdge.get(edge);
      if (known) known.push(box);
      else byEdge.set(edge, [box]);
    }
  }
  for (const [tint, group] of byEdge) {
    context.fillStyle = look.tints[tint]?.edge ?? look.ink3;
    fillEdges(context, group);
    context.globalAlpha = 0.34;
    for (const { bar, x, y, width, height } of group) {
      if (bar.ready === bar.start || width < ROUND_FROM) continue;
      const head = ((bar.ready - bar.start) / (bar.finish - bar.start)) * width - EDGE;
      if (head > 0.5) context.fillRect(x + EDGE, y, Math.min(head, width - EDGE), height);
    }
    context.globalAlpha = 1;
  }
}

function fillEdges(context: CanvasRenderingContext2D, group: readonly Box[]): void {
  const round: Box[] = [];
  for (const box of group) {
    if (box.width >= ROUND_FROM) round.push(box);
    else if (box.width >= EDGED_FROM) context.fillRect(box.x, box.y, box.width * NARROW_EDGE, box.height);
  }
  for (const some of chunks(round)) {
    context.beginPath();
    for (const { x, y, height } of some) context.roundRect(x, y, EDGE, height, [RADIUS, 0, 0, RADIUS]);
    context.fill();
  }
}

/** Closed time inside a bar: the work waits for the next shift. */
function paintPauses(context: CanvasRenderingContext2D, boxes: readonly Box[], view: Viewport, look: Look): void {
  context.fillStyle = look.closed;
  context.globalAlpha = 0.5;
  for (const { bar, y, height } of boxes) {
    const from = Math.max(bar.start, view.from);
    const to = Math.min(bar.finish, view.to);
    if ((to - from) / view.step < NARROWEST_CLOSED) continue;
    for (const [start, finish] of spansBetween(bar.row.closed, from, to)) {
      const left = view.x(Math.max(start, from));
      const width = view.x(Math.min(finish, to)) - left;
      if (width >= NARROWEST_CLOSED) context.fillRect(left, y, width, height);
    }
  }
  context.globalAlpha = 1;
}

function paintText(context: CanvasRenderingContext2D, box: Box, screen: number, look: Look): void {
  const { bar, y, height } = box;
  const { number, name } = widthsOf(look.font);
  // A bar that has begun before the left edge keeps its number in sight.
  const left = Math.max(box.x, 0) + EDGE + 5;
  let right = Math.min(box.x + box.width, screen) - 4;
  const middle = y + height / 2 + 0.5;
  context.textBaseline = "middle";
  const late = bar.order.lateness === "late";
  if (late && right - left > 44) {
    right -= 14;
    paintGlyph(context, "late", right, middle - 7, 13, look.tints.late?.edge ?? look.bad);
    right -= 3;
  }
  if (bar.line.pinned && right - left > 44) {
    right -= 13;
    paintGlyph(context, "lock", right, middle - 6.5, 12, look.ink2);
    right -= 3;
  }
  const width = number.of(context, bar.label);
  if (width > right - left + 1) return;
  context.font = `500 12px ${look.font}`;
  context.fillStyle = look.ink;
  context.fillText(bar.label, left, middle);
  const rest = right - left - width - 8;
  if (rest < NAME_FROM) return;
  const text = name.fitted(context, bar.order.product, rest);
  context.font = `400 12px ${look.font}`;
  context.fillStyle = look.ink2;
  context.fillText(text, left + width + 7, middle);
}
