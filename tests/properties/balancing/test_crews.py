"""Any line of people: what the engine finds passes the checker, and on tiny lines nothing is better."""

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from builders.crews import brute_force, drawn_crew, paired
from potok.balancing.bench import Options, Status
from potok.balancing.budget import Budget
from potok.balancing.workers.engine import balance_crew
from potok.balancing.workers.explain import explain
from potok.balancing.workers.problem import (
    CrewGoal,
    CrewProblem,
    Mentorship,
    Nearness,
    Quota,
    cycle_of,
)
from potok.balancing.workers.search import Best, Descent, simple_bound
from potok.balancing.workers.units import units_of
from potok.balancing.workers.validation import require_valid
from potok.balancing.workers.verify import faults
from potok.errors import InvalidDataError

LIMIT = Options(time_limit=None, work_limit=20_000)


@st.composite
def tiny_crews(draw: st.DrawFn) -> CrewProblem:
    """Lines of five tasks and three people under any of the rules."""
    rules: dict[str, object] = {}
    if draw(st.booleans()):
        rules |= {"goal": CrewGoal.WORKERS, "cycle": draw(st.integers(12, 30))}
    if draw(st.booleans()):
        rules["most_workers"] = draw(st.integers(2, 3))
    if draw(st.booleans()):
        rules["apart"] = ((0, 3),)
    if draw(st.booleans()):
        rules["mentorships"] = (Mentorship(0, 1, draw(st.sampled_from(Nearness))),)
    if draw(st.booleans()):
        rules["quotas"] = (Quota("группа", (0, 2), draw(st.integers(1, 2))),)
    if draw(st.booleans()):
        rules["max_load_pct"] = [100, draw(st.integers(40, 100)), 100]
    problem = drawn_crew(draw(st.integers(0, 10_000)), 5, 3, **rules)
    try:
        require_valid(problem)
    except InvalidDataError:  # an operation that nobody can do within the cycle
        reject()
    return problem


@settings(max_examples=20, deadline=None)
@given(tiny_crews())
def test_the_best_of_all_lines_is_found_and_proven(problem: CrewProblem) -> None:
    answer = balance_crew(problem, LIMIT)
    assert answer.objective == brute_force(problem)
    if answer.balance is None or answer.objective is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.status is Status.OPTIMAL
    assert faults(problem, answer.balance, answer.objective) == []


@settings(max_examples=8, deadline=None)
@given(tiny_crews())
def test_walks_alone_keep_every_rule_and_promise_nothing_better_than_the_best(problem: CrewProblem) -> None:
    units = units_of(problem, closed=True)
    best = Best(simple_bound(problem, units))
    descent = Descent(problem, units, best, 0)
    budget = Budget(work_limit=60)
    while descent.round(budget, 1, lambda _: None, lambda: False):
        pass
    if best.balance is None or best.value is None:
        return
    shortest = brute_force(problem)
    assert shortest is not None
    assert best.value >= shortest
    assert faults(problem, best.balance, best.value) == []


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), tasks=st.integers(20, 60), people=st.integers(3, 9), pairs=st.booleans())
def test_lines_of_any_size_pass_the_checker_and_repeat(
    *, seed: int, tasks: int, people: int, pairs: bool
) -> None:
    problem = drawn_crew(seed, tasks, people)
    if pairs:
        problem = paired(problem)
    options = Options(time_limit=None, work_limit=60, seed=seed)
    answer = balance_crew(problem, options)
    assert balance_crew(problem, options).balance == answer.balance
    if answer.balance is None or answer.objective is None:
        return
    assert faults(problem, answer.balance, answer.objective) == []
    told = explain(problem, answer.balance, cycle_of(problem, answer.balance))
    assert len(told) == people
