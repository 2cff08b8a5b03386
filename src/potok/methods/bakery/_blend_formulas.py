"""Formulas of the blend of flour lots (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from potok.notes.algebra import absolute, case, floor, maximum, minimum, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

SOURCE = Source("001", "разд. 1, смешивание партий муки")
_STANDARD = Source("standard", "правило смешения")
_RATIOS = Source("convention", "каталог, 95.1, отношения 1:1, 1:2, 2:1, 1:3, …")

_TARGET = Symbol("target", "T", "цель по показателю")
_FIRST_LOT = Symbol("a", "a", "показатель первой партии")
_SECOND_LOT = Symbol("b", "b", "показатель второй партии")

EXACT_FIRST = Formula(
    id="bakery.blend_exact_first",
    source=_STANDARD,
    title="Точная доля первой партии (правило квадрата)",
    english="Exact share of the first lot (alligation)",
    result=Symbol("x_1", "x_1", "точная доля первой партии", "share"),
    expression=(_TARGET - _SECOND_LOT) / (_FIRST_LOT - _SECOND_LOT),
)

EXACT_SECOND = Formula(
    id="bakery.blend_exact_second",
    source=_STANDARD,
    title="Точная доля второй партии",
    english="Exact share of the second lot",
    result=Symbol("x_2", "x_2", "точная доля второй партии", "share"),
    expression=(_FIRST_LOT - _TARGET) / (_FIRST_LOT - _SECOND_LOT),
)

_LESSER = minimum(EXACT_FIRST.result, EXACT_SECOND.result)
_GREATER = maximum(EXACT_FIRST.result, EXACT_SECOND.result)
_MOST = Symbol("most", "n_макс", "наибольшее отношение партий")

RATIO_BELOW = Formula(
    id="bakery.blend_ratio_below",
    source=_RATIOS,
    title="Ближайшее снизу целое отношение 1:n",
    english="Nearest whole ratio from below",
    result=Symbol("below", "n_1", "отношение снизу"),
    expression=case(_LESSER * _MOST <= _GREATER, _MOST, floor(_GREATER / _LESSER)),
)

RATIO_ABOVE = Formula(
    id="bakery.blend_ratio_above",
    source=_RATIOS,
    title="Ближайшее сверху целое отношение 1:n",
    english="Nearest whole ratio from above",
    result=Symbol("above", "n_2", "отношение сверху"),
    expression=minimum(RATIO_BELOW.result + 1, _MOST),
)

MISS = Formula(
    id="bakery.blend_ratio_miss",
    source=_RATIOS,
    title="Насколько отношение 1:n мимо точной доли меньшей партии",
    english="Miss of a ratio",
    result=Symbol("miss", "Δx", "отклонение доли меньшей партии", "share"),
    expression=absolute(1 / (1 + Symbol("ratio", "n", "отношение")) - _LESSER),
)

RATIO = Formula(
    id="bakery.blend_ratio",
    source=_RATIOS,
    title="Практическое отношение 1:n: ближайшее к цели, из равных меньшее",
    english="Practical ratio",
    result=Symbol("ratio", "n", "практическое отношение"),
    expression=case(
        Symbol("miss_below", "Δx_1", "отклонение отношения снизу", "share")
        <= Symbol("miss_above", "Δx_2", "отклонение отношения сверху", "share")
        + Symbol("close", "ε", "точность сравнения", "share"),
        RATIO_BELOW.result,
        RATIO_ABOVE.result,
    ),
)

FIRST_PARTS = Formula(
    id="bakery.blend_first_parts",
    source=_RATIOS,
    title="Частей первой партии",
    english="Parts of the first lot",
    result=Symbol("parts_1", "p_1", "частей первой партии"),
    expression=case(EXACT_FIRST.result <= EXACT_SECOND.result, 1, RATIO.result),
)

SECOND_PARTS = Formula(
    id="bakery.blend_second_parts",
    source=_RATIOS,
    title="Частей второй партии",
    english="Parts of the second lot",
    result=Symbol("parts_2", "p_2", "частей второй партии"),
    expression=case(EXACT_FIRST.result <= EXACT_SECOND.result, RATIO.result, 1),
)

SHARE = Formula(
    id="bakery.blend_share",
    source=SOURCE,
    title="Доля партии в смеси",
    english="Share of a lot",
    result=Symbol("share", "x_i", "доля партии", "share"),
    expression=Symbol("parts", "p_i", "частей партии")
    / total(Symbol("all_parts", "p_j", "частей партии", series=True)),
    limits=(
        Limit(
            total(Symbol("all_parts", "p_j", "частей партии", series=True)) > 0,
            "сумма частей равна нулю",
            "Задайте части хотя бы одной партии больше нуля.",
        ),
    ),
)

MASS = Formula(
    id="bakery.blend_mass",
    source=SOURCE,
    title="Масса партии в смеси",
    english="Mass of a lot",
    result=Symbol("mass", "M_i", "масса партии в смеси", "kg"),
    expression=Symbol("total_mass", "M", "масса смеси", "kg") * SHARE.result,
)

INDICATOR = Formula(
    id="bakery.blend_indicator",
    source=_STANDARD,
    title="Показатель смеси",
    english="Indicator of the blend",
    result=Symbol("indicator", "I", "показатель смеси"),
    expression=total(
        Symbol("share", "x_i", "доля партии", "share", series=True)
        * Symbol("of_lot", "I_i", "показатель партии", series=True)
    ),
)

DEVIATION = Formula(
    id="bakery.blend_deviation",
    source=SOURCE,
    title="Отклонение смеси от цели",
    english="Deviation of the blend from the target",
    result=Symbol("deviation", "ΔI", "отклонение от цели"),
    expression=INDICATOR.result - _TARGET,
)

FORMULAS = (
    EXACT_FIRST,
    EXACT_SECOND,
    RATIO_BELOW,
    RATIO_ABOVE,
    MISS,
    RATIO,
    FIRST_PARTS,
    SECOND_PARTS,
    SHARE,
    MASS,
    INDICATOR,
    DEVIATION,
)
