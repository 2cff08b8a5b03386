"""What the relaxation of parallel machines claims, beside all assignments of small problems."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.scheduling.parallel.linear import Assigning
from potok.scheduling.parallel.relaxation import relaxation

Table = list[list[int]]

MACHINES = st.integers(1, 3)
TABLES = MACHINES.flatmap(
    lambda machines: st.lists(
        st.lists(st.integers(1, 9), min_size=machines, max_size=machines), min_size=1, max_size=6
    )
)


def makespans(times: Table) -> dict[tuple[int, ...], int]:
    """Makespan of every assignment."""
    machines = range(len(times[0]))
    return {
        chosen: max(
            sum(row[on] for row, on in zip(times, chosen, strict=True) if on == machine)
            for machine in machines
        )
        for chosen in product(machines, repeat=len(times))
    }


@settings(max_examples=60)
@given(TABLES)
def test_no_assignment_is_below_the_bound_and_no_better_one_is_left_out(times: Table) -> None:
    every = makespans(times)
    relaxed = relaxation(np.array(times), None)
    assert relaxed is not None
    assert relaxed.bound <= min(every.values())
    known = max(every.values())
    choices = relaxed.useful(known)
    useful = set(zip(choices.job.tolist(), choices.machine.tolist(), strict=True))
    for chosen, makespan in every.items():
        if makespan < known:
            assert useful.issuperset(enumerate(chosen))


@settings(max_examples=40)
@given(TABLES, st.integers(0, 3))
def test_the_solver_finds_the_best_assignment_and_proves_it(times: Table, worse: int) -> None:
    every = makespans(times)
    best = min(every.values())
    table = np.array(times)
    relaxed = relaxation(table, None)
    assert relaxed is not None
    beaten = best + worse
    search = Assigning(table, relaxed.useful(beaten), bound=relaxed.bound, makespan=beaten, time_limit_s=60.0)
    machine, bound = search.answer()
    assert bound == best
    if worse == 0:
        assert machine is None
    else:
        assert machine is not None
        assert every[tuple(machine.tolist())] == best
