"""Rules about pairs of tasks, mentors and quotas: as the walk reads them, and whether a line keeps them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from potok.balancing.workers.kernels.line import Ints, Rules, Seating
from potok.balancing.workers.problem import CrewBalance, CrewProblem, Nearness
from potok.balancing.workers.units import Units, rows

#: Chance of two people to share their station where not everybody has a seat.
_TOGETHER = 0.5


def rules_of(problem: CrewProblem, units: Units) -> Rules:
    """The rules as the walk reads them, with a price of 1, or of 0 when there are none.

    Tasks that stay apart have to be in units apart.
    """
    unit_of = {task: number for number, tasks in enumerate(units.members) for task in tasks}
    pairs = {(unit_of[one], unit_of[other]) for one, other in problem.apart}
    apart_at, apart = rows(len(units.members), sorted(pairs | {(other, one) for one, other in pairs}))
    quota_at, member = rows(
        len(problem.quotas),
        ((number, worker) for number, quota in enumerate(problem.quotas) for worker in quota.members),
    )
    near = problem.mentorships
    return Rules(
        int(bool(problem.apart or problem.mentorships or problem.quotas)),
        apart_at,
        apart,
        _ints(pair.worker for pair in near),
        _ints(pair.mentor for pair in near),
        _ints(int(pair.nearness is Nearness.SAME) for pair in near),
        quota_at,
        member,
        _ints(quota.at_least for quota in problem.quotas),
    )


def keeps_rules(problem: CrewProblem, balance: CrewBalance) -> bool:
    """Whether a line of the walk keeps the rules."""
    worker_of, station_of = balance.worker_of_task, balance.station_of_worker
    working = set(worker_of)
    for pair in problem.mentorships:
        place, beside = station_of[pair.worker], station_of[pair.mentor]
        far = 0 if pair.nearness is Nearness.SAME else 1
        if place is not None and (beside is None or abs(place - beside) > far):
            return False
    return all(worker_of[one] != worker_of[other] for one, other in problem.apart) and all(
        len(working.intersection(quota.members)) >= quota.at_least for quota in problem.quotas
    )


def drawn_seats(rules: Rules, people: int, stations: int, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """(people,) worker of each seat by chance, and the first seat of the station of each.

    Of people who share a station with several others, one pair by chance sits together. With too few
    seats for all, a learner may stay without the mentor, and so without work.
    """
    partner: dict[int, int] = {}
    for pair in chance.permutation(np.flatnonzero(rules.same)):
        learner, mentor = int(rules.learner[pair]), int(rules.mentor[pair])
        free = learner not in partner and mentor not in partner
        if free and (stations == people or chance.random() < _TOGETHER):
            partner[learner], partner[mentor] = mentor, learner
    waiting = [int(worker) for worker in chance.permutation(people)]
    seat: list[int] = []
    low: list[int] = []
    while waiting:
        # Two people who share a station are not half in the line and half on the bench.
        fits = len(seat) + 1 != stations
        worker = next((worker for worker in waiting if fits or worker not in partner), waiting[0])
        other = partner.pop(worker, None)
        waiting.remove(worker)
        if other is not None:
            del partner[other]
        low.append(len(seat))
        seat.append(worker)
        if other is not None and fits:
            waiting.remove(other)
            low.append(low[-1])
            seat.append(other)
    return _ints(seat), _ints(low)


def seating_of(low: Ints) -> Seating:
    """The seats of which each has a first seat of its station."""
    _, first, size = np.unique(low, return_index=True, return_counts=True)
    high = np.repeat(first + size - 1, size).astype(np.int64)
    return Seating(low, high, np.zeros_like(low), np.zeros_like(low), low.copy())


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)
