"""A new technological card, proposed from what the floor reported and the order has reserved."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from potok.operations.bulk_writes import insert_rows, update_rows
from potok.operations.catalog.clock import local
from potok.operations.catalog.numbering import take_number, tech_cards
from potok.operations.catalog.situation import Situation, situation_at_begin
from potok.operations.kept_cursor import sent_together
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import weight_of
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.locking import lock_order
from potok.operations.people.acting import Actor, command, require
from potok.operations.prepared import Prepared
from potok.operations.row_writes import insert_row
from potok.operations.shopfloor.errors import OrderNotLaunchedError
from potok.operations.shopfloor.models import (
    CardDefect,
    CardStop,
    CardTime,
    OperationRun,
    RunStop,
    TechCard,
    WorkReport,
)
from potok.operations.shopfloor.norms import norm_minutes
from potok.operations.shopfloor.services.card_lines import (
    card_norms,
    parts_of_open_cards,
    pieces_of,
    propose_lots,
    write_materials,
)
from potok.operations.shopfloor.states import COUNTED_CARDS
from potok.operations.shopfloor.work_minutes import minutes_between

_TENTH = Decimal("0.1")
_RUNS = Prepared(
    lambda order: (
        OperationRun.objects.filter(order_id=order)
        .select_related("workshop", "machine")
        .annotate(stood=Exists(RunStop.objects.filter(run=OuterRef("pk"))))
    ),
    "order",
)
_REPORTS = Prepared(
    lambda order: WorkReport.objects.filter(run__order_id=order, card__isnull=True).select_related("run"),
    "order",
)
_LAST_SEQ = Prepared(
    lambda order: TechCard.objects.filter(order_id=order).order_by("-seq").values_list("seq", flat=True)[:1],
    "order",
)
_CARDED_UNTIL = Prepared(
    lambda order, seq: (
        TechCard.objects.filter(
            order_id=order, state__in=COUNTED_CARDS, seq__lt=seq, finished_at__isnull=False
        )
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)[:1]
    ),
    "order",
    "seq",
)
_STOPS = Prepared(lambda runs: RunStop.objects.filter(run_id__any_of=runs).order_by("id"), "runs")


@dataclass(slots=True)
class _Made:
    """What the reports say that no card has taken over."""

    reports: list[WorkReport]
    good: int = 0
    defects: dict[tuple[str, int, int], int] = field(default_factory=lambda: defaultdict(int))
    by_run: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    people: dict[str, None] = field(default_factory=dict)

    def pieces(self, kind: str) -> int:
        """Scrap or rework over all reasons."""
        return sum(pcs for (each, _, _), pcs in self.defects.items() if each == kind)


def draft_card(
    actor: Actor, *, order_no: str, date: dt.date | None = None, shift_no: int | None = None
) -> TechCard:
    """Begin a card for what was made since the card before.

    Good pieces and rework are those of the last operation, scrap that of all; materials are proposed by
    norm from the order's reserved lots, first expired first; times and stops come from the operations.

    Args:
        order_no: A launched order.
        date: Date of the shift; None = that of the last report, else today.
        shift_no: Its number.

    Raises:
        OrderNotLaunchedError: Nothing was launched.
        TransitionForbiddenError: The order is not in production.
        NoRightError: The output was made in another workshop.
    """
    with command(actor, "fill_card"):
        situation = situation_at_begin()
        order = lock_order(order_no)
        forbid_status(order, allowed=("in_production",), verb="завести ТК")
        runs = list(_RUNS(order=order.pk))
        if order.launch_actual_at is None or not runs:
            raise OrderNotLaunchedError(order_no=order_no, verb="завести технологическую карту")
        home = max(runs, key=lambda run: (run.gives_output, run.op_no, run.pk))
        require(actor, "fill_card", workshop_id=home.workshop_id)
        made = _made(order)
        card = _card(actor, order, home, runs, made, situation, date=date, shift_no=shift_no)
        worked = _worked(card, order, runs, made, situation)
        norms = card_norms(card, order, situation)
        items = situation.master.items
        controlled = {code: qty for code, qty in norms.items() if items[code].stock_controlled}
        measured = {code: qty for code, qty in norms.items() if code not in controlled}
        parts = propose_lots(order, controlled, situation, taken=parts_of_open_cards(order, but=card))
        # Last before the writing: other cards of the workshop wait for the counter until this one stands.
        card.number = take_number(tech_cards(home.workshop.code, card.date.year), TechCard, "number")
        with sent_together():
            insert_row(card)
            update_rows(
                WorkReport, ("card",), ({"id": report.pk, "card": card.pk} for report in made.reports)
            )
            _write_defects(card, made)
            _write_worked(card, worked)
            write_materials(card, norms, parts, measured, situation, fresh=True)
    return card


def _made(order: ProductionOrder) -> _Made:
    reports = list(_REPORTS(order=order.pk))
    made = _Made(reports)
    for report in reports:
        run = report.run
        made.by_run[run.pk] += report.good_pcs + report.rework_pcs + report.scrap_pcs
        made.people.update(dict.fromkeys(report.people))
        if run.gives_output:
            made.good += report.good_pcs
            if report.rework_reason_id is not None:
                made.defects["rework", report.rework_reason_id, run.op_no] += report.rework_pcs
        if report.scrap_reason_id is not None:
            made.defects["scrap", report.scrap_reason_id, run.op_no] += report.scrap_pcs
    made.defects = defaultdict(int, {key: pcs for key, pcs in made.defects.items() if pcs > 0})
    return made


def _card(
    actor: Actor,
    order: ProductionOrder,
    home: OperationRun,
    runs: Sequence[OperationRun],
    made: _Made,
    situation: Situation,
    *,
    date: dt.date | None,
    shift_no: int | None,
) -> TechCard:
    """The card, without its number and not written yet."""
    moments = [report.at for report in made.reports]
    last = max(moments, default=None)
    day = date or (local(last).date() if last else situation.today)
    seq = (_LAST_SEQ.first(order=order.pk) or 0) + 1
    people = made.people or dict.fromkeys(name for run in runs for name in run.people)
    return TechCard(
        order=order,
        seq=seq,
        workshop=home.workshop,
        date=day,
        shift_no=shift_no,
        people=list(people),
        responsible=actor.name,
        started_at=min((run.started_at for run in runs), default=None),
        finished_at=last,
        good_pcs=made.good,
        rework_pcs=made.pieces("rework"),
        scrap_pcs=made.pieces("scrap"),
        filled_by_id=actor.user_id,
        created_at=situation.now,
    )


def _write_defects(card: TechCard, made: _Made) -> None:
    insert_rows(
        CardDefect,
        ("card", "kind", "reason", "qty_pcs", "op_no", "note"),
        (
            {"card": card.pk, "kind": kind, "reason": reason, "qty_pcs": pcs, "op_no": op_no, "note": ""}
            for (kind, reason, op_no), pcs in made.defects.items()
        ),
    )


def _worked(
    card: TechCard, order: ProductionOrder, runs: Sequence[OperationRun], made: _Made, situation: Situation
) -> _Worked:
    """Working minutes of every operation since the card before, without its stops, against the norm."""
    master = situation.master
    product = master.item_codes[order.product_id]
    since = _CARDED_UNTIL.first(order=order.pk, seq=card.seq) if card.seq > 1 else None
    route = {(line.op_no, line.machine_id): line for line in master.routings.get(product, ())}
    net_kg = weight_of(master.items[product])
    stops = _stops_by_run(runs)
    times: dict[tuple[int, int], _Time] = {}
    stood: list[dict[str, object]] = []
    for run in runs:
        begin = max(run.started_at, since) if since else run.started_at
        end = run.finished_at or card.finished_at or situation.now
        # What ended with the card before is on that card; an operation of no time at all is on this one.
        if end < begin or end == since:
            continue
        time = times.setdefault((run.op_no, run.machine_id), _Time(run))
        time.actual += minutes_between(master.shifts, run.workshop.code, run.machine.code, begin, end)
        for stop in stops.get(run.pk, ()):
            minutes = _overlap(stop, begin, end)
            if minutes > 0:
                time.actual -= minutes
                stood.append(_stop_row(run, stop, minutes))
        line = route.get((run.op_no, run.machine.code))
        if line is not None:
            pcs = made.by_run.get(run.pk) or pieces_of(card).total
            time.norm += norm_minutes(line, pcs=pcs, net_kg=net_kg, with_setup=begin == run.started_at)
    return _Worked([time.row() for time in times.values()], stood)


def _write_worked(card: TechCard, worked: _Worked) -> None:
    insert_rows(
        CardTime,
        ("card", "op_no", "op_name", "machine", "norm_min", "actual_min"),
        ({"card": card.pk, **row} for row in worked.times),
    )
    insert_rows(
        CardStop,
        ("card", "op_no", "machine", "reason", "minutes", "note"),
        ({"card": card.pk, **row} for row in worked.stops),
    )


@dataclass(frozen=True, slots=True)
class _Worked:
    """Rows of times and of stops, without their card."""

    times: list[dict[str, object]]
    stops: list[dict[str, object]]


@dataclass(slots=True)
class _Time:
    """Minutes of an operation on one machine, over all its runs."""

    run: OperationRun
    norm: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)

    def row(self) -> dict[str, object]:
        """A row of the card."""
        return {
            "op_no": self.run.op_no,
            "op_name": self.run.op_name,
            "machine": self.run.machine_id,
            "norm_min": self.norm,
            "actual_min": max(Decimal(0), self.actual),
        }


def _stops_by_run(runs: Sequence[Any]) -> dict[int, list[RunStop]]:
    stops: dict[int, list[RunStop]] = defaultdict(list)
    stood = [run.pk for run in runs if run.stood]
    for stop in _STOPS(runs=stood) if stood else ():
        stops[stop.run_id].append(stop)
    return stops


def _overlap(stop: RunStop, begin: dt.datetime, end: dt.datetime) -> Decimal:
    """Minutes of a stop within a time, to 0.1."""
    seconds = (min(stop.finished_at or end, end) - max(stop.started_at, begin)).total_seconds()
    return (Decimal(max(0, round(seconds))) / 60).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _stop_row(run: OperationRun, stop: RunStop, minutes: Decimal) -> dict[str, object]:
    return {
        "op_no": run.op_no,
        "machine": run.machine_id,
        "reason": stop.reason_id,
        "minutes": minutes,
        "note": stop.note,
    }
