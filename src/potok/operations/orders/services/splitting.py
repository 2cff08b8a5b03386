"""One order becomes several, several become one (order-workflow 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.numbering import PRODUCTION_ORDERS, take_numbers
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import MergeImpossibleError, SplitSumError
from potok.operations.orders.models import CustomerShare, ProductionOrder, Reservation
from potok.operations.orders.requirement import (
    REWORK,
    demand_of,
    first_start,
    needs_by_order,
    note_latest_start,
)
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import close_order, forbid_launched
from potok.operations.orders.services.components import note_answer, write_components
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.cover_writing import OrderAnswer, covered_answer
from potok.operations.orders.services.division import Division, divide, hand_over
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import check_version, lock_order, lock_orders
from potok.operations.orders.services.planned_lines import delete_lines
from potok.operations.orders.services.previews import preview_new_orders
from potok.operations.orders.services.shelves import open_shelves
from potok.operations.people.acting import Actor, command

_OPEN = ("new", "waiting_shortage", "in_production")
#: What the orders that follow take over from the one before, besides dates and priority.
_INHERITED = (
    "created_date", "customer_id", "manager", "product_id", "workshop_id", "recipe_id", "due_date",
    "priority", "order_type", "status", "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Succession:
    """Orders that followed others.

    Attributes:
        sources: Numbers of the orders that ended.
        heirs: Numbers of the orders that go on.
        waiting: Those of them that lost their cover to rounding.
    """

    sources: tuple[str, ...]
    heirs: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def split_order(
    actor: Actor, *, order_no: str, parts: Sequence[int], expected_version: int | None = None
) -> Succession:
    """Divide an order that was not launched into «ЗП-0140/1», «ЗП-0140/2» …; it ends itself.

    The parts inherit dates, priority and status; reservations are divided among them.

    Args:
        parts: Pieces of every part, in their sequence.

    Raises:
        TransitionForbiddenError: The order is done or cancelled.
        OrderLaunchedError: It was launched.
        SplitSumError: The parts do not sum up to the order or are no multiples.
    """
    with command(actor, "split_order"):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=_OPEN, verb="разделить")
        forbid_launched(order, verb="разделить")
        _refuse_bad_parts(order, parts)
        numbers = _part_numbers(order, len(parts))
        heirs = [
            _heir([order], number, qty, situation, parent=order)
            for number, qty in zip(numbers, parts, strict=True)
        ]
        witness = Witness(actor, "split_order", situation.now)
        waiting = _succeed(witness, [order], heirs, situation, kind="split")
        divide_shares(order, heirs)
    return Succession((order_no,), tuple(numbers), waiting)


def merge_orders(
    actor: Actor, *, order_nos: Collection[str], expected_versions: Mapping[str, int] | None = None
) -> Succession:
    """Make one order of several of the same product, recipe and status that were not launched.

    It is due with the earliest and as urgent as the most urgent of them; the quantities of the customers
    stay on record. Merging orders that were merged together before changes nothing and answers the same.

    Raises:
        MergeImpossibleError: The orders differ, or rounding needs material that is not free.
        OrderLaunchedError: One of them was launched.
        VersionConflictError: Somebody changed one of them since it was read.
    """
    with command(actor, "merge_orders"):
        situation = present_situation()
        orders = list(lock_orders(order_nos).values())
        done = _merged_before(orders)
        if done is not None:
            return Succession(tuple(order.order_no for order in orders), (done,))
        for order in orders:
            check_version(order, (expected_versions or {}).get(order.order_no))
            forbid_status(order, allowed=_OPEN, verb="объединить")
            forbid_launched(order, verb="объединить")
        _refuse_different(orders)
        number = take_numbers(PRODUCTION_ORDERS, 1, taken=_existing)[0]
        heir = _heir(orders, number, sum(order.qty_pcs for order in orders), situation)
        witness = Witness(actor, "merge_orders", situation.now)
        _succeed(witness, orders, [heir], situation, kind="merged")
        _write_shares(orders, heir)
    return Succession(tuple(order.order_no for order in orders), (number,))


def _refuse_bad_parts(order: ProductionOrder, parts: Sequence[int]) -> None:
    multiple = order.product.order_multiple
    wrong = len(parts) < 2 or sum(parts) != order.qty_pcs or order.done_pcs
    if wrong or any(part < 1 or part % multiple for part in parts):
        raise SplitSumError(
            order_no=order.order_no, sum_pcs=sum(parts), qty_pcs=order.qty_pcs, multiple=multiple
        )


def _part_numbers(order: ProductionOrder, count: int) -> list[str]:
    """«ЗП-0140/1» …; parts of a part go on as «ЗП-0140/1/1»."""
    return [f"{order.order_no}/{place}" for place in range(1, count + 1)]


def _refuse_different(orders: Sequence[ProductionOrder]) -> None:
    why = ""
    if len(orders) < 2:
        why = "нужно не меньше двух заказов"
    elif len({order.product_id for order in orders}) > 1:
        why = "разные изделия"
    elif len({order.recipe_id for order in orders}) > 1:
        why = "разные версии рецептуры"
    elif len({order.status for order in orders}) > 1:
        why = "разные статусы"
    elif any(order.order_type == REWORK for order in orders):
        why = "исправление партии ведётся своим заказом"
    elif any(order.done_pcs for order in orders):
        why = "по одному из них уже есть выпуск"
    if why:
        raise MergeImpossibleError(why=why)


def _merged_before(orders: Sequence[ProductionOrder]) -> str | None:
    """Number of the order that all of them were merged into."""
    first = orders[0].merged_into if orders else None
    if first is None or any(order.merged_into_id != first.pk for order in orders):
        return None
    return first.order_no


def _existing(numbers: list[str]) -> list[str]:
    return list(ProductionOrder.objects.filter(order_no__in=numbers).values_list("order_no", flat=True))


def _heir(
    sources: Sequence[ProductionOrder],
    number: str,
    qty_pcs: int,
    situation: Situation,
    *,
    parent: ProductionOrder | None = None,
) -> ProductionOrder:
    """An order that follows: that of the largest source with the most urgent date and priority."""
    main = max(sources, key=lambda order: (order.qty_pcs, -order.pk))
    heir = ProductionOrder(
        **{name: getattr(main, name) for name in _INHERITED},
        order_no=number,
        qty_pcs=qty_pcs,
        qty_requested_pcs=qty_pcs,
        parent=parent,
    )
    heir.due_date = min(order.due_date for order in sources)
    heir.priority = min(order.priority for order in sources)
    heir.created_date = min(order.created_date for order in sources)
    product = situation.master.items[situation.master.item_codes[main.product_id]]
    heir.total_kg = qty_pcs * (product.net_kg or Decimal(0))
    note_latest_start(heir, situation.master)
    return heir


def _succeed(
    witness: Witness,
    sources: Sequence[ProductionOrder],
    heirs: Sequence[ProductionOrder],
    situation: Situation,
    *,
    kind: str,
) -> tuple[str, ...]:
    """Write the heirs, hand over what the sources hold, end the sources; returns heirs that must wait."""
    status = sources[0].status
    ProductionOrder.objects.bulk_create(heirs)
    needs = needs_by_order(heirs, situation.master)
    items = {situation.master.item_ids[item] for need in needs.values() for item in need}
    short: Mapping[int, object] = {}
    answers: dict[int, OrderAnswer] = {}
    if status == "in_production":
        division = _hand_over(sources, heirs, needs, items, situation, kind=kind)
        short = division.short
        answers = {
            heir.pk: _covered(heir, needs[heir.pk], situation) for heir in heirs if heir.pk not in short
        }
    _record(witness, sources, heirs, kind=kind)
    for heir in heirs:
        if heir.pk in short:
            heir.status = "waiting_shortage"
        if heir.pk in answers:
            note_answer(heir, answers[heir.pk], situation)
        heir.save()
    write_components(needs, answers, situation)
    record(
        witness.event(heir.pk, "cover_lost", from_status=status, to_status=heir.status)
        for heir in heirs
        if heir.pk in short
    )
    _end_sources(witness, sources, heirs, kind=kind)
    if status == "new":
        preview_new_orders(situation, items)
    elif status == "waiting_shortage":
        refresh_after(situation, items)
    else:  # parts hold a little more or less than the whole: norms are rounded for each of them
        refresh_after(situation, items, stock=items)
    return tuple(heir.order_no for heir in heirs if heir.pk in short)


def _hand_over(
    sources: Sequence[ProductionOrder],
    heirs: Sequence[ProductionOrder],
    needs: Mapping[int, Mapping[str, Decimal]],
    items: Collection[int],
    situation: Situation,
    *,
    kind: str,
) -> Division:
    shelves = open_shelves(items, situation)
    held = shelves.held_by([order.pk for order in sources])
    division = divide(held, heirs, needs, shelves, situation)
    if division.short and kind == "merged":
        lack = next(iter(division.short.values()))
        item, qty = next(iter(lack.items()))
        raise MergeImpossibleError(why=f"при округлении не хватает {qty} материала {item}")
    hand_over(held, division)
    return division


def _covered(heir: ProductionOrder, need: Mapping[str, Decimal], situation: Situation) -> OrderAnswer:
    demand = demand_of(heir, need, situation.master)
    return covered_answer(
        need,
        today=situation.today,
        earliest=first_start(demand, situation),
        latest=heir.latest_start_date,
        free={item: (gross, Decimal(0)) for item, gross in need.items()},
    )


def _record(
    witness: Witness, sources: Sequence[ProductionOrder], heirs: Sequence[ProductionOrder], *, kind: str
) -> None:
    numbers = ", ".join(order.order_no for order in sources)
    record(
        witness.event(
            heir.pk,
            kind,
            to_status=heir.status,
            new={"qty_pcs": heir.qty_pcs, "from": [order.order_no for order in sources]},
            text=f"из {numbers}",
        )
        for heir in heirs
    )


def _end_sources(
    witness: Witness, sources: Sequence[ProductionOrder], heirs: Sequence[ProductionOrder], *, kind: str
) -> None:
    numbers = ", ".join(heir.order_no for heir in heirs)
    word = "разделён на" if kind == "split" else "объединён в"
    ids = [order.pk for order in sources]
    Reservation.objects.filter(order_id__in=ids, kind="soft").delete()
    delete_lines(ids)
    for order in sources:
        close_order(
            witness,
            order,
            reason=f"{word} {numbers}",
            kind=kind,
            merged_into=heirs[0] if kind == "merged" else None,
            details={"qty_pcs": order.qty_pcs, "into": [heir.order_no for heir in heirs]},
        )


def divide_shares(order: ProductionOrder, heirs: Sequence[ProductionOrder]) -> None:
    """Customers of a merged order follow its parts, one customer after the other; one part may be itself."""
    shares = list(order.customer_shares.order_by("id"))
    left = {share.pk: share.qty_pcs for share in shares}
    rows = []
    for heir in heirs if shares else ():
        wanted = heir.qty_pcs
        for share in shares:
            taken = min(wanted, left[share.pk])
            wanted -= taken
            left[share.pk] -= taken
            if taken:
                rows.append(_share(heir, share, taken))
    if order in heirs:
        order.customer_shares.all().delete()
    CustomerShare.objects.bulk_create(rows)


def _write_shares(sources: Sequence[ProductionOrder], heir: ProductionOrder) -> None:
    """Quantities of the customers, also of orders that were merged before."""
    earlier = CustomerShare.objects.filter(order__in=sources)
    known = {share.order_id for share in earlier}
    CustomerShare.objects.bulk_create(
        [_share(heir, share, share.qty_pcs) for share in earlier]
        + [
            CustomerShare(order=heir, source=order, customer_id=order.customer_id, qty_pcs=order.qty_pcs)
            for order in sources
            if order.pk not in known
        ]
    )


def _share(heir: ProductionOrder, share: CustomerShare, qty_pcs: int) -> CustomerShare:
    return CustomerShare(
        order=heir, source_id=share.source_id, customer_id=share.customer_id, qty_pcs=qty_pcs
    )
