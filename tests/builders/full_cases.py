"""Cases of shops with all plant rules, worked out by hand; the shop is what `potok shop` reads."""

from __future__ import annotations

from typing import Any

from potok.scheduling.formats.full_shops import read_shop
from potok.scheduling.shop.problem import FullShop, WorkRow


def shop_of(case: dict[str, Any]) -> FullShop:
    """The shop of a case."""
    return read_shop(case["shop"])


def row_of(text: str, shop: FullShop) -> WorkRow:
    """A row that a case writes as "job/operation machine set-up start end [loads]", operations from 1."""
    name, machine, setup_start, start, end, *loads = text.split()
    job_name, operation = name.split("/")
    job = next(number for number, job in enumerate(shop.jobs) if job.name == job_name)
    modes = shop.jobs[job].operations[int(operation) - 1].modes
    return WorkRow(
        job=job,
        operation=int(operation) - 1,
        mode=[shop.machines[mode.machine].name for mode in modes].index(machine),
        setup_start=int(setup_start),
        start=int(start),
        end=int(end),
        loads=tuple(map(int, loads[0].split("+"))) if loads else (),
    )


def text_of(row: WorkRow, shop: FullShop) -> str:
    """A row as cases write it."""
    loads = " " + "+".join(map(str, row.loads)) if row.loads else ""
    name = f"{shop.jobs[row.job].name}/{row.operation + 1}"
    return f"{name} {shop.machine_name(row)} {row.setup_start} {row.start} {row.end}{loads}"
