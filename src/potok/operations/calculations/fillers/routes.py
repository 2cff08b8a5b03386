"""Data from routes: times of operations, capacities of machines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from potok.errors import InvalidDataError
from potok.operations.calculations.fillers.filler import Choice, Taken, problem
from potok.operations.calculations.piece_time import minutes_of_piece
from potok.operations.catalog.master import Master, master_data, stamp
from potok.operations.orders.models import ProductionOrder
from potok.plant.model import MachineStatus, RoutingLine
from potok.supply.of_plant import permitted_lines
from potok.supply.work_content import operations

_OPEN = ("new", "waiting", "in_production")
_MINUTES, _KG_IN_TONNE = 60, 1000
_SIGNIFICANT = 9


def cycle_of_route(choice: Choice) -> Taken:
    """`cycle.duration`: times of a piece in the preferred machines, batch of the nearest order."""
    master, lines = _route(choice.product)
    net_kg = _net_kg(master, choice.product)
    order = (
        ProductionOrder.objects.filter(product__code=choice.product, status__in=_OPEN)
        .order_by("due_date", "order_no")
        .values_list("order_no", "qty_pcs")
        .first()
    )
    batch = order[1] if order else master.items[choice.product].order_multiple
    transfer = _transfer(lines, net_kg, batch)
    first = next(iter(lines.values()))[0]
    remarks = [
        f"Размер партии — заказ {order[0]}." if order else "Размер партии — кратность заказов изделия.",
        f"Передаточная партия — загрузка операции «{first.op_name}»."
        if transfer > 1
        else "Передача поштучная.",
        "Рабочих мест — исправных машин, допущенных к операции; время — по основной машине.",
    ]
    given = {
        "batch_size_pcs": batch,
        "transfer_batch_pcs": transfer,
        "operations": [
            {
                "name": permitted[0].op_name,
                "time_min": _rounded(minutes_of_piece(permitted[0], net_kg)),
                "workplaces": len(permitted),
            }
            for permitted in lines.values()
        ],
    }
    return Taken(given, "route", choice.product, tuple(remarks))


def capacities_of_route(choice: Choice) -> Taken:
    """`organisation.proportionality`: capacities of the machines of a route against the open orders."""
    master, lines = _route(choice.product)
    net_kg = _net_kg(master, choice.product)
    start, end = choice.period
    due = ProductionOrder.objects.filter(
        product__code=choice.product, status__in=_OPEN, due_date__gte=start, due_date__lte=end
    )
    kilograms = due.aggregate(kg=Sum("total_kg"))["kg"] or Decimal(0)
    workshop = next(iter(lines.values()))[0].workshop_id
    hours = _hours(master, workshop, choice)
    given: dict[str, object] = {
        "equipment": [
            {
                "name": master.machines[line.machine_id].name,
                "capacity_t_per_h": _rounded(
                    net_kg / minutes_of_piece(line, net_kg) * _MINUTES / _KG_IN_TONNE
                ),
            }
            for permitted in lines.values()
            for line in permitted
        ]
    }
    remarks = [f"Рабочих часов цеха № {workshop} за период: {hours:g}."]
    if kilograms and hours:
        given["task_t_per_h"] = _rounded(kilograms / _KG_IN_TONNE / Decimal(str(hours)))
        remarks.append(f"Задание — открытые заказы со сроком в периоде: {kilograms:f} кг.")
    else:
        remarks.append("Открытых заказов со сроком в периоде нет: задание задайте сами.")
    return Taken(given, "route", choice.product, tuple(remarks))


def _route(product: str) -> tuple[Master, Mapping[int, tuple[RoutingLine, ...]]]:
    """Master data and the operations of a product with their permitted lines, preferred first."""
    master = master_data(stamp())
    if product not in master.items or product not in master.routings:
        raise InvalidDataError([problem("product", product, "код изделия, у которого есть маршрут")])
    found = operations(permitted_lines(master.plant, product))
    if not found:
        expected = "изделие, у которого исправна хотя бы одна машина каждой операции"
        raise InvalidDataError([problem("product", product, expected)])
    return master, found


def _net_kg(master: Master, product: str) -> Decimal:
    return master.items[product].net_kg or Decimal(1)


def _transfer(lines: Mapping[int, tuple[RoutingLine, ...]], net_kg: Decimal, batch: int) -> int:
    """Pieces of one load of the first operation, one piece where it works by rate."""
    first = next(iter(lines.values()))[0]
    if first.batch_size_kg is None:
        return 1
    return max(1, min(batch, int(first.batch_size_kg / net_kg)))


def _hours(master: Master, workshop: str, choice: Choice) -> float:
    """Usable hours of a workshop in the period."""
    start, end = choice.period
    days = (start + dt.timedelta(days=place) for place in range((end - start).days + 1))
    seconds = sum(
        shift.finish - shift.start for day in days for shift in master.shifts.workshop_shifts(workshop, day)
    )
    return seconds / 3600


def working_machines(master: Master, workshop: str) -> list[str]:
    """Names of the machines of a workshop that are not broken."""
    return [
        machine.name
        for machine in master.machines.values()
        if machine.workshop_id == workshop and machine.status is MachineStatus.WORKING
    ]


def _rounded(number: Decimal) -> float:
    """Nine significant digits: what the division made beyond them is noise."""
    return float(f"{number:.{_SIGNIFICANT}g}")
