"""Variance analysis of unit cost (004 §2.9, 83–94; catalogue 80)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from potok.methods.costing import _variance_formulas as formulas
from potok.methods.costing import _variance_steps as steps
from potok.methods.costing._variance_steps import Article, Overheads, ShareOfCost, Wages
from potok.methods.method import Method
from potok.methods.resource_groups import group_title
from potok.notes.calculation import Calculation
from potok.notes.figures import waterfall
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Field, Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name
from potok.notes.value import Value

#: A wage per unit that departs more than this from average wage, workers and output contradicts them.
_WAGE_TOLERANCE = 0.01
_LEVELS = {"shop": "цеховые", "plant": "общезаводские", "commercial": "внепроизводственные"}


def _something_costs(given: Record) -> Iterable[Fault]:
    if not any(given.rows(key) for key in ("materials", "wage_items", "overhead_items")):
        yield Fault("materials", "хотя бы один ресурс или строка расходов", code="too_few_items")


def _sums(key: str, title: str, *more: Text) -> Rows:
    fields: tuple[Field, ...] = (
        Text("name", "Статья"),
        *more,
        Number("base_rub", "План на единицу", "rub", at_least=0),
        Number("actual_rub", "Факт на единицу", "rub", at_least=0),
    )
    return Rows(key, title, fields, at_least_items=0)


INPUTS = Inputs(
    fields=(
        Text("output_unit", "Единица выпуска"),
        Number("output_base", "Годовой выпуск, план", "unit", above=0),
        Number("output_actual", "Годовой выпуск, факт", "unit", above=0),
        Number("workers_base_people", "Основные рабочие, план", "people", above=0, optional=True),
        Number("workers_actual_people", "Основные рабочие, факт", "people", above=0, optional=True),
        Number("avg_wage_base_rub", "Средняя годовая зарплата, план", "rub", above=0, optional=True),
        Number("avg_wage_actual_rub", "Средняя годовая зарплата, факт", "rub", above=0, optional=True),
        Rows(
            "materials",
            "Ресурсы",
            (
                Text("group", "Группа"),
                Text("name", "Ресурс"),
                Text("unit", "Единица"),
                Number("norm_base", "Норма, план", at_least=0),
                Number("price_base_rub", "Цена, план", "rub", at_least=0),
                Number("norm_actual", "Норма, факт", at_least=0),
                Number("price_actual_rub", "Цена, факт", "rub", at_least=0),
                Flag("returnable_waste", "Реализуемые отходы, вычитаются", optional=True),
            ),
            at_least_items=0,
        ),
        _sums("wage_items", "Зарплата с отчислениями"),
        _sums("overhead_items", "Условно-постоянные расходы", Text("level", "Уровень", choices=_LEVELS)),
    ),
    checks=(_something_costs,),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Changes of the unit cost by article and their causes (catalogue 80)."""
    work.section("Ресурсы")
    resources = steps.resource_rows(given.rows("materials"), work)
    groups = steps.group_sums(resources, work)
    work.section("Заработная плата")
    wages = steps.article_of("зарплата", given.rows("wage_items"), work)
    wage_effects = steps.wage_effects(given, wages, work)
    work.section("Условно-постоянные расходы")
    overheads = steps.article_of("условно-постоянные", given.rows("overhead_items"), work)
    overhead_effects = steps.overhead_effects(given, overheads, work)
    work.section("Себестоимость")
    levels = steps.cost_levels(
        {
            fact: [*(found[f"{fact}_rub"] for found in groups.values()), whole]
            for fact, whole in (("base", wages.base), ("actual", wages.actual))
        },
        given.rows("overhead_items"),
        work,
    )
    full = levels["commercial"]
    (cost,) = steps.articles([("полная себестоимость", full["base"], full["actual"])], work)
    work.section("Статьи")
    named = _named(groups, given)
    names = [*groups, *(name for name, _, _ in named[len(groups) :])]
    listed = steps.articles(named, work)
    share = ShareOfCost(full["base"], work.use(formulas.PERCENT_OF_COST))
    _warn(given, wages, wage_effects, work)
    if work.recording:
        _explain(given, groups, wage_effects, overhead_effects, cost, work)
    return {
        "materials": [{"name": found.name, "group": found.group, **found.numbers} for found in resources],
        "groups": _groups(groups, listed, share),
        "wages": _wages(wages, wage_effects, share),
        "overheads": _overheads(overheads, overhead_effects, share),
        "articles": [
            {
                "name": name,
                "base_rub": article.base,
                "actual_rub": article.actual,
                "change_rub": article.change,
                "change_pct": article.percent,
                "change_pct_of_cost": share.of(article.name, article.change),
            }
            for name, article in zip(names, listed, strict=True)
        ],
        "shop_cost_base_rub": levels["shop"]["base"],
        "shop_cost_actual_rub": levels["shop"]["actual"],
        "production_cost_base_rub": levels["plant"]["base"],
        "production_cost_actual_rub": levels["plant"]["actual"],
        "cost_base_rub": full["base"],
        "cost_actual_rub": full["actual"],
        "change_rub": cost.change,
        "change_pct": cost.percent,
    }


_Groups = Mapping[str, Mapping[str, Value]]


def _named(groups: _Groups, given: Record) -> list[tuple[str, Value, Value]]:
    """All articles with their sums: groups of resources, rows of wages, rows of overheads."""
    rows = (*given.rows("wage_items"), *given.rows("overhead_items"))
    return [
        *((group_title(group), found["base_rub"], found["actual_rub"]) for group, found in groups.items()),
        *((row.text("name"), row.number("base_rub"), row.number("actual_rub")) for row in rows),
    ]


