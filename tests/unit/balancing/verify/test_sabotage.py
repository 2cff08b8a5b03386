"""Each rule of the checker is proved by a line that breaks it and nothing else."""

from dataclasses import replace

import pytest

from potok.balancing.balance import Answer, Balance
from potok.balancing.bench import Status
from potok.balancing.problem import Goal, LineProblem, LineTask, Side
from potok.balancing.verify import RULES, WrongBalanceError, check_answer, check_balance, require_right

SEW = frozenset({("equipment", "машина")})
IRON = frozenset({("equipment", "утюг")})
PROBLEM = LineProblem(
    tasks=(
        LineTask("вырезать", 4),
        LineTask("стачать", 6, SEW),
        LineTask("обметать", 3, SEW),
        LineTask("отутюжить", 5, IRON),
        LineTask("упаковать", 12),
    ),
    precedence=((0, 1), (1, 3), (3, 4)),
    cycle=10,
    places=2,
    together=((1, 2),),
    apart=((3, 4),),
    limits=((("equipment", "машина"), 1),),
)
GOOD = Balance(10, (0, 1, 1, 2, 3), (1, 1, 1, 2))

TWO_SIDED = LineProblem(
    tasks=(LineTask("л", 4, side=Side.LEFT), LineTask("п", 5, side=Side.RIGHT), LineTask("о", 3)),
    precedence=((0, 2),),
    cycle=10,
    two_sided=True,
)
GOOD_SIDES = Balance(10, (0, 0, 0), (1,), (Side.LEFT, Side.RIGHT, Side.RIGHT), (0, 0, 5))


def broken(problem: LineProblem, line: Balance) -> set[str]:
    return {violation.rule for violation in check_balance(problem, line)}


def test_a_right_line_breaks_no_rule() -> None:
    assert not broken(PROBLEM, GOOD)
    assert not broken(TWO_SIDED, GOOD_SIDES)


SABOTAGE = [
    ("shape", PROBLEM, replace(GOOD, station_of=(0, 1, 1, 2))),
    ("shape", PROBLEM, replace(GOOD, station_of=(0, 1, 1, 2, 4))),
    ("shape", PROBLEM, replace(GOOD, places=(1, 1, 1, 2, 1))),
    ("shape", PROBLEM, replace(GOOD, side_of=(Side.LEFT,) * 5, start_of=(0,) * 5)),
    ("shape", TWO_SIDED, replace(GOOD_SIDES, side_of=None)),
    ("shape", TWO_SIDED, replace(GOOD_SIDES, start_of=(0, 0))),
    ("precedence", PROBLEM, replace(GOOD, station_of=(1, 0, 0, 2, 3))),
    ("load", PROBLEM, replace(GOOD, places=(1, 1, 1, 1))),
    ("places", PROBLEM, replace(GOOD, places=(1, 1, 1, 3))),
    ("goal", PROBLEM, replace(GOOD, cycle=11)),
    ("goal", replace(PROBLEM, goal=Goal.CYCLE, cycle=None, stations=4), GOOD),
    ("needs", replace(PROBLEM, tasks=(*PROBLEM.tasks[:4], LineTask("сложить", 12, SEW)), apart=(), limits=()),
     Balance(10, (0, 1, 1, 2, 2), (1, 1, 2))),
    ("limits", replace(PROBLEM, together=()), Balance(10, (0, 1, 2, 3, 4), (1, 1, 1, 1, 2))),
    ("together", replace(PROBLEM, limits=()), Balance(10, (0, 1, 2, 3, 4), (1, 1, 1, 1, 2))),
    ("apart", PROBLEM, Balance(10, (0, 1, 1, 2, 2), (1, 1, 2))),
    ("grades", replace(PROBLEM, grade_spread=1, tasks=(*PROBLEM.tasks[:1], *(
        replace(task, grade=grade) for task, grade in zip(PROBLEM.tasks[1:3], (2, 4), strict=True)
    ), *PROBLEM.tasks[3:])), GOOD),
    ("sides", TWO_SIDED, replace(GOOD_SIDES, side_of=(Side.LEFT, Side.LEFT, Side.RIGHT), start_of=(0, 4, 4))),
    ("sides", TWO_SIDED, replace(GOOD_SIDES, side_of=(Side.LEFT, Side.RIGHT, Side.EITHER))),
    ("two_sided_times", TWO_SIDED, replace(GOOD_SIDES, start_of=(0, 0, 8))),
    ("two_sided_times", TWO_SIDED, replace(GOOD_SIDES, start_of=(0, 3, 5))),
    ("two_sided_times", TWO_SIDED, replace(GOOD_SIDES, start_of=(0, 5, 2))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "problem", "line"), SABOTAGE)
def test_the_broken_rule_is_named_and_no_other(rule: str, problem: LineProblem, line: Balance) -> None:
    assert broken(problem, line) == {rule}


def test_every_rule_is_broken_by_some_test() -> None:
    assert {rule for rule, _, _ in SABOTAGE} == set(RULES)


def answer(objective: int, bound: int | None) -> Answer:
    return Answer(Status.FEASIBLE, GOOD, objective, bound, 0.0, 0.0)


@pytest.mark.parametrize(("objective", "bound", "rule"), [(4, 4, "objective"), (5, 6, "bound")])
def test_an_answer_claims_only_what_its_line_shows(objective: int, bound: int, rule: str) -> None:
    assert {violation.rule for violation in check_answer(PROBLEM, answer(objective, bound))} == {rule}


def test_a_right_answer_passes() -> None:
    for right in (answer(5, 3), Answer(Status.UNKNOWN, None, None, None, 0.0, 0.0)):
        assert not check_answer(PROBLEM, right)
        require_right(PROBLEM, right)


def test_a_wrong_answer_is_an_error_with_its_first_fault() -> None:
    with pytest.raises(WrongBalanceError, match="показатель 4"):
        require_right(PROBLEM, answer(4, 4))
