"""Shops with all plant rules written as JSON, for cases worked out by hand."""

from __future__ import annotations

from typing import Any

from potok.scheduling.shop.problem import (
    FullShop,
    Goal,
    Hold,
    Job,
    Link,
    Loads,
    Machine,
    Measure,
    Mode,
    Operation,
    Pin,
    Pool,
    Remainder,
    Tank,
    WorkRow,
)


def shop_of(case: dict[str, Any]) -> FullShop:
    """The shop of a case; machines, pools and tanks are named."""
    names = {kind: list(case.get(kind, {})) for kind in ("machines", "pools", "tanks")}
    horizon = case.get("horizon", 200)
    return FullShop(
        horizon=horizon,
        machines=tuple(
            Machine(
                name=name,
                windows=tuple(map(tuple, values.get("windows", [[0, horizon]]))),
                setups=tuple(map(tuple, values.get("setups", []))),
                setup_pool=names["pools"].index(values["setup_pool"]) if "setup_pool" in values else None,
            )
            for name, values in case["machines"].items()
        ),
        jobs=tuple(_job(name, values, names) for name, values in case["jobs"].items()),
        pools=tuple(Pool(name, tuple(map(tuple, levels))) for name, levels in case.get("pools", {}).items()),
        tanks=tuple(Tank(name, capacity) for name, capacity in case.get("tanks", {}).items()),
        families=case.get("families", 1),
        now=case.get("now", 0),
        frozen_until=case.get("frozen_until", 0),
        published=tuple(row_of(text, case) for text in case.get("published", [])),
        goal=Goal(
            tuple(Measure(name) for name in case.get("goal", Measure)),
            bottlenecks=tuple(map(names["machines"].index, case.get("bottlenecks", []))),
        ),
    )


def _job(name: str, values: dict[str, Any], names: dict[str, list[str]]) -> Job:
    links = [dict(link) for link in values.get("links", [{}] * (len(values["operations"]) - 1))]
    for link in links:
        if "tank" in link:
            link["tank"] = names["tanks"].index(link["tank"])
    return Job(
        name=name,
        operations=tuple(_operation(operation, names) for operation in values["operations"]),
        links=tuple(Link(**link) for link in links),
        **{key: values[key] for key in ("release", "due", "weight", "amount") if key in values},
    )


def _operation(values: dict[str, Any], names: dict[str, list[str]]) -> Operation:
    values = dict(values)
    modes = []
    for machine, duration in values.pop("on").items():
        loads = values.get("loads", {}).get(machine)
        modes.append(
            Mode(
                machine=names["machines"].index(machine),
                duration=duration,
                loads=None if loads is None else Loads(*loads[:3], Remainder(loads[3])),
                needs=tuple((names["pools"].index(pool), n) for pool, n in values.get("needs", {}).items()),
            )
        )
    values.pop("loads", None)
    values.pop("needs", None)
    pin = values.pop("pin", None)
    return Operation(
        modes=tuple(modes),
        pin=None if pin is None else Pin(Hold(pin[0]), pin[1], pin[2], pin[3]),
        **values,
    )


def row_of(text: str, case: dict[str, Any]) -> WorkRow:
    """A row that a case writes as "job/operation machine set-up start end [loads]"."""
    name, machine, setup_start, start, end, *loads = text.split()
    job, operation = name.split("/")
    jobs = list(case["jobs"])
    modes = list(case["jobs"][job]["operations"][int(operation)]["on"])
    return WorkRow(
        job=jobs.index(job),
        operation=int(operation),
        mode=modes.index(machine),
        setup_start=int(setup_start),
        start=int(start),
        end=int(end),
        loads=tuple(map(int, loads[0].split("+"))) if loads else (),
    )


def text_of(row: WorkRow, case: dict[str, Any]) -> str:
    """A row as cases write it."""
    job = list(case["jobs"])[row.job]
    machine = list(case["jobs"][job]["operations"][row.operation]["on"])[row.mode]
    loads = " " + "+".join(map(str, row.loads)) if row.loads else ""
    return f"{job}/{row.operation} {machine} {row.setup_start} {row.start} {row.end}{loads}"
