"""Years of a life cycle: factors, results and costs of each (catalogue 65.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.economics import _lifecycle_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.value import Value


@dataclass(frozen=True, slots=True)
class Cycle:
    """The years and their results by key, in the order of the input."""

    years: tuple[Record, ...]
    columns: dict[str, list[Value]]

    @property
    def labels(self) -> list[str]:
        """The years as texts."""
        return [f"{year.number('year').number:.0f}" for year in self.years]

    @property
    def calendar(self) -> list[int]:
        """Places of the years in the order of the calendar."""
        return sorted(range(len(self.years)), key=lambda place: self.years[place].number("year").number)


def year_columns(given: Record, work: Calculation) -> Cycle:
    """Factors, results and costs of every year."""
    years = given.rows("years")
    cycle = Cycle(years, {})
    labels = [f"{label} г." for label in cycle.labels]
    discount, base = given.number("discount_share"), given.number("base_year")
    alphas = work.each(
        formulas.ALPHA,
        [{"discount": discount, "base": base, "year": year.number("year")} for year in years],
        labels,
    )
    results = work.each(formulas.RESULT, [_result_values(year) for year in years], labels)
    production = work.each(
        formulas.PRODUCTION,
        [
            {
                "research": year.number("rd_rub"),
                "capital": year.number("capital_rub"),
                "salvage": year.number("salvage_rub"),
                "unit_cost": year.number("unit_cost_rub_per_t"),
                "depreciation": year.number("depreciation_in_cost_share"),
                "output": year.number("output_t"),
            }
            for year in years
        ],
        labels,
    )
    use = work.each(
        formulas.USE,
        [
            {
                "opex": year.number("consumer_opex_rub_per_t"),
                "consumer_depreciation": year.number("consumer_depreciation_rub_per_t"),
                "consumer_capital": year.number("consumer_capital_rub_per_t"),
                "output": year.number("output_t"),
            }
            for year in years
        ],
        labels,
    )
    cycle.columns.update(alpha=alphas, result_rub=results, production_cost_rub=production, use_cost_rub=use)
    _discount(cycle, labels, work)
    return cycle


def _result_values(year: Record) -> dict[str, Value]:
    """Values of the results of a year; one without output may have no norm and divides by none."""
    return {
        "output": year.number("output_t"),
        "norm": year.maybe("consumption_norm_t_per_t") or Value(0, "t/t"),
        "price": year.number("final_price_rub_per_t"),
    }


def _discount(cycle: Cycle, labels: Sequence[str], work: Calculation) -> None:
    """Add discounted results, costs and effects; the running total follows the calendar."""
    columns = cycle.columns
    places = range(len(cycle.years))
    columns["discounted_result_rub"] = work.each(
        formulas.DISCOUNTED_RESULT,
        [{"result": columns["result_rub"][place], "alpha": columns["alpha"][place]} for place in places],
        labels,
    )
    columns["discounted_cost_rub"] = work.each(
        formulas.DISCOUNTED_COST,
        [
            {
                "production": columns["production_cost_rub"][place],
                "use": columns["use_cost_rub"][place],
                "alpha": columns["alpha"][place],
            }
            for place in places
        ],
        labels,
    )
    effects = work.each(
        formulas.YEAR_EFFECT,
        [
            {
                "discounted_result": columns["discounted_result_rub"][place],
                "discounted_cost": columns["discounted_cost_rub"][place],
            }
            for place in places
        ],
        labels,
    )
    columns["discounted_effect_rub"] = effects
    order = cycle.calendar
    columns["cumulative_effect_rub"] = work.each(
        formulas.CUMULATIVE,
        [
            {"year_effect": [effects[place] for place in order[: order.index(current) + 1]]}
            for current in places
        ],
        labels,
    )
