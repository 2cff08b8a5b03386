"""Random small plants: what is written reads back equal, in both kinds of files."""

import datetime as dt
import io
import tempfile
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from potok.errors import InvalidDataError, Problem
from potok.exchange.formula_guard import guard, unguard
from potok.exchange.plant_files import read_plant, read_plant_csv, read_plant_workbook, write_plant
from potok.exchange.plant_workbook import write_plant_workbook
from potok.plant.findings import plain_number
from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    MachineStatus,
    MachineStop,
    Order,
    OrderStatus,
    Plant,
    QcStatus,
    Receipt,
    ReceiptStatus,
    RoutingLine,
    StockLot,
    Unit,
)

DEMO = Path(__file__).parents[3] / "data" / "plant"
FIRST = dt.date(2026, 3, 2)

texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\",;\n «»№абвABC0 1"),
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
    ),
    max_size=20,
).map(str.strip)
names = texts.filter(bool)
one_line = texts.map(lambda text: unicodedata.normalize("NFC", text.replace("\n", "")))
dates = st.dates(dt.date(1950, 1, 1), dt.date(2999, 12, 31))
positive = st.decimals(Decimal("0.000000001"), 10**9, places=9).filter(bool)
amounts = st.one_of(st.just(Decimal(0)), st.integers(0, 10**9).map(Decimal), positive)


def optional(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), values)


@st.composite
def items(draw: st.DrawFn, item_id: str, item_type: ItemType) -> Item:
    finished = item_type is ItemType.FINISHED
    return Item(
        item_id=item_id,
        name=draw(names),
        type=item_type,
        unit=draw(st.sampled_from(Unit)),
        net_kg=draw(positive if finished else optional(positive)),
        workshop_id=draw(optional(st.just("1"))),
        family=draw(optional(st.sampled_from(["vd", "sms"]))),
        order_multiple=draw(st.integers(1, 100)),
        lead_time_days=draw(st.integers(0, 60)),
        qc_days=draw(st.integers(0, 5)),
        shelf_life_days=draw(optional(st.integers(1, 900))),
        safety_stock=draw(optional(amounts)),
        price_rub=draw(optional(amounts)),
        stock_controlled=draw(st.booleans()),
    )


@st.composite
def routing_lines(draw: st.DrawFn, op_no: int) -> RoutingLine:
    line = RoutingLine(
        "P1", op_no, draw(names), "1", "M1", draw(st.integers(1, 3)), draw(st.sampled_from(Basis)),
        setup_min=draw(amounts), crew_people=draw(optional(st.integers(0, 9))),
        grade=draw(optional(st.decimals(1, 18, places=2))),
    )  # fmt: skip
    if line.basis is Basis.BATCH:
        return replace(line, batch_size_kg=draw(positive), batch_time_min=draw(positive))
    field = draw(st.sampled_from(["rate_kg_per_h", "rate_pcs_per_h"]))
    return replace(line, **{field: draw(positive)})


@st.composite
def shifts(draw: st.DrawFn, day: int) -> CalendarRow:
    kind = draw(st.sampled_from([DayKind.WORK, DayKind.DAY_OFF, DayKind.HOLIDAY, DayKind.REPAIR]))
    start = dt.time(draw(st.integers(0, 23)), draw(st.integers(0, 59)), draw(st.sampled_from([0, 30])))
    return CalendarRow(
        workshop_id="1",
        machine_id="M1" if kind is DayKind.REPAIR else None,
        date=FIRST + dt.timedelta(days=2 * day),
        shift_no=draw(st.integers(1, 3)),
        start_time=start if kind is DayKind.WORK else draw(optional(st.just(start))),
        end_time=start if kind is DayKind.WORK else draw(optional(st.just(start))),
        break_min=draw(st.integers(0, 60)),
        work_min=draw(st.integers(1, 1440)) if kind is DayKind.WORK else 0,
        kind=kind,
        note=draw(texts),
    )


@st.composite
def orders(draw: st.DrawFn, order_no: str) -> Order:
    qty = draw(st.integers(1, 10**6))
    return Order(
        order_no=order_no,
        created_date=draw(dates),
        customer=draw(names),
        manager=draw(texts),
        product_id="P1",
        qty_pcs=qty,
        due_date=draw(dates),
        priority=draw(st.integers(1, 3)),
        order_type=draw(st.sampled_from(["customer", "stock"])),
        min_qty_pcs=draw(optional(st.integers(0, qty))),
        max_qty_pcs=draw(optional(st.integers(qty, 2 * 10**6))),
        status=draw(st.sampled_from(OrderStatus)),
        comment=draw(texts),
    )


