"""From the accepted input to the problem of the engine, and from a gathering back to the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from potok.balancing.flow.figures import FlowWeights
from potok.balancing.flow.problem import Flow, FlowGroup, FlowOperation, FlowProblem, FlowRules
from potok.balancing.flow.validation import require_valid
from potok.lines.sewing.inputs import WEIGHTS
from potok.notes.inputs.record import Record
from potok.notes.value import Value

#: Limits and multiplicities of the source (formula 2.3).
_LOW, _HIGH, _MULTIPLICITIES = Decimal("0.9"), Decimal("1.15"), (1, 2, 3)
_MECHANISED = ("М", "С", "А", "П")


@dataclass(frozen=True, slots=True)
class SewingLine:
    """A sewing flow as the design works on it.

    Attributes:
        record: The accepted input.
        problem: What the engine gathers.
        flow: The gathering of the input, None where there is none.
        weights: Of the figures.
    """

    record: Record
    problem: FlowProblem
    flow: Flow | None
    weights: FlowWeights

    @property
    def mechanised(self) -> tuple[str, ...]:
        """Specialties that count as mechanised in formula 1.3."""
        return self.record.texts("mechanised_specialties") or _MECHANISED

    def text(self, operation: int, key: str) -> str:
        """A text of an operation, "" where none was given."""
        return self.record.rows("operations")[operation].maybe_text(key) or ""


def line_of(record: Record) -> SewingLine:
    """The flow of an accepted input.

    Raises:
        InvalidDataError: The order of the operations has a ring, or takt and rules make no sense.
    """
    operations = tuple(_operation(row) for row in record.rows("operations"))
    at = {operation.no: place for place, operation in enumerate(operations)}
    technology = tuple(
        (at[_whole(number)], place)
        for place, row in enumerate(record.rows("operations"))
        for number in row.numbers("after")
    )
    hard = tuple(
        (at[_whole(row.number("before"))], at[_whole(row.number("after"))])
        for row in record.rows("hard_order")
    )
    takt = _takt(record)
    labour = sum((operation.time_s for operation in operations), Decimal(0))
    tolerance = record.maybe_group("tolerance")
    problem = FlowProblem(
        operations=operations,
        takt_s=takt,
        workers=_workers(record, labour),
        precedence=hard or _between_zones(operations, technology),
        technology=technology,
        low=_decimal(tolerance.number("low")) if tolerance else _LOW,
        high=_decimal(tolerance.number("high")) if tolerance else _HIGH,
        multiplicities=tuple(sorted({_whole(each) for each in record.numbers("multiplicities")}))
        or _MULTIPLICITIES,
        rules=_rules(record.maybe_group("rules")),
    )
    require_valid(problem)
    return SewingLine(record, problem, _flow(record, at), _weights(record.maybe_group("weights")))


def groups_data(problem: FlowProblem, flow: Flow) -> list[dict[str, object]]:
    """A gathering as `groups` of the input."""
    return [
        {
            "workers_people": group.workers,
            "members": [problem.operations[member].no for member in group.members],
        }
        for group in flow.groups
    ]


def with_groups(given: Mapping[str, object], line: SewingLine, flow: Flow) -> dict[str, object]:
    """The input with another gathering."""
    return {**given, "groups": groups_data(line.problem, flow)}


def _operation(row: Record) -> FlowOperation:
    return FlowOperation(
        no=_whole(row.number("no")),
        specialty=row.text("specialty"),
        grade=_whole(row.number("grade")),
        time_s=_decimal(row.number("time_s")),
        zone=row.maybe_text("zone") or row.maybe_text("section") or "",
        section=row.maybe_text("section") or row.maybe_text("zone") or "поток",
        machine=row.maybe_text("machine") or "",
    )


def _takt(record: Record) -> Decimal:
    """As given, else by the output, rounded to a second (formula 2.1)."""
    given = record.maybe("takt_s")
    if given is not None:
        return _decimal(given)
    exact = _decimal(record.number("shift_duration_s")) / _decimal(record.number("output_per_shift_pcs"))
    return max(Decimal(1), exact.to_integral_value(ROUND_HALF_UP))


def _workers(record: Record, labour: Decimal) -> int:
    """As given, else by the exact takt (formula 2.2)."""
    given = record.maybe("workers_people")
    if given is not None:
        return _whole(given)
    exact = (
        labour * _decimal(record.number("output_per_shift_pcs")) / _decimal(record.number("shift_duration_s"))
    )
    return max(1, int(exact.to_integral_value(ROUND_HALF_UP)))


def _between_zones(
    operations: tuple[FlowOperation, ...], technology: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Without an order of its own the flow keeps that between zones; within one the bundle may return."""
    return tuple(pair for pair in technology if operations[pair[0]].zone != operations[pair[1]].zone)


def _rules(given: Record | None) -> FlowRules:
    if given is None:
        return FlowRules()
    return FlowRules(
        zones=given.flag("zones"),
        one_specialty=given.flag("one_specialty"),
        crews=given.flag("crews"),
        grade_spread=_whole(given.number("grade_spread")),
        machines=_whole(given.number("machines")),
    )


def _weights(given: Record | None) -> FlowWeights:
    if given is None:
        return FlowWeights()
    return FlowWeights(**{key: given.number(key).number for key in WEIGHTS})


def _flow(record: Record, at: Mapping[int, int]) -> Flow | None:
    groups = tuple(
        FlowGroup(
            tuple(sorted(at[_whole(number)] for number in row.numbers("members"))),
            _whole(row.number("workers_people")),
        )
        for row in record.rows("groups")
    )
    return Flow(groups) if groups else None


def _whole(value: Value) -> int:
    return round(value.number)


def _decimal(value: Value) -> Decimal:
    """The decimal that was written: binary noise does not count."""
    return Decimal(repr(value.number))
