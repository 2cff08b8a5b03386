"""Parts of the card of an order: status path, facts, dates, documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from potok.operations.catalog.clock import local
from potok.operations.orders.reads import card as reads
from potok.operations.orders.reads.card import OrderCard
from potok.operations.orders.states import DATE_REASONS, PRIORITIES
from potok.web import formats
from potok.web.components.parts import Fact, Item, PathStep, StepPhase
from potok.web.components.states import ORDER_STATUS, SIGNAL, SIGNAL_STATE
from potok.web.journal import links
from potok.web.journal.address import card_href

_PHASES: Mapping[str, StepPhase] = {"past": "past", "current": "now", "future": "future"}
_CONDITIONS = {
    "waiting_shortage": "если сырья не хватит",
    "in_production": "когда сырьё на складе",
    "done": "после проведения ТК",
}
_SIGNALS = 3
_REASONS = dict(DATE_REASONS)
_PROPOSAL_STATES = {
    "sent": "ждёт ответа",
    "accepted": "принято",
    "refused": "отклонено",
    "withdrawn": "отозвано",
}


@dataclass(frozen=True, slots=True)
class DateRow:
    """Launch or release as first agreed, as planned now, as it was.

    Attributes:
        slip_days: Days between the first and the last known of them, None when there is nothing to compare.
    """

    label: str
    first: dt.datetime | None
    current: dt.datetime | None
    actual: dt.datetime | None
    slip_days: int | None


def path(card: OrderCard) -> list[PathStep]:
    """The status path with dates, persons and conditions."""
    return [
        PathStep(
            word=ORDER_STATUS[step.status].word,
            phase=_PHASES[step.state],
            icon=ORDER_STATUS[step.status].icon,
            note=_step_note(step),
            tone=ORDER_STATUS[step.status].tone,
        )
        for step in card.path
    ]


def _step_note(step: reads.PathStep) -> str:
    if step.state == "future":
        return _CONDITIONS.get(step.status, "")
    if step.at is None:
        return ""
    since = "с " if step.state == "current" and step.status != "new" else ""
    return f"{since}{formats.moment(local(step.at))} · {step.who}"


def facts(card: OrderCard) -> list[Fact]:
    """The strip below the path."""
    order = card.order
    latest = local(order.latest_start_at) if order.latest_start_at else None
    found = [
        Fact("Количество", f"{formats.pieces(order.qty_pcs)} шт.", _quantity_note(card)),
        Fact("Допустимый объём", _limits(card), _multiple(card)),
        Fact("Срок на складе ГП", formats.date(order.due_date)),
        Fact("Приоритет", str(order.priority), dict(PRIORITIES)[order.priority]),
        _earliest(card),
        Fact("Позднее начало", formats.date(latest), formats.time(latest) if latest else ""),
        _slack(card),
        Fact("Клиент", order.customer.name, order.manager),
    ]
    if order.done_pcs:
        made = f"{formats.pieces(order.done_pcs)} шт."
        left = f"осталось {formats.pieces(max(0, order.qty_pcs - order.done_pcs))}"
        found.insert(1, Fact("Сделано", made, left))
    return found


def _quantity_note(card: OrderCard) -> str:
    order = card.order
    weight = f"{formats.kilograms(order.total_kg, 0)} кг"
    if order.qty_requested_pcs == order.qty_pcs:
        return weight
    return f"{weight}, заявлено {formats.pieces(order.qty_requested_pcs)}"


def _limits(card: OrderCard) -> str:
    order = card.order
    if order.min_qty_pcs is None and order.max_qty_pcs is None:
        return "как заявлено"
    low, high = order.min_qty_pcs or order.qty_pcs, order.max_qty_pcs or order.qty_pcs
    return f"{formats.pieces(low)} … {formats.pieces(high)}"


def _multiple(card: OrderCard) -> str:
    return f"кратно {formats.pieces(card.multiple)}" if card.multiple > 1 else ""


def _earliest(card: OrderCard) -> Fact:
    order = card.order
    if order.earliest_start_date is not None:
        return Fact("Ранний запуск", formats.date(order.earliest_start_date))
    unknown = order.cover == "missing"
    return Fact(
        "Ранний запуск", formats.UNKNOWN if unknown else formats.NOT_APPLICABLE, tone="bad" if unknown else ""
    )


def _slack(card: OrderCard) -> Fact:
    slack = card.order.slack_days
    if slack is None:
        return Fact("Запас", formats.NOT_APPLICABLE)
    return Fact("Запас", formats.days(slack), tone="bad" if slack < 0 else "wait" if slack <= 2 else "")


def dates(card: OrderCard) -> list[DateRow]:
    """First, current and actual launch and release; empty while the order has no dates."""
    order = card.order
    rows = [
        _dates_of("Запуск", order.launch_at_first, order.launch_at, order.launch_actual_at),
        _dates_of("Выпуск", order.release_at_first, order.release_at, order.release_actual_at),
    ]
    return [row for row in rows if row.first or row.current or row.actual]


def date_reason(card: OrderCard) -> str:
    """Last reason of a change of dates, in words."""
    return _REASONS.get(card.order.last_date_reason, "")


def _dates_of(
    label: str, first: dt.datetime | None, current: dt.datetime | None, actual: dt.datetime | None
) -> DateRow:
    last = actual or current
    slip = (local(last).date() - local(first).date()).days if first and last else None
    return DateRow(label, first, current, actual, slip)


def documents(card: OrderCard) -> list[Item]:
    """Signals, recipe, derivation, proposals, relatives."""
    return [*_signals(card), *_recipe(card), *_proposals(card), *_relatives(card)]


def _signals(card: OrderCard) -> Iterator[Item]:
    """Signals of items that nothing brings first, a few of them."""
    blocked = {line.item for line in card.obstacles}
    short = {line.item for line in card.components if line.cover != "in_stock"}
    concerned = [signal for signal in card.signals if signal.item in short]
    shown = sorted(concerned, key=lambda signal: signal.item not in blocked)[:_SIGNALS]
    for signal in shown:
        state = SIGNAL_STATE[signal.state].word.lower()
        note = f"{SIGNAL[signal.kind].label}, {signal.item} · {state}"
        yield Item(f"Сигнал {signal.number}", "bell", note, links.signal(signal.number))
    rest = len(concerned) - len(shown)
    if rest:
        count = formats.counted(rest, "сигнал", "сигнала", "сигналов")
        yield Item(f"Ещё {count}", "bell", "по сырью этого заказа", links.page("pull_table:signals"))


def _recipe(card: OrderCard) -> Iterator[Item]:
    order = card.order
    if order.recipe is not None:
        since = f" · с {formats.date(order.recipe.valid_from)}" if order.recipe.valid_from else ""
        yield Item(
            f"Рецептура {order.product.code}", "clipboard-list", f"версия {order.recipe.version}{since}"
        )
    if card.components:
        href = card_href(order.order_no, "need")
        yield Item("Расчёт потребности", "calculator", "формулы и подстановки", href)


def _proposals(card: OrderCard) -> Iterator[Item]:
    for one in card.proposals:
        what = proposal_words(one)
        when = formats.short_moment(local(one.proposed_at))
        note = f"{_PROPOSAL_STATES[one.state]} · {one.proposed_by}, {when}"
        if one.answer:
            note = f"{note} · {one.answer}"
        yield Item(f"Предложение: {what}", "scale", note)


def proposal_words(one: reads.Proposal) -> str:
    """«7 280 → 6 664 шт., срок 03.04.2026 → 10.04.2026»."""
    parts = []
    if one.old_qty_pcs != one.new_qty_pcs:
        parts.append(f"{formats.pieces(one.old_qty_pcs)} → {formats.pieces(one.new_qty_pcs)} шт.")
    if one.old_due_date != one.new_due_date:
        parts.append(f"срок {formats.date(one.old_due_date)} → {formats.date(one.new_due_date)}")
    return ", ".join(parts)


def _relatives(card: OrderCard) -> Iterator[Item]:
    found = card.relatives
    if found.parent:
        yield Item(found.parent, "split", "из него выделен этот заказ", card_href(found.parent))
    for number in found.children:
        yield Item(number, "split", "часть этого заказа", card_href(number))
    if found.merged_into:
        yield Item(found.merged_into, "merge", "в него объединён этот заказ", card_href(found.merged_into))
    for number in found.sources:
        yield Item(number, "merge", "вошёл в этот заказ", card_href(number))
    for customer, qty in found.shares:
        yield Item(customer, "user", f"доля {formats.pieces(qty)} шт.")
