/** The data of the board as the server sends it (`potok.operations.planning.reads.board`). */

export interface StopData {
  start: string;
  finish: string;
  reason: string;
  breakdown: boolean;
}

export interface MachineData {
  code: string;
  name: string;
  status: string;
  windows: [string, string][];
  stops: StopData[];
}

export interface WorkshopData {
  code: string;
  name: string;
  machines: MachineData[];
}

export type Lateness = "ok" | "risk" | "late";

export interface OrderData {
  product: string;
  product_code: string;
  family: string;
  customer: string;
  priority: number;
  status: string;
  progress: string;
  preliminary: boolean;
  material_from: string | null;
  due: string;
  release_by: string | null;
  launch: string;
  release: string;
  slack_days: number;
  lateness: Lateness;
}

export interface LineData {
  id: number;
  order_no: string;
  op_no: number;
  op_name: string;
  machine: string;
  start: string;
  finish: string;
  setup_min: number;
  qty_pcs: number;
  batches: number;
  pinned: boolean;
  agreement: string;
  answer_reason: string;
  counter_start: string | null;
  why: string;
}

/** A confirmed order outside the plan; `op_no` is null where it cannot be placed by hand. */
export interface TrayData {
  order_no: string;
  product: string;
  product_code: string;
  due: string;
  earliest_start: string | null;
  preliminary: boolean;
  op_no: number | null;
  /** Minutes of work of the first operation by machine. */
  work_min: Record<string, number>;
}

export interface BoardData {
  plan: { number: number; state: string } | null;
  today: string;
  now: string;
  frozen_until: string;
  from: string;
  to: string;
  agreements: Record<string, string>;
  workshops: WorkshopData[];
  permitted: Record<string, Record<string, string[]>>;
  orders: Record<string, OrderData>;
  lines: LineData[];
  tray: TrayData[];
}
