"""Workplaces of a gathering: who stands there, on which machines (catalogue 35.2, tables 2.5, 2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from potok.balancing.flow.problem import MANUAL, Flow, FlowGroup, FlowProblem

#: Specialties in the order of the source's summaries.
SPECIALTIES = {
    "М": "машинная",
    "С": "спецмашина",
    "А": "полуавтомат",
    "П": "пресс",
    "У": "утюг",
    "Р": "ручная",
}


@dataclass(frozen=True, slots=True)
class Workplace:
    """A group as the tables show it.

    Attributes:
        no: Number in the flow, from 1.
        group: Its operations and workers.
        specialty: Its main specialty: the mechanised one, by time where a crew has several.
        crew: Workers by specialty.
        machines: Machines by kind.
        time_s: Time of the group.
    """

    no: int
    group: FlowGroup
    specialty: str
    crew: Mapping[str, int]
    machines: Mapping[str, int]
    time_s: Decimal


def workplaces(problem: FlowProblem, flow: Flow) -> tuple[Workplace, ...]:
    """The groups of a flow as workplaces."""
    return tuple(_workplace(problem, number, group) for number, group in enumerate(flow.groups, start=1))


def _workplace(problem: FlowProblem, number: int, group: FlowGroup) -> Workplace:
    members = [problem.operations[member] for member in group.members]
    times = _sums((member.specialty, member.time_s) for member in members)
    mechanical = sorted((letter for letter in times if letter != MANUAL), key=lambda letter: -times[letter])
    crew = _crew(problem, group.workers, times, mechanical)
    on_machines = sum(count for letter, count in crew.items() if letter != MANUAL)
    kinds = _sums((member.machine, member.time_s) for member in members if member.machine)
    return Workplace(
        no=number,
        group=group,
        specialty=mechanical[0] if mechanical else MANUAL,
        crew=crew,
        machines=shared(max(on_machines, len(kinds)), kinds, least=dict.fromkeys(kinds, 1)),
        time_s=sum((member.time_s for member in members), Decimal(0)),
    )


def _crew(
    problem: FlowProblem, workers: int, times: Mapping[str, Decimal], mechanical: Iterable[str]
) -> dict[str, int]:
    """Workers by specialty, so many of each mechanised one that its own work keeps the limit.

    The rest of the operators' time is handwork; only where that is nearer to a whole worker stands one of
    its own there. So the source mans its group of a semi-automatic machine and handwork: one and one.
    """
    most = problem.takt_s * problem.high
    least = {letter: max(1, ceil(times[letter] / most)) for letter in mechanical}
    return shared(workers, {**dict.fromkeys(least, Decimal(0)), **times}, least=least)


def shared(count: int, weights: Mapping[str, Decimal], *, least: Mapping[str, int]) -> dict[str, int]:
    """Whole shares by weight: first the least of each as far as it goes, then where most is missing."""
    whole = sum(weights.values(), Decimal(0))
    if not whole:
        return {}
    wanted = {name: count * weight / whole for name, weight in weights.items()}
    found = dict.fromkeys(weights, 0)
    for name, number in least.items():
        found[name] = min(number, count - sum(found.values()))
    while sum(found.values()) < count:
        name = max(found, key=lambda name: (wanted[name] - found[name], name))
        found[name] += 1
    return {name: number for name, number in found.items() if number}


def _sums(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, time in pairs:
        found[name] = found.get(name, Decimal(0)) + time
    return found
