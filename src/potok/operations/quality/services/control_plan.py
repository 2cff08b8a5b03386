"""The control plan: what is checked on a product or on what arrives, at which operation, how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item, RoutingLine
from potok.operations.orders.errors import VersionConflictError
from potok.operations.people.acting import Actor, command
from potok.operations.quality.errors import UnknownControlPointError
from potok.operations.quality.kinds import CAUSE_KINDS, CONTROL_KINDS, SAMPLED
from potok.operations.quality.models import ControlPoint, DefectCause

_KINDS = dict(CONTROL_KINDS)
_WHERE = "План контроля"


@dataclass(frozen=True, slots=True)
class PointGiven:
    """A line of the control plan as it is given; see `ControlPoint`."""

    item: str
    kind: str
    characteristic: str
    op_no: int | None = None
    requirement: str = ""
    method: str = ""
    sample_pcs: int | None = None
    lot_pcs: int | None = None
    acceptance_number: int | None = None
    position: int = 1


def save_point(
    actor: Actor, *, point: PointGiven, key: int | None = None, expected_version: int | None = None
) -> ControlPoint:
    """Write a line of the control plan, a new one or over an old one; the log keeps what it used.

    Args:
        key: Of the line to change, None for a new one.

    Raises:
        UnknownControlPointError: There is no such line.
        InvalidDataError: Unknown item, operation or kind; a sample that does not fit; all faults at once.
        VersionConflictError: Somebody changed the line since it was read.
    """
    with command(actor, "plan_control"):
        row = ControlPoint(version=0) if key is None else _locked(key, expected_version)
        item = Item.objects.filter(code=point.item).first()
        faults = list(_faults(point, item))
        if faults or item is None:
            raise InvalidDataError(faults)
        sampled = point.kind in SAMPLED
        row.item, row.op_no, row.position, row.kind = item, point.op_no, point.position, point.kind
        row.characteristic = point.characteristic.strip()
        row.requirement, row.method = point.requirement.strip(), point.method.strip()
        row.sample_pcs = point.sample_pcs if sampled else None
        row.lot_pcs = point.lot_pcs if sampled else None
        row.acceptance_number = (point.acceptance_number or 0) if sampled else None
        row.version += 1
        row.save()
        return row


def retire_point(actor: Actor, *, key: int, expected_version: int | None = None) -> ControlPoint:
    """A line is checked no more; inspections that used it stay.

    Raises:
        UnknownControlPointError: There is no such line.
        VersionConflictError: Somebody changed it since it was read.
    """
    with command(actor, "plan_control"):
        row = _locked(key, expected_version)
        row.is_active = False
        row.version += 1
        row.save(update_fields=["is_active", "version"])
        return row


def save_cause(
    actor: Actor,
    *,
    code: str,
    name: str,
    kind: str = "internal",
    repairable: bool = True,
    active: bool = True,
) -> DefectCause:
    """Write a cause of the classifier of defects.

    Raises:
        InvalidDataError: No code or name, or an unknown kind.
    """
    with command(actor, "plan_control"):
        given = {"code": code.strip(), "name": name.strip()}
        faults = [
            Problem("Причина брака", None, field, value, "непустое значение", "required")
            for field, value in given.items()
            if not value
        ]
        if kind not in dict(CAUSE_KINDS):
            known = ", ".join(key for key, _ in CAUSE_KINDS)
            faults.append(Problem("Причина брака", None, "kind", kind, known, "bad_value"))
        if faults:
            raise InvalidDataError(faults)
        row, _ = DefectCause.objects.update_or_create(
            code=given["code"],
            defaults={"name": given["name"], "kind": kind, "repairable": repairable, "is_active": active},
        )
        return row


def _locked(key: int, expected: int | None) -> ControlPoint:
    row = ControlPoint.objects.select_for_update(no_key=True).filter(pk=key).first()
    if row is None:
        raise UnknownControlPointError(point=key)
    if expected is not None and row.version != expected:
        raise VersionConflictError(
            what=f"Строка плана контроля {key}", expected=expected, current=row.version, changed={}
        )
    return row


def _faults(point: PointGiven, item: Item | None) -> Iterator[Problem]:
    def fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
        return Problem(_WHERE, None, field, "" if value is None else str(value), expected, code)

    if item is None:
        yield fault("item", point.item, "код из справочника", "unknown_reference")
    elif point.op_no is not None:
        operations = RoutingLine.objects.filter(product=item).values_list("op_no", flat=True)
        known = sorted(set(operations))
        if point.op_no not in known:
            listed = ", ".join(map(str, known)) or "у изделия нет маршрута"
            yield fault("op_no", point.op_no, f"операция маршрута: {listed}", "unknown_reference")
    if point.kind not in _KINDS:
        yield fault("kind", point.kind, ", ".join(_KINDS))
    if not point.characteristic.strip():
        yield fault("characteristic", "", "что проверяется", "required")
    if point.kind == "incoming" and item is not None and item.type == "finished":
        yield fault("kind", _KINDS[point.kind], "для продукции — любой вид, кроме входного")
    if point.kind in SAMPLED:
        yield from _sample_faults(point)


def _sample_faults(point: PointGiven) -> Iterator[Problem]:
    sample, number = point.sample_pcs, point.acceptance_number or 0
    if sample is None or sample < 1:
        given = "" if sample is None else str(sample)
        yield Problem(_WHERE, None, "sample_pcs", given, "объём выборки, не меньше 1", "bad_quantity")
        return
    if not 0 <= number < sample:
        expected = f"приёмочное число от 0 до {sample - 1}"
        yield Problem(_WHERE, None, "acceptance_number", str(number), expected, "bad_quantity")
    if point.lot_pcs is not None and point.lot_pcs < sample:
        expected = f"не меньше выборки {sample}"
        yield Problem(_WHERE, None, "lot_pcs", str(point.lot_pcs), expected, "bad_quantity")