def _groups(groups: _Groups, listed: Sequence[Article], share: ShareOfCost) -> dict[str, Outcome]:
    """Sums and shares of the groups; their articles stand first in the list."""
    return {
        group: {
            **found,
            "change_pct": article.percent,
            "change_pct_of_cost": share.of(f"{article.name}, изменение", found["change_rub"]),
            "norm_effect_pct_of_cost": share.of(f"{article.name}, влияние норм", found["norm_effect_rub"]),
            "price_effect_pct_of_cost": share.of(f"{article.name}, влияние цен", found["price_effect_rub"]),
        }
        for (group, found), article in zip(groups.items(), listed[: len(groups)], strict=True)
    }


def _whole(article: Article) -> dict[str, Outcome]:
    return {
        "base_rub": article.base,
        "actual_rub": article.actual,
        "change_rub": article.change,
        "change_pct": article.percent,
    }


def _wages(wages: Article, found: Wages, share: ShareOfCost) -> dict[str, Outcome]:
    return {
        **_whole(wages),
        "avg_wage_base_rub": found.average[0],
        "avg_wage_actual_rub": found.average[1],
        "output_per_worker_base": found.productivity[0],
        "output_per_worker_actual": found.productivity[1],
        "wage_rate_effect_rub": found.rate_effect,
        "productivity_effect_rub": found.productivity_effect,
        "wage_rate_effect_pct_of_cost": share.of("влияние средней зарплаты", found.rate_effect),
        "productivity_effect_pct_of_cost": share.of("влияние производительности", found.productivity_effect),
    }


def _overheads(overheads: Article, found: Overheads, share: ShareOfCost) -> dict[str, Outcome]:
    return {
        **_whole(overheads),
        "volume_effect_rub": found.volume_effect,
        "budget_effect_rub": found.budget_effect,
        "volume_effect_pct_of_cost": share.of("влияние объёма", found.volume_effect),
        "budget_effect_pct_of_cost": share.of("влияние сметы", found.budget_effect),
        "annual_base_rub": found.annual[0],
        "annual_actual_rub": found.annual[1],
    }


def _warn(given: Record, wages: Article, found: Wages, work: Calculation) -> None:
    if given.rows("wage_items") and found.rate_effect is None:
        work.warn(
            "no_average_wage",
            "Средняя зарплата не задана и по численности не выводится: влияния средней зарплаты и "
            "производительности не определены.",
        )
    averages = [given.has(key) for key in ("avg_wage_base_rub", "avg_wage_actual_rub")]
    if any(averages) and not all(averages) and found.rate_effect is not None:
        work.warn(
            "mixed_average_wage",
            "Одна средняя зарплата задана, другая выведена из зарплаты на единицу: проверьте, что обе с "
            "отчислениями или обе без них.",
        )
    if all(averages):
        _warn_of_contradiction(wages, found, work)


def _warn_of_contradiction(wages: Article, found: Wages, work: Calculation) -> None:
    """Given average wages must change as wage per unit, output and workers say."""
    (before, after), (old, new) = found.average, found.productivity
    if before is None or after is None or old is None or new is None or not wages.base.number:
        return
    told = after.number / before.number
    implied = wages.actual.number * new.number / (wages.base.number * old.number)
    if abs(implied / told - 1) > _WAGE_TOLERANCE:
        work.warn(
            "contradictory_wages",
            f"Индекс заданной средней зарплаты {number_text(told)}, а по зарплате на единицу и выработке "
            f"он {number_text(implied)}: данные не согласованы между собой.",
        )


def _explain(
    given: Record, groups: _Groups, wages: Wages, overheads: Overheads, cost: Article, work: Calculation
) -> None:
    """The causes of the change of the cost as a waterfall; the strongest in words."""
    causes: list[tuple[str, Value]] = []
    for group, found in groups.items():
        causes.append((f"Нормы: {group_title(group)}", found["norm_effect_rub"]))
        causes.append((f"Цены: {group_title(group)}", found["price_effect_rub"]))
    if wages.rate_effect is not None and wages.productivity_effect is not None:
        causes.append(("Средняя зарплата", wages.rate_effect))
        causes.append(("Производительность", wages.productivity_effect))
    elif given.rows("wage_items"):
        causes.append(("Зарплата", wages.change))
    causes += [("Объём выпуска", overheads.volume_effect), ("Смета", overheads.budget_effect)]
    unit = unit_name(given.text("output_unit"))
    # Counted from the plan: beside the whole cost the changes would be too small to see.
    work.draw(
        waterfall(
            "Изменение себестоимости по факторам",
            f"Изменение к плану, руб./{unit}",
            ("План", 0.0),
            ((name, value.number) for name, value in causes),
            ("Факт к плану", cost.change.number),
        )
    )
    percent = "" if cost.percent is None else f" ({number_text(cost.percent.number)} %)"
    verb = "выросла" if cost.change.number > 0 else "снизилась"
    name, value = max(causes, key=lambda cause: abs(cause[1].number))
    if not cost.change.number:
        work.conclude("Полная себестоимость не изменилась.")
    else:
        work.conclude(
            f"Полная себестоимость {verb} на {number_text(abs(cost.change.number))} руб.{percent}; сильнее "
            f"всего повлиял фактор «{name[:1].lower()}{name[1:]}»: {number_text(value.number)} руб."
        )


METHOD = Method(
    id="costing.variance",
    title="Анализ отклонений себестоимости",
    purpose="Как нормы, цены, зарплата, производительность, объём и смета изменили себестоимость.",
    source=Source("004", "§2.9", "83–94"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
