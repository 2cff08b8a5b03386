/** The plan as rows of bars: sorted, measured in milliseconds, found by bisection. */

import { parse } from "./time";
import type { BoardData, LineData, MachineData, OrderData, TrayData } from "./types";

export type Span = readonly [start: number, finish: number];

export interface Bar {
  line: LineData;
  order: OrderData;
  row: MachineRow;
  /** Place among the bars of its row. */
  index: number;
  start: number;
  finish: number;
  /** End of the set-up at the head of the bar. */
  ready: number;
  /** Number as it stands in the bar, without the prefix that all orders share. */
  label: string;
}

export interface Stop {
  start: number;
  finish: number;
  reason: string;
  breakdown: boolean;
}

export interface MachineRow {
  kind: "machine";
  machine: MachineData;
  top: number;
  height: number;
  bars: Bar[];
  windows: Span[];
  closed: Span[];
  stops: Stop[];
  /** Working milliseconds of all its bars. */
  work: number;
}

export interface GroupRow {
  kind: "group";
  name: string;
  top: number;
  height: number;
}

export type Row = MachineRow | GroupRow;

/** Index of the first element for which `after` holds; elements are sorted so that it holds to the end. */
export function firstIndex<T>(sorted: readonly T[], after: (element: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (after(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Elements of sorted, not overlapping spans that touch the time between two moments. */
export function* touching<T extends { start: number; finish: number }>(
  sorted: readonly T[], from: number, to: number,
): Generator<T> {
  for (let i = firstIndex(sorted, (each) => each.finish > from); i < sorted.length; i++) {
    const each = sorted[i] as T;
    if (each.start >= to) return;
    yield each;
  }
}

/** The same for windows. */
export function* spansBetween(sorted: readonly Span[], from: number, to: number): Generator<Span> {
  for (let i = firstIndex(sorted, (span) => span[1] > from); i < sorted.length; i++) {
    const span = sorted[i] as Span;
    if (span[0] >= to) return;
    yield span;
  }
}

/** Milliseconds of a span inside windows. */
export function workingBetween(windows: readonly Span[], from: number, to: number): number {
  let sum = 0;
  for (const [start, finish] of spansBetween(windows, from, to)) {
    sum += Math.min(finish, to) - Math.max(start, from);
  }
  return sum;
}

/** When `length` milliseconds of work begun at `from` are done. */
function endOfWork(windows: readonly Span[], from: number, length: number): number {
  let left = length;
  for (const [start, finish] of spansBetween(windows, from, Number.POSITIVE_INFINITY)) {
    const begin = Math.max(start, from);
    if (finish - begin >= left) return begin + left;
    left -= finish - begin;
  }
  return from + length;
}

/** Times between windows. */
function complement(windows: readonly Span[], from: number, to: number): Span[] {
  const found: Span[] = [];
  let at = from;
  for (const [start, finish] of windows) {
    if (start > at) found.push([at, start]);
    at = Math.max(at, finish);
  }
  if (at < to) found.push([at, to]);
  return found;
}

function commonPrefix(numbers: readonly string[]): string {
  const first = numbers[0] ?? "";
  const end = first.lastIndexOf("-") + 1;
  const prefix = first.slice(0, end);
  return numbers.every((number) => number.startsWith(prefix)) ? prefix : "";
}

export interface Heights {
  machine: number;
  group: number;
}

/** Rows, bars and what is known of orders. */
export class Model {
  readonly rows: Row[] = [];
  readonly machines: MachineRow[] = [];
  /** The same by workshop. */
  readonly workshops: MachineRow[][] = [];
  readonly byOrder = new Map<string, Bar[]>();
  readonly from: number;
  readonly to: number;
  /** The plant's clock; runs on while the board is open. */
  now: number;
  readonly frozenUntil: number;
  readonly families: string[];
  height = 0;

  constructor(readonly data: BoardData) {
    this.from = parse(data.from);
    this.to = parse(data.to);
    this.now = parse(data.now);
    this.frozenUntil = parse(data.frozen_until);
    this.families = [...new Set(Object.values(data.orders).map((order) => order.family))].sort();
    const lines = new Map<string, LineData[]>();
    for (const line of data.lines) {
      const known = lines.get(line.machine);
      if (known) known.push(line);
      else lines.set(line.machine, [line]);
    }
    const prefix = commonPrefix(Object.keys(data.orders));
    for (const workshop of data.workshops) {
      this.rows.push({ kind: "group", name: workshop.name, top: 0, height: 0 });
      const rows = workshop.machines.map((machine) => this.machineRow(machine, lines.get(machine.code) ?? [], prefix));
      this.rows.push(...rows);
      this.machines.push(...rows);
      this.workshops.push(rows);
    }
    for (const bars of this.byOrder.values()) bars.sort((a, b) => a.line.op_no - b.line.op_no);
  }

  private machineRow(machine: MachineData, lines: LineData[], prefix: string): MachineRow {
    const windows = machine.windows.map(([a, b]): Span => [parse(a), parse(b)]);
    const row: MachineRow = {
      kind: "machine",
      machine,
      top: 0,
      height: 0,
      bars: [],
      work: 0,
      windows,
      closed: complement(windows, this.from, this.to),
      stops: machine.stops.map((stop) => ({
        start: parse(stop.start), finish: parse(stop.finish), reason: stop.reason, breakdown: stop.breakdown,
      })),
    };
    row.bars = lines
      .map((line) => this.bar(line, row, prefix))
      .sort((a, b) => a.start - b.start || a.finish - b.finish);
    row.bars.forEach((bar, index) => (bar.index = index));
    row.work = row.bars.reduce((sum, bar) => sum + workingBetween(windows, bar.start, bar.finish), 0);
    return row;
  }

  private bar(line: LineData, row: MachineRow, prefix: string): Bar {
    const order = this.data.orders[line.order_no] as OrderData;
    const start = parse(line.start);
    const bar: Bar = {
      line, order, row,
      index: 0,
      start,
      finish: parse(line.finish),
      ready: line.setup_min > 0 ? endOfWork(row.windows, start, line.setup_min * 60_000) : start,
      label: line.order_no.slice(prefix.length),
    };
    const known = this.byOrder.get(line.order_no);
    if (known) known.push(bar);
    else this.byOrder.set(line.order_no, [bar]);
    return bar;
  }

  /** A bar for an order of the tray, standing nowhere yet. */
  barToBe(order: TrayData, row: MachineRow, start: number, work: number): Bar {
    const line = {
      id: 0, order_no: order.order_no, op_no: order.op_no ?? 0, op_name: "", machine: row.machine.code,
      start: "", finish: "", setup_min: 0, qty_pcs: 0, batches: 0, pinned: false,
      agreement: "none", answer_reason: "", counter_start: null, why: "",
    };
    const about: OrderData = {
      product: order.product, product_code: order.product_code, family: "", customer: "", priority: 2,
      status: "", progress: "", preliminary: order.preliminary, material_from: order.earliest_start,
      due: order.due, release_by: null, launch: "", release: "", slack_days: 0, lateness: "ok",
    };
    const finish = endOfWork(row.windows, start, work);
    return { line, order: about, row, index: -1, start, finish, ready: start, label: order.order_no };
  }

  /** Gives every row its place. */
  arrange(heights: Heights): void {
    let top = 0;
    for (const row of this.rows) {
      row.top = top;
      row.height = row.kind === "group" ? heights.group : heights.machine;
      top += row.height;
    }
    this.height = top;
  }

  rowAt(y: number): Row | undefined {
    return this.rows[firstIndex(this.rows, (row) => row.top + row.height > y)];
  }

  /** The bar at a moment of a row, or the nearest one within a tolerance (bars may be thinner than a finger). */
  barAt(row: MachineRow, at: number, tolerance: number): Bar | undefined {
    let nearest: Bar | undefined;
    let distance = Number.POSITIVE_INFINITY;
    for (const bar of touching(row.bars, at - tolerance, at + tolerance)) {
      const off = at < bar.start ? bar.start - at : at > bar.finish ? at - bar.finish : 0;
      if (off < distance) [nearest, distance] = [bar, off];
    }
    return nearest;
  }

  /** Share of the working time between two moments that bars take; null when the machine does not work then. */
  load(row: MachineRow, from: number, to: number): number | null {
    const capacity = workingBetween(row.windows, from, to);
    if (capacity === 0) return null;
    let used = 0;
    for (const bar of touching(row.bars, from, to)) {
      used += workingBetween(row.windows, Math.max(bar.start, from), Math.min(bar.finish, to));
    }
    return used / capacity;
  }

  permitted(bar: Bar): readonly string[] {
    return this.data.permitted[bar.order.product_code]?.[String(bar.line.op_no)] ?? [bar.line.machine];
  }
}
