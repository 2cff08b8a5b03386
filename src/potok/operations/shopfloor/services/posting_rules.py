"""Guards and effects of a posting decided from facts, the same for preview and posting (8.2, 8.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from potok.operations.orders.requirement import local_date
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.services.card_facts import CardFacts, Held
from potok.operations.shopfloor.services.card_lines import recipe_lines
from potok.operations.shopfloor.services.wording import amount, moment
from potok.operations.warehouse.periods import month_name
from potok.plant.findings import plain_number
from potok.plant.model import ItemType, QcStatus
from potok.plant.requirement import gross_requirement

_NOTHING = Decimal(0)
_HUNDRED = Decimal(100)
#: Lots that an error names.
_SHOWN = 3
_USABLE = (QcStatus.RELEASED.value, QcStatus.CONDITIONAL.value)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the planner decides with the posting.

    Attributes:
        over_reason: Consent to output above the over-tolerance, with its reason.
        short_reason: Close the order short, with the reason.
    """

    over_reason: str = ""
    short_reason: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A guard: its code, a Russian sentence, and how it stands: ok, warning or failed."""

    code: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a posting does, for people: kind, title and text."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a posting of the card would do.

    Attributes:
        checks: All guards in the sequence of order-workflow 8.2.
        effects: In the sequence of 8.3.
        from_reserved: Part of every used lot that comes from the order's reservation.
        kept: Reservations that stay with the order.
        freed: Reservations that it gives back without using them.
        need: Requirement of what is left to make, by item.
        completes: The order becomes «Выполнен».
    """

    checks: tuple[Check, ...]
    effects: tuple[Effect, ...]
    from_reserved: Mapping[int, Decimal]
    kept: tuple[Held, ...]
    freed: tuple[Held, ...]
    need: Mapping[str, Decimal]
    completes: bool
    done_pcs: int
    lot_code: str
    expiry_date: dt.date | None

    @property
    def refusals(self) -> tuple[Check, ...]:
        """Guards that are violated."""
        return tuple(check for check in self.checks if check.state == "failed")


@dataclass(slots=True)
class _Rest:
    """Reservations after the card took its part."""

    from_reserved: dict[int, Decimal] = field(default_factory=dict)
    kept: list[Held] = field(default_factory=list)
    freed: list[Held] = field(default_factory=list)


def decide_posting(actor: Actor, facts: CardFacts, wishes: Wishes) -> Decision:
    """Guards and effects of posting a card."""
    card, order = facts.card, facts.order
    done = order.done_pcs + card.good_pcs
    left = max(0, order.qty_pcs - done)
    enough = done * _HUNDRED >= order.qty_pcs * (_HUNDRED - facts.situation.settings.under_tolerance_pct)
    completes = (enough or bool(wishes.short_reason)) and not facts.output_waits
    need = gross_requirement(recipe_lines(order, facts.situation), left, items=facts.situation.master.items)
    rest = _reservations(facts, need, completes=completes)
    expiry = _expiry(facts)
    code = f"{order.order_no}-{card.seq:02d}"
    return Decision(
        checks=tuple(_checks(actor, facts, wishes)),
        effects=tuple(_effects(facts, rest, wishes, completes=completes, done=done, lot=code, expiry=expiry)),
        from_reserved=rest.from_reserved,
        kept=tuple(rest.kept),
        freed=tuple(rest.freed),
        need=need,
        completes=completes,
        done_pcs=done,
        lot_code=code,
        expiry_date=expiry,
    )


def _expiry(facts: CardFacts) -> dt.date | None:
    """Made and shelf life (8.3)."""
    days = facts.product.shelf_life_days
    made = local_date(facts.card.finished_at) or facts.card.date
    return None if days is None else made + dt.timedelta(days=days)


def _reservations(facts: CardFacts, need: Mapping[str, Decimal], *, completes: bool) -> _Rest:
    """Reservation first, then free stock; what is not needed any more is given back, last lots first."""
    rest = _Rest()
    codes = facts.situation.master.item_codes
    left: list[Held] = []
    for held in facts.held:
        taken = min(held.qty, facts.uses.get(held.lot_id, _NOTHING))
        if taken:
            rest.from_reserved[held.lot_id] = taken
        if held.qty > taken:
            left.append(Held(held.lot_id, held.item_id, held.qty - taken))
    wanted = {} if completes else dict(need)
    for held in left:
        code = codes[held.item_id]
        keeps = min(held.qty, wanted.get(code, _NOTHING))
        if keeps:
            wanted[code] -= keeps
            rest.kept.append(Held(held.lot_id, held.item_id, keeps))
        if held.qty > keeps:
            rest.freed.append(Held(held.lot_id, held.item_id, held.qty - keeps))
    return rest


def _check(code: str, *, ok: bool, good: str, bad: str) -> Check:
    return Check(code, "ok" if ok else "failed", good if ok else bad)


