"""Effect of research over its life cycle, discounted to the base year (004 §2.7, 59; catalogue 65.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.economics import _lifecycle_formulas as formulas
from potok.methods.economics._lifecycle_years import Cycle, year_columns
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Group, Inputs, Number, NumberList, Rows
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_THOUSAND = 1000


def _production_has_a_norm(year: Record) -> Iterable[Fault]:
    norm = year.maybe("consumption_norm_t_per_t")
    if not year.number("output_t").number or (norm is not None and norm.number > 0):
        return
    expected = "число больше 0 в годы с выпуском новой продукции"
    shown, code = (None, "missing") if norm is None else (number_text(norm.number), "out_of_range")
    yield Fault("consumption_norm_t_per_t", expected, shown, code=code)


INPUTS = Inputs(
    fields=(
        Number("discount_share", "Норма дисконта", "share", at_least=0),
        Number("base_year", "Расчётный год", whole=True),
        Rows(
            "years",
            "Годы жизненного цикла",
            (
                Number("year", "Год", whole=True),
                Number("rd_rub", "Затраты на НИР", "rub", at_least=0, default=0),
                Number("capital_rub", "Капитальные вложения", "rub", at_least=0, default=0),
                Number("salvage_rub", "Ликвидационная стоимость", "rub", at_least=0, default=0),
                Number("output_t", "Выпуск новой продукции", "t", at_least=0, default=0),
                Number("unit_cost_rub_per_t", "Себестоимость", "rub/t", at_least=0, default=0),
                Number(
                    "depreciation_in_cost_share",
                    "Доля амортизации в себестоимости",
                    "share",
                    at_least=0,
                    at_most=1,
                    default=0,
                ),
                Number("consumer_opex_rub_per_t", "Издержки потребителя", "rub/t", at_least=0, default=0),
                Number(
                    "consumer_depreciation_rub_per_t",
                    "Амортизация в издержках потребителя",
                    "rub/t",
                    at_least=0,
                    default=0,
                ),
                Number(
                    "consumer_capital_rub_per_t",
                    "Капитальные вложения потребителя",
                    "rub/t",
                    at_least=0,
                    default=0,
                ),
                Number(
                    "consumption_norm_t_per_t",
                    "Расход на 1 т конечной продукции",
                    "t/t",
                    at_least=0,
                    optional=True,
                ),
                Number("final_price_rub_per_t", "Цена конечной продукции", "rub/t", at_least=0, default=0),
            ),
            unique="year",
            checks=(_production_has_a_norm,),
        ),
        Group(
            "stable",
            "Стабильное производство",
            (
                Number("output_t", "Стабильный выпуск", "t", above=0),
                Number("consumption_norm_t_per_t", "Расход на 1 т конечной продукции", "t/t", above=0),
                Number("final_price_rub_per_t", "Цена конечной продукции", "rub/t", at_least=0),
                Number("opex_rub_per_t", "Текущие издержки без реновации", "rub/t", at_least=0),
                NumberList("horizons_years", "Сроки, лет", Number("years", "Срок, лет", above=0)),
            ),
            optional=True,
        ),
    ),
)


def _totals(cycle: Cycle, work: Calculation) -> dict[str, Value]:
    """Totals of the life cycle by key."""
    columns, alphas = cycle.columns, cycle.columns["alpha"]
    result = work.apply(formulas.TOTAL_RESULT, discounted_result=columns["discounted_result_rub"])
    production = work.apply(
        formulas.TOTAL_PRODUCTION, production=columns["production_cost_rub"], alpha=alphas
    )
    use = work.apply(formulas.TOTAL_USE, use=columns["use_cost_rub"], alpha=alphas)
    cost = work.apply(formulas.TOTAL_COST, total_production=production, total_use=use)
    return {
        "discounted_result_rub": result,
        "discounted_production_cost_rub": production,
        "discounted_use_cost_rub": use,
        "discounted_cost_rub": cost,
        "effect_rub": work.apply(formulas.TOTAL_EFFECT, total_result=result, total_cost=cost),
        "discounted_capital_rub": work.apply(
            formulas.TOTAL_CAPITAL,
            research=[year.number("rd_rub") for year in cycle.years],
            capital=[year.number("capital_rub") for year in cycle.years],
            alpha=alphas,
        ),
    }


def _stable(stable: Record, discount: Value, capital: Value, work: Calculation) -> dict[str, Outcome]:
    """Effect of stable production over every horizon."""
    annual = work.apply(
        formulas.STABLE_RESULT,
        stable_output=stable.number("output_t"),
        norm=stable.number("consumption_norm_t_per_t"),
        price=stable.number("final_price_rub_per_t"),
    )
    opex = work.apply(
        formulas.STABLE_OPEX,
        stable_output=stable.number("output_t"),
        unit_opex=stable.number("opex_rub_per_t"),
    )
    horizons = stable.numbers("horizons_years")
    labels = [f"T = {number_text(horizon.number)}" for horizon in horizons]
    renovation = work.each(
        formulas.RENOVATION, [{"discount": discount, "horizon": horizon} for horizon in horizons], labels
    )
    recovery = work.each(
        formulas.RECOVERY, [{"renovation": share, "discount": discount} for share in renovation], labels
    )
    costs = work.each(
        formulas.ANNUAL_COST,
        [{"annual_opex": opex, "recovery": share, "whole_capital": capital} for share in recovery],
        labels,
    )
    differences = work.each(
        formulas.DIFFERENCE, [{"annual_result": annual, "annual_cost": cost} for cost in costs], labels
    )
    pairs = zip(differences, recovery, strict=True)
    effects = work.each(
        formulas.STABLE_EFFECT, [{"difference": gain, "recovery": share} for gain, share in pairs], labels
    )
    growth = _growth(effects, labels, work)
    if work.recording:
        series = xy_series("Эффект", labels, (effect.number / _THOUSAND for effect in effects))
        title = "Эффект стабильного производства по срокам"
        work.draw(Figure("bar", title, "Срок T, лет", "Эффект, тыс. руб.", (series,)))
    return {
        "annual_result_rub": annual,
        "annual_opex_rub": opex,
        "capital_rub": capital,
        "horizons": [
            {
                "years": horizon,
                "renovation_coef": renovation[place],
                "coef_sum": recovery[place],
                "annual_cost_rub": costs[place],
                "annual_difference_rub": differences[place],
                "effect_rub": effects[place],
                "growth_index": growth[place],
            }
            for place, horizon in enumerate(horizons)
        ],
    }


def _growth(effects: Sequence[Value], labels: Sequence[str], work: Calculation) -> list[Value | None]:
    """Index to the horizon before; undefined for the first and after an effect of nothing."""
    use = work.use(formulas.GROWTH)
    found: list[Value | None] = [None]
    for place in range(1, len(effects)):
        before = effects[place - 1]
        found.append(
            use.line(labels[place], stable_effect=effects[place], previous=before) if before.number else None
        )
    return found


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Discounted results and costs of the life cycle, and stable production (catalogue 65.2)."""
    work.section("Годы жизненного цикла")
    cycle = year_columns(given, work)
    work.section("Эффект за жизненный цикл")
    totals = _totals(cycle, work)
    _warn(given, work)
    if work.recording:
        _explain(cycle, totals, work)
    result: dict[str, Outcome] = {
        "years": [
            {"year": year.number("year"), **{key: column[place] for key, column in cycle.columns.items()}}
            for place, year in enumerate(cycle.years)
        ],
        **totals,
    }
    stable = given.maybe_group("stable")
    if stable is not None:
        work.section("Стабильное производство")
        result["stable"] = _stable(
            stable, given.number("discount_share"), totals["discounted_capital_rub"], work
        )
    return result


