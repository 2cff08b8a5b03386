"""A draft becomes the plan in force; the one before it is kept as it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from potok.operations.catalog.clock import local, now, plant_settings
from potok.operations.catalog.snapshot import holiday_dates
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import PlanNotDraftError, StalePlanError, UnknownPlanError
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.reads.lateness import slack_days
from potok.operations.planning.services.drafts import order_spans

_OPEN_STATUSES = ["in_production", "waiting_shortage"]
#: Parts of an operation are stored to the thousandth of a piece (conventions 3).
_QUANTITY_TOLERANCE_PCS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did.

    Attributes:
        moved: Numbers of orders whose launch or release changed.
        released: Numbers of orders that lost their dates.
    """

    number: int
    moved: tuple[str, ...]
    released: tuple[str, ...]


def publish_plan(
    actor: Actor, *, number: int, why: str = "", reason_code: str = "", command_name: str = "publish_plan"
) -> Publication:
    """Put a draft in force: dates go to the orders, lines keep their agreement where they stay.

    Args:
        number: Number of the draft.
        why: Text for the history.
        reason_code: Reason of a correction of dates (order-workflow 7.4), empty for ordinary planning.
        command_name: Right under which it is done.

    Raises:
        PlanNotDraftError: The version is not a draft.
        StalePlanError: Another plan was published meanwhile, or an order of it changed.
    """
    with command(actor, command_name, why=why or f"план № {number}"):
        draft, current = _locked(number)
        lines = list(draft.lines.select_related("order").order_by("id"))
        orders = _locked_orders(lines)
        _refuse_stale(draft, lines, orders)
        _carry_agreement(lines, current)
        if current is not None:
            current.state = "superseded"
            current.save(update_fields=["state"])
        draft.state = "published"
        draft.published_by_id = actor.user_id
        draft.published_at = timezone.now()
        draft.save(update_fields=["state", "published_by", "published_at"])
        return _write_dates(actor, draft, lines, orders, why=why, reason_code=reason_code)


def reject_plan(actor: Actor, *, number: int) -> None:
    """Put a draft aside."""
    with command(actor, "reject_plan", why=f"черновик № {number}"):
        draft, _ = _locked(number)
        draft.state = "rejected"
        draft.save(update_fields=["state"])


def _locked(number: int) -> tuple[PlanVersion, PlanVersion | None]:
    """The draft and the published plan, locked in the order of their ids."""
    versions = list(
        PlanVersion.objects.select_for_update().filter(state__in=["draft", "published"]).order_by("id")
    )
    draft = next((version for version in versions if version.number == number), None)
    if draft is None:
        known = PlanVersion.objects.filter(number=number).first()
        if known is None:
            raise UnknownPlanError(number=number)
        raise PlanNotDraftError(number=number, state=known.get_state_display())
    if draft.state != "draft":
        raise PlanNotDraftError(number=number, state=draft.get_state_display())
    return draft, next((version for version in versions if version.state == "published"), None)


def _locked_orders(lines: list[ScheduleLine]) -> dict[int, ProductionOrder]:
    """Orders of the draft and those that have dates now, locked in the order of their ids."""
    planned = {line.order_id for line in lines}
    dated = set(
        ProductionOrder.objects.filter(status__in=_OPEN_STATUSES, launch_at__isnull=False).values_list(
            "id", flat=True
        )
    )
    found = (
        ProductionOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("product")
        .filter(id__in=planned | dated)
    )
    return {order.pk: order for order in found.order_by("pk")}


def _refuse_stale(draft: PlanVersion, lines: list[ScheduleLine], orders: dict[int, ProductionOrder]) -> None:
    base = draft.based_on
    current = PlanVersion.objects.filter(state="published").first()
    if current is not None and (base is None or base.pk != current.pk):
        raise StalePlanError(number=draft.number, why=f"действует уже план № {current.number}")
    for line in lines:
        order = orders[line.order_id]
        if order.status not in _OPEN_STATUSES:
            why = f"заказ {order.order_no} теперь в статусе «{order.get_status_display()}»"
            raise StalePlanError(number=draft.number, why=why)
        differs = abs(line.qty_pcs - (order.qty_pcs - order.done_pcs)) > _QUANTITY_TOLERANCE_PCS
        if differs and order.launch_actual_at is None:
            raise StalePlanError(number=draft.number, why=f"изменился объём заказа {order.order_no}")


def _carry_agreement(lines: list[ScheduleLine], current: PlanVersion | None) -> None:
    """Agreement of a line holds while machine and shift stay and nothing moves in the frozen zone."""
    settings = plant_settings()
    frozen_until = now() + dt.timedelta(hours=settings.frozen_zone_h)
    before = {(line.order_id, line.op_no): line for line in current.lines.all()} if current else {}
    for line in lines:
        line.moved_by_hand = False
        old = before.get((line.order_id, line.op_no))
        if old is None:
            line.agreement = "none" if settings.agreement_required or line.preliminary else "agreed"
            continue
        line.agreement = _agreement(line, old, frozen_until)
        if line.agreement == old.agreement:
            line.answered_by_id, line.answered_at = old.answered_by_id, old.answered_at
            line.answer_reason, line.counter_start_at = old.answer_reason, old.counter_start_at
    ScheduleLine.objects.bulk_update(
        lines,
        ["agreement", "moved_by_hand", "answered_by", "answered_at", "answer_reason", "counter_start_at"],
        batch_size=500,
    )


