"""Middle-sized shops with set-ups and two shifts, from a seed."""

from __future__ import annotations

from random import Random

from potok.scheduling.shop.problem import FullShop, Job, Link, Machine, Mode, Operation

DAY = 1440
FAMILIES = 4


def works(jobs: int, machines: int, operations: int, *, days: int, seed: int = 0) -> FullShop:
    """Orders of several operations on alternative machines, hard to do in time."""
    random = Random(seed)
    windows = tuple(
        (day * DAY + start, day * DAY + start + 420) for day in range(days) for start in (360, 840)
    )
    setups = tuple(
        tuple(0 if row == family else 10 + 5 * ((7 * row + 3 * family) % 5) for family in range(FAMILIES))
        for row in range(FAMILIES + 1)
    )

    load = jobs * operations * 70 * DAY // (machines * 840)  # when all would be done without waiting

    def operation(family: int) -> Operation:
        minutes = random.randint(20, 100)
        chosen = random.sample(range(machines), 2)
        return Operation(
            tuple(Mode(machine, minutes + random.randint(0, 20)) for machine in chosen), family=family
        )

    def job(number: int) -> Job:
        family = random.randrange(FAMILIES)
        return Job(
            name=f"З{number}",
            operations=tuple(operation(family) for _ in range(operations)),
            links=(Link(),) * (operations - 1),
            due=random.randint(load // 3, load),
            weight=random.choice((1, 2, 6)),
        )

    return FullShop(
        horizon=days * DAY,
        machines=tuple(Machine(f"М{number}", windows, setups) for number in range(machines)),
        jobs=tuple(job(number) for number in range(jobs)),
        families=FAMILIES,
    )
