"""Formulas of the blend of flour lots (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from potok.notes.algebra import absolute, case, equal, floor, smallest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

SOURCE = Source("001", "разд. 1, смешивание партий муки")
_STANDARD = Source("standard", "правило смешения")
_RATIOS = Source("convention", "каталог, 95.1, порядок отношений 1:1, 1:2, 2:1, …")

_TARGET = Symbol("target", "T", "цель по показателю")
_FIRST_LOT = Symbol("a", "a", "показатель первой партии")
_SECOND_LOT = Symbol("b", "b", "показатель второй партии")
_RANK = Symbol("rank", "k", "номер отношения по порядку")
_PARTS_1 = Symbol("parts_1", "p_1", "частей первой партии")
_PARTS_2 = Symbol("parts_2", "p_2", "частей второй партии")

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

#: The larger number of the ratio with rank k in 1:1, 1:2, 2:1, 1:3, 3:1, …
_LARGER = floor(_RANK / 2) + 1
_RANK_IS_EVEN = equal(2 * floor(_RANK / 2), _RANK)

FIRST_PARTS = Formula(
    id="bakery.blend_first_parts",
    source=_RATIOS,
    title="Частей первой партии в отношении с номером k",
    english="Parts of the first lot",
    result=_PARTS_1,
    expression=case(_RANK_IS_EVEN, 1, _LARGER),
)

SECOND_PARTS = Formula(
    id="bakery.blend_second_parts",
    source=_RATIOS,
    title="Частей второй партии в отношении с номером k",
    english="Parts of the second lot",
    result=_PARTS_2,
    expression=case(_RANK_IS_EVEN, _LARGER, 1),
)

CANDIDATE_MISS = Formula(
    id="bakery.blend_candidate_miss",
    source=_RATIOS,
    title="Отклонение отношения от цели",
    english="Miss of a ratio",
    result=Symbol("miss", "Δ_k", "отклонение отношения от цели"),
    expression=absolute((_FIRST_LOT * _PARTS_1 + _SECOND_LOT * _PARTS_2) / (_PARTS_1 + _PARTS_2) - _TARGET),
)

LEAST_MISS = Formula(
    id="bakery.blend_least_miss",
    source=_RATIOS,
    title="Наименьшее отклонение",
    english="Least miss",
    result=Symbol("least", "Δ_мин", "наименьшее отклонение от цели"),
    expression=smallest(Symbol("miss", "Δ_k", "отклонение отношения от цели", series=True)),
)

CHOSEN_RANK = Formula(
    id="bakery.blend_chosen_rank",
    source=_RATIOS,
    title="Номер ближайшего отношения, из равных первое",
    english="Rank of the nearest ratio",
    result=Symbol("chosen", "k_бл", "номер ближайшего отношения"),
    expression=smallest(
        case(
            Symbol("miss", "Δ_k", "отклонение отношения от цели", series=True)
            <= LEAST_MISS.result + Symbol("close", "ε", "точность сравнения отклонений"),
            Symbol("rank", "k", "номер отношения по порядку", series=True),
            Symbol("ranks", "m", "число отношений"),
        )
    ),
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
    FIRST_PARTS,
    SECOND_PARTS,
    CANDIDATE_MISS,
    LEAST_MISS,
    CHOSEN_RANK,
    SHARE,
    MASS,
    INDICATOR,
    DEVIATION,
)
