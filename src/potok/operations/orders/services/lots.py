"""Decisions of quality control on lots and what they do to orders (order-workflow 9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import LotDecisionForbiddenError, UnknownLotError, UnknownProductError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness
from potok.operations.orders.services.settlement import Reason
from potok.operations.orders.services.withdrawal import (
    Withdrawal,
    break_reservations,
    grip,
    serve_victims,
    with_steady_holders,
)
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.services.arrivals import close_inspected
from potok.operations.purchasing.services.signal_records import SignalChanges
from potok.operations.warehouse.genealogy import made_from
from potok.operations.warehouse.kinds import QC_STATUSES
from potok.operations.warehouse.models import LotPermission, StockLot

#: What may be decided on a lot, by its present state.
_DECISIONS = {
    "quarantine": frozenset({"released", "rejected", "blocked", "conditional"}),
    "released": frozenset({"rejected", "blocked", "conditional"}),
    "blocked": frozenset({"released", "rejected", "conditional"}),
    "conditional": frozenset({"released", "rejected", "blocked", "conditional"}),
    "rejected": frozenset[str](),
}
_WORDS = dict(QC_STATUSES)


@dataclass(frozen=True, slots=True)
class LotDecision:
    """What a decision led to.

    Attributes:
        kept: Orders that held the lot and are covered from others now.
        waiting: Orders that lost their cover (T5).
        stopped: Launched orders that held the lot: their shops must stop.
        coverable: Waiting orders that could go to production now, in rank (proposals of T4).
        blocked: Lots made from a rejected one that are blocked now.
    """

    lot: str
    before: str
    status: str
    kept: tuple[str, ...]
    waiting: tuple[str, ...]
    stopped: tuple[str, ...]
    coverable: tuple[str, ...]
    signals: SignalChanges
    blocked: tuple[str, ...] = ()


def decide_lot(
    actor: Actor, *, lot: str, decision: str, reason: str = "", products: Collection[str] = ()
) -> LotDecision:
    """Release, reject, block or conditionally permit a lot.

    A released lot makes waiting orders coverable, which the planner confirms. A lot that is taken away
    from orders is replaced by others, first expired first; what that does not cover waits, and launched
    orders stop. Lots made from a rejected one are blocked, through all levels.

    Args:
        decision: released, rejected, blocked or conditional.
        products: Codes of the products that a conditional lot may be used for.

    Raises:
        UnknownLotError: There is no such lot.
        UnknownProductError: A product of the permission does not exist.
        LotDecisionForbiddenError: The state of the lot does not permit the decision.
        ReasonMissingError: Anything but a release without a reason, a permission without products.
    """
    why = reason.strip() if decision == "released" else required(reason, "почему партия не годится")
    with command(actor, "decide_lot", why=why):
        situation = present_situation()
        witness = Witness(actor, "decide_lot", situation.now)
        permitted = _products(products)
        return with_steady_holders(lambda: _decide(witness, lot, decision, why, permitted, situation))


def _decide(
    witness: Witness, code: str, decision: str, why: str, permitted: dict[str, int], situation: Situation
) -> LotDecision:
    pk = StockLot.objects.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        raise UnknownLotError(lot=code)
    parted = set(StockLot.objects.filter(origin_id=pk).values_list("pk", flat=True))
    made = made_from([pk]) - parted if decision == "rejected" else set()
    held = grip([pk, *sorted(parted | made)])
    lot = held.lots[pk]
    _refuse_bad_decision(lot, decision)
    if decision == "conditional":
        required(" ".join(permitted), "для каких изделий разрешена партия")
    before = lot.qc_status
    # A part of the lot that was issued to a shop shares its fate; what was made from it is only doubtful.
    same = [pk, *(part for part in parted if held.lots[part].qc_status == before)]
    doubtful = [part for part in made if held.lots[part].qc_status != "rejected"]
    verdicts = dict.fromkeys(same, decision) | dict.fromkeys(doubtful, "blocked")
    because = Reason("qc_hold", f"партия {code}: {why}")

    def spared(order: ProductionOrder, held_lot: StockLot) -> bool:
        return verdicts[held_lot.pk] == "conditional" and order.product_id in permitted.values()

    bad = {part: Decimal(0) for part, verdict in verdicts.items() if verdict != "released"}
    broken = break_reservations(witness, held, bad, reason=because, spared=spared)
    for part, verdict in verdicts.items():
        _write(held.lots[part], verdict, situation)
    _permit([part for part, verdict in verdicts.items() if verdict == "conditional"], permitted)
    close_inspected(verdicts, rejected=decision == "rejected")
    items = {held.lots[part].item_id for part in verdicts}
    outcome = serve_victims(witness, broken, situation, reason=because, items=items)
    return _answer(lot, before, outcome, [held.lots[part].code for part in doubtful])


def _write(lot: StockLot, verdict: str, situation: Situation) -> None:
    lot.qc_status, lot.qc_date = verdict, situation.today
    lot.save(update_fields=["qc_status", "qc_date"])


def _permit(lot_ids: Collection[int], products: dict[str, int]) -> None:
    """The products of the last permission are those that hold."""
    LotPermission.objects.filter(lot_id__in=list(lot_ids)).delete()
    LotPermission.objects.bulk_create(
        LotPermission(lot_id=lot, product_id=product) for lot in lot_ids for product in products.values()
    )


def _answer(lot: StockLot, before: str, outcome: Withdrawal, blocked: Collection[str]) -> LotDecision:
    return LotDecision(
        lot=lot.code,
        before=before,
        status=lot.qc_status,
        kept=outcome.kept,
        waiting=outcome.waiting,
        stopped=outcome.stopped,
        coverable=outcome.refresh.coverable,
        signals=outcome.refresh.signals,
        blocked=tuple(sorted(blocked)),
    )


def _products(codes: Collection[str]) -> dict[str, int]:
    found = dict(Item.objects.filter(code__in=list(codes), type="finished").values_list("code", "pk"))
    for code in codes:
        if code not in found:
            raise UnknownProductError(product=code)
    return found


def _refuse_bad_decision(lot: StockLot, decision: str) -> None:
    if decision in _DECISIONS[lot.qc_status]:
        return
    permitted = ", ".join(f"«{_WORDS[state]}»" for state in sorted(_DECISIONS[lot.qc_status]))
    raise LotDecisionForbiddenError(
        lot=lot.code,
        status=_WORDS[lot.qc_status],
        decision=_WORDS.get(decision, decision),
        hint=f"Возможно: {permitted}." if permitted else "Забракованная партия возвращается или списывается.",
    )
