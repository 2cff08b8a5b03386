"""Time of a product by nodes, sections and specialties (003 table 1.9; catalogue 95.4)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.methods.sewing._flow_formulas import SHARE, TOTAL_TIME
from potok.methods.sewing._mechanisation import MECHANISATION, in_order, specialty_title
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_TABLE = Source("003", "разд. 1, табл. 1.9")

INPUTS = Inputs(
    fields=(
        TextList("mechanised_specialties", "Механизированные специальности"),
        Rows(
            "operations",
            "Неделимые операции",
            (
                Text("node", "Узел"),
                Text("section", "Секция"),
                Text("specialty", "Специальность"),
                Number("time_s", "Время", "s", at_least=0),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Time of a part of the product; mechanisation is undefined for a part without time."""

    time: Value
    by_specialty: dict[str, Value]
    mechanisation: Value | None

    def results(self) -> dict[str, Outcome]:
        """By the keys of the result."""
        return {
            "time_s": self.time,
            "by_specialty_s": self.by_specialty,
            "mechanisation_share": self.mechanisation,
        }


def _times(operations: Iterable[Record]) -> list[Value]:
    return [operation.number("time_s") for operation in operations]


def _parts(
    groups: Mapping[str, Sequence[Record]], mechanised: Container[str], work: Calculation
) -> dict[str, _Part]:
    """Time, time by specialty and mechanisation of every group of operations."""
    whole, by_specialty, coefficients = work.use(TOTAL_TIME), work.use(TOTAL_TIME), work.use(MECHANISATION)
    found = {}
    for name, operations in groups.items():
        time = whole.line(name, part=_times(operations))
        times = {
            specialty: by_specialty.line(f"{name}: {specialty}", part=_times(members))
            for specialty, members in _grouped("specialty", operations).items()
        }
        done = [operation for operation in operations if operation.text("specialty") in mechanised]
        share = coefficients.line(name, mechanised=_times(done), labour=time) if time.number else None
        found[name] = _Part(time, times, share)
    return found


def _grouped(key: str, operations: Iterable[Record]) -> dict[str, list[Record]]:
    """Operations by a text, in order of appearance."""
    groups: dict[str, list[Record]] = {}
    for operation in operations:
        groups.setdefault(operation.text(key), []).append(operation)
    return groups


def _rows(parts: Mapping[str, _Part], whole: Value, work: Calculation) -> list[dict[str, Outcome]]:
    shares = work.each(SHARE, [{"part": part.time, "labour": whole} for part in parts.values()], tuple(parts))
    pairs = zip(parts.items(), shares, strict=True)
    return [{"name": name, "share_pct": share, **part.results()} for (name, part), share in pairs]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Nodes, sections and the whole product (catalogue 95.4)."""
    operations, mechanised = given.rows("operations"), set(given.texts("mechanised_specialties"))
    work.section("Изделие")
    everything = _parts({"изделие": operations}, mechanised, work)["изделие"]
    rows = {}
    for key, title in (("node", "Узлы"), ("section", "Секции")):
        work.section(title)
        parts = _parts(_grouped(key, operations), mechanised, work)
        rows[key] = _rows(parts, everything.time, work)
    if work.recording and everything.mechanisation is not None:
        _draw(operations, work)
        work.conclude(
            f"Время изделия {number_text(everything.time.number)} с, коэффициент механизации "
            f"{number_text(everything.mechanisation.number)}."
        )
    return {"nodes": rows["node"], "sections": rows["section"], "total": everything.results()}


def _draw(operations: Sequence[Record], work: Calculation) -> None:
    """Time of the nodes, one layer a specialty."""
    nodes, specialties = _grouped("node", operations), _grouped("specialty", operations)
    series = []
    for specialty in in_order(specialties):
        times = [
            sum(part.number("time_s").number for part in members if part.text("specialty") == specialty)
            for members in nodes.values()
        ]
        series.append(xy_series(specialty_title(specialty), nodes, times))
    work.draw(Figure("stacked", "Время по узлам и специальностям", "Узел", "Время, с", tuple(series)))


METHOD = Method(
    id="sewing.sequence_summary",
    title="Затраты времени по узлам и специальностям",
    purpose="Из чего складывается время изделия и насколько оно механизировано.",
    source=_TABLE,
    inputs=INPUTS,
    formulas=(TOTAL_TIME, MECHANISATION, SHARE),
    compute=compute,
)
