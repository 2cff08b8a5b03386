import time

from potok.balancing.bench import Options
from potok.balancing.budget import Budget


def test_a_limit_of_work_is_over_when_the_work_is_done() -> None:
    budget = Budget.of(Options(time_limit=0.0, work_limit=10))
    budget.spend(9)
    assert (budget.over(), budget.work_left, budget.seconds_left) == (False, 1, None)
    budget.spend(5)
    assert (budget.over(), budget.work_left) == (True, 0)


def test_a_limit_of_time_is_over_when_it_has_passed() -> None:
    assert Budget.of(Options(time_limit=0.0)).over()
    assert not Budget.of(Options(time_limit=None)).over()


def test_a_deadline_cuts_the_limit_of_time() -> None:
    assert Budget.of(Options(time_limit=60.0, deadline=time.monotonic() - 1.0)).over()
    assert not Budget.of(Options(time_limit=60.0, deadline=time.monotonic() + 1000.0)).over()


def test_who_stops_a_search_is_remembered() -> None:
    wishes = iter([False, True, False])
    budget = Budget.of(Options(time_limit=None, stop=lambda: next(wishes)))
    assert [budget.over() for _ in range(3)] == [False, True, True]
    assert budget.stopped