def _checks(actor: Actor, facts: CardFacts, wishes: Wishes) -> Iterator[Check]:
    card, order, settings = facts.card, facts.order, facts.situation.settings
    launched = order.launch_actual_at
    yield _check(
        "order_in_production",
        ok=order.status == "in_production" and launched is not None,
        good=f"Заказ в производстве, запущен {moment(launched)}" if launched else "",
        bad="Заказ не запущен"
        if order.status == "in_production"
        else f"Заказ в статусе «{order.get_status_display()}»",
    )
    yield _check(
        "card_handed_in",
        ok=card.state == "handed_in",
        good="Карта передана цехом",
        bad=f"Карта в состоянии «{card.get_state_display()}»",
    )
    if settings.agreement_required:
        yield _check(
            "order_agreed",
            ok=order.agreement == "agreed",
            good="Сроки согласованы с цехами",
            bad=f"Сроки заказа не согласованы: {order.get_agreement_display()}",
        )
    faults = list(_lot_faults(facts))
    more = f" и ещё {len(faults) - _SHOWN}" if len(faults) > _SHOWN else ""
    yield _check(
        "lots_usable",
        ok=not faults,
        good="Исправляемые партии не забракованы, остатка хватает"
        if facts.mended
        else "Партии допущены ОТК, остатка хватает",
        bad="; ".join(faults[:_SHOWN]) + more,
    )
    yield _output_check(facts, wishes)
    yield from _material_checks(facts)
    if settings.four_eyes:
        filled = {card.filled_by_id, card.handed_in_by_id} - {None}
        yield _check(
            "four_eyes",
            ok=actor.user_id is None or actor.user_id not in filled,
            good="Заполнил и проводит разные люди",
            bad="Карту заполнил и проводит один человек: нужен другой плановик",
        )
    yield _check(
        "period_open",
        ok=not facts.period_closed,
        good=f"Период «{month_name(card.date)}» открыт",
        bad=f"Период «{month_name(card.date)}» закрыт",
    )
    yield from _time_warnings(facts)


def _lot_faults(facts: CardFacts) -> Iterator[str]:
    """Lots that do not allow what the card says (8.2)."""
    codes = facts.situation.master.item_codes
    held = {one.lot_id: one.qty for one in facts.held}
    for lot_id, qty in facts.uses.items():
        lot = facts.lots[lot_id]
        item = facts.situation.master.items[codes[lot.item_id]]
        free = lot.qty - lot.reserved_qty + held.get(lot_id, _NOTHING)
        conditional = lot.qc_status == QcStatus.CONDITIONAL.value and lot_id not in held
        if lot_id in facts.mended:
            if lot.qc_status == QcStatus.REJECTED.value:
                yield f"партия {lot.code} забракована: исправлять её больше нельзя"
        elif lot.qc_status not in _USABLE or conditional:
            yield f"партия {lot.code} не допущена ОТК ({lot.get_qc_status_display().lower()})"
        elif lot.expiry_date is not None and lot.expiry_date <= facts.card.date:
            yield f"партия {lot.code} просрочена {lot.expiry_date:%d.%m.%Y}"
        elif lot.received_date > facts.card.date:
            yield f"партия {lot.code} поступила {lot.received_date:%d.%m.%Y}, позже даты карты"
        if qty > free:
            lack, has = amount(qty - free, item.unit.value), amount(free, item.unit.value)
            yield f"в партии {lot.code} не хватает {lack}: свободно для заказа {has}"


def _output_check(facts: CardFacts, wishes: Wishes) -> Check:
    """Output within the over-tolerance of what is left (8.2, 11)."""
    over = facts.situation.settings.over_tolerance_pct
    left = max(0, facts.order.qty_pcs - facts.order.done_pcs)
    most = int(left * (_HUNDRED + over) / _HUNDRED)
    good = facts.card.good_pcs
    if good <= most:
        return Check("output_within_tolerance", "ok", f"Выпуск в пределах допуска: {good} ≤ {most}")
    text = f"Выпуск {good} шт. больше допуска {most} шт. (осталось {left} шт. + {over:g} %)"
    if wishes.over_reason:
        return Check("output_within_tolerance", "warning", f"{text}, согласовано: {wishes.over_reason}")
    return Check("output_within_tolerance", "failed", f"{text}: нужно согласие с причиной")


def _material_checks(facts: CardFacts) -> Iterator[Check]:
    bare = [
        line.item.item_id
        for line in facts.materials
        if line.item.stock_controlled and line.norm > 0 and line.actual == 0 and not line.explained
    ]
    yield _check(
        "materials_written_off",
        ok=not bare,
        good="Каждый материал списан или есть причина",
        bad=f"Не списано и без причины: {', '.join(bare)}",
    )
    beyond = [line.item.item_id for line in facts.materials if line.beyond and not line.explained]
    beyond = [code for code in beyond if code not in bare]
    tolerance = facts.situation.settings.deviation_tolerance_pct
    if beyond:
        text = f"Отклонение больше {tolerance:g} % без причины: {', '.join(beyond)}"
        yield Check("deviations_explained", "failed", text)
    if facts.balance is not None and not facts.balance.in_norm and facts.card.loss_reason_id is None:
        pct = facts.balance.losses_pct
        shown = "не определены" if pct is None else f"{pct} %".replace(".", ",")
        limit = f"{facts.balance.limit_pct} %".replace(".", ",")
        yield Check("losses_explained", "failed", f"Потери {shown} вне 0 … {limit} без причины")
    if facts.card.good_pcs + facts.card.rework_pcs + facts.card.scrap_pcs + facts.card.samples_pcs == 0:
        yield Check("output_present", "failed", "В карте нет выпуска")


