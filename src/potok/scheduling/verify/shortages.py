"""Checks shortages.csv: one row per short component with quantity, unit and earliest start."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from potok.plant.model import Plant, Unit
from potok.scheduling.plan import ShortageRow
from potok.scheduling.verify.calendar import PlantCalendar
from potok.scheduling.verify.material import OrderMaterial, material_of
from potok.scheduling.verify.operation import FIRST_ROW_NO
from potok.scheduling.verify.report import CheckReport
from potok.scheduling.verify.rule import Fault, apply_rules, rule
from potok.scheduling.verify.wording import UNITS, day, number

#: Allowed deviation of a shortage quantity (conventions 1).
SHORTAGE_TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class NumberedShortage:
    """A shortage row with its number in the file."""

    no: int
    given: ShortageRow


@dataclass(frozen=True)
class ShortageCase:
    """Shortages as given, and the cover of the orders as the checker computes it."""

    rows: tuple[NumberedShortage, ...]
    material: Mapping[str, OrderMaterial]
    units: Mapping[str, Unit]

    @cached_property
    def short(self) -> dict[tuple[str, str], Decimal]:
        """Missing quantity by (order, component)."""
        return {
            (order_no, component_id): qty
            for order_no, known in self.material.items()
            for component_id, qty in known.shortages.items()
        }

    @cached_property
    def listed(self) -> Counter[tuple[str, str]]:
        """How many rows each (order, component) has."""
        return Counter((row.given.order_no, row.given.component_id) for row in self.rows)

    @cached_property
    def true_rows(self) -> tuple[NumberedShortage, ...]:
        """Rows about components that are short indeed."""
        return tuple(row for row in self.rows if (row.given.order_no, row.given.component_id) in self.short)


def check_shortages(
    plant: Plant, rows: Sequence[ShortageRow], *, row_numbers: Sequence[int] | None = None
) -> CheckReport:
    """Checks the shortages of a plan against the checker's own mass confirmation.

    Args:
        plant: The factory at its today.
        rows: Rows of shortages.csv in any order.
        row_numbers: Numbers of the rows for messages; None = those of the file (header = row 1).

    Returns:
        A report; its fingerprint is that of an empty plan.

    Source:
        conventions 1 and 3, order-workflow 6.1–6.3.
    """
    numbers = row_numbers or range(FIRST_ROW_NO, FIRST_ROW_NO + len(rows))
    case = ShortageCase(
        rows=tuple(NumberedShortage(no, row) for no, row in zip(numbers, rows, strict=True)),
        material=material_of(plant, PlantCalendar(plant)),
        units={item.item_id: item.unit for item in plant.items.values()},
    )
    rules, violations = apply_rules(case, SHORTAGE_RULES)
    return CheckReport((), rules, violations)


def _short(case: ShortageCase) -> Iterable[tuple[tuple[str, str], Decimal]]:
    return case.short.items()


def _rows(case: ShortageCase) -> tuple[NumberedShortage, ...]:
    return case.rows


def _true_rows(case: ShortageCase) -> tuple[NumberedShortage, ...]:
    return case.true_rows


def _at(row: NumberedShortage, text: str) -> Fault:
    return Fault(f"компонент {row.given.component_id}, {text}", order_no=row.given.order_no, row_no=row.no)


@rule("shortage_listed", "Каждая нехватка названа один раз", _short)
def shortage_listed(case: ShortageCase, entry: tuple[tuple[str, str], Decimal]) -> Iterator[Fault]:
    """Every short component of every order has exactly one row."""
    (order_no, component_id), qty = entry
    times = case.listed[order_no, component_id]
    if times != 1:
        yield Fault(f"компонент {component_id}, не хватает {number(qty)}, строк: {times}, нужна 1", order_no)


@rule("shortage_true", "Названа только действительная нехватка", _rows)
def shortage_true(case: ShortageCase, row: NumberedShortage) -> Iterator[Fault]:
    """Every row is about a component that its order lacks."""
    if (row.given.order_no, row.given.component_id) not in case.short:
        yield _at(
            row, f"указано {number(row.given.shortage_qty)}, этот компонент заказу хватает или не нужен"
        )


@rule("shortage_quantity", "Количество нехватки", _true_rows)
def shortage_quantity(case: ShortageCase, row: NumberedShortage) -> Iterator[Fault]:
    """The missing quantity agrees within 0.01."""
    true = case.short[row.given.order_no, row.given.component_id]
    if not abs(row.given.shortage_qty - true) <= SHORTAGE_TOLERANCE:
        yield _at(row, f"указано {number(row.given.shortage_qty)}, не хватает {number(true)}")


@rule("shortage_unit", "Единица нехватки", _true_rows)
def shortage_unit(case: ShortageCase, row: NumberedShortage) -> Iterator[Fault]:
    """The unit is the stock unit of the component."""
    true = case.units.get(row.given.component_id)
    if true is not None and row.given.unit != true:
        yield _at(row, f"единица {UNITS[row.given.unit]}, учётная единица {UNITS[true]}")


@rule("shortage_start_date", "Дата раннего начала", _true_rows)
def shortage_start_date(case: ShortageCase, row: NumberedShortage) -> Iterator[Fault]:
    """The earliest start date is that of the order, empty without known cover.

    Where the workshop never works again there is no shift to move to: the date of the material and
    an empty field are both right.
    """
    known = case.material[row.given.order_no]
    true, given = known.start_date, row.given.earliest_start_date
    if given != true and (given is not None or known.shift_follows):
        yield _at(row, f"раннее начало {_date(given)}, верно {_date(true)}")


def _date(date: dt.date | None) -> str:
    return "пусто" if date is None else day(date)


SHORTAGE_RULES = (shortage_listed, shortage_true, shortage_quantity, shortage_unit, shortage_start_date)
