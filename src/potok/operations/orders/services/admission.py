"""Which orders a command may touch: guards that name themselves when they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from potok.errors import PotokError
from potok.operations.catalog.situation import Situation
from potok.operations.orders.errors import (
    NoActiveRecipeError,
    OrderReturnedError,
    TransitionForbiddenError,
)
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.locking import check_version

#: What to do instead, by status (order-workflow 4: everything else is forbidden).
_HINTS = {
    "new": "Сначала подтвердите заказ.",
    "waiting_shortage": "Заказ ждёт сырья: проверьте обеспечение или отмените заказ.",
    "in_production": "Заказ уже в производстве.",
    "done": "Заказ выполнен: исправление идёт через сторно технологической карты.",
    "cancelled": "Отменённый заказ не возвращается: скопируйте его в новый.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An order that a mass command left out, and why."""

    order_no: str
    code: str
    message: str


def forbid_status(order: ProductionOrder, *, allowed: Iterable[str], verb: str) -> None:
    """Refuse a command that the status of the order does not permit.

    Args:
        allowed: Permitted statuses.
        verb: What is to be done, as an infinitive («подтвердить»).

    Raises:
        TransitionForbiddenError: The status is another one.
    """
    if order.status not in set(allowed):
        raise TransitionForbiddenError(
            order_no=order.order_no,
            status=order.get_status_display(),
            verb=verb,
            hint=_HINTS[order.status],
        )


def may_be_confirmed(order: ProductionOrder, situation: Situation) -> None:
    """Guards of T2, T3 and T4 that need no stock.

    Raises:
        TransitionForbiddenError: The order is neither new nor waiting.
        OrderReturnedError: It waits for the client department.
        NoActiveRecipeError: Its product has no active recipe.
    """
    forbid_status(order, allowed=("new", "waiting_shortage"), verb="подтвердить")
    if order.status == "new" and order.returned_reason:
        raise OrderReturnedError(order_no=order.order_no, reason=order.returned_reason)
    product = situation.master.item_codes[order.product_id]
    if order.status == "new" and product not in situation.master.recipe_ids:
        raise NoActiveRecipeError(order_no=order.order_no, product=product)


def admit(
    orders: Iterable[ProductionOrder],
    guard: Callable[[ProductionOrder], None],
    *,
    versions: Mapping[str, int] | None = None,
) -> tuple[list[ProductionOrder], tuple[Refusal, ...]]:
    """Divide orders into those the guard lets pass and refusals; raises when none passes.

    Args:
        versions: Expected version by number; an order that is not named is not checked.
    """
    admitted: list[ProductionOrder] = []
    errors: list[tuple[str, PotokError]] = []
    for order in orders:
        try:
            check_version(order, (versions or {}).get(order.order_no))
            guard(order)
        except PotokError as error:
            errors.append((order.order_no, error))
        else:
            admitted.append(order)
    if errors and not admitted:
        raise errors[0][1]
    return admitted, tuple(Refusal(order_no, error.code, error.message) for order_no, error in errors)
