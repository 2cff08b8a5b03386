"""The card of an order: requirement and cover line by line, dates, plan lines, documents (mock-up 02)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.reads.card_cover import ComponentLine, OpenSignal, component_lines, open_signals
from potok.operations.orders.reads.card_plan import NormLine, PlanLine, norm_lines, plan_lines
from potok.operations.orders.states import STATUSES

_PATH = ("new", "waiting_shortage", "in_production", "done")


@dataclass(frozen=True, slots=True)
class PathStep:
    """A status on the way of the order.

    Attributes:
        state: past, current or future.
        at: When the order last came into it, plant moment; None when it never did.
        who: Who brought it there.
    """

    status: str
    label: str
    state: str
    at: dt.datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal of another volume or due date with its answer."""

    id: int
    old_qty_pcs: int
    new_qty_pcs: int
    old_due_date: dt.date
    new_due_date: dt.date
    reason: str
    state: str
    proposed_by: str
    proposed_at: dt.datetime
    answered_by: str
    answered_at: dt.datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Relatives:
    """Orders that this one came from or went into, by number, and customers of a merged order."""

    parent: str | None
    children: tuple[str, ...]
    merged_into: str | None
    sources: tuple[str, ...]
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderCard:
    """Everything of the card but its history and the volume options, which are read apart.

    Attributes:
        order: The order; `product`, `customer`, `workshop` and `recipe` are read with it.
        multiple: Quantities are multiples of it.
        path: The statuses of the way; a cancelled order ends with that step.
        components: In the sequence of the recipe.
        cover_counts: Number of components in_stock, expected, missing and unknown.
        plan: Lines of the published plan; empty when there are none, then `norms` tell what is to be done.
        signals: Signals that are not closed for items of the order.
        proposals: Newest first.
    """

    order: ProductionOrder
    multiple: int
    path: tuple[PathStep, ...]
    components: tuple[ComponentLine, ...]
    cover_counts: Mapping[str, int]
    plan: tuple[PlanLine, ...]
    norms: tuple[NormLine, ...]
    signals: tuple[OpenSignal, ...]
    proposals: tuple[Proposal, ...]
    relatives: Relatives

    @property
    def obstacles(self) -> tuple[ComponentLine, ...]:
        """Components that keep the order from ever starting: nothing known brings them."""
        return tuple(line for line in self.components if line.cover == "missing")

    @property
    def open_proposal(self) -> Proposal | None:
        """The proposal that waits for an answer."""
        return next((proposal for proposal in self.proposals if proposal.state == "sent"), None)


def order_card(order_no: str) -> OrderCard:
    """The card of an order: at most twelve queries whatever the order holds.

    Raises:
        UnknownOrderError: There is no such order.
    """
    found = ProductionOrder.objects.select_related(
        "product", "customer", "workshop", "recipe", "parent", "merged_into"
    )
    order = found.filter(order_no=order_no).first()
    if order is None:
        raise UnknownOrderError(order_no=order_no)
    situation = present_situation()
    parts = list(order.components.select_related("item", "receipt").order_by("id"))
    signals = open_signals([part.item_id for part in parts])
    components = component_lines(order, parts, _reservations(order), signals, situation)
    plan = plan_lines(order)
    return OrderCard(
        order=order,
        multiple=order.product.order_multiple,
        path=_path(order),
        components=components,
        cover_counts={
            state: sum(line.cover == state for line in components)
            for state in ("in_stock", "expected", "missing", "unknown")
        },
        plan=plan,
        norms=() if plan else norm_lines(order, situation),
        signals=signals,
        proposals=_proposals(order),
        relatives=_relatives(order),
    )


def _reservations(order: ProductionOrder) -> Sequence[Reservation]:
    return list(order.reservations.select_related("lot", "receipt").order_by("id"))


def _path(order: ProductionOrder) -> tuple[PathStep, ...]:
    """Steps of the life of an order with the date and person of the last change into each."""
    reached: dict[str, tuple[dt.datetime, str]] = {}
    events = (
        OrderEvent.objects.filter(order=order)
        .exclude(to_status="")
        .select_related("user")
        .order_by("id")
        .only("from_status", "to_status", "at", "user__username", "user__first_name", "user__last_name")
    )
    for event in events:
        if event.from_status != event.to_status:
            reached[event.to_status] = (event.at, event.user.short_name if event.user else "Поток")
    way = [status for status in _PATH if status != "waiting_shortage" or _waits(order, reached)]
    if order.status == "cancelled":
        way = [status for status in way if status in reached] + ["cancelled"]
    place = way.index(order.status)
    labels = dict(STATUSES)
    return tuple(
        PathStep(
            status,
            labels[status],
            "past" if index < place else "current" if index == place else "future",
            *reached.get(status, (None, "")),
        )
        for index, status in enumerate(way)
    )


def _waits(order: ProductionOrder, reached: Mapping[str, object]) -> bool:
    """Whether the way leads through waiting: it did, or the preview says that it will."""
    waited = order.status == "waiting_shortage" or "waiting_shortage" in reached
    return waited or (order.status == "new" and order.cover in {"expected", "missing"})


def _proposals(order: ProductionOrder) -> tuple[Proposal, ...]:
    found = order.proposals.select_related("proposed_by", "answered_by").order_by("-id")
    return tuple(
        Proposal(
            id=row.pk,
            old_qty_pcs=row.old_qty_pcs,
            new_qty_pcs=row.new_qty_pcs,
            old_due_date=row.old_due_date,
            new_due_date=row.new_due_date,
            reason=row.reason,
            state=row.state,
            proposed_by=row.proposed_by.short_name if row.proposed_by else "Поток",
            proposed_at=row.proposed_at,
            answered_by=row.answered_by.short_name if row.answered_by else "",
            answered_at=row.answered_at,
            answer=row.answer,
        )
        for row in found
    )


def _relatives(order: ProductionOrder) -> Relatives:
    shares = order.customer_shares.order_by("id").values_list("customer__name", "qty_pcs")
    return Relatives(
        parent=order.parent.order_no if order.parent else None,
        children=tuple(order.children.order_by("id").values_list("order_no", flat=True)),
        merged_into=order.merged_into.order_no if order.merged_into else None,
        sources=tuple(order.sources.order_by("id").values_list("order_no", flat=True)),
        shares=tuple(shares),
    )
