"""Inspections written into the log: by sample and acceptance number, or of every unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item, Workshop
from potok.operations.catalog.numbering import INSPECTIONS, take_numbers
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import UnknownLotError, UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import Actor, command, require
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.quality.errors import UnknownCauseError, UnknownControlPointError
from potok.operations.quality.kinds import BY_THE_SHOP, CONTROL_KINDS, SAMPLED
from potok.operations.quality.models import ControlPoint, Defect, DefectCause, Inspection
from potok.operations.warehouse.models import StockLot

_KINDS = dict(CONTROL_KINDS)
_WHERE = "Проверка"


@dataclass(frozen=True, slots=True)
class DefectGiven:
    """Defective units by one cause.

    Attributes:
        repairable: None = as the classifier says.
        loss_rub: What they cost, when it is known.
    """

    cause: str
    qty_pcs: int
    repairable: bool | None = None
    loss_rub: Decimal | None = None


@dataclass(frozen=True, slots=True)
class InspectionGiven:
    """An inspection as it is given; see `Inspection`.

    Attributes:
        point: Key of the line of the control plan; then item, operation, kind and sample are its own.
        item: Code, needed without a line and without a lot.
        acceptance_number: Of a sample without a line of the control plan.
    """

    inspected_pcs: int
    defects: Sequence[DefectGiven] = ()
    point: int | None = None
    kind: str = ""
    item: str = ""
    lot: str = ""
    order_no: str = ""
    op_no: int | None = None
    workshop: str = ""
    acceptance_number: int | None = None
    remark: str = ""
    at: dt.datetime | None = None


def record_inspection(actor: Actor, *, inspection: InspectionGiven) -> Inspection:
    """Write an inspection with its defects; it says whether that passes, and decides nothing by itself.

    A sample passes with no more defective units than its acceptance number (004, §4: 3 of 10, number 0);
    control of every unit passes when none is defective.

    Raises:
        UnknownControlPointError: There is no such line of the control plan.
        UnknownCauseError: A cause is not in the classifier.
        UnknownLotError: There is no such lot.
        UnknownOrderError: There is no such order.
        InvalidDataError: Quantities that contradict each other; all faults at once.
        NoRightError: A shop head writes another kind than self- and mutual control, or of another workshop.
    """
    with command(actor, "inspect", why=inspection.remark):
        situation = present_situation()
        point = _point(inspection.point)
        lot = _lot(inspection.lot)
        item = _item(inspection, point, lot)
        kind = point.kind if point else inspection.kind
        causes = _causes(inspection.defects)
        defective = sum(defect.qty_pcs for defect in inspection.defects)
        faults = list(_faults(inspection, point, item, kind, defective, situation.now))
        if faults or item is None:
            raise InvalidDataError(faults)
        if inspection.order_no and not ProductionOrder.objects.filter(order_no=inspection.order_no).exists():
            raise UnknownOrderError(order_no=inspection.order_no)
        shop = inspection.workshop or (item.workshop.code if item.workshop else "")
        _refuse_of_others(actor, kind, shop)
        allowed = point.acceptance_number if point else inspection.acceptance_number
        row = Inspection.objects.create(
            number=take_numbers(INSPECTIONS, 1, taken=_taken)[0],
            at=inspection.at or situation.now,
            kind=kind,
            point=point,
            item=item,
            lot=lot,
            order_no=inspection.order_no,
            op_no=point.op_no if point else inspection.op_no,
            workshop=shop,
            inspected_pcs=inspection.inspected_pcs,
            defective_pcs=defective,
            acceptance_number=(allowed or 0) if kind in SAMPLED else None,
            passed=defective <= ((allowed or 0) if kind in SAMPLED else 0),
            remark=inspection.remark[:250],
            inspector_id=actor.user_id,
        )
        Defect.objects.bulk_create(
            Defect(
                inspection=row,
                cause=causes[defect.cause],
                qty_pcs=defect.qty_pcs,
                repairable=causes[defect.cause].repairable
                if defect.repairable is None
                else defect.repairable,
                loss_rub=defect.loss_rub,
            )
            for defect in inspection.defects
        )
        return row


def _refuse_of_others(actor: Actor, kind: str, shop: str) -> None:
    """Quality control inspects everything, a shop its own work (004, §4)."""
    if Role.QC in actor.roles:
        return
    if kind not in BY_THE_SHOP:
        raise NoRightError(command="inspect", roles=Role.QC.label)
    own = Workshop.objects.filter(code=shop).values_list("pk", flat=True).first()
    require(actor, "inspect", workshop_id=own or 0)


def _point(key: int | None) -> ControlPoint | None:
    if key is None:
        return None
    found = ControlPoint.objects.select_related("item__workshop").filter(pk=key, is_active=True).first()
    if found is None:
        raise UnknownControlPointError(point=key)
    return found


def _lot(code: str) -> StockLot | None:
    if not code:
        return None
    found = StockLot.objects.select_related("item__workshop").filter(code=code).first()
    if found is None:
        raise UnknownLotError(lot=code)
    return found


def _item(given: InspectionGiven, point: ControlPoint | None, lot: StockLot | None) -> Item | None:
    if point is not None:
        return point.item
    if lot is not None:
        return lot.item
    return Item.objects.select_related("workshop").filter(code=given.item).first()


def _causes(defects: Sequence[DefectGiven]) -> dict[str, DefectCause]:
    codes = [defect.cause for defect in defects]
    found = {cause.code: cause for cause in DefectCause.objects.filter(code__in=codes)}
    for code in codes:
        if code not in found:
            raise UnknownCauseError(cause=code)
    return found


def _faults(
    given: InspectionGiven,
    point: ControlPoint | None,
    item: Item | None,
    kind: str,
    defective: int,
    now: dt.datetime,
) -> Iterator[Problem]:
    def fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
        return Problem(_WHERE, None, field, str(value), expected, code)

    if item is None:
        yield fault("item", given.item, "код из справочника, партия или строка плана контроля", "required")
    if kind not in _KINDS:
        yield fault("kind", kind, ", ".join(_KINDS))
    if given.inspected_pcs < 1:
        yield fault("inspected_pcs", given.inspected_pcs, "не меньше 1", "bad_quantity")
    if given.workshop and not Workshop.objects.filter(code=given.workshop).exists():
        yield fault("workshop", given.workshop, "код цеха из справочника", "unknown_reference")
    if given.at is not None and given.at > now:
        yield fault("at", f"{given.at:%d.%m.%Y %H:%M}", f"не позже {now:%d.%m.%Y %H:%M}")
    yield from _point_faults(given, point)
    yield from _defect_faults(given, defective)


def _point_faults(given: InspectionGiven, point: ControlPoint | None) -> Iterator[Problem]:
    if point is None:
        return
    if point.sample_pcs and given.inspected_pcs < point.sample_pcs:
        expected = f"не меньше выборки {point.sample_pcs}"
        yield Problem(_WHERE, None, "inspected_pcs", str(given.inspected_pcs), expected, "bad_quantity")
    if given.lot:
        lot_item = StockLot.objects.filter(code=given.lot).values_list("item__code", flat=True).first()
        if lot_item != point.item.code:
            expected = f"партия позиции {point.item.code}"
            yield Problem(_WHERE, None, "lot", given.lot, expected, "lot_of_other_item")


def _defect_faults(given: InspectionGiven, defective: int) -> Iterator[Problem]:
    def fault(field: str, value: object, expected: str, code: str) -> Problem:
        return Problem(_WHERE, None, field, str(value), expected, code)

    if defective > given.inspected_pcs:
        expected = f"причины дают не больше проверенных {given.inspected_pcs}"
        yield fault("defects", defective, expected, "bad_quantity")
    yield from (
        Problem(_WHERE, place, "qty_pcs", str(defect.qty_pcs), "больше 0", "bad_quantity")
        for place, defect in enumerate(given.defects, start=1)
        if defect.qty_pcs < 1
    )
    named = [defect.cause for defect in given.defects]
    for cause in sorted({cause for cause in named if named.count(cause) > 1}):
        yield fault("defects", cause, "причина, которая стоит один раз", "duplicate_key")


def _taken(numbers: list[str]) -> list[str]:
    return list(Inspection.objects.filter(number__in=numbers).values_list("number", flat=True))
