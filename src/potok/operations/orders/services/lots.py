"""Decisions of quality control on raw lots and what they do to orders (order-workflow 9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import LotDecisionForbiddenError, UnknownLotError
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import Refresh, refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_orders
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.services.signal_records import SignalChanges
from potok.operations.warehouse.models import QC_STATUSES, StockLot

#: What may be decided on a raw lot, by its present state.
_DECISIONS = {
    "quarantine": frozenset({"released", "rejected", "blocked"}),
    "released": frozenset({"rejected", "blocked"}),
    "blocked": frozenset({"released", "rejected"}),
    "conditional": frozenset({"released", "rejected", "blocked"}),
    "rejected": frozenset[str](),
}
_WORDS = dict(QC_STATUSES)
#: How often the holders of a lot are read anew when others reserve it at the same moment.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LotDecision:
    """What a decision led to.

    Attributes:
        kept: Orders that held the lot and are covered from others now.
        waiting: Orders that lost their cover (T5).
        stopped: Launched orders that held the lot: their shops must stop.
        coverable: Waiting orders that could go to production now, in rank (proposals of T4).
    """

    lot: str
    before: str
    status: str
    kept: tuple[str, ...]
    waiting: tuple[str, ...]
    stopped: tuple[str, ...]
    coverable: tuple[str, ...]
    signals: SignalChanges


class _HoldersChangedError(Exception):
    """Another order reserved the lot before it was locked."""


def decide_lot(actor: Actor, *, lot: str, decision: str, reason: str = "") -> LotDecision:
    """Release, reject or block a raw lot.

    A released lot makes waiting orders coverable, which the planner confirms. A lot that is taken away
    from orders is replaced by others, first expired first; what that does not cover waits, and launched
    orders stop.

    Args:
        decision: released, rejected or blocked.

    Raises:
        UnknownLotError: There is no such lot.
        LotDecisionForbiddenError: The state of the lot does not permit the decision.
        ReasonMissingError: A rejection or a block without a reason.
    """
    why = reason.strip() if decision == "released" else required(reason, "почему партия не годится")
    with command(actor, "decide_lot", why=why):
        situation = present_situation()
        for attempt in range(_ATTEMPTS):
            try:
                with transaction.atomic():
                    return _decide(actor, lot, decision, why, situation)
            except _HoldersChangedError:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError


def _decide(actor: Actor, code: str, decision: str, why: str, situation: Situation) -> LotDecision:
    numbers = _holders(code)
    locked = lock_orders(numbers).values() if numbers else []
    # One of them may have been cancelled or lost its cover before it was locked.
    orders = [order for order in locked if order.status == "in_production"]
    lot = _locked_lot(code, orders)
    if set(_holders(code)) - set(numbers):
        raise _HoldersChangedError
    _refuse_bad_decision(lot, decision)
    before = lot.qc_status
    witness = Witness(actor, "decide_lot", situation.now)
    launched = [order for order in orders if order.launch_actual_at is not None]
    _stop(witness, launched, lot, why)
    Reservation.objects.filter(lot=lot, kind="hard").delete()
    lot.refresh_from_db()
    lot.qc_status, lot.qc_date = decision, situation.today
    lot.save(update_fields=["qc_status", "qc_date"])
    others = [order for order in orders if order.launch_actual_at is None]
    lost: tuple[str, ...] = ()
    if others:
        settled = settle(witness, others, situation, reason=Reason("qc_hold", f"партия {code}: {why}"))
        lost = settled.lost
        refresh = refresh_after_settling(situation, settled)
    else:
        refresh = refresh_after(situation, {lot.item_id}, stock={lot.item_id})
    return _answer(lot, before, [order.order_no for order in others], lost, launched, refresh)


def _answer(
    lot: StockLot,
    before: str,
    holders: Collection[str],
    lost: tuple[str, ...],
    launched: Collection[ProductionOrder],
    refresh: Refresh,
) -> LotDecision:
    return LotDecision(
        lot=lot.code,
        before=before,
        status=lot.qc_status,
        kept=tuple(number for number in holders if number not in lost),
        waiting=lost,
        stopped=tuple(order.order_no for order in launched),
        coverable=refresh.coverable,
        signals=refresh.signals,
    )


def _holders(code: str) -> list[str]:
    held = Reservation.objects.filter(lot__code=code, kind="hard", order__status="in_production")
    return list(held.order_by("order_id").values_list("order__order_no", flat=True))


def _locked_lot(code: str, orders: Collection[ProductionOrder]) -> StockLot:
    """The lot, locked together with all lots that its holders may need, by id."""
    items = set(Reservation.objects.filter(order__in=orders).values_list("item_id", flat=True))
    found = StockLot.objects.select_for_update(no_key=True).order_by("pk")
    own = StockLot.objects.filter(code=code).values_list("item_id", flat=True).first()
    if own is None:
        raise UnknownLotError(lot=code)
    lots = {lot.code: lot for lot in found.filter(item_id__in=items | {own}, qty__gt=0)}
    return lots.get(code) or found.get(code=code)


def _refuse_bad_decision(lot: StockLot, decision: str) -> None:
    if decision in _DECISIONS[lot.qc_status]:
        return
    permitted = ", ".join(f"«{_WORDS[state]}»" for state in sorted(_DECISIONS[lot.qc_status]))
    raise LotDecisionForbiddenError(
        lot=lot.code,
        status=_WORDS[lot.qc_status],
        decision=_WORDS.get(decision, decision),
        hint=f"Возможно: {permitted}." if permitted else "Забракованная партия возвращается поставщику.",
    )


def _stop(witness: Witness, orders: Collection[ProductionOrder], lot: StockLot, why: str) -> None:
    """Launched orders keep their status and stop (order-workflow 11)."""
    ProductionOrder.objects.filter(id__in=[order.pk for order in orders]).update(
        progress="stopped", hold_reason=f"партия {lot.code}: {why}"[:250]
    )
    record(
        witness.event(
            order.pk,
            "stopped",
            old={"progress": order.progress},
            new={"progress": "stopped", "lot": lot.code},
            reason_code="qc_hold",
            text=why,
        )
        for order in orders
    )
