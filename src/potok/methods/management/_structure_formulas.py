"""Formulas of the complexity of an organisation (004 §2.10, example 2; catalogue 90.2)."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, mean, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("004", "§2.10, пример 2")

_PEOPLE_I = Symbol("people_i", "n_i", "численность", "people", series=True)
_S_ORG = Symbol("s_org", "S_орг", "сложность организационной структуры")
_EXISTING_PEOPLE = Symbol("existing_people", "n_д", "работников действующей структуры", "people")
_EXISTING_SPECIFIC = Symbol("existing_spec", "S_уд.д", "удельная сложность действующей структуры")

COMPLEXITY = Formula(
    id="management.organisation_complexity",
    source=SOURCE,
    title="Сложность организационной структуры",
    english="Complexity of the organisation",
    result=_S_ORG,
    expression=total(
        Symbol("weight", "w_c", "вес должностной категории", series=True)
        * Symbol("people", "n_c", "численность категории", "people", series=True)
    ),
)

PEOPLE = Formula(
    id="management.people",
    source=SOURCE,
    title="Численность",
    english="Number of people",
    result=Symbol("people_sum", "n", "численность", "people"),
    expression=total(_PEOPLE_I),
)

CATEGORY_COMPLEXITY = Formula(
    id="management.category_complexity",
    source=SOURCE,
    title="Сложность по категории",
    english="Complexity of a category",
    result=Symbol("complexity", "S_c", "сложность по категории"),
    expression=Symbol("weight", "w_c", "вес должностной категории")
    * Symbol("people", "n_c", "численность категории", "people"),
)

SPECIFIC = Formula(
    id="management.specific_complexity",
    source=SOURCE,
    title="Удельная сложность управления",
    english="Specific managerial load",
    result=Symbol("s_spec", "S_уд", "удельная сложность управления"),
    expression=Symbol("s_prod", "S_пр", "сложность производственной структуры") / _S_ORG,
)

TOTAL_COMPLEXITY = Formula(
    id="management.total_complexity",
    source=SOURCE,
    title="Сложность организационной структуры предприятия",
    english="Complexity of all units",
    result=Symbol("s_org_total", "ΣS_орг", "сложность организационной структуры предприятия"),
    expression=total(Symbol("s_org_i", "S_орг.i", "сложность подразделения", series=True)),
)

MEAN_PRODUCTION = Formula(
    id="management.mean_production_complexity",
    source=SOURCE,
    title="Сложность производственной структуры предприятия",
    english="Mean complexity of production",
    result=Symbol("s_prod_mean", "S_пр.ср", "средняя сложность производственной структуры"),
    expression=mean(Symbol("s_prod_i", "S_пр.i", "сложность производственной структуры", series=True)),
)

SPECIFIC_CHANGE = Formula(
    id="management.specific_change",
    source=SOURCE,
    title="Изменение удельной сложности",
    english="Change in the specific load",
    result=Symbol("spec_change", "δS_уд", "изменение удельной сложности", "pct"),
    expression=(Symbol("new_spec", "S_уд.н", "удельная сложность новой структуры") - _EXISTING_SPECIFIC)
    * HUNDRED_PERCENT
    / _EXISTING_SPECIFIC,
)

REDUCTION = Formula(
    id="management.people_reduction",
    source=SOURCE,
    title="Сокращение численности",
    english="Reduction of people",
    result=Symbol("reduction", "Δn", "сокращение численности", "people"),
    expression=_EXISTING_PEOPLE - Symbol("new_people", "n_н", "работников новой структуры", "people"),
)

REDUCTION_PERCENT = Formula(
    id="management.people_reduction_pct",
    source=SOURCE,
    title="Сокращение численности в процентах",
    english="Reduction of people, per cent",
    result=Symbol("reduction_pct", "δn", "сокращение численности", "pct"),
    expression=REDUCTION.result * HUNDRED_PERCENT / _EXISTING_PEOPLE,
)

WAGE_SAVING = Formula(
    id="management.wage_saving",
    source=SOURCE,
    title="Годовая экономия зарплаты",
    english="Annual saving of wages",
    result=Symbol("saving", "Э_ук", "экономия зарплаты", "rub/year"),
    expression=Const(12, "month/year")
    * total(
        Symbol("people_i", "n_k", "высвобождаемых", "people", series=True)
        * Symbol("wage", "з_k", "месячная зарплата", "rub/month", series=True)
    ),
)

FORMULAS = (
    COMPLEXITY,
    PEOPLE,
    CATEGORY_COMPLEXITY,
    SPECIFIC,
    TOTAL_COMPLEXITY,
    MEAN_PRODUCTION,
    SPECIFIC_CHANGE,
    REDUCTION,
    REDUCTION_PERCENT,
    WAGE_SAVING,
)
