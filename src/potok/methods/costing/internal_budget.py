"""Budgets of units, contribution margins and targets (001, section 5; catalogue 95.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.methods.costing import _budget_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.inputs.fields import Group, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

#: A measure that misses its target by no more than this part of it meets it: binary noise.
_NOISE = 1e-9
_COMPANY = "Предприятие"
#: What may be a target: key of the result, its title and unit.
_MEASURES = {
    "revenue_rub": ("Выручка", "rub"),
    "variable_rub": ("Переменные расходы", "rub"),
    "contribution_1_rub": ("Сумма покрытия I", "rub"),
    "contribution_2_rub": ("Сумма покрытия II", "rub"),
    "costs_rub": ("Затраты", "rub"),
    "result_rub": ("Результат", "rub"),
    "profitability_pct": ("Рентабельность", "pct"),
}
_COSTS = ("variable_rub", "costs_rub")


def _targets(key: str, title: str) -> Group:
    fields = tuple(Number(name, text, unit, optional=True) for name, (text, unit) in _MEASURES.items())
    return Group(key, title, fields, optional=True)


_PRODUCT = (
    Text("name", "Продукт"),
    Number("qty", "Количество", at_least=0),
    Number("price_rub", "Цена", "rub", at_least=0),
    Number("purchase_rub", "Закупка на единицу", "rub", at_least=0),
    Number("direct_rub", "Прямые расходы на единицу", "rub", at_least=0),
    Number("sales_variable_rub", "Переменные расходы сбыта на единицу", "rub", at_least=0),
)

INPUTS = Inputs(
    fields=(
        Number("company_fixed_rub", "Общефирменные постоянные расходы", "rub", at_least=0),
        _targets("company_targets", "Цели предприятия, не ниже"),
        Rows(
            "units",
            "Подразделения",
            (
                Text("name", "Подразделение"),
                Rows("products", "Продукты", _PRODUCT, at_least_items=0),
                Number("special_sales_rub", "Специальные расходы сбыта", "rub", at_least=0),
                Number("fixed_sales_rub", "Постоянные расходы сбыта", "rub", at_least=0),
                Number("indirect_production_rub", "Косвенные расходы производства", "rub", at_least=0),
                Number("supply_rub", "Расходы на снабжение", "rub", at_least=0),
                _targets("targets", "Цели, не ниже"),
            ),
            unique="name",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Budget:
    """A budget: its measures by key, and how it stands to its targets."""

    name: str
    measures: Mapping[str, Value | None]
    deviations: Mapping[str, Value | None]
    goals_met: bool

    def money(self, key: str) -> Value:
        """A measure that is always defined."""
        found = self.measures[key]
        if found is None:
            raise TypeError(f"{key} may be undefined")
        return found

    @property
    def results(self) -> dict[str, Outcome]:
        """Measures, deviations and whether all targets are met."""
        return {**self.measures, "deviations": self.deviations, "goals_met": self.goals_met}


def _title(key: str) -> str:
    """Title of a measure inside a sentence."""
    title = _MEASURES[key][0]
    return title[:1].lower() + title[1:]


def _unit_measures(unit: Record, work: Calculation) -> dict[str, Value | None]:
    """Measures of one unit by key."""
    name, products = unit.text("name"), unit.rows("products")
    work.section(f"Бюджет: {name}")
    quantities = [row.number("qty") for row in products]
    revenue = work.apply(
        formulas.REVENUE, name, qty=quantities, price=[row.number("price_rub") for row in products]
    )
    variable = work.apply(
        formulas.VARIABLE,
        name,
        qty=quantities,
        purchase=[row.number("purchase_rub") for row in products],
        direct=[row.number("direct_rub") for row in products],
        sales=[row.number("sales_variable_rub") for row in products],
    )
    special, fixed_sales = unit.number("special_sales_rub"), unit.number("fixed_sales_rub")
    standing = {
        "fixed_sales": fixed_sales,
        "indirect": unit.number("indirect_production_rub"),
        "supply": unit.number("supply_rub"),
    }
    first = work.apply(formulas.CONTRIBUTION_1, name, revenue=revenue, variable=variable)
    second = work.apply(formulas.CONTRIBUTION_2, name, first=first, special=special)
    costs = work.apply(formulas.COSTS, name, variable=variable, special=special, **standing)
    result = work.apply(formulas.RESULT, name, second=second, **standing)
    return {
        "revenue_rub": revenue,
        "variable_rub": variable,
        "contribution_1_rub": first,
        "contribution_2_rub": second,
        "costs_rub": costs,
        "result_rub": result,
        "profitability_pct": _profitability(name, result, costs, work),
    }


def _profitability(name: str, result: Value, costs: Value, work: Calculation) -> Value | None:
    """Result over costs; undefined where nothing is spent."""
    return work.apply(formulas.PROFITABILITY, name, result=result, costs=costs) if costs.number else None


def _company_measures(
    units: Sequence[_Budget], company_fixed: Value, work: Calculation
) -> dict[str, Value | None]:
    """Sums over the units; costs and result also bear the fixed costs of the company."""
    work.section("Сводный бюджет предприятия")
    use = work.use(formulas.SUM_OF_UNITS)
    sums = {
        key: use.line(_title(key), part=[unit.money(key) for unit in units])
        for key in ("revenue_rub", "variable_rub", "contribution_1_rub", "contribution_2_rub")
    }
    costs = work.apply(
        formulas.COMPANY_COSTS, costs=[unit.money("costs_rub") for unit in units], company_fixed=company_fixed
    )
    result = work.apply(
        formulas.COMPANY_RESULT,
        result=[unit.money("result_rub") for unit in units],
        company_fixed=company_fixed,
    )
    return {
        **sums,
        "costs_rub": costs,
        "result_rub": result,
        "profitability_pct": _profitability(_COMPANY, result, costs, work),
    }


def _budget(
    name: str, measures: Mapping[str, Value | None], targets: Record | None, work: Calculation
) -> _Budget:
    """The budget beside its targets; a measure that is not defined misses its target."""
    use = work.use(formulas.DEVIATION)
    deviations: dict[str, Value | None] = {}
    met = True
    for key, (_, unit) in _MEASURES.items():
        target = targets.maybe(key) if targets is not None else None
        if target is None:
            continue
        actual = measures[key]
        if actual is None:
            deviations[key], met = None, False
            continue
        found = use.line_in(f"{name}, {_title(key)}", unit, actual=actual, target=target)
        deviations[key] = found
        met = met and found.number >= -_NOISE * max(1.0, abs(target.number))
    return _Budget(name, measures, deviations, met)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Budgets of the units, of the company, deviations from targets (catalogue 95.5)."""
    units = []
    for row in given.rows("units"):
        measures = _unit_measures(row, work)
        units.append(_budget(row.text("name"), measures, row.maybe_group("targets"), work))
    measures = _company_measures(units, given.number("company_fixed_rub"), work)
    company = _budget(_COMPANY, measures, given.maybe_group("company_targets"), work)
    replan = [unit.name for unit in units if not unit.goals_met]
    _warn(given, work)
    if work.recording:
        _explain(units, company, replan, work)
    return {
        "units": [{"name": unit.name, **unit.results} for unit in units],
        "company": company.results,
        "replan_units": replan,
    }


