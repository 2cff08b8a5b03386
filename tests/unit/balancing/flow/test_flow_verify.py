"""The checker of flows, proved by sabotage: each rule broken once."""

from dataclasses import replace
from typing import Any

import pytest

from builders.jacket import jacket, small_flow
from potok.balancing.flow.figures import measure
from potok.balancing.flow.problem import Flow, FlowGroup, FlowRules
from potok.balancing.flow.verify import FlowRule, WrongFlowError, faults, figure_faults, require_right

#: Iron and machine at one workplace are allowed here, so that every other rule can be broken alone.
FREE = FlowRules(one_specialty=False)


def groups(*rows: tuple[tuple[int, ...], int]) -> Flow:
    return Flow(tuple(FlowGroup(*row) for row in rows))


RIGHT = groups(((0, 1), 1), ((2, 3), 1), ((4,), 1), ((5,), 1))


def test_the_source_breaks_no_rule_of_its_own() -> None:
    problem, source = jacket()
    assert faults(problem, source) == []
    require_right(problem, source, measure(problem, source))


@pytest.mark.parametrize(
    ("changes", "flow", "rule"),
    [
        ({}, groups(((0, 1), 1), ((2, 3), 1), ((4,), 1)), FlowRule.OPERATIONS),
        ({}, groups(((0, 1), 1), ((1, 2, 3), 1), ((4,), 1), ((5,), 1)), FlowRule.OPERATIONS),
        ({}, groups(((0, 1), 1), ((2, 3), 1), ((4,), 1), ((5,), 1), ((), 1)), FlowRule.OPERATIONS),
        ({}, groups(((0, 1), 1), ((2, 3), 1), ((4,), 1), ((5, 9), 1)), FlowRule.OPERATIONS),
        ({}, groups(((0, 1), 1), ((2, 3, 4), 2), ((5,), 1)), FlowRule.ZONE),
        ({"rules": FlowRules()}, RIGHT, FlowRule.SPECIALTY),
        ({"rules": FlowRules(crews=True)}, RIGHT, FlowRule.SPECIALTY),
        (
            {"rules": FlowRules(one_specialty=False, grade_spread=1)},
            groups(((0, 1), 1), ((2, 3), 1), ((4, 5), 2)),
            FlowRule.GRADES,
        ),
        ({"rules": FlowRules(one_specialty=False, machines=1)}, RIGHT, FlowRule.MACHINES),
        ({}, groups(((0, 1, 2), 1), ((3,), 1), ((4,), 1), ((5,), 1)), FlowRule.TIME),
        ({"multiplicities": (1,)}, groups(((0, 1), 1), ((2, 3), 1), ((4, 5), 2)), FlowRule.MULTIPLICITY),
        ({"workers": 5}, RIGHT, FlowRule.WORKERS),
        ({}, groups(((0, 1), 1), ((4,), 1), ((2, 3), 1), ((5,), 1)), FlowRule.PRECEDENCE),
    ],
)
def test_a_broken_rule_is_named(changes: dict[str, Any], flow: Flow, rule: FlowRule) -> None:
    problem = small_flow(**{"rules": FREE, **changes})
    assert rule in {fault.rule for fault in faults(problem, flow)}


def test_switched_off_rules_are_not_looked_at_and_a_crew_may_mix() -> None:
    assert faults(small_flow(rules=FREE), RIGHT) == []
    crossing = groups(((0, 1), 1), ((2, 3, 4, 5), 3))
    loose = FlowRules(zones=False, one_specialty=False, machines=None)
    assert faults(small_flow(rules=loose), crossing) == []
    crew = groups(((0, 1, 2, 3), 2), ((4,), 1), ((5,), 1))
    assert faults(small_flow(rules=FlowRules(crews=True)), crew) == []


def test_figures_that_are_not_those_of_the_flow_are_refused() -> None:
    problem = small_flow(rules=FREE)
    told = measure(problem, RIGHT)
    assert figure_faults(problem, RIGHT, told) == []
    for name in ("smoothness", "mismatch", "machines", "mixed_machines", "returns", "mixed_specialties"):
        wrong = replace(told, **{name: getattr(told, name) + 1})
        assert [fault.rule for fault in figure_faults(problem, RIGHT, wrong)] == [FlowRule.FIGURES]
        with pytest.raises(WrongFlowError, match=name):
            require_right(problem, RIGHT, wrong)
