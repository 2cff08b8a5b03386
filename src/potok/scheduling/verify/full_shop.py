"""The checker of shops with all plant rules; it shares no code with the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from potok.scheduling.shop.problem import FullShop, ShopPlan
from potok.scheduling.verify.full_case import FullCase, true_measures
from potok.scheduling.verify.full_flow import FULL_FLOW_RULES
from potok.scheduling.verify.full_rows import FULL_ROW_RULES
from potok.scheduling.verify.report import RuleCount, Violation
from potok.scheduling.verify.rule import Rule, apply_rules

#: All rules, in the order of the report.
FULL_RULES: tuple[Rule[FullCase, Any], ...] = (*FULL_ROW_RULES, *FULL_FLOW_RULES)


def report_of(shop: FullShop, plan: ShopPlan) -> tuple[tuple[RuleCount, ...], tuple[Violation, ...]]:
    """How often each rule was applied, and all faults; measures that are not claimed are not missed."""
    whole = FullCase(shop, plan)
    measures = {**true_measures(whole), **plan.measures}
    whole = FullCase(shop, replace(plan, measures=measures))
    return apply_rules(whole, FULL_RULES)


def check_full_shop(shop: FullShop, plan: ShopPlan) -> tuple[Violation, ...]:
    """All faults of a plan of a shop, its claimed measures included."""
    return apply_rules(FullCase(shop, plan), FULL_RULES)[1]
