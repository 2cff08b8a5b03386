"""Confirmation: new and waiting orders take free stock in their turn or wait (order-workflow 4, 6; T2–T4).

One order or many go the same way. Locked are the orders and the lots with free stock of their components,
for as long as it takes to decide and to write; what follows for other orders is `cover`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from potok.operations.catalog.situation import situation_at_begin
from potok.operations.orders.services.admission import admit, may_be_confirmed
from potok.operations.orders.services.events import Witness
from potok.operations.orders.services.locking import lock_orders
from potok.operations.orders.services.outcomes import ConfirmationResult, outcomes_of
from potok.operations.orders.services.settlement import refresh_after_settling, settle
from potok.operations.people.acting import Actor, command


def confirm_orders(
    actor: Actor, *, order_nos: Collection[str], expected_versions: Mapping[str, int] | None = None
) -> ConfirmationResult:
    """Confirm new and waiting orders, each all or nothing, in rank whatever the sequence of numbers.

    Args:
        order_nos: Numbers of the orders.
        expected_versions: Version by number, as the caller saw it.

    Raises:
        UnknownOrderError: One of the numbers does not exist.
        PotokError: The guard of the first order, when not a single one may be confirmed.
    """
    with command(actor, "confirm_orders"):
        situation = situation_at_begin()
        guard = partial(may_be_confirmed, situation=situation)
        ready, refused = admit(lock_orders(order_nos).values(), guard, versions=expected_versions)
        settled = settle(Witness(actor, "confirm_orders", situation.now), ready, situation)
        refresh = refresh_after_settling(situation, settled)
    return ConfirmationResult(
        outcomes=outcomes_of(settled.decision, settled.before, situation, refresh.coverage),
        refused=refused,
        moved=tuple(order for order in refresh.moved if order.order_no not in settled.before),
        coverable=tuple(order_no for order_no in refresh.coverable if order_no not in settled.before),
        expiring=tuple(
            (warning.order_no, warning.item_id, warning.lot_id)
            for warning in settled.decision.confirmation.warnings
        ),
    )
