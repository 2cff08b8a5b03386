"""Work of the shops on the small plant: launch, report, card, posting."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import connection

from builders.small_books import order_of, put_lot
from potok.operations.catalog.clock import aware
from potok.operations.catalog.models import PlantSettings, Workshop
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor, actor_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import OperationRun, TechCard
from potok.operations.shopfloor.services.card_given import CardFill
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import fill_card
from potok.operations.shopfloor.services.handing_in import hand_in_card
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.posting import Posting, Wishes, post_card
from potok.operations.shopfloor.services.reporting import Output, report_output
from potok.operations.warehouse.models import StockLot


def open_shop() -> None:
    """Settings of the tests: no plan is needed, and the water of the small recipes may boil away."""
    PlantSettings.objects.update(agreement_required=False, loss_tolerance_points=50)


def person(login: str, role: Role, workshop: str | None = None) -> Actor:
    """A user with one role."""
    user = User.objects.create(username=login, first_name="Имя", last_name=login)
    place = Workshop.objects.get(code=workshop) if workshop else None
    RoleGrant.objects.create(user=user, role=role.value, workshop=place)
    return actor_of(user)


def ready_order(product: str = "PA", qty: int = 10, *, stock: bool = True) -> str:
    """An order in production with exactly its material on the shelf, beside what others hold."""
    number = order_of(product, qty)
    if stock:
        for component in OrderComponent.objects.filter(order__order_no=number).select_related("item"):
            put_lot(component.item.code, component.gross_qty)
    confirm_orders(SYSTEM, order_nos=[number])
    return number


def launched_order(product: str = "PA", qty: int = 10, *, actor: Actor = SYSTEM) -> str:
    """The same, launched."""
    number = ready_order(product, qty)
    launch_operation(actor, launch=NewLaunch(number, beside=True))
    return number


def run_of(order_no: str) -> OperationRun:
    """The last launched operation of an order."""
    return OperationRun.objects.filter(order__order_no=order_no).latest("id")


def report(order_no: str, good: int, *, actor: Actor = SYSTEM, **figures: object) -> int:
    """Report good pieces (and scrap or rework) of the last operation."""
    output = Output(good_pcs=good, over_plan=True, **figures)  # type: ignore[arg-type]
    return report_output(actor, run_id=run_of(order_no).pk, output=output).report_id


def card_of(order_no: str, good: int | None = None, *, actor: Actor = SYSTEM, **fill: object) -> str:
    """A card handed in: for what was reported, or for so many good pieces by norm."""
    if good is not None:
        report(order_no, good)
    card = draft_card(actor, order_no=order_no)
    if fill:
        fill_card(actor, number=card.number, given=CardFill(**fill))  # type: ignore[arg-type]
    hand_in_card(actor, number=card.number)
    return card.number


def post(number: str, *, actor: Actor = SYSTEM, over: str = "", short: str = "") -> Posting:
    """Post a card."""
    return post_card(actor, number=number, wishes=Wishes(over_reason=over, short_reason=short))


def made(order_no: str, good: int, *, over: str = "", short: str = "") -> str:
    """Report, card, posting; returns the number of the card."""
    number = card_of(order_no, good)
    post(number, over=over, short=short)
    return number


def card(number: str) -> TechCard:
    """A card as the books have it now."""
    return TechCard.objects.get(number=number)


def stock() -> dict[str, tuple[Decimal, Decimal]]:
    """Quantity and reserved quantity of every lot that is or was there."""
    return {lot.code: (lot.qty, lot.reserved_qty) for lot in StockLot.objects.all()}


def reservations(order_no: str) -> dict[str, Decimal]:
    """What an order holds, by lot."""
    rows = Reservation.objects.filter(order__order_no=order_no, kind="hard")
    return dict(rows.values_list("lot__code", "qty"))


def figures(order_no: str) -> dict[str, object]:
    """Figures of an order that a posting changes and a reversal restores."""
    order = ProductionOrder.objects.get(order_no=order_no)
    need = dict(order.components.values_list("item__code", "gross_qty"))
    return {
        "status": order.status,
        "done_pcs": order.done_pcs,
        "qty_pcs": order.qty_pcs,
        "release_actual_at": order.release_actual_at,
        "cover": order.cover,
        "need": need,
    }


def look_at_deferred_rules() -> None:
    """Let the database check now what it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def at(hour: int, minute: int = 0, *, day: int = 2) -> dt.datetime:
    """A moment of March 2026, plant time."""
    return aware(dt.datetime(2026, 3, day, hour, minute))
