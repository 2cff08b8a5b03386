/** Why a bar starts when it starts: the deciding reason first, what else bears on it below. */

import { formatNumber } from "../numbers";
import { workingBetween, type Bar, type Model } from "./model";
import { HOUR, day, moment, parse } from "./time";

export interface Reason {
  text: string;
  decides: boolean;
}

function minutes(value: number): string {
  return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)}\u00a0мин`;
}

export function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [hours > 0 ? `${formatNumber(hours, 0)}\u00a0ч` : "", rest > 0 || hours === 0 ? `${rest}\u00a0мин` : ""];
  return parts.filter(Boolean).join("\u00a0");
}

/** Set-up by what the machine made before (conventions 2). */
function setup(bar: Bar): string {
  const before = bar.row.bars[bar.index - 1];
  const length = bar.line.setup_min;
  if (length === 0) {
    return before?.order.product_code === bar.order.product_code ? "без переналадки: то же изделие" : "";
  }
  const kin = before && before.order.family !== "" && before.order.family === bar.order.family;
  if (kin) return `переналадка ${minutes(length)}, половина: перед этим «${before.order.product}» из той же группы`;
  return `переналадка ${minutes(length)}: ${before ? "другая группа изделий" : "первый заказ на машине"}`;
}

function predecessor(bar: Bar, model: Model): string {
  const operations = model.byOrder.get(bar.line.order_no) ?? [];
  const before = operations[operations.indexOf(bar) - 1];
  if (!before) return "";
  const name = before.line.op_name || `операция ${before.line.op_no}`;
  return `${name.toLowerCase()} закончится ${moment(before.finish)}`;
}

function material(bar: Bar): string {
  if (!bar.order.preliminary) return "сырьё зарезервировано";
  const from = bar.order.material_from;
  return from ? `сырьё ожидается, годно с ${day(parse(from))}` : "сырьё не обеспечено";
}

function pause(bar: Bar): string {
  const closed = bar.finish - bar.start - workingBetween(bar.row.windows, bar.start, bar.finish);
  return closed >= HOUR ? `прервётся на нерабочее время: ${duration(closed)}` : "";
}

export function reasons(bar: Bar, model: Model): Reason[] {
  const found: Reason[] = bar.line.why ? [{ text: bar.line.why, decides: true }] : [];
  for (const text of [setup(bar), predecessor(bar, model), material(bar), pause(bar)]) {
    if (text) found.push({ text, decides: false });
  }
  return found;
}
