"""A shop with all plant rules as JSON: what `potok shop` reads, with everything named as people name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from potok.errors import InvalidDataError
from potok.notes.errors import InvalidInputError
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept
from potok.scheduling.formats.full_shop_fields import SHOP, families_of, int_of
from potok.scheduling.shop.clock import Clock
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

_UNITS_S = {"min": 60, "s": 1}


def accepted(inputs: Inputs, given: object) -> Record:
    """The record of parsed JSON.

    Raises:
        InvalidDataError: With every fault of the form: path, value, what is expected.
    """
    try:
        return accept(inputs, given, record=False).record
    except InvalidInputError as error:
        raise InvalidDataError(error.problems) from error


def read_shop(given: object) -> FullShop:
    """The shop of parsed JSON.

    Raises:
        InvalidDataError: With every fault of the form; the engine looks for those of the content.
    """
    record = accepted(SHOP, given)
    families = families_of(record)
    machines, pools, tanks = (_places(record, kind) for kind in ("machines", "pools", "tanks"))
    horizon = int_of(record, "horizon")
    begin = record.maybe_text("begin")
    jobs = tuple(_job(row, families, machines, pools, tanks) for row in record.rows("jobs"))
    shop = FullShop(
        horizon=horizon,
        machines=tuple(_machine(row, horizon, families, pools) for row in record.rows("machines")),
        jobs=jobs,
        pools=tuple(
            Pool(row.text("name"), _pairs(row, "levels", "from", "people")) for row in record.rows("pools")
        ),
        tanks=tuple(Tank(row.text("name"), int_of(row, "capacity")) for row in record.rows("tanks")),
        families=len(families),
        now=int_of(record, "now"),
        frozen_until=int_of(record, "frozen_until"),
        goal=_goal(record),
        clock=Clock(
            _UNITS_S[record.text("unit")], None if begin is None else dt.datetime.fromisoformat(begin)
        ),
    )
    return replace(shop, published=tuple(map(row_reader(shop), record.rows("published"))))


def row_reader(shop: FullShop) -> Callable[[Record], WorkRow]:
    """Makes rows of a shop from records of known names."""
    jobs = {job.name: number for number, job in enumerate(shop.jobs)}

    def read(row: Record) -> WorkRow:
        job, operation = jobs[row.text("job")], int_of(row, "operation") - 1
        machines = [shop.machines[mode.machine].name for mode in shop.jobs[job].operations[operation].modes]
        start = int_of(row, "start")
        return WorkRow(
            job=job,
            operation=operation,
            mode=machines.index(row.text("machine")),
            setup_start=int_of(row, "setup_start") if row.has("setup_start") else start,
            start=start,
            end=int_of(row, "end"),
            loads=tuple(round(load.number) for load in row.numbers("loads")),
        )

    return read


def _places(record: Record, kind: str) -> dict[str, int]:
    return {row.text("name"): place for place, row in enumerate(record.rows(kind))}


def _pairs(row: Record, key: str, first: str, second: str) -> tuple[tuple[int, int], ...]:
    return tuple((int_of(pair, first), int_of(pair, second)) for pair in row.rows(key))


def _machine(row: Record, horizon: int, families: dict[str, int], pools: dict[str, int]) -> Machine:
    setups = [[0] * len(families) for _ in range(len(families) + 1)] if row.rows("setups") else []
    for setup in row.rows("setups"):
        after = setup.maybe_text("after")
        before = -1 if after is None else families[after]
        setups[before][families[setup.text("family")]] = int_of(setup, "time")
    pool = row.maybe_text("setup_pool")
    return Machine(
        name=row.text("name"),
        windows=_pairs(row, "windows", "from", "to") if row.has("windows") else ((0, horizon),),
        setups=tuple(map(tuple, setups)),
        setup_pool=None if pool is None else pools[pool],
    )


def _job(
    row: Record,
    families: dict[str, int],
    machines: dict[str, int],
    pools: dict[str, int],
    tanks: dict[str, int],
) -> Job:
    operations = row.rows("operations")
    return Job(
        name=row.text("name"),
        operations=tuple(
            Operation(
                modes=tuple(_mode(mode, machines, pools) for mode in operation.rows("on")),
                family=families[operation.maybe_text("family") or ""],
                may_stop=operation.flag("may_stop"),
                setup_waits=operation.flag("setup_waits"),
                pin=_pin(operation),
            )
            for operation in operations
        ),
        links=tuple(_link(operation.maybe_group("link"), tanks) for operation in operations[1:]),
        release=int_of(row, "release"),
        due=int_of(row, "due"),
        weight=int_of(row, "weight"),
        amount=int_of(row, "amount"),
    )


def _mode(row: Record, machines: dict[str, int], pools: dict[str, int]) -> Mode:
    loads = row.maybe_group("loads")
    return Mode(
        machine=machines[row.text("machine")],
        duration=int_of(row, "duration"),
        loads=None if loads is None else _loads(loads),
        needs=tuple((pools[name], round(people.number)) for name, people in row.table("needs").items()),
    )


def _loads(row: Record) -> Loads:
    size = int_of(row, "size")
    least = int_of(row, "least") if row.has("least") else 1
    most = int_of(row, "most") if row.has("most") else size
    return Loads(size, least, most, Remainder(row.text("remainder")))


def _pin(operation: Record) -> Pin | None:
    pin = operation.maybe_group("pin")
    if pin is None:
        return None
    machines = [mode.text("machine") for mode in operation.rows("on")]
    mode = machines.index(pin.text("machine"))
    return Pin(Hold(pin.text("hold")), mode, int_of(pin, "start"), int_of(pin, "setup"))


def _link(row: Record | None, tanks: dict[str, int]) -> Link:
    if row is None:
        return Link()
    tank = row.maybe_text("tank")
    return Link(
        least=int_of(row, "least"),
        most=int_of(row, "most") if row.has("most") else None,
        transfer=int_of(row, "transfer"),
        tank=None if tank is None else tanks[tank],
        room=int_of(row, "room"),
    )


def _goal(record: Record) -> Goal:
    rows = record.rows("goal")
    machines = enumerate(record.rows("machines"))
    bottlenecks = tuple(place for place, machine in machines if machine.flag("bottleneck"))
    if not rows:
        return Goal(bottlenecks=bottlenecks)
    measures = tuple(Measure(row.text("measure")) for row in rows)
    if not rows[0].has("weight"):
        return Goal(measures, bottlenecks=bottlenecks)
    weights = {measure: row.number("weight").number for measure, row in zip(measures, rows, strict=True)}
    return Goal(measures, weights, bottlenecks)