def _warn(given: Record, work: Calculation) -> None:
    years, discount = given.rows("years"), given.number("discount_share").number
    if discount > 1:
        work.warn(
            "discount_above_one",
            f"Норма дисконта {number_text(discount)} больше 1: это доля, 10 % задаётся как 0,1.",
        )
    producing = [year.number("year").number for year in years if year.number("output_t").number]
    if not producing:
        work.warn("no_production", "Ни в одном году нет выпуска: результатов нет, эффект состоит из затрат.")
    elif min(producing) != given.number("base_year").number + 1:
        work.warn(
            "unusual_base_year",
            f"Расчётный год {given.number('base_year').number:.0f}, а производство начинается в "
            f"{min(producing):.0f}: расчётным обычно берут последний год до начала производства.",
        )
    for year in years:
        opex, worn = year.number("consumer_opex_rub_per_t"), year.number("consumer_depreciation_rub_per_t")
        if worn.number > opex.number:
            work.warn(
                "depreciation_above_costs",
                f"{year.number('year').number:.0f} г.: амортизация у потребителя больше самих издержек.",
            )


def _explain(cycle: Cycle, totals: dict[str, Value], work: Calculation) -> None:
    """Flows of the years as columns, the running effect as a line; when it pays back."""
    columns = cycle.columns
    order = cycle.calendar
    labels = [cycle.labels[place] for place in order]

    def krub(key: str, sign: int = 1) -> list[float]:
        return [sign * columns[key][place].number / _THOUSAND for place in order]

    series = (
        xy_series("Результаты", labels, krub("discounted_result_rub"), "bar"),
        xy_series("Затраты", labels, krub("discounted_cost_rub", -1), "bar"),
        xy_series("Эффект нарастающим итогом", labels, krub("cumulative_effect_rub"), "line"),
    )
    title = "Приведённые потоки жизненного цикла"
    work.draw(Figure("mixed", title, "Год", "Тыс. руб., приведённые", series))
    effect = totals["effect_rub"].number
    running = [columns["cumulative_effect_rub"][place].number for place in order]
    unpaid = [place for place, so_far in enumerate(running) if so_far < 0]
    if effect < 0:
        work.conclude(f"Затраты не окупаются: интегральный эффект {number_text(effect)} руб.")
    elif unpaid:
        paid = labels[unpaid[-1] + 1]
        work.conclude(f"Интегральный эффект {number_text(effect)} руб.; затраты окупаются в {paid} г.")
    else:
        work.conclude(f"Интегральный эффект {number_text(effect)} руб.; затраты покрыты с первого года.")


METHOD = Method(
    id="economics.lifecycle_effect",
    title="Эффект НИР за жизненный цикл",
    purpose="Окупают ли результаты новой продукции затраты на неё с учётом времени.",
    source=Source("004", "§2.7", "59"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
