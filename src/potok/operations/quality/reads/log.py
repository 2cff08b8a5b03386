"""The log of inspections, the control plan, causes of defects, decisions on a lot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from potok.operations.orders.reads.list_page import Listed, ListPage, SortBy, by
from potok.operations.quality.errors import UnknownInspectionError
from potok.operations.quality.models import (
    ControlPoint,
    DefectCause,
    Inspection,
    LotDecisionRecord,
)


@dataclass(frozen=True, slots=True)
class InspectionFilter:
    """Filters of the log; empty ones let everything pass.

    Attributes:
        results: `passed`, `failed`.
        text: Part of number, item, lot or order.
        sort: Key of `SORTS`.
    """

    kinds: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    workshops: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    sort: str = "at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection as a row."""

    number: str
    at: dt.datetime
    kind: str
    item: str
    item_name: str
    characteristic: str | None
    op_no: int | None
    lot: str | None
    order_no: str
    workshop: str
    inspected_pcs: int
    defective_pcs: int
    acceptance_number: int | None
    passed: bool
    remark: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A line of the control plan."""

    id: int
    item: str
    item_name: str
    op_no: int | None
    position: int
    kind: str
    characteristic: str
    requirement: str
    method: str
    sample_pcs: int | None
    lot_pcs: int | None
    acceptance_number: int | None
    version: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision on a lot, as its history tells it."""

    at: dt.datetime
    who: str
    decision: str
    before: str
    reason: str
    qty: Decimal | None
    paper: str
    order_no: str
    rework_order_no: str
    effects: Mapping[str, Any]


SORTS: Mapping[str, SortBy] = {
    "at": by("at"),
    "number": by("number"),
    "kind": by("kind"),
    "item": by("item__code"),
    "workshop": by("workshop"),
    "inspected": by("inspected_pcs"),
    "defective": by("defective_pcs"),
}
_COLUMNS = (
    "number",
    "at",
    "kind",
    "item__code",
    "item__name",
    "point__characteristic",
    "op_no",
    "lot__code",
    "order_no",
    "workshop",
    "inspected_pcs",
    "defective_pcs",
    "acceptance_number",
    "passed",
    "remark",
)


def inspections_page(
    wanted: InspectionFilter, *, after: str = "", limit: int = 50
) -> ListPage[InspectionRow]:
    """A page of the log: one query.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    return _listed(wanted).page(after=after, limit=limit)


def inspections_for_export(wanted: InspectionFilter) -> Iterator[InspectionRow]:
    """All found inspections in the sequence of the list: one query."""
    return _listed(wanted).all()


def inspections_found(wanted: InspectionFilter) -> int:
    """How many inspections the filter finds: one query."""
    return found_inspections(wanted).count()


@dataclass(frozen=True, slots=True)
class InspectionCard:
    """An inspection with its defects: cause, units, whether they can be mended."""

    row: InspectionRow
    inspector: str
    defects: tuple[tuple[str, int, bool], ...]


def inspection_card(number: str) -> InspectionCard:
    """One inspection: three queries.

    Raises:
        UnknownInspectionError: There is none with that number.
    """
    found = Inspection.objects.filter(number=number)
    values = found.values_list(*_COLUMNS).first()
    if values is None:
        raise UnknownInspectionError(number=number)
    inspection = found.select_related("inspector").get()
    defects = inspection.defects.order_by("-qty_pcs").values_list("cause__name", "qty_pcs", "repairable")
    who = inspection.inspector.short_name if inspection.inspector else "Поток"
    return InspectionCard(InspectionRow(*values), who, tuple(defects))


def control_points(*, item: str = "", text: str = "") -> tuple[PointRow, ...]:
    """Lines of the control plan in force, by item, operation and place: one query."""
    found = ControlPoint.objects.filter(is_active=True)
    if item:
        found = found.filter(item__code=item)
    if text:
        found = found.filter(
            Q(item__code__icontains=text) | Q(item__name__icontains=text) | Q(characteristic__icontains=text)
        )
    rows = found.order_by("item__code", "op_no", "position", "id").values_list(
        "id",
        "item__code",
        "item__name",
        "op_no",
        "position",
        "kind",
        "characteristic",
        "requirement",
        "method",
        "sample_pcs",
        "lot_pcs",
        "acceptance_number",
        "version",
    )
    return tuple(PointRow(*row) for row in rows)


def causes(*, active_only: bool = True) -> list[tuple[str, str, str, bool]]:
    """Code, name, kind and repairability of the causes of defects: one query."""
    found = DefectCause.objects.filter(is_active=True) if active_only else DefectCause.objects.all()
    return list(found.order_by("name").values_list("code", "name", "kind", "repairable"))


def decisions_of(lot: str) -> tuple[DecisionRow, ...]:
    """Decisions on a lot, the newest first: one query."""
    found = LotDecisionRecord.objects.filter(lot__code=lot).select_related("user").order_by("-id")
    return tuple(
        DecisionRow(
            at=row.at,
            who=row.user.short_name if row.user else "Поток",
            decision=row.decision,
            before=row.before,
            reason=row.reason,
            qty=row.qty,
            paper=row.paper,
            order_no=row.order_no,
            rework_order_no=row.rework_order_no,
            effects=row.effects,
        )
        for row in found
    )


def found_inspections(wanted: InspectionFilter) -> QuerySet[Inspection]:
    """Inspections under the filter, in no sequence."""
    condition = Q()
    if wanted.kinds:
        condition &= Q(kind__in=wanted.kinds)
    if len(wanted.results) == 1:
        condition &= Q(passed=wanted.results[0] == "passed")
    if wanted.workshops:
        condition &= Q(workshop__in=wanted.workshops)
    if wanted.first is not None:
        condition &= Q(at__date__gte=wanted.first)
    if wanted.last is not None:
        condition &= Q(at__date__lte=wanted.last)
    if wanted.text:
        for_text = Q()
        for path in ("number", "item__code", "item__name", "lot__code", "order_no"):
            for_text |= Q(**{f"{path}__icontains": wanted.text})
        condition &= for_text
    return Inspection.objects.filter(condition)


def _listed(wanted: InspectionFilter) -> Listed[InspectionRow]:
    return Listed(found_inspections(wanted), SORTS, wanted.sort, wanted.descending, _COLUMNS, InspectionRow)
