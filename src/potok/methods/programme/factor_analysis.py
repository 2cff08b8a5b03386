"""Factor analysis of output by chain substitution (004 §2.6, formulas 51–54)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, product, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name
from potok.notes.value import Value

_PLACE = "§2.6"

_MULTIPLIER = Symbol("c", "c", "множитель единиц")
_BASE = Symbol("base", "f_i0", "плановое значение фактора")
_ACTUAL = Symbol("actual", "f_i1", "фактическое значение фактора")
_BASES = Symbol("bases", "f_i0", "плановые значения факторов", series=True)
_ACTUALS = Symbol("actuals", "f_i1", "фактические значения факторов", series=True)
_CHANGED = Symbol("changed", "f_j1", "факторы, уже взятые по факту", series=True)
_LEFT = Symbol("left", "f_k0", "факторы, ещё взятые по плану", series=True)
_RESULT_BASE = Symbol("result_base", "Q_0", "результат по плану", "unit")
_RESULT_ACTUAL = Symbol("result_actual", "Q_1", "результат по факту", "unit")
_DELTA = Symbol("delta_i", "Δ_i", "влияние фактора", "unit")

RESULT_BASE = Formula(
    id="programme.factor_base",
    source=Source("004", _PLACE, "52"),
    title="Результат по плану",
    english="Base result",
    result=_RESULT_BASE,
    expression=_MULTIPLIER * product(_BASES),
)

RESULT_ACTUAL = Formula(
    id="programme.factor_actual",
    source=Source("004", _PLACE, "52"),
    title="Результат по факту",
    english="Actual result",
    result=_RESULT_ACTUAL,
    expression=_MULTIPLIER * product(_ACTUALS),
)

CHANGE = Formula(
    id="programme.factor_change",
    source=Source("004", _PLACE),
    title="Изменение результата",
    english="Change of the result",
    result=Symbol("delta", "ΔQ", "изменение результата", "unit"),
    expression=_RESULT_ACTUAL - _RESULT_BASE,
)

INDEX = Formula(
    id="programme.output_index",
    source=Source("004", _PLACE, "51"),
    title="Индекс выпуска",
    english="Output index",
    result=Symbol("index", "I_Q", "индекс выпуска"),
    expression=_RESULT_ACTUAL / _RESULT_BASE,
)

CHANGE_PERCENT = Formula(
    id="programme.factor_change_pct",
    source=Source("004", _PLACE),
    title="Изменение к плановому результату",
    english="Change, per cent of the base",
    result=Symbol("delta_pct", "δ", "изменение к плану", "pct"),
    expression=Symbol("part", "Δ", "изменение", "unit") * HUNDRED_PERCENT / _RESULT_BASE,
)

FACTOR_INDEX = Formula(
    id="programme.factor_index",
    source=Source("004", _PLACE, "53"),
    title="Частный индекс фактора",
    english="Index of a factor",
    result=Symbol("index_i", "I_i", "частный индекс"),
    expression=_ACTUAL / _BASE,
)

EFFECT = Formula(
    id="programme.factor_effect",
    source=Source("004", _PLACE, "54"),
    title="Влияние фактора: прежние по факту, следующие по плану",
    english="Effect of a factor",
    result=_DELTA,
    expression=_MULTIPLIER * product(_CHANGED) * (_ACTUAL - _BASE) * product(_LEFT),
)

SUBSTITUTION = Formula(
    id="programme.factor_substitution",
    source=Source("004", _PLACE, "53"),
    title="Результат после подстановки",
    english="Result after a substitution",
    result=Symbol("result_i", "Q_(i)", "результат после подстановки", "unit"),
    expression=_MULTIPLIER * product(_CHANGED) * product(_LEFT),
)

INDEX_PRODUCT = Formula(
    id="programme.factor_index_product",
    source=Source("004", _PLACE, "53"),
    title="Произведение частных индексов",
    english="Product of the indexes",
    result=Symbol("index_product", "Π_I", "произведение частных индексов"),
    expression=product(Symbol("index_i", "I_i", "частный индекс", series=True)),
)

EFFECT_SUM = Formula(
    id="programme.factor_effect_sum",
    source=Source("004", _PLACE, "54"),
    title="Сумма влияний факторов",
    english="Sum of the effects",
    result=Symbol("delta_sum", "Σ_Δ", "сумма влияний", "unit"),
    expression=total(Symbol("delta_i", "Δ_i", "влияние фактора", "unit", series=True)),
)

INPUTS = Inputs(
    fields=(
        Text("result_name", "Результат"),
        Text("result_unit", "Единица результата"),
        Number("multiplier", "Множитель единиц (кг в тонны — 0,001)", above=0, default=1),
        Rows(
            "factors",
            "Факторы в порядке подстановки",
            (
                Text("code", "Код"),
                Text("name", "Фактор"),
                Number("base", "План (база)", above=0),
                Number("actual", "Факт", at_least=0),
            ),
            unique="code",
        ),
    ),
)


def _factors(
    given: Record, result_base: Value, work: Calculation
) -> tuple[dict[str, list[Value]], list[Value]]:
    """Columns of the factors, and the chain of results from the plan to the fact."""
    unit, multiplier = given.text("result_unit"), given.number("multiplier")
    rows = given.rows("factors")
    names = [row.text("name") for row in rows]
    bases, actuals = [row.number("base") for row in rows], [row.number("actual") for row in rows]
    pairs = list(zip(bases, actuals, strict=True))
    columns: dict[str, list[Value]] = {
        "index": work.each(FACTOR_INDEX, [{"base": base, "actual": fact} for base, fact in pairs], names)
    }
    effects, substitutions = work.use(EFFECT), work.use(SUBSTITUTION)
    columns["delta"], chain = [], [result_base]
    for place, (base, actual) in enumerate(pairs):
        later = bases[place + 1 :]
        columns["delta"].append(
            effects.line_in(
                names[place],
                unit,
                c=multiplier,
                changed=actuals[:place],
                base=base,
                actual=actual,
                left=later,
            )
        )
        chain.append(
            substitutions.line_in(names[place], unit, c=multiplier, changed=actuals[: place + 1], left=later)
        )
    percents = [{"part": delta, "result_base": result_base} for delta in columns["delta"]]
    columns["delta_pct"] = work.each(CHANGE_PERCENT, percents, names)
    return columns, chain


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Results, indexes, effects in the order of the list (catalogue 60.2)."""
    unit, multiplier, rows = given.text("result_unit"), given.number("multiplier"), given.rows("factors")
    work.section("Результат")
    base = work.use(RESULT_BASE).line_in("", unit, c=multiplier, bases=[row.number("base") for row in rows])
    actual = work.use(RESULT_ACTUAL).line_in(
        "", unit, c=multiplier, actuals=[row.number("actual") for row in rows]
    )
    delta = work.use(CHANGE).line_in("", unit, result_actual=actual, result_base=base)
    index = work.apply(INDEX, result_actual=actual, result_base=base)
    percent = work.apply(CHANGE_PERCENT, "всего", part=delta, result_base=base)
    work.section("Факторы")
    columns, chain = _factors(given, base, work)
    work.section("Проверка")
    index_product = work.apply(INDEX_PRODUCT, index_i=columns["index"])
    delta_sum = work.use(EFFECT_SUM).line_in("", unit, delta_i=columns["delta"])
    if work.recording:
        _explain(given, (base, actual), columns["delta"], work)
    return {
        "result_base": base,
        "result_actual": actual,
        "delta": delta,
        "index": index,
        "delta_pct": percent,
        "factors": [
            {"code": row.text("code"), **{key: column[place] for key, column in columns.items()}}
            for place, row in enumerate(rows)
        ],
        "chain": chain,
        "index_product": index_product,
        "delta_sum": delta_sum,
    }