def _warn(given: Record, work: Calculation) -> None:
    targets = [(_COMPANY, given.maybe_group("company_targets"))]
    targets += [(row.text("name"), row.maybe_group("targets")) for row in given.rows("units")]
    for name, found in targets:
        for key in _COSTS:
            if found is not None and found.has(key):
                work.warn(
                    "target_of_costs",
                    f"«{name}»: цель «{_title(key)}» читается, как и все, «не ниже»; предел "
                    "затрат так задать нельзя.",
                )
    for row in given.rows("units"):
        losing = [
            item.text("name")
            for item in row.rows("products")
            if item.number("price_rub").number
            < sum(item.number(key).number for key in ("purchase_rub", "direct_rub", "sales_variable_rub"))
        ]
        if losing:
            listed = ", ".join(f"«{name}»" for name in losing)
            work.warn(
                "price_below_variable",
                f"«{row.text('name')}»: цена ниже переменных расходов: {listed}. Каждая единица уменьшает "
                "сумму покрытия.",
            )


def _explain(units: Sequence[_Budget], company: _Budget, replan: Sequence[str], work: Calculation) -> None:
    names = [unit.name for unit in units]
    series = tuple(
        xy_series(_MEASURES[key][0], names, (unit.money(key).number for unit in units))
        for key in ("contribution_1_rub", "contribution_2_rub", "result_rub")
    )
    work.draw(Figure("bar", "Суммы покрытия и результат", "Подразделение", "Руб.", series))
    work.conclude(f"Результат предприятия {number_text(company.money('result_rub').number)} руб.")
    if replan:
        work.conclude(f"Цели не достигнуты, нужна перепланировка: {', '.join(replan)}.")
    elif company.goals_met:
        work.conclude("Все заданные цели достигнуты.")
    else:
        work.conclude("Цели подразделений достигнуты, цели предприятия — нет.")


METHOD = Method(
    id="costing.internal_budget",
    title="Бюджеты подразделений и суммы покрытия",
    purpose="Какой результат дают бюджеты подразделений и предприятия и кому нужна перепланировка.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
