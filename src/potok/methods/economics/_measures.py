"""One measure of the plan: its effect on unit cost, its savings and payback (catalogue 65.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.economics import _measure_formulas as formulas
from potok.methods.resource_groups import group_title
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.value import Value

#: A payback equal to the normative one is within it, whatever the binary noise.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Plan:
    """What all measures share.

    Attributes:
        output_after: Annual output after all measures, the divisor of everything per unit.
        fixed: Fixed costs per unit before the measures.
        unit_cost: Unit cost before the measures, if known.
        normative: Normative efficiency, a share per year.
        longest_payback: Normative payback in years, if set.
        output_unit: Unit of the output as the user writes it.
    """

    output_after: Value
    fixed: Value
    unit_cost: Value | None
    normative: Value
    longest_payback: Value | None
    output_unit: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: the numbers that the totals need, and its results by key."""

    title: str
    months: Value
    cost_change: Value
    annual: Value
    plan: Value
    payback: Value | None
    results: dict[str, Outcome]


def measure(row: Record, plan: Plan, work: Calculation) -> Measure:
    """All numbers of one measure; "+" of a change makes the product dearer, "+" of a saving is good."""
    title = row.text("title")
    work.section(f"Мероприятие: {title}")
    months = work.apply(formulas.MONTHS, title, start=row.number("start_month"))
    changes = _cost_changes(row, plan, work)
    cost_change = work.apply(
        formulas.COST_CHANGE,
        title,
        fixed_change=changes["fixed_cost_change_rub"],
        resource_change=changes["resource_cost_change_rub"],
        labour_change=changes["labour_cost_change_rub"],
        capital_change=changes["capital_charge_change_rub"],
    )
    annual = work.apply(
        formulas.ANNUAL_SAVING, title, cost_change=cost_change, output_after=plan.output_after
    )
    plan_output = work.use(formulas.PLAN_OUTPUT).line_in(
        title, plan.output_unit, output_after=plan.output_after, months=months
    )
    saving = work.apply(formulas.PLAN_SAVING, title, cost_change=cost_change, plan_output=plan_output)
    capex = row.number("capex_rub")
    payback = payback_of(capex, annual, title, work)
    results: dict[str, Outcome] = {
        "id": row.text("id"),
        "months_active": months,
        **changes,
        "unit_cost_change_rub": cost_change,
        "unit_cost_after_rub": None
        if plan.unit_cost is None
        else work.apply(formulas.COST_AFTER, title, unit_cost=plan.unit_cost, cost_change=cost_change),
        "annual_saving_rub": annual,
        "plan_output": plan_output,
        "plan_saving_rub": saving,
        "resource_groups": _groups(row.rows("resources"), plan.output_after, plan_output, work),
        "economic_effect_rub": work.apply(
            formulas.EFFECT, title, annual=annual, en=plan.normative, capex=capex
        ),
        "payback_years": payback,
        "within_normative_payback": _within(payback, plan.longest_payback),
    }
    return Measure(title, months, cost_change, annual, saving, payback, results)


def payback_of(capex: Value, annual: Value, label: str, work: Calculation) -> Value | None:
    """Payback in years; undefined where nothing is saved."""
    return work.apply(formulas.PAYBACK, label, capex=capex, annual=annual) if annual.number > 0 else None


def _within(payback: Value | None, longest: Value | None) -> bool | None:
    if longest is None:
        return None
    return payback is not None and payback.number <= longest.number + _NOISE


def _cost_changes(row: Record, plan: Plan, work: Calculation) -> dict[str, Value]:
    """Changes of the unit cost by cause, and the annual sums behind them."""
    title, output = row.text("title"), plan.output_after
    resources = row.rows("resources")
    labour = work.apply(
        formulas.LABOUR_SAVING,
        title,
        released=row.number("released_people"),
        wage=row.number("annual_wage_rub"),
        social=row.number("social_share"),
        safety=row.number("safety_share"),
    )
    charge = work.apply(
        formulas.CAPITAL_CHARGE,
        title,
        capex=row.number("capex_rub"),
        depreciation=row.number("depreciation_share"),
        repair=row.number("repair_share"),
    )
    return {
        "fixed_cost_change_rub": work.apply(
            formulas.FIXED_CHANGE,
            title,
            fixed=plan.fixed,
            change=row.number("output_change"),
            output_after=output,
        ),
        "resource_cost_change_rub": work.apply(formulas.RESOURCE_CHANGE, title, **_norms(resources)),
        "labour_cost_change_rub": work.apply(
            formulas.LABOUR_CHANGE, title, labour_saving=labour, output_after=output
        ),
        "capital_charge_change_rub": work.apply(
            formulas.CAPITAL_CHANGE, title, charge=charge, output_after=output
        ),
        "labour_saving_rub_per_year": labour,
        "capital_charge_rub_per_year": charge,
    }


def _norms(resources: Sequence[Record]) -> dict[str, list[Value]]:
    """Norms and prices of some resources as series."""
    keys = {"before": "norm_before", "after": "norm_after", "price": "price_rub"}
    return {symbol: [row.number(key) for row in resources] for symbol, key in keys.items()}


def _groups(
    resources: Sequence[Record], output_after: Value, plan_output: Value, work: Calculation
) -> list[dict[str, Outcome]]:
    """Savings by group of resources, in the order in which the groups appear."""
    saving_use = work.use(formulas.GROUP_SAVING)
    annual_use, plan_use = work.use(formulas.GROUP_ANNUAL), work.use(formulas.GROUP_PLAN)
    found: list[dict[str, Outcome]] = []
    for group in dict.fromkeys(row.text("group") for row in resources):
        label = group_title(group)
        members = [row for row in resources if row.text("group") == group]
        saving = saving_use.line(label, **_norms(members))
        found.append(
            {
                "group": group,
                "unit_saving_rub": saving,
                "annual_saving_rub": annual_use.line(label, group_saving=saving, output_after=output_after),
                "plan_saving_rub": plan_use.line(label, group_saving=saving, plan_output=plan_output),
            }
        )
    return found
