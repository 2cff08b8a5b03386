"""The engine of flows: the jacket beaten, every rule kept, the same answer again."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from builders.jacket import jacket, small_flow
from potok.balancing.bench import Options, Status
from potok.balancing.flow.answer import FlowWishes
from potok.balancing.flow.columns import columns_of
from potok.balancing.flow.engine import gather
from potok.balancing.flow.exact import ExactFlow, FlowTask
from potok.balancing.flow.figures import FlowFigures, FlowWeights, measure, scales
from potok.balancing.flow.front import FlowPoint, Front
from potok.balancing.flow.problem import Flow, FlowGroup, FlowOperation, FlowProblem, FlowRules
from potok.balancing.flow.recombine import Recombiner
from potok.balancing.flow.verify import FlowRule, faults, require_right
from potok.balancing.practical.cpsat import Limits
from potok.errors import InvalidDataError


def work(limit: int, seed: int = 0, cores: int = 1) -> Options:
    return Options(time_limit=None, work_limit=limit, seed=seed, cores=cores)


def test_the_sources_gathering_measures_as_the_issue_counts() -> None:
    problem, source = jacket()
    found = measure(problem, source)
    assert found.smoothness == pytest.approx(41.03, abs=0.005)
    assert found.mismatch == pytest.approx(1382.0, abs=0.005)
    assert tuple(found)[2:] == (34, 3, 18, 14)
    assert source.workers == 49


def test_the_jacket_is_gathered_better_than_by_the_source_in_all_six_figures() -> None:
    problem, source = jacket()
    base = measure(problem, source)
    told: list[FlowPoint] = []
    answer = gather(problem, work(66), wishes=FlowWishes(goals=base), known=source, told=told.append)
    assert answer.best is not None
    assert answer.status is Status.FEASIBLE
    require_right(problem, answer.best.flow, answer.best.figures)
    assert all(own < their for own, their in zip(answer.best.figures, base, strict=True))
    assert told[0].flow == source
    assert told[-1] == answer.best
    for point in answer.front:
        require_right(problem, point.flow, point.figures)
    for one, other in itertools.permutations(answer.front, 2):
        assert not one.figures.dominates(other.figures)
    one, two = (
        gather(problem, work(20, cores=cores), wishes=FlowWishes(goals=base), known=source)
        for cores in (1, 2)
    )
    assert one.best == two.best
    assert one.front == two.front


def test_without_a_gathering_the_sequence_alone_is_enough() -> None:
    problem, _ = jacket()
    answer = gather(problem, work(66))
    assert answer.best is not None
    require_right(problem, answer.best.flow, answer.best.figures)


def best_of_all(problem: FlowProblem, weights: FlowWeights) -> float:
    """Least cost over every gathering of a small flow."""
    wishes, scale = FlowWishes(weights), scales(problem)
    costs = (wishes.cost(measure(problem, flow), scale) for flow in every_flow(problem))
    return min(costs, default=float("inf"))


def every_flow(problem: FlowProblem) -> Iterator[Flow]:
    """Every right gathering of a small flow into ordered groups."""
    size = len(problem.operations)
    for labels in itertools.product(range(problem.workers), repeat=size):
        used = sorted(set(labels))
        if used != list(range(len(used))):
            continue
        rows = [tuple(i for i in range(size) if labels[i] == group) for group in used]
        for counts in itertools.product(problem.multiplicities, repeat=len(rows)):
            if sum(counts) != problem.workers:
                continue
            flow = Flow(tuple(FlowGroup(row, count) for row, count in zip(rows, counts, strict=True)))
            if not faults(problem, flow):
                yield flow


@pytest.mark.parametrize(
    "rules",
    [
        FlowRules(crews=True),
        FlowRules(one_specialty=False),
        FlowRules(one_specialty=False, machines=1, grade_spread=None, zones=False),
    ],
)
def test_a_small_flow_is_gathered_as_well_as_by_trying_everything(rules: FlowRules) -> None:
    problem = small_flow(rules=rules, multiplicities=(1, 2))
    weights = FlowWeights(returns=2.0)
    answer = gather(problem, work(200), wishes=FlowWishes(weights))
    least = best_of_all(problem, weights)
    if least == float("inf"):
        assert answer.best is None
        assert answer.status is Status.INFEASIBLE
        assert answer.nearest is not None
        assert faults(problem, answer.nearest)
    else:
        assert answer.best is not None
        cost = FlowWishes(weights).cost(answer.best.figures, scales(problem))
        assert cost == pytest.approx(least)


def test_a_stop_ends_the_search_with_what_was_found() -> None:
    problem, source = jacket()
    answer = gather(problem, Options(time_limit=60, stop=lambda: True), known=source)
    assert answer.status is Status.STOPPED
    assert answer.best is not None
    assert answer.best.flow == source


def test_a_known_gathering_that_breaks_rules_is_left_behind() -> None:
    problem, source = jacket()
    crossed = Flow(tuple(reversed(source.groups)))
    answer = gather(problem, work(66), known=crossed)
    assert answer.best is not None
    assert not faults(problem, answer.best.flow)


def test_all_faults_of_the_data_are_told_at_once() -> None:
    problem = small_flow()
    first = replace(problem.operations[0], time_s=Decimal("0.001"), specialty="", grade=0)
    twice = replace(problem.operations[1], no=1)
    broken = replace(
        problem,
        operations=(first, twice, *problem.operations[2:]),
        takt_s=Decimal(0),
        workers=0,
        low=Decimal(2),
        multiplicities=(),
        precedence=((0, 99),),
    )
    with pytest.raises(InvalidDataError) as refused:
        gather(broken, work(2))
    fields = [fault.field for fault in refused.value.problems]
    assert fields == [
        "takt_s",
        "workers",
        "tolerance",
        "multiplicities",
        "operations[1].time_s",
        "operations[1].grade",
        "operations[1].specialty",
        "no",
        "precedence",
    ]
    with pytest.raises(InvalidDataError, match="ошибок: 1") as ring:
        gather(replace(problem, technology=((0, 1), (1, 2), (2, 0))), work(2))
    assert ring.value.problems[0].code == "cycle"


def test_zones_of_two_flows_are_joined_into_one_that_is_better_than_both() -> None:
    problem = small_flow(rules=FlowRules(one_specialty=False), workers=4, multiplicities=(1, 2))

    def flow(*rows: tuple[tuple[int, ...], int]) -> Flow:
        return Flow(tuple(FlowGroup(*row) for row in rows))

    # Two workers side by side load evenly: one joins the second zone, the other the first.
    one = flow(((0, 1), 1), ((2, 3), 1), ((4, 5), 2))
    other = flow(((0, 1, 2, 3), 2), ((4,), 1), ((5,), 1))
    joined = flow(((0, 1, 2, 3), 2), ((4, 5), 2))
    recombiner = Recombiner(problem)
    assert recombiner.add(one)
    assert recombiner.add(other)
    assert not recombiner.add(one)
    assert joined in set(recombiner.flows())
    assert all(not faults(problem, each) for each in recombiner.flows())
    free = Recombiner(replace(problem, rules=FlowRules(zones=False)))
    free.add(one)
    assert list(free.flows()) == []


def test_the_front_keeps_the_best_of_every_figure() -> None:
    front = Front(2)
    flow = Flow(())
    for row in ((1, 9, 5, 0, 0, 0), (9, 1, 5, 0, 0, 0), (5, 5, 5, 0, 0, 0), (9, 9, 9, 0, 0, 0)):
        front.add(FlowPoint(flow, FlowFigures(*row)))
    assert sorted(tuple(point.figures)[:2] for point in front.points) == [(1, 9), (9, 1)]


def test_every_group_that_the_rules_permit_is_listed() -> None:
    problem = small_flow(rules=FlowRules(crews=True), multiplicities=(1, 2), precedence=((0, 2), (2, 3)))
    size = len(problem.operations)
    wanted = set()
    for bits in range(1, 1 << size):
        members = tuple(own for own in range(size) if bits >> own & 1)
        between = 2 in members or not {0, 3} <= set(members)
        for workers in problem.multiplicities:
            told = {fault.rule for fault in faults(problem, _alone(members, workers, size))}
            if between and not told & _OF_A_GROUP:
                wanted.add(FlowGroup(members, workers))
    assert set(columns_of(problem) or ()) == wanted
    assert len(wanted) == 5
    rules = FlowRules(zones=False, one_specialty=False, grade_spread=None, machines=None)
    rows = tuple(FlowOperation(number, "М", 3, Decimal(1)) for number in range(60))
    assert columns_of(FlowProblem(rows, Decimal(20), 3, rules=rules)) is None


_OF_A_GROUP = {FlowRule.ZONE, FlowRule.SPECIALTY, FlowRule.GRADES, FlowRule.MACHINES, FlowRule.TIME}


def _alone(members: tuple[int, ...], workers: int, size: int) -> Flow:
    """The group, and every other operation by itself with so many workers that its own time is wrong."""
    others = [FlowGroup((own,), 9) for own in range(size) if own not in members]
    return Flow((FlowGroup(members, workers), *others))


def test_the_goal_of_the_jacket_is_proven_out_of_reach() -> None:
    problem, source = jacket()
    exact = ExactFlow(problem, columns_of(problem) or ())
    limits = Limits(seconds=None, work=8, cores=1, seed=0, stop=lambda: False)
    goal = (34, 1280, 30, 1, 13, 11)
    for dropped in (None, 1):  # the grades may even be as they like
        kept = [None if place == dropped else each for place, each in enumerate(goal)]
        found = exact.solve(FlowTask((1,) * 6, limits=kept), limits, source)
        assert (found.flow, found.proven) == (None, True)


def test_the_front_of_a_small_flow_is_the_whole_front() -> None:
    problem = small_flow(rules=FlowRules(one_specialty=False), multiplicities=(1, 2))
    answer = gather(problem, work(4000), wishes=FlowWishes(front=True))
    points = [measure(problem, flow) for flow in every_flow(problem)]
    whole = {tuple(own) for own in points if not any(other.dominates(own) for other in points)}
    assert {tuple(point.figures) for point in answer.front} == whole
