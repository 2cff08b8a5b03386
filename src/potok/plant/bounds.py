"""Limits of the numbers of a plant, one line a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from potok.plant.findings import Findings, plain_number
from potok.plant.model import Basis
from potok.plant.tables import PlantTables


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which values a number must lie; an empty cell is never outside.

    Attributes:
        above: The number must be greater than this.
        least: The smallest number allowed.
        most: The greatest number allowed.
    """

    field: str
    above: int | None = None
    least: int | None = None
    most: int | None = None

    def admits(self, number: Decimal | int) -> bool:
        """Whether the number lies inside."""
        return (
            (self.above is None or number > self.above)
            and (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
        )

    @property
    def expected(self) -> str:
        """The bound in Russian."""
        if self.above is not None:
            return f"число больше {self.above}"
        if self.most is not None:
            return f"число от {self.least} до {self.most}"
        return f"число не меньше {self.least}"


BOUNDS: Mapping[str, tuple[Bound, ...]] = MappingProxyType(
    {
        "items": (
            Bound("net_kg", above=0),
            Bound("order_multiple", least=1),
            Bound("lead_time_days", least=0),
            Bound("qc_days", least=0),
            Bound("shelf_life_days", least=1),
            Bound("safety_stock", least=0),
            Bound("price_rub", least=0),
        ),
        "boms": (
            Bound("line_no", least=0),
            Bound("qty_per_unit", above=0),
            Bound("loss_pct", least=0, most=100),
        ),
        "routings": (
            Bound("op_no", least=0),
            Bound("alt_rank", least=1),
            Bound("batch_size_kg", above=0),
            Bound("batch_time_min", above=0),
            Bound("rate_kg_per_h", above=0),
            Bound("rate_pcs_per_h", above=0),
            Bound("setup_min", least=0),
            Bound("crew_people", least=0),
            Bound("grade", least=1, most=18),
        ),
        "machines": (
            Bound("batch_capacity_kg", above=0),
            Bound("crew_people", least=0),
            Bound("commissioned_year", least=1800, most=2200),
        ),
        "calendars": (
            Bound("shift_no", least=1),
            Bound("break_min", least=0),
            Bound("work_min", least=0, most=24 * 60),
        ),
        "stock": (Bound("qty", least=0),),
        "receipts": (Bound("qty", above=0),),
        "orders": (
            Bound("qty_pcs", least=1),
            Bound("priority", least=1, most=3),
            Bound("min_qty_pcs", least=0),
            Bound("max_qty_pcs", least=1),
        ),
    }
)


def check_bounds(tables: PlantTables, findings: Findings) -> None:
    """Every number lies inside its bounds."""
    for table, bounds in BOUNDS.items():
        for placed in getattr(tables, table):
            for bound in bounds:
                number = getattr(placed.record, bound.field)
                if number is not None and not bound.admits(number):
                    findings.add(table, placed.row, bound.field, number, bound.expected, "out_of_range")
    _check_order_volumes(tables, findings)


def _check_order_volumes(tables: PlantTables, findings: Findings) -> None:
    """The volume of an order lies inside the limits the client department gave."""
    for placed in tables.orders:
        order = placed.record
        least, most = order.min_qty_pcs, order.max_qty_pcs
        if least is not None and most is not None and least > most:
            expected = f"не меньше min_qty_pcs = {least}"
            findings.add("orders", placed.row, "max_qty_pcs", most, expected, "out_of_range")
        elif least is not None and 1 <= order.qty_pcs < least:
            expected = f"не меньше min_qty_pcs = {least}"
            findings.add("orders", placed.row, "qty_pcs", order.qty_pcs, expected, "out_of_range")
        elif most is not None and order.qty_pcs > most:
            expected = f"не больше max_qty_pcs = {most}"
            findings.add("orders", placed.row, "qty_pcs", order.qty_pcs, expected, "out_of_range")


def check_time_basis(tables: PlantTables, findings: Findings) -> None:
    """Figures of a routing line are those of its basis; of the two rates exactly one is given."""
    for placed in tables.routings:
        line = placed.record
        batch = {"batch_size_kg": line.batch_size_kg, "batch_time_min": line.batch_time_min}
        rate = {"rate_kg_per_h": line.rate_kg_per_h, "rate_pcs_per_h": line.rate_pcs_per_h}
        own, other = (batch, rate) if line.basis is Basis.BATCH else (rate, batch)
        for field, number in other.items():
            if number is not None:
                expected = f"пусто, потому что basis = {line.basis.value}"
                findings.add("routings", placed.row, field, number, expected, "wrong_basis")
        if own is batch:
            for field, number in batch.items():
                if number is None:
                    expected = "число больше 0, потому что basis = batch"
                    findings.add("routings", placed.row, field, None, expected, "required")
        elif sum(number is not None for number in rate.values()) != 1:
            given = ", ".join(plain_number(number) for number in rate.values() if number is not None)
            expected = "заполнено ровно одно из двух полей, потому что basis = rate"
            findings.add("routings", placed.row, ", ".join(rate), given or None, expected, "one_of_two")
