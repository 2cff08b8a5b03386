"""Another version of the recipe for a confirmed order, before it is launched (order-workflow 11)."""

from __future__ import annotations

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import RecipeIsCurrentError
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import forbid_launched, required
from potok.operations.orders.services.components import drop_other_components
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.lost_cover import LossResult
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.people.acting import Actor, command


def switch_recipe(
    actor: Actor, *, order_no: str, reason: str, expected_version: int | None = None
) -> LossResult:
    """Give an order the recipe in force now and check it against stock anew (T4, T5 may follow).

    Raises:
        RecipeIsCurrentError: It has that recipe already, or the product has none.
        OrderLaunchedError: The order was launched: its recipe is locked.
        TransitionForbiddenError: The order is not confirmed, or it is closed.
        OrderConflictError: Somebody changed the order meanwhile.
    """
    why = required(reason, "почему меняется рецептура")
    with command(actor, "switch_recipe", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("waiting_shortage", "in_production"), verb="сменить рецептуру")
        forbid_launched(order, verb="сменить рецептуру", hint="Рецептура запущенного заказа закреплена.")
        product = situation.master.item_codes[order.product_id]
        fresh = situation.master.recipe_ids.get(product)
        if fresh is None or fresh == order.recipe_id:
            raise RecipeIsCurrentError(order_no=order_no)
        before = set(order.components.values_list("item_id", flat=True))
        order.recipe_id = fresh
        order.save(update_fields=["recipe"])
        witness = Witness(actor, "switch_recipe", situation.now)
        record([witness.event(order.pk, "recipe_switched", text=why)])
        settled = settle(witness, [order], situation, reason=Reason(text=why))
        drop_other_components(settled.decision.needs, situation)
        refresh = refresh_after_settling(situation, settled, freed=before)
    kept = tuple(number for number in settled.before if number not in settled.lost)
    return LossResult(kept, settled.lost, refresh.coverable)
