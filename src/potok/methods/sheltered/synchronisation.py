"""Whether a sheltered workshop can run a continuous line: synchronism with the takt (002, text)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, absolute, case, ceiling, floor, maximum, mean
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("002", "условия непрерывной линии")
#: Deviations the article allows, per cent.
_STRICT, _LOOSE = 5.0, 8.0
_VARIANTS = {
    "continuous": "все циклы синхронны, возможна непрерывная линия",
    "a": "синхронно большинство циклов: непрерывная линия, остальные подстроить многостаночным "
    "обслуживанием или совмещением",
    "b": "синхронна половина циклов или меньше: прямоточная линия по сменным интервалам",
}

_TIME = Symbol("t", "t_i", "длительность операции", "min")
_TAKT = Symbol("r", "r", "такт линии", "min")
_TOLERANCE = Symbol("tolerance", "δ_max", "допустимое отклонение от такта", "pct")

RATIO = Formula(
    id="sheltered.takts_of_operation",
    source=_SOURCE,
    title="Длительность операции в тактах",
    english="Operation time in takts",
    result=Symbol("x", "x_i", "длительность операции в тактах"),
    expression=_TIME / _TAKT,
)
FEWER = Formula(
    id="sheltered.fewer_places",
    source=Source("convention", "каталог, 25.1"),
    title="Ближайшая меньшая кратность",
    english="Nearest lower multiplicity",
    result=Symbol("fewer", "k_м.i", "ближайшая меньшая кратность", "pcs"),
    expression=maximum(1, floor(RATIO.result)),
)

MORE = Formula(
    id="sheltered.more_places",
    source=Source("convention", "каталог, 25.1"),
    title="Ближайшая большая кратность",
    english="Nearest higher multiplicity",
    result=Symbol("more", "k_б.i", "ближайшая большая кратность", "pcs"),
    expression=maximum(1, ceiling(RATIO.result)),
)

# x/fewer − 1 > 1 − x/more says that the higher multiplicity is nearer; rounding up forgives binary noise,
# so that equal deviations take fewer places.
MULTIPLICITY = Formula(
    id="sheltered.multiplicity",
    source=Source("convention", "каталог, 25.1"),
    title="Кратность такту: та, при которой отклонение меньше",
    english="Multiplicity with the least deviation",
    result=Symbol("k", "k_i", "кратность операции такту", "pcs"),
    expression=case(
        ceiling(RATIO.result / FEWER.result + RATIO.result / MORE.result) > 2, MORE.result, FEWER.result
    ),
)

DUPLICATES = Formula(
    id="sheltered.synchronous_duplicates",
    source=_SOURCE,
    title="Рабочие места-дублёры",
    english="Duplicate stations",
    result=Symbol("duplicates", "d_i", "рабочих мест-дублёров", "pcs"),
    expression=MULTIPLICITY.result - 1,
)

DEVIATION = Formula(
    id="sheltered.takt_deviation",
    source=_SOURCE,
    title="Отклонение частного цикла от планового такта",
    english="Deviation from the takt",
    result=Symbol("deviation", "δ_i", "отклонение от такта", "pct"),
    expression=HUNDRED_PERCENT * (_TIME / (MULTIPLICITY.result * _TAKT) - 1),
)

SYNCHRONOUS = Formula(
    id="sheltered.synchronous",
    source=_SOURCE,
    title="Синхронность цикла: 1 — синхронен, 0 — нет",
    english="Synchronism of a cycle",
    result=Symbol("flag", "σ_i", "синхронность цикла"),
    expression=case(ceiling((absolute(DEVIATION.result) - _TOLERANCE) / HUNDRED_PERCENT) > 0, 0, 1),
)

SYNCHRONOUS_SHARE = Formula(
    id="sheltered.synchronous_share",
    source=_SOURCE,
    title="Доля синхронных циклов",
    english="Share of synchronous cycles",
    result=Symbol("share", "u_син", "доля синхронных циклов", "share"),
    expression=mean(Symbol("flag", "σ_i", "синхронность цикла", series=True)),
)

INPUTS = Inputs(
    fields=(
        Number("takt_min", "Такт линии", "min", above=0),
        Number("tolerance_pct", "Допустимое отклонение от такта", "pct", at_least=0),
        Rows(
            "operations",
            "Операции",
            (Text("name", "Операция"), Number("time_min", "Длительность", "min", above=0)),
        ),
    ),
)


def _variant(share: float) -> str:
    """The organisation of the line; most means more than half of the cycles."""
    if share == 1:
        return "continuous"
    return "a" if share > 0.5 else "b"


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Multiplicity, deviation and synchronism of every cycle (catalogue 25.1)."""
    takt, tolerance = given.number("takt_min"), given.number("tolerance_pct")
    operations = given.rows("operations")
    names = [operation.text("name") for operation in operations]
    times = [operation.number("time_min") for operation in operations]
    ratios = work.each(RATIO, [{"t": time, "r": takt} for time in times], names)
    fewer = work.each(FEWER, [{"x": ratio} for ratio in ratios], names)
    more = work.each(MORE, [{"x": ratio} for ratio in ratios], names)
    nearest = zip(ratios, fewer, more, strict=True)
    rows = [{"x": ratio, "fewer": low, "more": high} for ratio, low, high in nearest]
    multiples = work.each(MULTIPLICITY, rows, names)
    duplicates = work.each(DUPLICATES, [{"k": multiple} for multiple in multiples], names)
    pairs = zip(times, multiples, strict=True)
    deviations = work.each(DEVIATION, [{"t": time, "k": k, "r": takt} for time, k in pairs], names)
    checked = [{"deviation": deviation, "tolerance": tolerance} for deviation in deviations]
    flags = work.each(SYNCHRONOUS, checked, names)
    share = work.apply(SYNCHRONOUS_SHARE, flag=flags)
    variant = _variant(share.number)
    _warn(tolerance, names, deviations, flags, work)
    if work.recording:
        series = xy_series("Отклонение", names, (deviation.number for deviation in deviations))
        work.draw(Figure("bar", "Отклонения циклов от такта", "Операция", "Отклонение, %", (series,)))
        work.conclude(f"Синхронны {number_text(share.number * 100)} % циклов: {_VARIANTS[variant]}.")
    return {
        "operations": [
            {
                "name": name,
                "multiplicity": multiples[place],
                "duplicate_stations_pcs": duplicates[place],
                "deviation_pct": deviations[place],
                "synchronous": bool(flags[place].number),
            }
            for place, name in enumerate(names)
        ],
        "synchronous_share": share,
        "variant": variant,
    }


def _warn(
    tolerance: Value,
    names: Sequence[str],
    deviations: Sequence[Value],
    flags: Sequence[Value],
    work: Calculation,
) -> None:
    if not _STRICT <= tolerance.number <= _LOOSE:
        work.warn(
            "unusual_tolerance",
            f"Допуск {number_text(tolerance.number)} % вне рекомендованных {number_text(_STRICT)}…"
            f"{number_text(_LOOSE)} %.",
        )
    for name, deviation, flag in zip(names, deviations, flags, strict=True):
        if not flag.number:
            work.warn(
                "asynchronous_cycle",
                f"«{name}»: отклонение от такта {number_text(deviation.number)} % больше допуска "
                f"{number_text(tolerance.number)} %.",
            )


METHOD = Method(
    id="sheltered.synchronisation",
    title="Синхронность циклов с тактом линии",
    purpose="Возможна ли непрерывная линия: кратность, отклонение от такта и дублёры каждой операции.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(RATIO, FEWER, MORE, MULTIPLICITY, DUPLICATES, DEVIATION, SYNCHRONOUS, SYNCHRONOUS_SHARE),
    compute=compute,
)
