"""A small paint shop with a plan made by hand that keeps every rule.

Two shifts on weekdays (08:00–15:40 and 16:30–00:10 usable), 9 March is a holiday, the spare mixer is
under repair in the first shift of 3 March. Seven orders: three of one family in a row, one whose
material comes on 5 March and whose route has three operations, one without known cover, one whose
only machine is broken, one without a route.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from builders.plans import Window, at, batch_rows, rate_rows
from builders.plants import (
    MONDAY,
    batch_line,
    bom_line,
    component,
    days,
    machine,
    order,
    plant,
    product,
    rate_line,
    receipt,
    released_lot,
    shift,
)
from potok.plant.model import Basis, CalendarRow, DayKind, MachineStatus, Plant, Unit
from potok.scheduling.plan import (
    LateOrder,
    PlanRow,
    PlanSummary,
    ShortageRow,
    UnplannedOrder,
    UnplannedReason,
)

HOLIDAY = dt.date(2026, 3, 9)


@dataclass(frozen=True)
class PlanToCheck:
    """A plan and what the checker is told about it."""

    plant: Plant
    rows: list[PlanRow]
    unplanned: tuple[UnplannedOrder, ...]
    fixed: tuple[PlanRow, ...] = ()
    now: dt.datetime | None = None


def paint_shop() -> Plant:
    return plant(
        items=[
            product("P1", family="vd", qc_days=1),
            product("P2", family="vd", qc_days=1),
            product("P3", family="enamel", net_kg="2", qc_days=1),
            product("P4", family="vd"),
            product("P5"),
            product("P6", family="vd"),
            component("R1"),
            component("R2", qc_days=1),
            component("R3"),
        ],
        bom=[
            bom_line("P1", "R1", "4"),
            bom_line("P2", "R1", "4"),
            bom_line("P3", "R2", "2", loss_pct="1.5"),
            bom_line("P6", "R3", "1"),
        ],
        routing=[
            *(
                line
                for product_id in ("P1", "P2", "P6")
                for line in (
                    batch_line(product_id, 10, "MIX", size_kg="1000", minutes="120", setup_min="30"),
                    batch_line(
                        product_id, 10, "SPARE", size_kg="800", minutes="90", setup_min="20", alt_rank=2
                    ),
                    batch_line(
                        product_id, 10, "OLD", size_kg="1000", minutes="120", setup_min="30", alt_rank=3
                    ),
                    rate_line(product_id, 20, "FILL", pcs_per_h="600", setup_min="20"),
                )
            ),
            batch_line("P3", 10, "MIX", size_kg="1000", minutes="100", setup_min="40"),
            rate_line("P3", 20, "MILL", kg_per_h="1500", setup_min="30"),
            rate_line("P3", 30, "FILL", pcs_per_h="400", setup_min="20"),
            batch_line("P4", 10, "OLD", size_kg="1000", minutes="120"),
        ],
        machines=[
            machine("MIX"),
            machine("SPARE"),
            machine("OLD", status=MachineStatus.BROKEN),
            machine("MILL", kind=Basis.RATE),
            machine("FILL", kind=Basis.RATE),
        ],
        calendar=[
            *(row for date in days(MONDAY, 14) for row in _shifts(date)),
            shift(dt.date(2026, 3, 3), machine_id="SPARE", kind=DayKind.REPAIR),
        ],
        lots=[released_lot("R1", "10000")],
        receipts=[receipt("R2", "2000", dt.date(2026, 3, 4))],
        orders=[
            order("A", "P1", 500, priority=1),
            order("B", "P1", 300),
            order("C", "P2", 200),
            order("D", "P3", 600, due=dt.date(2026, 3, 5)),
            order("E", "P6", 100),
            order("F", "P4", 100),
            order("G", "P5", 100),
        ],
    )


def _shifts(date: dt.date) -> list[CalendarRow]:
    kind = DayKind.WORK if date.isoweekday() <= 5 else DayKind.DAY_OFF
    if date == HOLIDAY:
        kind = DayKind.HOLIDAY
    return [
        shift(date, "08:00", 460, kind=kind),
        shift(date, "16:30", 460, shift_no=2, kind=kind),
    ]


def windows() -> list[Window]:
    """Usable windows of the shop, written down by hand for the first week."""
    return [
        window
        for day in ("02", "03", "04", "05", "06")
        for window in (
            (at(f"2026-03-{day} 08:00"), at(f"2026-03-{day} 15:40")),
            (at(f"2026-03-{day} 16:30"), at(f"2026-03-{day} 16:30") + dt.timedelta(minutes=460)),
        )
    ]


def good_plan() -> PlanToCheck:
    """The plan by hand.

    MIX: A 08:00–14:30 (set-up 30, three batches), B 14:30–19:20 (none, two batches, over the break),
    C 19:20–21:35 (half). FILL follows each as late as the last batch allows. D on 5 March.
    """
    open_time = windows()
    rows = [
        *batch_rows(
            "A",
            10,
            "MIX",
            at("2026-03-02 08:00"),
            open_time,
            minutes="120",
            qtys=["200", "200", "100"],
            setup_min="30",
        ),
        *batch_rows("B", 10, "MIX", at("2026-03-02 14:30"), open_time, minutes="120", qtys=["200", "100"]),
        *batch_rows(
            "C", 10, "MIX", at("2026-03-02 19:20"), open_time, minutes="120", qtys=["200"], setup_min="15"
        ),
        *batch_rows(
            "D",
            10,
            "MIX",
            at("2026-03-05 08:00"),
            open_time,
            minutes="100",
            qtys=["500", "100"],
            setup_min="40",
        ),
        *rate_rows(
            "A", 20, "FILL", at("2026-03-02 13:30"), open_time, minutes="50", qty="500", setup_min="20"
        ),
        *rate_rows("B", 20, "FILL", at("2026-03-02 19:00"), open_time, minutes="30", qty="300"),
        *rate_rows(
            "C", 20, "FILL", at("2026-03-02 21:35"), open_time, minutes="20", qty="200", setup_min="10"
        ),
        *rate_rows(
            "D", 20, "MILL", at("2026-03-05 10:50"), open_time, minutes="48", qty="600", setup_min="30"
        ),
        *rate_rows(
            "D", 30, "FILL", at("2026-03-05 11:00"), open_time, minutes="90", qty="600", setup_min="20"
        ),
    ]
    return PlanToCheck(
        plant=paint_shop(),
        rows=rows,
        unplanned=(
            UnplannedOrder("E", UnplannedReason.NO_KNOWN_COVER),
            UnplannedOrder("F", UnplannedReason.NO_CAPACITY),
            UnplannedOrder("G", UnplannedReason.NO_ROUTE),
        ),
    )


def good_shortages() -> list[ShortageRow]:
    """D needs 600 · 2 · 1.015 kg of R2 that arrives on 4 March and is inspected for a day."""
    return [
        ShortageRow("D", "R2", Decimal(1218), Unit.KG, dt.date(2026, 3, 5)),
        ShortageRow("E", "R3", Decimal(100), Unit.KG, None),
    ]


def good_summary() -> PlanSummary:
    """D is released on 5 March, inspected on the 6th and was due on the 5th."""
    return PlanSummary(
        today=MONDAY,
        orders=7,
        planned=4,
        unplanned=good_plan().unplanned,
        late=(LateOrder("D", 1),),
        tardiness_days=1,
        setup_min=Decimal(165),
        last_finish=at("2026-03-05 12:50"),
        seconds=0.25,
    )
