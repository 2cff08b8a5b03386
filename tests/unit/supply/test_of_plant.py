import datetime as dt
from dataclasses import replace
from decimal import Decimal

from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    MachineStatus,
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
from potok.plant.shifts import ShiftCalendar
from potok.supply.of_plant import (
    RAW_AND_TARE,
    Availability,
    availability,
    demands,
    material_dates,
    permitted_lines,
    stock_positions,
)

MONDAY = dt.date(2026, 3, 2)


def lot(lot_id: str, location: str) -> StockLot:
    return StockLot(lot_id, "R1", location, Decimal(10), Unit.KG, MONDAY, None, QcStatus.RELEASED)


def order(order_no: str, product_id: str = "P1", status: OrderStatus = OrderStatus.NEW) -> Order:
    due = dt.date(2026, 3, 13)
    return Order(order_no, MONDAY, "Клиент", "Орлова", product_id, 5, due, 2, status=status)


def row(number: int) -> CalendarRow:
    kind = DayKind.WORK if number % 7 < 5 else DayKind.DAY_OFF
    date = MONDAY + dt.timedelta(days=number)
    return CalendarRow("1", None, date, 1, dt.time(8), dt.time(16), 0, 480, kind)


PLANT = Plant(
    today=MONDAY,
    items={
        "P1": Item("P1", "Краска", ItemType.FINISHED, Unit.PCS, net_kg=Decimal(1), qc_days=1),
        "P2": Item("P2", "Без рецептуры", ItemType.FINISHED, Unit.PCS),
        "R1": Item("R1", "Пигмент", ItemType.RAW, Unit.KG),
    },
    boms={"P1": (BomLine("P1", 1, "R1", Decimal(2), Unit.KG),)},
    routings={
        "P1": tuple(
            RoutingLine("P1", 10, "Смешение", "1", machine_id, rank, Basis.RATE, rate_pcs_per_h=Decimal(1))
            for rank, machine_id in enumerate(("M1", "M2"), 1)
        )
    },
    machines={machine_id: Machine(machine_id, "1", machine_id, Basis.RATE) for machine_id in ("M1", "M2")},
    calendar=tuple(row(number) for number in range(14)),
    lots=(lot("L1", RAW_AND_TARE),),
    orders=(order("A"),),
)


def with_status(machine_id: str, status: MachineStatus) -> Plant:
    machines = {**PLANT.machines, machine_id: replace(PLANT.machines[machine_id], status=status)}
    return replace(PLANT, machines=machines)


def found(plant: Plant) -> Availability:
    return availability(plant, calendar=ShiftCalendar(plant.calendar))


def test_only_the_raw_and_tare_warehouse_holds_stock_of_components() -> None:
    plant = replace(PLANT, lots=(lot("L1", RAW_AND_TARE), lot("L2", "Склад готовой продукции")))
    assert [position.lot_id for position in stock_positions(plant)] == ["L1"]


def test_closed_orders_need_nothing() -> None:
    orders = (order("A", status=OrderStatus.DONE), order("B", status=OrderStatus.CANCELLED), order("C"))
    plant = replace(PLANT, orders=orders)
    assert [one.order_no for one in demands(plant, calendar=ShiftCalendar(()))] == ["C"]


def test_machines_that_do_not_work_are_not_permitted() -> None:
    plant = with_status("M1", MachineStatus.BROKEN)
    assert [line.machine_id for line in permitted_lines(plant, "P1")] == ["M2"]


def test_a_product_whose_machines_all_stand_keeps_its_workshop() -> None:
    plant = replace(with_status("M1", MachineStatus.REPAIR), routings={"P1": PLANT.routings["P1"][:1]})
    assert demands(plant, calendar=ShiftCalendar(plant.calendar))[0].workshop_id == "1"


def test_the_latest_start_is_due_less_inspection_and_work() -> None:
    # Due on Friday the 13th, released by the 12th; five hours of work fit into that day.
    assert demands(PLANT, calendar=ShiftCalendar(PLANT.calendar))[0].latest_start == dt.date(2026, 3, 12)


def test_material_dates_are_today_for_covered_orders_and_those_without_a_recipe() -> None:
    plant = replace(PLANT, orders=(order("A"), order("B"), order("C", "P2")))
    answer = found(plant)
    assert material_dates(answer) == {"A": MONDAY, "B": None, "C": MONDAY}
    assert answer.without_recipe == ("C",)


def arriving(date: dt.date) -> Receipt:
    return Receipt("ПР-1", "", "", "R1", Decimal(10), Unit.KG, None, date, date, ReceiptStatus.CONFIRMED)


def test_material_that_comes_on_a_day_off_is_used_on_the_next_working_date() -> None:
    saturday, monday = dt.date(2026, 3, 7), dt.date(2026, 3, 9)
    assert material_dates(found(replace(PLANT, lots=(), receipts=(arriving(saturday),)))) == {"A": monday}


def test_an_order_whose_workshop_never_works_still_has_its_material() -> None:
    routings = {"P1": tuple(replace(line, workshop_id="9") for line in PLANT.routings["P1"])}
    date = dt.date(2026, 3, 5)
    answer = found(replace(PLANT, routings=routings, lots=(), receipts=(arriving(date),)))
    assert answer.coverage.orders["A"].earliest_start is None
    assert material_dates(answer) == {"A": date}