def _agreement(line: ScheduleLine, old: ScheduleLine, frozen_until: dt.datetime) -> str:
    """Agreement after a change (order-workflow 7.4): «sent» again when the shop must look once more."""
    same_place = (line.machine_id, line.shift_date, line.shift_no) == (
        old.machine_id,
        old.shift_date,
        old.shift_no,
    )
    unmoved = line.start_at == old.start_at
    in_frozen_zone = min(line.start_at, old.start_at) < frozen_until
    if same_place and (unmoved or not in_frozen_zone):
        return old.agreement
    return "none" if old.agreement == "none" else "sent"


def _write_dates(
    actor: Actor,
    draft: PlanVersion,
    lines: list[ScheduleLine],
    orders: dict[int, ProductionOrder],
    *,
    why: str,
    reason_code: str,
) -> Publication:
    """Launch and release of every order, with an event for each that changed."""
    spans = order_spans(lines)
    moment = now()
    holidays = holiday_dates()
    moved: list[ProductionOrder] = []
    events: list[OrderEvent] = []
    for pk, order in orders.items():
        span = spans.get(pk)
        if span is None and order.launch_actual_at is not None:
            continue
        if (order.launch_at, order.release_at) == (span or (None, None)):
            continue
        events.append(_dates_event(actor, draft, order, span, moment, why=why, reason_code=reason_code))
        if _becomes_late(order, span, holidays):
            events.append(_late_event(actor, order, moment))
        order.launch_at, order.release_at = span or (None, None)
        order.last_date_reason = reason_code or order.last_date_reason
        moved.append(order)
    ProductionOrder.objects.bulk_update(
        moved, ["launch_at", "release_at", "last_date_reason"], batch_size=500
    )
    OrderEvent.objects.bulk_create(events)
    refresh_agreement(set(orders))
    return Publication(
        number=draft.number,
        moved=tuple(sorted(order.order_no for order in moved if order.pk in spans)),
        released=tuple(sorted(order.order_no for order in moved if order.pk not in spans)),
    )


def _dates_event(
    actor: Actor,
    draft: PlanVersion,
    order: ProductionOrder,
    span: tuple[dt.datetime, dt.datetime] | None,
    moment: dt.datetime,
    *,
    why: str,
    reason_code: str,
) -> OrderEvent:
    def texts(pair: tuple[dt.datetime | None, dt.datetime | None]) -> dict[str, str | None]:
        return {
            name: value.isoformat() if value else None
            for name, value in zip(("launch_at", "release_at"), pair, strict=True)
        }

    return OrderEvent(
        order=order,
        kind="dates",
        at=moment,
        user_id=actor.user_id,
        role=actor.role_for("publish_plan"),
        old=texts((order.launch_at, order.release_at)),
        new=texts(span or (None, None)),
        reason_code=reason_code,
        text=why or f"план № {draft.number}",
        request_id=actor.request_id,
    )


def _becomes_late(
    order: ProductionOrder, span: tuple[dt.datetime, dt.datetime] | None, holidays: frozenset[dt.date]
) -> bool:
    """Whether the new release passes the due date although the old one did not."""

    def late(release: dt.datetime | None) -> bool:
        if release is None:
            return False
        days = slack_days(
            local(release).date(), order.due_date, qc_days=order.product.qc_days, holidays=holidays
        )
        return days < 0

    return span is not None and late(span[1]) and not late(order.release_at)


def _late_event(actor: Actor, order: ProductionOrder, moment: dt.datetime) -> OrderEvent:
    """The client department learns that the release passes the due date (7.4)."""
    return OrderEvent(
        order=order,
        kind="late",
        at=moment,
        user_id=actor.user_id,
        new={"due_date": order.due_date.isoformat()},
        text="выпуск позже срока: сообщено клиентскому отделу",
        request_id=actor.request_id,
    )


def refresh_agreement(order_ids: set[int]) -> None:
    """Agreement and progress of orders from their published lines.

    An order is agreed when all its lines are; the first agreed dates are kept for punctuality.
    """
    answers: dict[int, list[str]] = {}
    for order_id, agreement in ScheduleLine.objects.filter(
        is_published=True, order_id__in=order_ids
    ).values_list("order_id", "agreement"):
        answers.setdefault(order_id, []).append(agreement)
    changed = []
    for order in ProductionOrder.objects.filter(id__in=order_ids):
        agreement, progress = _order_agreement(answers.get(order.pk, []))
        if order.launch_actual_at is not None:
            # The shop has begun: its progress is told by launch and cards, and a line that left the plan
            # does not take the agreement back.
            progress = order.progress
            agreement = order.agreement if agreement == "none" else agreement
        first = agreement == "agreed" and order.launch_at_first is None
        if (order.agreement, order.progress) == (agreement, progress) and not first:
            continue
        order.agreement, order.progress = agreement, progress
        if first:
            order.launch_at_first, order.release_at_first = order.launch_at, order.release_at
        changed.append(order)
    ProductionOrder.objects.bulk_update(
        changed, ["agreement", "progress", "launch_at_first", "release_at_first"], batch_size=500
    )


def _order_agreement(answers: list[str]) -> tuple[str, str]:
    """Agreement and progress of an order with such answers of its lines."""
    if not answers:
        return "none", "not_scheduled"
    if all(answer == "agreed" for answer in answers):
        return "agreed", "agreed"
    if any(answer in {"refused", "countered"} for answer in answers):
        return "refused", "scheduled"
    if any(answer in {"sent", "agreed"} for answer in answers):
        return "sent", "scheduled"
    return "none", "scheduled"
