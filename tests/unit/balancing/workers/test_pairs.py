"""Large lines with mentors, quotas and tasks apart: walks keep these rules themselves."""

from dataclasses import replace

import numpy as np
import pytest

from builders.crews import drawn_crew, paired
from potok.balancing.bench import Options
from potok.balancing.workers.engine import balance_crew
from potok.balancing.workers.kernels.annealing import anneal, begin
from potok.balancing.workers.problem import CrewGoal, Mentorship, Nearness, Quota
from potok.balancing.workers.rules import drawn_seats, rules_of, seating_of
from potok.balancing.workers.units import CANNOT, units_of
from potok.balancing.workers.verify import faults

OPTIONS = Options(time_limit=None, work_limit=200)

#: Two learners beside their mentors or with them, a quota, two operations apart, two people who tire.
DRAWN = drawn_crew(5, 110, 20, max_load_pct=[60, 80, *[100] * 18])
LARGE = replace(
    DRAWN,
    precedence=DRAWN.precedence[::12],
    apart=((3, 60), (10, 90)),
    mentorships=(Mentorship(0, 7), Mentorship(1, 12, Nearness.SAME)),
    quotas=(Quota("ученики", (0, 1), 2),),
)


def test_a_large_line_with_pairs_is_nearly_as_good_as_one_without_and_the_same_on_any_cores() -> None:
    free = balance_crew(replace(LARGE, apart=(), mentorships=(), quotas=()), OPTIONS)
    one, two = (balance_crew(LARGE, replace(OPTIONS, cores=cores)) for cores in (1, 2))
    assert one.balance is not None
    assert one.objective is not None
    assert free.objective is not None
    assert faults(LARGE, one.balance, one.objective) == []
    assert one.objective <= 1.15 * free.objective
    assert (one.balance, one.objective, one.bound) == (two.balance, two.objective, two.bound)


def test_fewest_people_with_pairs_keep_the_cycle_time() -> None:
    problem = replace(LARGE, goal=CrewGoal.WORKERS, cycle=60)
    answer = balance_crew(problem, replace(OPTIONS, work_limit=150))
    assert answer.balance is not None
    assert answer.objective is not None
    assert faults(problem, answer.balance, answer.objective) == []
    assert answer.objective < 20


@pytest.mark.parametrize(("seed", "bench"), [(1, 0), (2, 2), (3, 1)])
def test_a_walk_counts_its_cost_and_keeps_the_order_whatever_it_moves(seed: int, bench: int) -> None:
    problem = paired(drawn_crew(seed, 30, 9))
    units = units_of(problem, closed=True)
    rules = rules_of(problem, units)._replace(price=7)
    chance = np.random.default_rng(seed)
    seat, low = drawn_seats(rules, 9, 9 - bench, chance)
    place = np.arange(30) * (9 - bench) // 30
    times = np.where(units.times == CANNOT, 20, units.times)
    load = np.zeros((9 - bench, 9), dtype=np.int64)
    np.add.at(load, place, times)
    capacity = units.capacity(15)
    seating, state = seating_of(low), np.array([seed, 0, 0, 0])
    begin(capacity, place, seat, load, state, rules, seating)
    hot = np.full(40, 2**31)  # every other step up is taken, so that every move happens
    for _ in range(20):
        anneal(
            times, units.before_at, units.before, units.after_at, units.after, capacity, hot, place, seat,
            load, place.copy(), seat.copy(), place.copy(), state, rules, seating, 500,
        )  # fmt: skip
        anew, count = state.copy(), seating.tasks.copy()
        begin(capacity, place, seat, load, anew, rules, seating)
        assert (anew[1], anew[3]) == (state[1], state[3])
        assert seating.tasks.tolist() == count.tolist()
        assert load.tolist() == [times[place == spot].sum(axis=0).tolist() for spot in range(9 - bench)]
        fresh = seating_of(seating.low.copy())
        assert (fresh.high.tolist(), sorted(seat.tolist())) == (seating.high.tolist(), list(range(9)))
        for unit in range(30):
            for later in units.after[units.after_at[unit] : units.after_at[unit + 1]]:
                assert seating.low[place[unit]] <= seating.high[place[later]]
        shared = np.flatnonzero(seating.low != np.arange(9))
        assert all({seat[spot - 1], seat[spot]} == {1, 2} for spot in shared)
