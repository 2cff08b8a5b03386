"""The one alert of a card: what stands in the way of the order, with which numbers, what to do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.operations.catalog.clock import local
from potok.operations.orders.reads.card import OrderCard
from potok.operations.orders.reads.card_cover import ComponentLine
from potok.operations.people.acting import Actor
from potok.operations.planning.reads.lateness import slack_days
from potok.web import formats
from potok.web.journal import links
from potok.web.journal.address import card_href
from potok.web.journal.card_parts import proposal_words

_OPEN = frozenset({"new", "waiting_shortage", "in_production"})


@dataclass(frozen=True, slots=True)
class Advice:
    """An alert with its button.

    Attributes:
        tone: bad | wait | done | accent | quiet.
        action: Words of the button, empty = none.
        href: Page the button opens.
        post: Name of the address whose dialog the button opens.
    """

    tone: str
    title: str
    text: str = ""
    icon: str = ""
    action: str = ""
    href: str = ""
    post: str = ""


def advice(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:
    """The first thing that matters, None when the order goes its way."""
    for find in (_ended, _returned, _proposed, _blocked, _waits, _refused, _late, _unplanned):
        found = find(card, person, holidays)
        if found is not None:
            return found
    return None


def _ended(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    order = card.order
    if order.status != "cancelled":
        return None
    if card.relatives.merged_into:
        into = card.relatives.merged_into
        return Advice(
            "quiet", f"Объединён в {into}", action=f"Открыть {into}", href=card_href(into), icon="merge"
        )
    if card.relatives.children:
        listed = ", ".join(card.relatives.children)
        return Advice("quiet", f"Разделён на {listed}", icon="split")
    return Advice("quiet", "Заказ отменён", order.cancel_reason, "ban")


def _returned(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    order = card.order
    if order.status != "new" or not order.returned_reason:
        return None
    mine = person.may("resubmit_order")
    return Advice(
        "wait",
        "Возвращён клиентскому отделу",
        order.returned_reason,
        "undo-2",
        "Исправить и подать" if mine else "",
        post="ask_resubmit" if mine else "",
    )


def _proposed(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    proposal = card.open_proposal
    if proposal is None:
        return None
    text = f"{proposal_words(proposal)}. Причина: {proposal.reason}."
    if person.may("answer_proposal"):
        return Advice(
            "accent", "Предложение ждёт вашего ответа", text, "scale", "Ответить", post="ask_answer"
        )
    if person.may("withdraw_proposal"):
        title = "Предложение ждёт ответа клиентского отдела"
        return Advice("accent", title, text, "scale", "Отозвать", post="ask_withdraw")
    return Advice("accent", "Предложение ждёт ответа", text, "scale")


def _blocked(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    """Something that nothing known brings."""
    if card.order.status not in _OPEN or not card.obstacles:
        return None
    line = card.obstacles[0]
    codes = ", ".join(each.item for each in card.obstacles)
    ordered = any(signal.kind != "not_ordered" for signal in card.signals if signal.item == line.item)
    word = "прихода не хватит" if ordered else "не заказан" if len(card.obstacles) == 1 else "не заказаны"
    title = f"Запуск невозможен: {codes} {word}"
    signal = next(iter(line.signals), "")
    href = links.signal(signal) if signal else links.item(line.item)
    action = f"Открыть сигнал {signal}" if signal else f"Открыть {line.item} в вытягивающей таблице"
    return Advice("bad", title, _obstacle(card, line), "triangle-alert", action if href else "", href)


def _obstacle(card: OrderCard, line: ComponentLine) -> str:
    order = card.order
    lack = formats.quantity(line.lack, line.unit, 0 if line.unit == "pcs" else 1)
    need = order.latest_start_date or order.due_date
    sentences = [f"Не хватает {lack}, нужно к {formats.date(need)}."]
    if line.order_by is not None:
        terms = f"Поставка {formats.days(line.lead_time_days)} и ОТК {formats.days(line.qc_days)}"
        when = formats.date(line.order_by)
        if line.days_late:
            sentences.append(f"{terms}: заказать следовало {when}, опоздание {formats.days(line.days_late)}")
        else:
            sentences.append(f"{terms}: заказать нужно до {when}.")
    return " ".join(sentences)


def _waits(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    order = card.order
    if order.status != "waiting_shortage":
        return None
    if order.cover == "in_stock":
        mine = person.may("confirm_orders")
        return Advice(
            "done",
            "Сырьё на складе",
            "Заказ можно передать в производство: свободного сырья хватает на все компоненты.",
            "circle-check",
            "В производство" if mine else "",
            post="preview_confirm" if mine else "",
        )
    codes = ", ".join(order.cover_items)
    title = f"Ждёт {codes} до {formats.date(order.cover_date)}" if order.cover_date else f"Ждёт {codes}"
    late = order.slack_days is not None and order.slack_days < 0
    start = formats.date(order.earliest_start_date)
    text = f"Ранний запуск {start}, позднее начало {formats.date(order.latest_start_date)}."
    if late and order.slack_days is not None:
        text += f" К сроку не успеет: опоздание {formats.days(-order.slack_days)}"
    if late and person.may("propose_volume"):
        return Advice("bad", title, text, "clock", "Предложить срок или объём", post="ask_propose")
    return Advice("bad" if late else "wait", title, text, "clock")


def _refused(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    line = next((each for each in card.plan if each.agreement in {"refused", "countered"}), None)
    if line is None:
        return None
    what = f"{line.op_name}, {line.machine_name}"
    if line.agreement == "countered":
        when = formats.short_moment(local(line.counter_start_at)) if line.counter_start_at else ""
        title, text = "Цех предлагает другой срок", f"{what}: начать {when}. {line.answer_reason}"
    else:
        title, text = "Цех отказал", f"{what}: {line.answer_reason}"
    mine = person.may("correct_dates")
    return Advice(
        "bad", title, text, "circle-x", "Изменить сроки" if mine else "", post="ask_dates" if mine else ""
    )


def _late(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:
    """The plan releases it too late."""
    order = card.order
    if order.release_at is None or order.status not in _OPEN:
        return None
    release = local(order.release_at)
    slack = slack_days(release.date(), order.due_date, qc_days=order.product.qc_days, holidays=holidays)
    if slack >= 0:
        return None
    qc = f" и ОТК {formats.days(order.product.qc_days)}" if order.product.qc_days else ""
    text = f"Выпуск {formats.moment(release)}{qc}, срок {formats.date(order.due_date)}."
    mine = person.may("correct_dates")
    return Advice(
        "bad",
        f"По плану опоздает на {formats.days(-slack)}",
        text,
        "triangle-alert",
        "Изменить сроки" if mine else "",
        post="ask_dates" if mine else "",
    )


def _unplanned(card: OrderCard, person: Actor, holidays: frozenset[dt.date]) -> Advice | None:  # noqa: ARG001 - one signature for all
    order = card.order
    if order.status != "in_production" or card.plan:
        return None
    if order.no_capacity:
        text = "Все разрешённые машины стоят или заняты: измените объём, срок или добавьте смену."
        return Advice("bad", "Нет мощности", text, "factory")
    href = links.board(order.order_no) if person.may("run_plan") else ""
    text = "Сырьё зарезервировано, дат ещё нет: заказ попадёт в следующий расчёт плана."
    return Advice("accent", "Не распределён", text, "calendar-days", "Открыть план" if href else "", href)
