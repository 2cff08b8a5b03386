"""Workday photographs: actual and projected balance of the shift (004 §2.3, formula 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, mean, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Group, Inputs, Number, Rows
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.3", "21")
_BALANCE = Source("004", "§2.3, баланс рабочего времени")
#: Minutes of a photograph may miss the shift by rounding, not by more.
_ROUNDING = 1e-6
_NO_NORM = Value(0, "min")

_CATEGORIES = {
    "preparatory_min": "Подготовительно-заключительное время",
    "operative_min": "Основная работа",
    "aux_dependent_min": "Вспомогательная работа, зависящая от числа аппаратов",
    "aux_independent_min": "Вспомогательная независимая работа",
    "random_work_min": "Случайная работа",
    "org_tech_breaks_min": "Организационно-технические перерывы",
    "discipline_breaks_min": "Нарушения дисциплины",
    "rest_min": "Отдых и личные надобности",
}
_NORMED = ("preparatory_min", "aux_independent_min", "rest_min")
_OPERATIVE = ("operative_min", "aux_dependent_min")

_TIMES = Symbol("t", "t", "время по фотографиям", "min", series=True)
_SHIFT = Symbol("shift", "T_см", "длительность смены", "min")
_NORM_SYMBOLS = (
    Symbol("preparatory", "t_пз.н", "норматив подготовительно-заключительного времени", "min"),
    Symbol("auxiliary", "t_вн.н", "норматив вспомогательного независимого времени", "min"),
    Symbol("rest", "t_ол.н", "норматив отдыха", "min"),
)
_ACTUAL = Symbol("actual", "t_оп.ф", "фактическое оперативное время", "min")
_PROJECTED = Symbol("projected", "t_оп.п", "проектируемое оперативное время", "min")
_RATIO = Symbol("ratio", "К_п.т", "отношение производительности", "pct")

TOTAL = Formula(
    id="norms.photo_total",
    source=_BALANCE,
    title="Сумма по фотографиям",
    english="Total over the photographs",
    result=Symbol("total", "t_Σ", "сумма по фотографиям", "min"),
    expression=total(_TIMES),
)

MEAN = Formula(
    id="norms.photo_mean",
    source=_BALANCE,
    title="Фактический баланс: среднее по фотографиям",
    english="Mean over the photographs",
    result=Symbol("mean", "t_ф", "среднее по фотографиям", "min"),
    expression=mean(_TIMES),
)

PROJECTED = Formula(
    id="norms.projected_operative_time",
    source=_BALANCE,
    title="Проектируемое оперативное время",
    english="Projected operative time",
    result=_PROJECTED,
    expression=_SHIFT - _NORM_SYMBOLS[0] - _NORM_SYMBOLS[1] - _NORM_SYMBOLS[2],
    limits=(
        Limit(
            _NORM_SYMBOLS[0] + _NORM_SYMBOLS[1] + _NORM_SYMBOLS[2] < _SHIFT,
            "нормативы занимают всю смену",
            "Уменьшите нормативы.",
        ),
    ),
)

EXCLUDED = Formula(
    id="norms.excluded_time",
    source=_BALANCE,
    title="Исключаемые потери",
    english="Excluded time",
    result=Symbol("excluded", "ΔT", "исключаемое время, отрицательное — добавляемое", "min"),
    expression=Symbol("fact", "t_ф", "среднее по фотографиям", "min")
    - Symbol("norm", "t_н", "норматив", "min"),
)

EXCLUDED_TOTAL = Formula(
    id="norms.excluded_total",
    source=_BALANCE,
    title="Всего исключается",
    english="Total excluded time",
    result=Symbol("excluded_total", "T_искл", "всего исключается", "min"),
    expression=total(Symbol("excluded", "ΔT", "исключаемое время", "min", series=True)),
)

ACTUAL = Formula(
    id="norms.actual_operative_time",
    source=_SOURCE,
    title="Фактическое оперативное время",
    english="Actual operative time",
    result=_ACTUAL,
    expression=Symbol("main", "t_о", "основная работа", "min")
    + Symbol("dependent", "t_в.з", "вспомогательная зависимая работа", "min"),
)

RATIO = Formula(
    id="norms.productivity_ratio",
    source=_SOURCE,
    title="Возможная производительность труда к фактической",
    english="Productivity ratio",
    result=_RATIO,
    expression=_PROJECTED * HUNDRED_PERCENT / _ACTUAL,
    limits=(
        Limit(
            _ACTUAL > 0,
            "фактическое оперативное время равно нулю",
            "Фотографии должны содержать основную или вспомогательную зависимую работу.",
        ),
    ),
)

GROWTH = Formula(
    id="norms.productivity_growth",
    source=_SOURCE,
    title="Возможный рост производительности труда",
    english="Productivity growth potential",
    result=Symbol("growth", "ΔК_п.т", "рост производительности", "pct"),
    expression=_RATIO - HUNDRED_PERCENT,
)

FORMULAS = (TOTAL, MEAN, PROJECTED, EXCLUDED, EXCLUDED_TOTAL, ACTUAL, RATIO, GROWTH)


def _photographs_fill_the_shift(given: Record) -> Iterable[Fault]:
    shift = given.number("shift_min").number
    for place, photo in enumerate(given.rows("photos")):
        found = fsum(photo.number(key).number for key in _CATEGORIES)
        if abs(found - shift) > _ROUNDING:
            expected = f"сумма категорий равна смене ({number_text(shift)} мин)"
            yield Fault(f"photos[{place}]", expected, f"сумма {number_text(found)}", code="bad_sum")


INPUTS = Inputs(
    fields=(
        Number("shift_min", "Длительность смены", "min", above=0),
        Rows(
            "photos",
            "Фотографии рабочего дня",
            tuple(Number(key, title, "min", at_least=0) for key, title in _CATEGORIES.items()),
        ),
        Group(
            "norms",
            "Нормативы",
            tuple(Number(key, _CATEGORIES[key], "min", at_least=0, optional=True) for key in _NORMED),
            optional=True,
        ),
    ),
    checks=(_photographs_fill_the_shift,),
)


@dataclass(frozen=True, slots=True)
class _Balance:
    """Actual means and norms by category."""

    totals: dict[str, Value]
    means: dict[str, Value]
    norms: dict[str, Value]


def _balance(given: Record, work: Calculation) -> _Balance:
    work.section("Фактический баланс")
    rows = {key: {"t": [photo.number(key) for photo in given.rows("photos")]} for key in _CATEGORIES}
    labels = tuple(_CATEGORIES.values())
    totals = dict(zip(rows, work.each(TOTAL, rows.values(), labels), strict=True))
    means = dict(zip(rows, work.each(MEAN, rows.values(), labels), strict=True))
    declared = given.maybe_group("norms")
    norms = {}
    for key in _NORMED:
        norm = None if declared is None else declared.maybe(key)
        if norm is None:
            work.warn(
                "assumed_norm",
                f"Норматив не задан, принят равным среднему факту: {_CATEGORIES[key].lower()}, "
                f"{number_text(means[key].number)} мин.",
            )
        norms[key] = norm or means[key]
    return _Balance(totals, means, norms)


def _excluded(balance: _Balance, work: Calculation) -> dict[str, Value]:
    """What may be left out of every category but the operative ones."""
    use = work.use(EXCLUDED)
    found = {
        key: use.line(title, fact=balance.means[key], norm=balance.norms.get(key, _NO_NORM))
        for key, title in _CATEGORIES.items()
        if key not in _OPERATIVE
    }
    for key, time in found.items():
        if time.number < -_ROUNDING:
            work.warn(
                "norm_above_fact",
                f"{_CATEGORIES[key]}: норматив больше факта на {number_text(-time.number)} мин, время "
                "не высвобождается, а добавляется.",
            )
    return found


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Actual and projected balance, possible growth of productivity (catalogue chapter 30)."""
    balance = _balance(given, work)
    norms = balance.norms
    work.section("Проектируемый баланс")
    projected = work.apply(
        PROJECTED,
        shift=given.number("shift_min"),
        preparatory=norms["preparatory_min"],
        auxiliary=norms["aux_independent_min"],
        rest=norms["rest_min"],
    )
    excluded = _excluded(balance, work)
    excluded_total = work.apply(EXCLUDED_TOTAL, excluded=list(excluded.values()))
    work.section("Рост производительности")
    actual = work.apply(
        ACTUAL, main=balance.means["operative_min"], dependent=balance.means["aux_dependent_min"]
    )
    ratio = work.apply(RATIO, projected=projected, actual=actual)
    growth = work.apply(GROWTH, ratio=ratio)
    if work.recording:
        _draw(balance, projected, work)
        work.conclude(
            f"Исключив {number_text(excluded_total.number)} мин потерь, производительность можно поднять на "
            f"{number_text(growth.number)} %."
        )
    return {
        "total_min": balance.totals,
        "mean_min": balance.means,
        "projected_min": {
            "preparatory_min": norms["preparatory_min"],
            "operative_total_min": projected,
            "aux_independent_min": norms["aux_independent_min"],
            "rest_min": norms["rest_min"],
        },
        "excluded_min": excluded,
        "excluded_total_min": excluded_total,
        "operative_actual_min": actual,
        "operative_projected_min": projected,
        "productivity_ratio_pct": ratio,
        "productivity_growth_pct": growth,
    }


def _draw(balance: _Balance, projected: Value, work: Calculation) -> None:
    """Both balances side by side, one layer a category."""
    planned: Mapping[str, float] = {
        **{key: norm.number for key, norm in balance.norms.items()},
        "operative_min": projected.number,
    }
    series = tuple(
        xy_series(title, ("Факт", "Проект"), (balance.means[key].number, planned.get(key, 0.0)))
        for key, title in _CATEGORIES.items()
    )
    work.draw(Figure("stacked", "Баланс рабочего дня", "Баланс", "Время, мин", series))


METHOD = Method(
    id="norms.workday_photo",
    title="Фотография рабочего дня",
    purpose="Фактический и проектируемый баланс смены и возможный рост производительности труда.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
