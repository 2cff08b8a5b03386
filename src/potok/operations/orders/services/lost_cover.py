"""Reservations that were lost: other lots first, then back to waiting (T5; order-workflow 9, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from potok.operations.catalog.clock import today
from potok.operations.catalog.recipes import activate_due_recipes
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import CoverNotLostError
from potok.operations.orders.models import DailyCheck, ProductionOrder, Reservation
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import forbid_launched, required
from potok.operations.orders.services.checking import CheckResult, check_all_orders
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.events import Witness
from potok.operations.orders.services.locking import lock_order, lock_orders
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.people.acting import Actor, command
from potok.operations.warehouse.models import LotPermission, StockLot


@dataclass(frozen=True, slots=True)
class LossResult:
    """What became of orders whose reservations were lost.

    Attributes:
        kept: Covered again from other lots.
        waiting: Back to waiting.
        coverable: Waiting orders that could go to production with what became free, in rank.
    """

    kept: tuple[str, ...]
    waiting: tuple[str, ...]
    coverable: tuple[str, ...] = ()


def lose_cover(
    actor: Actor, *, order_no: str, reason: str, expected_version: int | None = None
) -> LossResult:
    """Look for other lots for an order that holds lots which may not be used any more, or let it wait.

    Raises:
        CoverNotLostError: Every lot it holds may be used.
        OrderLaunchedError: The order was launched: its shop is to be stopped instead.
        TransitionForbiddenError: It is not in production.
    """
    why = required(reason, "почему заказ теряет обеспечение")
    with command(actor, "recheck_orders", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("in_production",), verb="вернуть в ожидание")
        forbid_launched(order, verb="вернуть в ожидание", hint="Остановите работу в цехе.")
        if not _bad_holders(situation).filter(order=order).exists():
            raise CoverNotLostError(order_no=order_no)
        witness = Witness(actor, "recheck_orders", situation.now)
        return _settle_again(witness, [order], situation, Reason(text=why))


def nightly_check(actor: Actor) -> tuple[LossResult, CheckResult]:
    """The check of a new day: recipes whose date has come, expired lots, receipts, all covers and signals.

    Orders that are not launched look for other lots first; the rest waits.
    """
    with command(actor, "recheck_orders", why="ночная проверка"):
        activate_due_recipes()
        situation = present_situation()
        holders = _bad_holders(situation).filter(order__launch_actual_at__isnull=True)
        numbers = list(holders.values_list("order__order_no", flat=True).distinct())
        losses = LossResult((), ())
        if numbers:
            orders = [order for order in lock_orders(numbers).values() if order.status == "in_production"]
            witness = Witness(actor, "recheck_orders", situation.now)
            losses = _settle_again(witness, orders, situation, Reason(text="истёк срок годности партии"))
        DailyCheck.objects.get_or_create(date=situation.today)
        return losses, check_all_orders(situation)


def expire_by_hours(actor: Actor) -> LossResult:
    """Lots whose hour has come are expired from today on; orders that hold them look for others or wait.

    Until its hour a lot counts through the date on which it falls (conventions 1 know dates only).
    """
    with command(actor, "recheck_orders", why="истёк срок годности партии, час"):
        situation = present_situation()
        due = StockLot.objects.filter(
            expires_at__lte=situation.now, expiry_date__gt=situation.today, qty__gt=0
        )
        if not due.exists():
            return LossResult((), ())
        numbers = due.filter(reservations__kind="hard").values_list(
            "reservations__order__order_no", flat=True
        )
        locked = lock_orders(sorted(set(numbers))).values()
        lots = list(due.select_for_update(no_key=True).order_by("pk"))
        StockLot.objects.filter(pk__in=[lot.pk for lot in lots]).update(expiry_date=situation.today)
        holders = _bad_holders(situation).filter(order__in=locked, order__launch_actual_at__isnull=True)
        bad = set(holders.values_list("order_id", flat=True))
        orders = [order for order in locked if order.pk in bad and order.status == "in_production"]
        if not orders:
            items = {lot.item_id for lot in lots}
            return LossResult((), (), refresh_after(situation, items, stock=items).coverable)
        witness = Witness(actor, "recheck_orders", situation.now)
        return _settle_again(witness, orders, situation, Reason(text="истёк срок годности партии"))


def checked_today() -> bool:
    """Whether the nightly check of the present plant date was done."""
    return DailyCheck.objects.filter(date=today()).exists()


def _settle_again(
    witness: Witness, orders: Sequence[ProductionOrder], situation: Situation, reason: Reason
) -> LossResult:
    settled = settle(witness, orders, situation, reason=reason)
    refresh = refresh_after_settling(situation, settled)
    kept = tuple(number for number in settled.before if number not in settled.lost)
    return LossResult(kept, settled.lost, refresh.coverable)


def _bad_holders(situation: Situation) -> QuerySet[Reservation]:
    """Reservations on lots that are expired, or neither released nor permitted for the product."""
    expired = Q(lot__expiry_date__lte=situation.today)
    permitted = LotPermission.objects.filter(
        lot_id=OuterRef("lot_id"), product_id=OuterRef("order__product_id")
    )
    released = Q(lot__qc_status="released") | Q(lot__qc_status="conditional") & Exists(permitted)
    return Reservation.objects.filter(expired | ~released, kind="hard")
