"""A practical line from problem to answer."""

from __future__ import annotations

from potok.balancing.balance import Answer, Balance
from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.budget import Budget
from potok.balancing.practical.hunt import Hunt
from potok.balancing.practical.units import Units, units_of_line
from potok.balancing.problem import Goal, LineProblem


def solve_practical(problem: LineProblem, options: Options) -> Answer:
    """Balance a line with rules of its stations on one side."""
    budget = Budget.of(options)
    units, unit = units_of_line(problem)
    if problem.goal is Goal.EFFICIENCY:
        return _most_efficient(problem, options, budget)
    hunt = Hunt(units, budget, options)

    def told(objective: int, bound: int) -> None:
        if options.on_incumbent is not None:
            options.on_incumbent(Incumbent(objective, bound, budget.seconds))

    if problem.goal is Goal.STATIONS and problem.cycle is not None:
        hunt.fewest(problem.cycle, max(1, -(-problem.total_time // problem.cycle)), told)
        line = None if hunt.line is None else hunt.line.balance(unit, problem.cycle)
        return answer_of(line, line.workplaces if line else None, hunt.bound, budget, proven=hunt.proven)
    workplaces = problem.stations or 1
    hunt.shortest(workplaces, _least_cycle(problem, units, workplaces), told)
    line = None if hunt.line is None else hunt.line.balance(unit, hunt.line.cycle(units))
    return answer_of(line, line.cycle if line else None, hunt.bound, budget, proven=hunt.proven)


def answer_of(
    line: Balance | None, objective: int | None, bound: int, budget: Budget, *, proven: bool
) -> Answer:
    """The answer with its status."""
    budget.over()  # whether somebody stopped the search
    if proven:
        status = Status.OPTIMAL if line is not None else Status.INFEASIBLE
    elif budget.stopped:
        status = Status.STOPPED
    else:
        status = Status.FEASIBLE if line is not None else Status.UNKNOWN
    if objective is not None:
        bound = objective if proven else min(bound, objective)
    return Answer(
        status,
        line,
        objective,
        None if objective is None else bound,
        budget.seconds,
        budget.process_seconds,
    )


def _least_cycle(problem: LineProblem, units: Units, workplaces: int) -> int:
    """Cycle time that so many workplaces cannot do without."""
    longest = max(-(-time // problem.places) for time in units.times)
    return max(1, longest, -(-problem.total_time // workplaces))


def _most_efficient(problem: LineProblem, options: Options, budget: Budget) -> Answer:
    """Least workplaces × cycle time: each number of workplaces has an equal share of what is left."""
    units, unit = units_of_line(problem)
    fewest, most = problem.fewest_stations, problem.stations or problem.fewest_stations
    best: Balance | None = None
    objective: int | None = None
    proven_of: list[int] = []
    for number in range(fewest, most + 1):
        least = _least_cycle(problem, units, number)
        if objective is not None and number * least >= objective:
            proven_of.append(number * least)
            continue
        shares = most + 1 - number
        part = Budget(
            time_limit=None if budget.seconds_left is None else budget.seconds_left / shares,
            work_limit=None if budget.work_left is None else budget.work_left // shares,
            stop=options.stop,
        )
        hunt = Hunt(units, part, options)
        hunt.shortest(number, least, lambda _objective, _bound: None)
        budget.spend(part.worked)
        if hunt.line is not None:
            line = hunt.line.balance(unit, hunt.line.cycle(units))
            product = max(fewest, line.workplaces) * line.cycle
            if objective is None or product < objective:
                best, objective = line, product
                if options.on_incumbent is not None:
                    options.on_incumbent(Incumbent(product, None, budget.seconds))
        if hunt.line is not None or not hunt.proven:  # otherwise there is no line of so many workplaces
            proven_of.append(number * hunt.bound)
    bound = min(proven_of, default=0)
    proven = not proven_of or (objective is not None and bound >= objective)
    return answer_of(best, objective, bound, budget, proven=proven)
