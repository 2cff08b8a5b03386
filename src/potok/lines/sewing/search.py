"""The engine at work for a flow: what it aims at, and what it found as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, cast

from potok.balancing.bench import Options, Status
from potok.balancing.flow.answer import FlowAnswer, FlowWishes, Told
from potok.balancing.flow.figures import FlowFigures, measure
from potok.balancing.flow.problem import Flow
from potok.balancing.flow.verify import faults, require_right
from potok.lines.sewing.model import SewingLine, groups_data

#: Figures of a gathering: key, Russian name, digits.
FIGURES = (
    ("smoothness", "разброс, с", 1),
    ("mismatch", "разряд·с", 0),
    ("machines", "виды машин", 0),
    ("mixed_machines", "по две машины", 0),
    ("returns", "возвраты", 0),
    ("mixed_specialties", "смешанные", 0),
)


def searched(
    line: SewingLine,
    options: Options,
    *,
    goals: FlowFigures | None = None,
    front: bool = False,
    told: Told | None = None,
) -> FlowAnswer:
    """Gather a flow, in no figure worse than its own right gathering where that can be.

    Args:
        line: The flow.
        options: Limits of the search.
        goals: Figures to reach; None = those of its own gathering.
        front: The trade-off front is wanted rather than one gathering.
        told: Told every better gathering; with `front` every one that enters it.

    Raises:
        WrongFlowError: The engine found what the checker refuses.
    """
    known = line.flow if line.flow is not None and not faults(line.problem, line.flow) else None
    if goals is None and known is not None:
        goals = measure(line.problem, known)
    wishes = FlowWishes(line.weights, goals, front=front)
    # The engine loads its kernels: the pages of a flow do without them.
    engine = import_module("potok.balancing.flow.engine")
    answer = cast(FlowAnswer, engine.gather(line.problem, options, wishes=wishes, known=line.flow, told=told))
    for point in answer.front:
        require_right(line.problem, point.flow, point.figures)
    return answer


def answer_data(line: SewingLine, answer: FlowAnswer) -> dict[str, Any]:
    """The answer as plain data: figures of the given and the found gathering, its groups, the front."""
    return {
        "status": answer.status.value,
        "seconds": round(answer.seconds, 3),
        "work": answer.work,
        "given": None if line.flow is None else _figures(measure(line.problem, line.flow)),
        "found": None if answer.best is None else _figures(answer.best.figures),
        "groups": [] if answer.best is None else groups_data(line.problem, answer.best.flow),
        "front": [_figures(point.figures) for point in answer.front],
    }


def answer_text(line: SewingLine, answer: FlowAnswer) -> Iterator[str]:
    """The answer as lines of a table."""
    yield "  ".join(["".ljust(10), *(name.rjust(14) for _, name, _ in FIGURES)])
    if line.flow is not None:
        yield _row("дано", measure(line.problem, line.flow))
    if answer.best is None:
        proven = answer.status is Status.INFEASIBLE
        yield "Группировка, которая соблюдает все правила, " + ("невозможна." if proven else "не найдена.")
        for fault in faults(line.problem, answer.nearest) if answer.nearest else ():
            yield f"  {fault.text}"
        return
    yield _row("найдено", answer.best.figures)
    for number, point in enumerate(answer.front, start=1):
        yield _row(f"вариант {number}", point.figures)
    yield ""
    for number, group in enumerate(answer.best.flow.groups, start=1):
        yield _group(line, answer.best.flow, number, group.workers)


def _group(line: SewingLine, flow: Flow, number: int, workers: int) -> str:
    members = [line.problem.operations[member] for member in flow.groups[number - 1].members]
    letters = "".join(dict.fromkeys(member.specialty for member in members))
    time = float(sum(member.time_s for member in members))
    listed = ", ".join(str(member.no) for member in members)
    return (
        f"{number:>3}  {letters} × {workers}  {time / workers:6.1f} с  {members[0].zone}: {listed}".replace(
            ".", ","
        )
    )


def _row(name: str, figures: FlowFigures) -> str:
    cells = (f"{getattr(figures, key):.{digits}f}".replace(".", ",").rjust(14) for key, _, digits in FIGURES)
    return "  ".join([name.ljust(10), *cells])


def _figures(figures: FlowFigures) -> Mapping[str, float]:
    return {key: round(getattr(figures, key), 3) for key, _, _ in FIGURES}
