"""Workplaces of a gathering: who stands there, on which machines (catalogue 35.2, tables 2.5, 2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.balancing.flow.problem import MANUAL, Flow, FlowGroup, FlowProblem


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
    crew = shared(group.workers, times, first=[letter for letter in times if letter != MANUAL])
    mechanical = [letter for letter in times if letter != MANUAL]
    on_machines = sum(count for letter, count in crew.items() if letter != MANUAL)
    kinds = _sums((member.machine, member.time_s) for member in members if member.machine)
    return Workplace(
        no=number,
        group=group,
        specialty=max(mechanical or [MANUAL], key=lambda letter: times.get(letter, Decimal(0))),
        crew=crew,
        machines=shared(max(on_machines, len(kinds)), kinds, first=list(kinds)),
        time_s=sum((member.time_s for member in members), Decimal(0)),
    )


def shared(count: int, weights: Mapping[str, Decimal], *, first: Iterable[str]) -> dict[str, int]:
    """Whole shares by weight: one for each of `first` as far as it goes, the rest where most is missing.

    Handwork of a machine's group is done by its operator unless the share of a whole worker is nearer; so
    the source mans its group of a semi-automatic machine and handwork (crew of one and one).
    """
    whole = sum(weights.values(), Decimal(0))
    if not whole:
        return {}
    wanted = {name: count * weight / whole for name, weight in weights.items()}
    found = dict.fromkeys(weights, 0)
    for name in sorted(first, key=lambda name: -weights[name])[:count]:
        found[name] = 1
    while sum(found.values()) < count:
        name = max(found, key=lambda name: (wanted[name] - found[name], name))
        found[name] += 1
    return {name: number for name, number in found.items() if number}


def _sums(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, time in pairs:
        found[name] = found.get(name, Decimal(0)) + time
    return found