def _explain(given: Record, ends: tuple[Value, Value], deltas: Sequence[Value], work: Calculation) -> None:
    """Waterfall from the plan to the fact; which factor moved the result most."""
    name = unit_name(given.text("result_unit"))
    titles = [row.text("name") for row in given.rows("factors")]
    base, actual = (value.number for value in ends)
    changes = [(title, delta.number) for title, delta in zip(titles, deltas, strict=True)]
    title = given.text("result_name")
    # Counted from the plan: beside the whole result the changes would be too small to see.
    axis, end = f"Изменение к плану, {name}", ("Факт к плану", actual - base)
    work.draw(waterfall(f"{title}: влияние факторов", axis, ("План", 0.0), changes, end))
    strongest, change = max(changes, key=lambda item: abs(item[1]))
    work.conclude(
        f"{title}: изменение {number_text(actual - base)} {name}, сильнее всего повлияло "
        f"«{strongest}» ({number_text(change)} {name}). Порядок подстановки меняет влияния, но не индексы."
    )


METHOD = Method(
    id="programme.factor_analysis",
    title="Факторный анализ выпуска",
    purpose="Как каждый фактор изменил выпуск против плана: индексы и цепные подстановки.",
    source=Source("004", _PLACE, "51–54"),
    inputs=INPUTS,
    formulas=(
        RESULT_BASE,
        RESULT_ACTUAL,
        CHANGE,
        INDEX,
        CHANGE_PERCENT,
        FACTOR_INDEX,
        EFFECT,
        SUBSTITUTION,
        INDEX_PRODUCT,
        EFFECT_SUM,
    ),
    compute=compute,
)
