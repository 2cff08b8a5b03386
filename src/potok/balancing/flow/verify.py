"""The independent checker of flows: every rule looked at anew, nothing of the engine used.

It knows the data types alone; times, kinds, pairs and figures are counted here a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isclose

from potok.balancing.flow.figures import FlowFigures
from potok.balancing.flow.problem import MANUAL, Flow, FlowGroup, FlowOperation, FlowProblem
from potok.errors import PotokError


class FlowRule(StrEnum):
    """What a gathering has to keep."""

    OPERATIONS = "operations"
    ZONE = "zone"
    SPECIALTY = "specialty"
    GRADES = "grades"
    MACHINES = "machines"
    TIME = "time"
    MULTIPLICITY = "multiplicity"
    WORKERS = "workers"
    PRECEDENCE = "precedence"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class FlowFault:
    """A rule that a gathering breaks, told in Russian.

    Attributes:
        rule: See `FlowRule`.
        text: What is broken, with numbers.
        group: Place of the group in the flow, None where it is not one group's.
    """

    rule: FlowRule
    text: str
    group: int | None = None


class WrongFlowError(PotokError):
    """The engine gathered a flow that breaks a rule: a fault of the program, never of the data."""

    code = "wrong_flow"
    template = (
        "Найденная группировка нарушает правила ({faults}) и не принята. "
        "Это ошибка программы: сообщите о ней и приложите исходные данные."
    )
    http_status = 500


def require_right(problem: FlowProblem, flow: Flow, figures: FlowFigures) -> None:
    """Refuse a gathering that breaks a rule or is not worth what is said.

    Raises:
        WrongFlowError: Names every rule broken.
    """
    found = [*faults(problem, flow), *_figures(problem, flow, figures)]
    if found:
        raise WrongFlowError(faults="; ".join(fault.text for fault in found))


def faults(problem: FlowProblem, flow: Flow) -> list[FlowFault]:
    """Every rule that the gathering breaks."""
    unknown = list(_operations(problem, flow))
    if unknown:
        return unknown
    found: list[FlowFault] = []
    for place, group in enumerate(flow.groups):
        members = [problem.operations[member] for member in group.members]
        told = [
            *_zone(problem, members),
            *_specialty(problem, group, members),
            *_grades(problem, members),
            *_machines(problem, members),
            *_time(problem, group, members),
        ]
        name = f"группа {place + 1}"
        found.extend(FlowFault(rule, f"{name}: {text}", place) for rule, text in told)
    return [*found, *_workers(problem, flow), *_precedence(problem, flow)]


def figure_faults(problem: FlowProblem, flow: Flow, figures: FlowFigures) -> list[FlowFault]:
    """Figures that are not those of the gathering."""
    return list(_figures(problem, flow, figures))


def _operations(problem: FlowProblem, flow: Flow) -> Iterator[FlowFault]:
    """Every operation lies in one group, and no group is empty."""
    held = Counter(member for group in flow.groups for member in group.members)
    for number, operation in enumerate(problem.operations):
        if held[number] != 1:
            yield FlowFault(
                FlowRule.OPERATIONS, f"операция {operation.no} входит в группы {held[number]} раз"
            )
    for number in held:
        if not 0 <= number < len(problem.operations):
            yield FlowFault(FlowRule.OPERATIONS, f"операции с порядковым номером {number} нет")
    for place, group in enumerate(flow.groups):
        if not group.members:
            yield FlowFault(FlowRule.OPERATIONS, f"группа {place + 1}: нет операций", place)


def _zone(problem: FlowProblem, members: list[FlowOperation]) -> Iterator[tuple[FlowRule, str]]:
    zones = sorted({member.zone for member in members})
    if problem.rules.zones and len(zones) > 1:
        yield FlowRule.ZONE, f"операции разных участков ({', '.join(zones)})"


def _specialty(
    problem: FlowProblem, group: FlowGroup, members: list[FlowOperation]
) -> Iterator[tuple[FlowRule, str]]:
    if not problem.rules.one_specialty:
        return
    mechanised = sorted({member.specialty for member in members if member.specialty != MANUAL})
    most = max(1, group.workers) if problem.rules.crews else 1
    if len(mechanised) > most:
        yield FlowRule.SPECIALTY, f"механических специальностей {len(mechanised)} ({', '.join(mechanised)})"


def _grades(problem: FlowProblem, members: list[FlowOperation]) -> Iterator[tuple[FlowRule, str]]:
    most = problem.rules.grade_spread
    grades = [member.grade for member in members if member.specialty != MANUAL]
    if most is not None and grades and max(grades) - min(grades) > most:
        yield (
            FlowRule.GRADES,
            (f"разряды механических операций {min(grades)}…{max(grades)}, расходятся больше чем на {most}"),
        )


def _machines(problem: FlowProblem, members: list[FlowOperation]) -> Iterator[tuple[FlowRule, str]]:
    most = problem.rules.machines
    kinds = sorted({member.machine for member in members if member.machine})
    if most is not None and len(kinds) > most:
        yield FlowRule.MACHINES, f"видов оборудования {len(kinds)} ({', '.join(kinds)}), можно {most}"


def _time(
    problem: FlowProblem, group: FlowGroup, members: list[FlowOperation]
) -> Iterator[tuple[FlowRule, str]]:
    if group.workers not in problem.multiplicities:
        allowed = ", ".join(str(each) for each in sorted(problem.multiplicities))
        yield FlowRule.MULTIPLICITY, f"рабочих {group.workers}, допустимы {allowed}"
        return
    time = Fraction(sum((member.time_s for member in members), Decimal(0)))
    takts = Fraction(problem.takt_s) * group.workers
    low, high = takts * Fraction(problem.low), takts * Fraction(problem.high)
    if not low <= time <= high:
        yield FlowRule.TIME, f"время {_text(time)} с, пределы {_text(low)}…{_text(high)} с"


def _text(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _workers(problem: FlowProblem, flow: Flow) -> Iterator[FlowFault]:
    found = sum(group.workers for group in flow.groups)
    if found != problem.workers:
        yield FlowFault(FlowRule.WORKERS, f"рабочих {found}, нужно {problem.workers}")


def _precedence(problem: FlowProblem, flow: Flow) -> Iterator[FlowFault]:
    at = {member: place for place, group in enumerate(flow.groups) for member in group.members}
    for early, late in problem.precedence:
        if at[early] > at[late]:
            one, other = problem.operations[early].no, problem.operations[late].no
            yield FlowFault(
                FlowRule.PRECEDENCE,
                f"операция {one} в группе {at[early] + 1} позже операции {other} в группе {at[late] + 1}",
                at[late],
            )


def _figures(problem: FlowProblem, flow: Flow, figures: FlowFigures) -> Iterator[FlowFault]:
    at = {member: place for place, group in enumerate(flow.groups) for member in group.members}
    squares, mismatch = Fraction(0), Fraction(0)
    kinds: list[int] = []
    letters: list[int] = []
    for group in flow.groups:
        members = [problem.operations[member] for member in group.members]
        time = sum((Fraction(member.time_s) for member in members), Fraction(0))
        squares += group.workers * (Fraction(problem.takt_s) - time / group.workers) ** 2
        mean = sum((member.grade * Fraction(member.time_s) for member in members), Fraction(0)) / time
        mismatch += sum(
            (abs(member.grade - mean) * Fraction(member.time_s) for member in members), Fraction(0)
        )
        kinds.append(len({member.machine for member in members if member.machine}))
        letters.append(len({member.specialty for member in members}))
    counted = {
        "smoothness": float(squares) ** 0.5,
        "mismatch": float(mismatch),
        "machines": sum(kinds),
        "mixed_machines": sum(1 for count in kinds if count > 1),
        "returns": sum(1 for early, late in problem.technology if at[early] > at[late]),
        "mixed_specialties": sum(1 for count in letters if count > 1),
    }
    for name, value in counted.items():
        told = getattr(figures, name)
        if not isclose(told, value, rel_tol=1e-9, abs_tol=1e-6):
            yield FlowFault(FlowRule.FIGURES, f"показатель {name}: названо {told}, на деле {value}")
