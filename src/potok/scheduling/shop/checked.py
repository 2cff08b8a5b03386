"""A shop planned and its plan shown to the independent checker: the door for files."""

from __future__ import annotations

from potok.errors import PotokError
from potok.scheduling.bench import Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import FullShop, ShopPlan
from potok.scheduling.verify.full_shop import check_full_shop


class WrongShopPlanError(PotokError):
    """A plan of a shop breaks rules; data: `count`, `first`."""

    code = "wrong_shop_plan"
    template = "План не записан, нарушений: {count}. {first} Это ошибка программы: сообщите о ней."
    http_status = 500


def plan_checked(shop: FullShop, watch: Watch) -> ShopPlan:
    """A plan of a shop that breaks no rule.

    Raises:
        InvalidDataError: The shop cannot be planned as given; all faults are listed.
        WrongShopPlanError: With the number of broken rules and the first of them.
    """
    plan = plan_shop(shop, watch)
    found = check_full_shop(shop, plan)
    if found:
        raise WrongShopPlanError(count=len(found), first=found[0].message)
    return plan
