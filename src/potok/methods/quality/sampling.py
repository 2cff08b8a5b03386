"""Acceptance sampling of a lot (003 table 4.1; catalogue 95.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, both, case, ceiling, combinations, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_TABLE = Source("003", "табл. 4.1")
_STANDARD = Source("standard", "гипергеометрическое распределение")

#: Workers for one inspector in the source.
_USUAL_WORKERS = (25.0, 30.0)
#: Terms of the sum that are written even when the sample or the acceptance number leaves them out: both
#: cells may be changed in the exported workbook.
_LEAST_TERMS = 10
#: Whole numbers of combinations grow with these; the largest plans of the standards are far below.
_LARGEST_LOT, _LARGEST_SAMPLE, _LARGEST_ACCEPTANCE = 1_000_000, 10_000, 500

_LOT = Symbol("lot", "N", "изделий в партии", "pcs")
_SAMPLE = Symbol("sample", "n", "изделий в выборке", "pcs")
_DEFECTIVES = Symbol("d", "d", "дефектных в партии", "pcs")
_FOUND = Symbol("i", "i", "дефектных в выборке", "pcs", series=True)

SAMPLE_SHARE = Formula(
    id="quality.sample_share",
    source=_TABLE,
    title="Доля выборки",
    english="Sampling fraction",
    result=Symbol("sample_share", "f", "доля выборки", "share"),
    expression=_SAMPLE / _LOT,
)

DEFECTIVE_PERCENT = Formula(
    id="quality.defective_percent",
    source=_STANDARD,
    title="Дефектность партии",
    english="Defectives in the lot",
    result=Symbol("defective_pct", "p", "дефектность партии", "pct"),
    expression=_DEFECTIVES * HUNDRED_PERCENT / _LOT,
)

ACCEPTANCE = Formula(
    id="quality.acceptance_probability",
    source=_STANDARD,
    title="Вероятность приёмки партии",
    english="Probability of acceptance",
    result=Symbol("accept", "P_а", "вероятность приёмки", "share"),
    expression=total(
        case(
            both(
                Symbol("c", "c", "приёмочное число", "pcs") >= _FOUND,
                _FOUND <= _DEFECTIVES,
                _FOUND <= _SAMPLE,
                _SAMPLE - _FOUND <= _LOT - _DEFECTIVES,
            ),
            combinations(_DEFECTIVES, _FOUND) * combinations(_LOT - _DEFECTIVES, _SAMPLE - _FOUND),
            0,
        )
    )
    / combinations(_LOT, _SAMPLE),
)

REJECTION = Formula(
    id="quality.rejection_probability",
    source=_STANDARD,
    title="Вероятность забраковки партии",
    english="Probability of rejection",
    result=Symbol("reject", "P_б", "вероятность забраковки", "share"),
    expression=1 - ACCEPTANCE.result,
)

CHECKED = Formula(
    id="quality.checked",
    source=_TABLE,
    title="Проверяется изделий за смену",
    english="Items checked a shift",
    result=Symbol("checked", "N_пров", "проверяется за смену", "pcs"),
    expression=_SAMPLE * Symbol("lots", "L", "партий за смену", "pcs"),
)

INSPECTORS_EXACT = Formula(
    id="quality.inspectors_exact",
    source=_TABLE,
    title="Расчётное число контролёров",
    english="Calculated number of inspectors",
    result=Symbol("inspectors_exact", "К_р", "расчётное число контролёров", "people"),
    expression=Symbol("workers", "Р", "рабочих", "people")
    / Symbol("per_inspector", "Н", "рабочих на контролёра", "people"),
)

INSPECTORS = Formula(
    id="quality.inspectors",
    source=_TABLE,
    title="Принятое число контролёров",
    english="Accepted number of inspectors",
    result=Symbol("inspectors", "К", "число контролёров", "people"),
    expression=ceiling(INSPECTORS_EXACT.result),
)


def _no_more_than_the_lot(given: Record) -> Iterable[Fault]:
    lot = given.number("lot_pcs").number
    expected = f"не больше партии ({number_text(lot)} шт.)"
    sample = given.number("sample_pcs").number
    if sample > lot:
        yield Fault("sample_pcs", expected, number_text(sample), code="out_of_range")
    for place, item in enumerate(given.numbers("defectives")):
        if item.number > lot:
            yield Fault(f"defectives[{place}]", expected, number_text(item.number), code="out_of_range")


INPUTS = Inputs(
    fields=(
        Number("lot_pcs", "Изделий в партии", "pcs", at_least=1, at_most=_LARGEST_LOT, whole=True),
        Number("sample_pcs", "Изделий в выборке", "pcs", at_least=1, at_most=_LARGEST_SAMPLE, whole=True),
        Number(
            "acceptance_number",
            "Приёмочное число",
            "pcs",
            at_least=0,
            at_most=_LARGEST_ACCEPTANCE,
            whole=True,
        ),
        NumberList(
            "defectives",
            "Дефектных изделий в партии",
            Number("defectives", "Дефектных изделий", "pcs", at_least=0, whole=True),
            at_least_items=0,
        ),
        Number("workers_people", "Рабочих", "people", at_least=0),
        Number("workers_per_inspector", "Рабочих на одного контролёра", "people", above=0),
        Number("lots_per_shift", "Партий за смену", "pcs", at_least=0),
    ),
    checks=(_no_more_than_the_lot,),
)


def _points(given: Record, work: Calculation) -> list[dict[str, Value]]:
    """The operating characteristic, point by point."""
    lot, sample = given.number("lot_pcs"), given.number("sample_pcs")
    acceptance = given.number("acceptance_number")
    found = list(range(max(round(acceptance.number), _LEAST_TERMS) + 1))
    percent, accept, reject = work.use(DEFECTIVE_PERCENT), work.use(ACCEPTANCE), work.use(REJECTION)
    points: list[dict[str, Value]] = []
    for item in given.numbers("defectives"):
        label = f"дефектных {number_text(item.number)}"
        chance = accept.line(label, i=found, c=acceptance, d=item, lot=lot, sample=sample)
        points.append(
            {
                "defectives_pcs": item,
                "defective_pct": percent.line(label, d=item, lot=lot),
                "accept_probability": chance,
                "reject_probability": reject.line(label, accept=chance),
            }
        )
    return points


def _warn(given: Record, work: Calculation) -> None:
    if given.number("acceptance_number").number >= given.number("sample_pcs").number:
        work.warn("everything_accepted", "Приёмочное число не меньше выборки: принимается любая партия.")
    least, most = _USUAL_WORKERS
    workers = given.number("workers_per_inspector").number
    if not least <= workers <= most:
        work.warn(
            "unusual_inspector_load",
            f"На контролёра {number_text(workers)} рабочих, обычно от {number_text(least)} до "
            f"{number_text(most)}.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Probabilities of acceptance, amount of checking, inspectors (catalogue 95.4)."""
    sample = given.number("sample_pcs")
    _warn(given, work)
    work.section("Приёмка партии")
    share = work.apply(SAMPLE_SHARE, sample=sample, lot=given.number("lot_pcs"))
    points = _points(given, work)
    work.section("Объём контроля")
    checked = work.apply(CHECKED, sample=sample, lots=given.number("lots_per_shift"))
    exact = work.apply(
        INSPECTORS_EXACT,
        workers=given.number("workers_people"),
        per_inspector=given.number("workers_per_inspector"),
    )
    inspectors = work.apply(INSPECTORS, inspectors_exact=exact)
    if work.recording:
        curve = [(point["defectives_pcs"].number, point["accept_probability"].number) for point in points]
        _draw(curve, work)
        work.conclude(
            f"За смену проверяется изделий: {number_text(checked.number)}, контролёров нужно: "
            f"{number_text(inspectors.number)}."
        )
    return {
        "sample_share": share,
        "points": points,
        "checked_pcs_per_shift": checked,
        "inspectors_raw": exact,
        "inspectors_people": inspectors,
    }


def _draw(points: Sequence[tuple[float, float]], work: Calculation) -> None:
    """The operating characteristic of the plan."""
    if points:
        curve = sorted(points)
        chances = xy_series("Вероятность приёмки", (x for x, _ in curve), (y for _, y in curve))
        axis = "Дефектных в партии, шт."
        work.draw(Figure("line", "Оперативная характеристика", axis, "Вероятность", (chances,)))


METHOD = Method(
    id="quality.sampling",
    title="Выборочный контроль партии",
    purpose="С какой вероятностью выборка пропустит партию с дефектами и сколько нужно контролёров.",
    source=_TABLE,
    inputs=INPUTS,
    formulas=(
        SAMPLE_SHARE,
        DEFECTIVE_PERCENT,
        ACCEPTANCE,
        REJECTION,
        CHECKED,
        INSPECTORS_EXACT,
        INSPECTORS,
    ),
    compute=compute,
)
