/** What a bar or a stop says when the pointer or the selection stands on it. */

import { element, icon } from "../dom";
import { formatNumber } from "../numbers";
import type { Bar, Model, Stop } from "./model";
import { reasons } from "./reasons";
import { day, moment, parse } from "./time";

const AGREEMENT: Record<string, [icon: string, tone: string]> = {
  none: ["circle-dashed", "cancel"],
  sent: ["send", "accent"],
  agreed: ["lock", "prod"],
  refused: ["circle-x", "bad"],
  countered: ["calendar-clock", "wait"],
};
const GAP = 8;
const MARGIN = 8;

function slack(days: number): string {
  if (days < 0) return `опоздание ${formatNumber(-days, 0)}\u00a0дн.`;
  return days === 0 ? "без запаса" : `запас ${formatNumber(days, 0)}\u00a0дн.`;
}

function row(label: string, value: string, tone = ""): HTMLElement {
  const shown = element("span", tone ? { class: `bar-tip__value tone-${tone}` } : { class: "bar-tip__value" }, value);
  return element("div", { class: "bar-tip__row" }, element("span", { class: "bar-tip__label" }, label), shown);
}

function pill(bar: Bar, model: Model): HTMLElement {
  if (bar.order.preliminary) {
    return element("span", { class: "pill pill--cancel" }, icon("hourglass", 14), "предварительно");
  }
  const [name, tone] = AGREEMENT[bar.line.agreement] ?? ["circle-dashed", "cancel"];
  const word = model.data.agreements[bar.line.agreement] ?? bar.line.agreement;
  return element("span", { class: `pill pill--${tone}` }, icon(name, 14), word);
}

function amount(bar: Bar): string {
  const pieces = `${formatNumber(Math.round(bar.line.qty_pcs), 0)}\u00a0шт.`;
  return bar.line.batches > 0 ? `${pieces} · загрузок: ${bar.line.batches}` : pieces;
}

function why(bar: Bar, model: Model): HTMLElement[] {
  const found = reasons(bar, model);
  const list = element("ul", { class: "bar-tip__why" });
  for (const { text, decides } of found) {
    list.append(element("li", {}, decides ? element("b", { "data-decides": "" }, text) : text));
  }
  return [element("h3", {}, `Почему начало ${moment(bar.start)}`), list];
}

function answer(bar: Bar): string {
  const { agreement, answer_reason, counter_start } = bar.line;
  if (agreement === "countered" && counter_start) {
    return [`цех предлагает ${moment(parse(counter_start))}`, answer_reason].filter(Boolean).join(": ");
  }
  return agreement === "refused" ? answer_reason : "";
}

export function describe(bar: Bar, model: Model): HTMLElement[] {
  const { order, line } = bar;
  const tone = order.lateness === "late" ? "bad" : order.lateness === "risk" ? "wait" : "";
  const head = element(
    "div", { class: "bar-tip__head" },
    element("b", {}, line.order_no), element("span", { class: "bar-tip__product" }, order.product), pill(bar, model),
  );
  const parts = [
    head,
    row(line.op_name || `Операция ${line.op_no}`, `${moment(bar.start)} – ${moment(bar.finish)}`),
    row("Партия", amount(bar)),
    row("Заказчик", order.customer),
    row("Срок", `${day(parse(order.due))} · ${slack(order.slack_days)}`, tone),
  ];
  const said = answer(bar);
  if (said) parts.push(row("Ответ цеха", said, "bad"));
  if (line.pinned) parts.push(row("Закреплено", "расчёт не двигает"));
  return [...parts, ...why(bar, model)];
}

/** The same in one sentence, for readers of the screen. */
export function spoken(bar: Bar, model: Model): string {
  const decisive = reasons(bar, model)[0]?.text ?? "";
  return [
    `${bar.line.order_no}, ${bar.order.product}`,
    `${bar.line.op_name}, ${bar.row.machine.name}`,
    `с ${moment(bar.start)} до ${moment(bar.finish)}`,
    `срок ${day(parse(bar.order.due))}, ${slack(bar.order.slack_days)}`,
    decisive,
  ].filter(Boolean).join("; ");
}

export class Tooltip {
  constructor(private readonly place: HTMLElement) {}

  showBar(bar: Bar, model: Model, at: DOMRect): void {
    this.show(describe(bar, model), at);
  }

  showStop(stop: Stop, machine: string, at: DOMRect): void {
    const title = stop.breakdown ? "Поломка" : "Ремонт";
    this.show([
      element("div", { class: "bar-tip__head" }, element("b", {}, title), element("span", { class: "bar-tip__product" }, machine)),
      row("Машина стоит", `${moment(stop.start)} – ${moment(stop.finish)}`),
      ...(stop.reason ? [row("Причина", stop.reason)] : []),
    ], at);
  }

  hide(): void {
    this.place.hidden = true;
  }

  private show(content: HTMLElement[], at: DOMRect): void {
    this.place.replaceChildren(...content);
    this.place.hidden = false;
    const { width, height } = this.place.getBoundingClientRect();
    const left = Math.max(MARGIN, Math.min(at.left + 24, window.innerWidth - width - MARGIN));
    const below = at.bottom + GAP;
    const above = at.top - GAP - height;
    const top = below + height < window.innerHeight - MARGIN || above < MARGIN ? below : above;
    this.place.style.left = `${left}px`;
    this.place.style.top = `${Math.max(MARGIN, Math.min(top, window.innerHeight - height - MARGIN))}px`;
  }
}
