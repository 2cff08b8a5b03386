"""A plan of a shop with all plant rules as JSON: what `potok shop` writes and checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from potok.notes.inputs.fields import Fault, Inputs, Number, NumberMap, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.scheduling.formats.full_shop_fields import MEASURES, WORK_ROW, known_rows
from potok.scheduling.formats.full_shops import accepted, row_reader
from potok.scheduling.shop.problem import FullShop, Measure, ShopPlan, WorkRow

#: Moments beside the numbers of a row, for people; nobody reads them back.
_FOR_PEOPLE = tuple(
    Text(key, title, optional=True)
    for key, title in (
        ("setup_start_at", "Начало наладки, дата"),
        ("start_at", "Начало работы, дата"),
        ("end_at", "Конец работы, дата"),
    )
)


def plan_fields(shop: FullShop) -> Inputs:
    """The fields of a plan of a shop."""

    def known(plan: Record) -> Iterator[Fault]:
        jobs = {
            job.name: [
                [shop.machines[mode.machine].name for mode in operation.modes] for operation in job.operations
            ]
            for job in shop.jobs
        }
        yield from known_rows("rows", jobs, plan.rows("rows"))
        for place, name in enumerate(plan.texts("left_out")):
            if name not in jobs:
                yield Fault(f"left_out[{place}]", "название заказа", name, code="unknown_reference")
        for name in plan.table("measures"):
            if name not in MEASURES:
                yield Fault("measures", f"показатели {', '.join(MEASURES)}", name, code="unknown_key")

    return Inputs(
        fields=(
            Rows("rows", "Операции", (*WORK_ROW, *_FOR_PEOPLE), at_least_items=0),
            TextList("left_out", "Заказы без места", optional=True),
            NumberMap(
                "measures",
                "Показатели",
                Number("value", "Значение", at_least=0, whole=True),
                key_title="Показатель",
                optional=True,
            ),
            Number("bound", "Опоздание не меньше", at_least=0, whole=True, optional=True),
            Number("decodings", "Проверено вариантов", at_least=0, whole=True, optional=True),
        ),
        checks=(known,),
    )


def read_shop_plan(given: object, shop: FullShop) -> ShopPlan:
    """The plan of parsed JSON; without measures none is claimed.

    Raises:
        InvalidDataError: With every fault of the form; the checker looks for those of the content.
    """
    record = accepted(plan_fields(shop), given)
    numbers = {job.name: number for number, job in enumerate(shop.jobs)}
    rows = map(row_reader(shop), record.rows("rows"))
    counts = {key: round(record.number(key).number) for key in ("bound", "decodings") if record.has(key)}
    return ShopPlan(
        rows=tuple(sorted(rows, key=lambda row: (row.job, row.operation, row.start))),
        left_out=tuple(sorted({numbers[name] for name in record.texts("left_out")})),
        measures={Measure(name): round(value.number) for name, value in record.table("measures").items()},
        bound=counts.get("bound", 0),
        decodings=counts.get("decodings", 0),
    )


def plan_data(shop: FullShop, plan: ShopPlan) -> dict[str, Any]:
    """The plan as plain data, rows by machine and start; operations count from 1."""
    return {
        "rows": [_row_data(shop, row) for row in _by_machine(shop, plan)],
        "left_out": [shop.jobs[job].name for job in plan.left_out],
        "measures": {measure.value: value for measure, value in plan.measures.items()},
        "bound": plan.bound,
        "decodings": plan.decodings,
    }


def _by_machine(shop: FullShop, plan: ShopPlan) -> list[WorkRow]:
    return sorted(plan.rows, key=lambda row: (shop.machine(row), row.setup_start, row.start))


def _row_data(shop: FullShop, row: WorkRow) -> dict[str, Any]:
    data: dict[str, Any] = {
        "job": shop.jobs[row.job].name,
        "operation": row.operation + 1,
        "machine": shop.machine_name(row),
        "setup_start": row.setup_start,
        "start": row.start,
        "end": row.end,
    }
    if row.loads:
        data["loads"] = list(row.loads)
    for key in ("setup_start", "start", "end"):
        moment = shop.clock.at(data[key])
        if moment is not None:
            data[f"{key}_at"] = moment.isoformat()
    return data


def plan_text(shop: FullShop, plan: ShopPlan) -> str:
    """The plan as people read it: a block a machine, a line an operation."""
    lines: list[str] = []
    machine = ""
    for row in _by_machine(shop, plan):
        if shop.machine_name(row) != machine:
            machine = shop.machine_name(row)
            lines.append(f"{machine}:")
        start, end = shop.clock.moment(row.start), shop.clock.moment(row.end)
        setup = f", наладка с {shop.clock.moment(row.setup_start)}" if row.setup_start < row.start else ""
        loads = f", загрузки {' + '.join(map(str, row.loads))}" if row.loads else ""
        name = shop.jobs[row.job].name
        lines.append(f"  {start} — {end}: заказ {name}, операция {row.operation + 1}{setup}{loads}")
    return "".join(f"{line}\n" for line in lines)


def figures_text(shop: FullShop, plan: ShopPlan) -> str:
    """How many orders are planned and what the plan is worth, as people read it."""
    planned = len(shop.jobs) - len(plan.left_out)
    figures = [f"{MEASURES[measure.value]} {_figure(shop, measure, plan)}" for measure in shop.goal.measures]
    left = ", ".join(shop.jobs[job].name for job in plan.left_out)
    without = f"; без места до горизонта: {left}" if left else ""
    return f"Заказов {len(shop.jobs)}, в плане {planned}{without}; {', '.join(figures)}.\n"


def _figure(shop: FullShop, measure: Measure, plan: ShopPlan) -> str:
    value = plan.measures[measure]
    if measure is Measure.CHANGE:
        return str(value)
    weighted = measure in {Measure.TARDINESS, Measure.EARLINESS}
    return f"{shop.clock.span(value)}{' × вес' if weighted and value else ''}"
