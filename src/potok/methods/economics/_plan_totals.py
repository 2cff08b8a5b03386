"""All measures of a plan together: output, savings, unit cost, workers, profit (catalogue 65.1)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.economics import _measure_formulas as formulas
from potok.methods.economics import _plan_formulas as totals
from potok.methods.economics._measures import Measure, Plan, payback_of
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.value import Value

#: Label of the lines that all measures share with each of them.
_ALL = "все мероприятия"


def plan_totals(
    given: Record, measures: Sequence[Measure], plan: Plan, work: Calculation
) -> dict[str, Outcome]:
    """Results of the whole plan by key."""
    base, rows = given.group("base"), given.rows("measures")
    months = [found.months for found in measures]
    output = base.number("annual_output")
    changes = [row.number("output_change") for row in rows]
    increase = work.use(totals.INCREASE).line_in("", plan.output_unit, change=changes, months=months)
    percent = work.apply(totals.INCREASE_PERCENT, increase=increase, year_output=output)
    plan_output = work.use(totals.YEAR_PLAN_OUTPUT).line_in(
        "", plan.output_unit, year_output=output, increase=increase
    )
    annual = work.apply(totals.TOTAL_ANNUAL, each_annual=[found.annual for found in measures])
    saving = work.apply(totals.TOTAL_PLAN, each_plan=[found.plan for found in measures])
    capex = work.apply(totals.TOTAL_CAPEX, each_capex=[row.number("capex_rub") for row in rows])
    reduction = work.apply(totals.PLAN_REDUCTION, plan=saving, plan_year_output=plan_output)
    return {
        "plan_output_increase": increase,
        "plan_output_increase_pct": percent,
        "plan_output": plan_output,
        "annual_saving_rub": annual,
        "plan_saving_rub": saving,
        "capex_rub": capex,
        "economic_effect_rub": work.apply(
            formulas.EFFECT, _ALL, annual=annual, en=plan.normative, capex=capex
        ),
        "payback_years": payback_of(capex, annual, _ALL, work),
        **_unit_cost(measures, plan, annual, reduction, work),
        **_workers(base, rows, months, plan, plan_output, work),
        **_profit(base, plan_output, reduction, work),
    }


def _unit_cost(
    measures: Sequence[Measure], plan: Plan, annual: Value, reduction: Value, work: Calculation
) -> dict[str, Outcome]:
    """Unit cost after all measures and its reductions; relative to the old cost only if it is known."""
    full = work.apply(totals.FULL_REDUCTION, annual=annual, output_after=plan.output_after)
    after = full_percent = plan_percent = None
    if plan.unit_cost is not None:
        after = work.apply(
            totals.COST_AFTER_ALL,
            unit_cost=plan.unit_cost,
            cost_change=[found.cost_change for found in measures],
        )
        full_percent = work.apply(
            totals.FULL_REDUCTION_PERCENT, full_reduction=full, unit_cost=plan.unit_cost
        )
        plan_percent = work.apply(
            totals.PLAN_REDUCTION_PERCENT, plan_reduction=reduction, unit_cost=plan.unit_cost
        )
    return {
        "unit_cost_after_all_rub": after,
        "unit_cost_reduction_full_year_rub": full,
        "unit_cost_reduction_full_year_pct": full_percent,
        "unit_cost_reduction_plan_rub": reduction,
        "unit_cost_reduction_plan_pct": plan_percent,
    }


def _workers(
    base: Record,
    rows: Sequence[Record],
    months: Sequence[Value],
    plan: Plan,
    plan_output: Value,
    work: Calculation,
) -> dict[str, Outcome]:
    """Average number of workers and productivity, if the number of workers is known."""
    workers, output = base.maybe("workers_people"), base.number("annual_output")
    keys = (
        "avg_workers_people",
        "workers_change_people",
        "workers_change_pct",
        "productivity_growth_plan_pct",
        "productivity_growth_full_year_pct",
    )
    if workers is None:
        return dict.fromkeys(keys)
    released = [row.number("released_people") for row in rows]
    average = work.apply(totals.AVERAGE_WORKERS, workers=workers, released=released, months=months)
    change = work.apply(totals.WORKERS_CHANGE, average=average, workers=workers)
    found = (
        average,
        change,
        work.apply(totals.WORKERS_CHANGE_PERCENT, workers_change=change, workers=workers),
        work.apply(
            totals.PRODUCTIVITY_PLAN,
            plan_year_output=plan_output,
            year_output=output,
            average=average,
            workers=workers,
        ),
        work.apply(
            totals.PRODUCTIVITY_FULL,
            output_after=plan.output_after,
            base_output=output,
            workers=workers,
            released=released,
        ),
    )
    return dict(zip(keys, found, strict=True))


def _profit(base: Record, plan_output: Value, reduction: Value, work: Calculation) -> dict[str, Outcome]:
    """Profit before and with the measures, if price and unit cost are known."""
    price, unit_cost = base.maybe("price_rub"), base.maybe("unit_cost_rub")
    keys = ("profit_before_rub", "profit_after_rub", "profit_change_rub", "profit_change_pct")
    if price is None or unit_cost is None:
        return dict.fromkeys(keys)
    before = work.apply(
        totals.PROFIT_BEFORE, year_output=base.number("annual_output"), price=price, unit_cost=unit_cost
    )
    after = work.apply(
        totals.PROFIT_AFTER,
        plan_year_output=plan_output,
        price=price,
        unit_cost=unit_cost,
        plan_reduction=reduction,
    )
    change = work.apply(totals.PROFIT_CHANGE, profit_after=after, profit_before=before)
    percent = None
    if before.number:
        percent = work.apply(totals.PROFIT_CHANGE_PERCENT, profit_change=change, profit_before=before)
    return dict(zip(keys, (before, after, change, percent), strict=True))