@st.composite
def lots(draw: st.DrawFn, lot_id: str, unit: Unit) -> StockLot:
    return StockLot(
        lot_id, "R1", draw(names), draw(amounts), unit, draw(dates), draw(optional(dates)),
        draw(st.sampled_from(QcStatus)), draw(optional(dates)),
    )  # fmt: skip


@st.composite
def receipts(draw: st.DrawFn, receipt_id: str, unit: Unit) -> Receipt:
    return Receipt(
        receipt_id, draw(one_line), draw(names), "R1", draw(positive), unit, draw(optional(dates)),
        draw(dates), draw(dates), draw(st.sampled_from(ReceiptStatus)), draw(texts),
    )  # fmt: skip


@st.composite
def plants(draw: st.DrawFn) -> Plant:
    product = draw(items("P1", ItemType.FINISHED))
    bought = draw(items("R1", draw(st.sampled_from([ItemType.RAW, ItemType.PACKAGING]))))
    unit = bought.unit
    recipe = tuple(
        BomLine("P1", number, "R1", draw(positive), unit, draw(st.decimals(0, 100, places=4)))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    route = tuple(draw(routing_lines(10 * number)) for number in range(draw(st.integers(0, 4))))
    machine = Machine(
        "M1", "1", draw(names), draw(st.sampled_from(Basis)), draw(optional(positive)),
        draw(optional(st.integers(0, 9))), draw(optional(st.integers(1950, 2100))),
        draw(st.sampled_from(MachineStatus)),
    )  # fmt: skip
    stop = MachineStop("M1", dt.datetime(2026, 3, 2, 8), dt.datetime(2026, 3, 2, 9, 0, 1), draw(texts))
    return Plant(
        today=draw(dates),
        items={"P1": product, "R1": bought},
        boms={"P1": recipe} if recipe else {},
        routings={"P1": route} if route else {},
        machines={"M1": machine},
        calendar=tuple(draw(shifts(day)) for day in range(draw(st.integers(1, 4)))),
        lots=tuple(draw(lots(f"L{number}", unit)) for number in range(draw(st.integers(0, 2)))),
        receipts=tuple(draw(receipts(f"ПР-{number}", unit)) for number in range(draw(st.integers(0, 2)))),
        orders=tuple(draw(orders(f"ЗП-{number}")) for number in range(draw(st.integers(0, 2)))),
        stops=draw(st.sampled_from([(), (stop,)])),
    )


@settings(max_examples=30, deadline=None)
@given(plant=plants())
def test_a_plant_reads_back_equal_from_files_and_from_a_workbook(plant: Plant) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_plant(plant, Path(folder))
        assert read_plant(Path(folder), today=plant.today) == plant
    workbook = io.BytesIO()
    write_plant_workbook(plant, workbook)
    workbook.seek(0)
    assert read_plant_workbook(workbook, today=plant.today) == plant


@given(text=st.text(alphabet="=+-@'a ", max_size=6))
def test_a_guarded_text_starts_no_formula_and_comes_back(text: str) -> None:
    assert not guard(text).startswith(("=", "+", "-", "@"))
    assert unguard(guard(text)) == text


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
)
def test_a_plain_number_is_the_same_number_without_spare_zeros(number: Decimal) -> None:
    text = plain_number(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert text == "0" or not (text.startswith("-0") and number == 0)
    assert "." not in text or not text.endswith("0")


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_spoiled_files_are_read_or_refused_with_problems_and_never_break(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["boms", "routings", "machines", "calendars", "stock", "orders"]))
    files = {path.name: path.read_bytes() for path in DEMO.glob("*.csv")}
    content = bytearray(files[f"{name}.csv"])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assume(bytes(content) != files[f"{name}.csv"])
    problems = problems_of({**files, f"{name}.csv": bytes(content)})
    assert problems is None or all(problem.sentence() for problem in problems)


def problems_of(files: dict[str, bytes]) -> tuple[Problem, ...] | None:
    """None when the files are read."""
    try:
        read_plant_csv(files)
    except InvalidDataError as refused:
        return refused.problems or pytest.fail("refused without a problem")
    return None