def _time_warnings(facts: CardFacts) -> Iterator[Check]:
    tolerance = facts.situation.settings.deviation_tolerance_pct
    for line in facts.times:
        more = line.actual - line.norm
        if line.norm > 0 and abs(more) * _HUNDRED > tolerance * line.norm and not line.explained:
            text = f"{line.op_name} {more:+.0f} мин: причина не указана".replace("-", "−")
            yield Check("times_explained", "warning", text)


def _effects(
    facts: CardFacts,
    rest: _Rest,
    wishes: Wishes,
    *,
    completes: bool,
    done: int,
    lot: str,
    expiry: dt.date | None,
) -> Iterator[Effect]:
    card = facts.card
    if facts.uses:
        yield Effect("write_off", "Списание", _write_off_text(facts, rest))
    if card.good_pcs:
        yield Effect("output", "Приход", f"{amount(card.good_pcs)} на склад, партия {lot}")
        until = f", срок годности до {expiry:%d.%m.%Y}" if expiry else ""
        yield Effect("quarantine", "Карантин", f"до решения ОТК{until}")
    yield Effect("order", "Заказ", _order_text(facts, wishes, completes=completes, done=done))
    yield Effect("reservation", "Резерв", _reservation_text(facts, rest.kept, rest.freed))
    if card.good_pcs:
        yield Effect("handover", "Передача на склад ГП", f"{amount(card.good_pcs)} ждут приёмки складом")
    yield Effect("reversal", "Отмена", "сторно возможно, пока партия не отгружена")


def _write_off_text(facts: CardFacts, rest: _Rest) -> str:
    codes = facts.situation.master.item_codes
    if facts.uses.keys() <= facts.mended:
        return f"исправляемые партии: {', '.join(facts.lots[lot_id].code for lot_id in facts.uses)}"
    items = {facts.lots[lot_id].item_id for lot_id in facts.uses}
    kinds = [facts.situation.master.items[codes[item_id]].type for item_id in items]
    raw = sum(kind is ItemType.RAW for kind in kinds)
    free = sum(
        (qty - rest.from_reserved.get(lot_id, _NOTHING) for lot_id, qty in facts.uses.items()), _NOTHING
    )
    source = f"с резерва {facts.order.order_no}" + (" и из свободного остатка" if free else "")
    if not rest.from_reserved:
        source = "из свободного остатка"
    return f"строк: {len(facts.uses)} (сырьё: {raw}, тара: {len(kinds) - raw}) · {source}"


def _order_text(facts: CardFacts, wishes: Wishes, *, completes: bool, done: int) -> str:
    order = facts.order
    share = (Decimal(done) * _HUNDRED / order.qty_pcs).quantize(Decimal("0.1"))
    least = _HUNDRED - facts.situation.settings.under_tolerance_pct
    percent = f"{share} %".replace(".", ",")
    if completes and wishes.short_reason and share < least:
        return f"{order.order_no} → Выполнен с недовыпуском: {percent}, {wishes.short_reason}"
    if completes:
        enough = plain_number(least).replace(".", ",")
        return f"{order.order_no} → Выполнен: {percent} ≥ {enough} %"
    left = max(0, order.qty_pcs - done)
    if facts.output_waits and (share >= least or wishes.short_reason):
        return f"{order.order_no} остаётся в производстве: сделано {percent}, ждёт {facts.output_waits}"
    return f"{order.order_no} остаётся в производстве: сделано {percent}, осталось {amount(left)}"


def _reservation_text(facts: CardFacts, kept: Sequence[Held], freed: Sequence[Held]) -> str:
    items, codes = facts.situation.master.items, facts.situation.master.item_codes

    def listed(holds: Sequence[Held]) -> str:
        sums: dict[int, Decimal] = {}
        for hold in holds:
            sums[hold.item_id] = sums.get(hold.item_id, _NOTHING) + hold.qty
        return ", ".join(
            f"{codes[item]} {amount(qty, items[codes[item]].unit.value)}" for item, qty in sums.items()
        )

    if not kept and not freed:
        return "остаток 0 — освобождать нечего"
    parts = []
    if freed:
        parts.append(f"освобождается: {listed(freed)}")
    if kept:
        parts.append(f"остаётся: {listed(kept)}")
    return "; ".join(parts)
