"""The offices: orders and proposals, plans and their agreement, purchases, saved calculations."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial

from potok.methods.worked_cases import worked_cases
from potok.operations.buying.purchase_orders import confirm_receipt, draft_from_signals, place_order
from potok.operations.buying.terms import TermsGiven, save_terms
from potok.operations.calculations.services.projects import ProjectGiven, SectionGiven, save_project
from potok.operations.calculations.services.saving import save_calculation
from potok.operations.catalog.clock import planning_start, today
from potok.operations.orders.models import ProductionOrder, VolumeProposal
from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.creation import NewOrder, create_order
from potok.operations.orders.services.priority import request_urgency, set_priority
from potok.operations.orders.services.proposals import answer_proposal, propose_volume
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.services.agreement import LineKey, answer_lines, send_lines
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.operations.purchasing.services.signals import acknowledge_signal
from potok.plant.model import OPEN_RECEIPT_STATUSES
from potok.server.demo_play.cast import Cast, dice

#: Shops agree work of the next days.
_AGREED_DAYS = 4
_SHOPS = ("1", "2", "3")
#: Signals that purchasing answers in one morning.
_SIGNALS_A_DAY = 3
#: Terms of suppliers in the books, and the lots in which they sell, by stock unit.
_TERMS = 12
_LOTS = {"kg": Decimal(25), "pcs": Decimal(100)}
#: Who saves which calculation, from the worked cases of the sources.
_CALCULATIONS = (
    ("engineer", "programme.capacity"),
    ("engineer", "cycle.duration"),
    ("engineer", "maintenance.ppr_cycle"),
    ("economist", "costing.unit_cost"),
    ("economist", "programme.factor_analysis"),
    ("personnel", "labour.staffing"),
    ("qc", "quality.defects"),
)


def confirm_new(cast: Cast) -> None:
    """The planner confirms what is new and was not returned."""
    fresh = ProductionOrder.objects.filter(status__in=["new", "waiting_shortage"], returned_reason="")
    numbers = list(fresh.order_by("order_no").values_list("order_no", flat=True))
    if numbers:
        cast.tried("confirm_orders", partial(confirm_orders, cast.person("planner"), order_nos=numbers))


def plan_anew(cast: Cast, *, title: str, why: str) -> None:
    """The planner makes the engine's first plan of the day and publishes it."""
    planner = cast.person("planner")
    run = cast.tried(
        "run_plan",
        partial(request_run, planner, defer=lambda run_id: run_id, time_limit_s=0, title=title),
    )
    if run is None:
        return
    perform_run(run.pk)
    run.refresh_from_db()
    if run.plan is None:
        cast.refused.append(("perform_run", str(run.error)))
        return
    cast.tried(
        "publish_plan",
        partial(publish_plan, planner, number=run.plan.number, why=why, reason_code="other"),
    )


def agree(cast: Cast, *, refuse: str = "") -> None:
    """The planner sends the work of the next days; the heads agree.

    Args:
        refuse: Code of a workshop whose head refuses the last line sent.
    """
    until = planning_start() + dt.timedelta(days=_AGREED_DAYS)
    cast.tried("send_lines", partial(send_lines, cast.person("planner"), until=until))
    for shop in _SHOPS:
        lines = ScheduleLine.objects.filter(is_published=True, agreement="sent", workshop__code=shop)
        keys = [LineKey(*key) for key in lines.order_by("start_at").values_list("order__order_no", "op_no")]
        refused = keys[-1:] if shop == refuse else []
        agreed = [key for key in keys if key not in refused]
        head = cast.head(shop)
        if agreed:
            cast.tried("answer_line", partial(answer_lines, head, keys=agreed, answer="agreed"))
        if refused:
            why = "оператор линии на обучении, нужна другая смена"
            cast.tried("answer_line", partial(answer_lines, head, keys=refused, answer="refused", reason=why))


def take_orders(cast: Cast, *, count: int) -> None:
    """The client department writes new orders like those it has written before."""
    known = list(
        ProductionOrder.objects.filter(order_type="customer", parent__isnull=True)
        .select_related("customer", "product")
        .order_by("order_no")
    )
    chance = dice("orders", today())
    for like in chance.sample(known, k=min(count, len(known))):
        order = NewOrder(
            customer=like.customer.name,
            product=like.product.code,
            qty_pcs=like.qty_pcs,
            due_date=today() + dt.timedelta(days=chance.randint(18, 30)),
            manager=like.manager,
        )
        cast.tried("create_order", partial(create_order, cast.person("client"), order=order))


def propose(cast: Cast, *, answered: bool) -> None:
    """The planner proposes a smaller volume for a waiting order.

    Args:
        answered: The client department accepts it; else it waits for the answer.
    """
    open_ones = VolumeProposal.objects.filter(state="sent").values("order_id")
    waiting = ProductionOrder.objects.filter(
        status="waiting_shortage", min_qty_pcs__isnull=False, due_date__gte=today()
    )
    for order in waiting.exclude(pk__in=open_ones).select_related("product").order_by("due_date", "order_no"):
        step = order.product.order_multiple or 1
        less = -(-(order.min_qty_pcs or 0) // step) * step
        if 0 < less < order.qty_pcs:
            why = "сырья хватает на меньший объём"
            made = cast.tried(
                "propose_volume",
                partial(
                    propose_volume, cast.person("planner"), order_no=order.order_no, reason=why, qty_pcs=less
                ),
            )
            if made is not None and answered:
                cast.tried(
                    "answer_proposal",
                    partial(answer_proposal, cast.person("client"), order_no=order.order_no, accept=True),
                )
            return


def cancel_one(cast: Cast) -> None:
    """A customer gives an order up."""
    order = (
        ProductionOrder.objects.filter(status="waiting_shortage").order_by("-due_date", "order_no").first()
    )
    if order is not None:
        why = "заказчик отказался: закупил у другого поставщика"
        cast.tried(
            "cancel_order",
            partial(cancel_order, cast.person("planner"), order_no=order.order_no, reason=why),
        )


def return_one_order(cast: Cast) -> None:
    """The planner returns a new order whose date cannot be right."""
    order = ProductionOrder.objects.filter(status="new", returned_reason="").order_by("-order_no").first()
    if order is not None:
        why = "уточните срок: отгрузка раньше контроля качества"
        cast.tried(
            "return_order",
            partial(return_order, cast.person("planner"), order_no=order.order_no, reason=why),
        )


def make_urgent(cast: Cast) -> None:
    """The client department asks for urgency; the planner grants it."""
    waiting = ProductionOrder.objects.filter(status="waiting_shortage", priority=2)
    order = waiting.order_by("due_date", "order_no").first()
    if order is not None:
        why = "заказчик открывает магазин раньше"
        cast.tried(
            "request_urgency",
            partial(request_urgency, cast.person("client"), order_no=order.order_no, reason=why),
        )
        cast.tried(
            "set_priority",
            partial(set_priority, cast.person("planner"), order_nos=[order.order_no], priority=1, reason=why),
        )


def agree_terms(cast: Cast) -> None:
    """Purchasing writes down how soon and in which lots the suppliers of the coming deliveries sell."""
    buyer = cast.person("purchasing")
    coming = Receipt.objects.select_related("item", "supplier").order_by("item__code", "-qty")
    for row in coming.distinct("item__code")[:_TERMS]:
        terms = TermsGiven(
            row.supplier.name,
            row.item.code,
            lead_time_days=row.item.lead_time_days,
            lot_qty=_LOTS[row.item.unit],
            price_rub=row.item.price_rub,
            preferred=True,
        )
        cast.tried("keep_terms", partial(save_terms, buyer, terms=terms))


def buy(cast: Cast) -> None:
    """Purchasing answers signals with orders to the suppliers that sold the items before."""
    buyer = cast.person("purchasing")
    signals = (
        PurchaseSignal.objects.filter(state="open")
        .exclude(purchase_lines__order__state="draft")
        .select_related("item")
        .order_by("need_date", "number")
    )
    for place, signal in enumerate(signals[: _SIGNALS_A_DAY + 1]):
        if place == _SIGNALS_A_DAY:
            cast.tried(
                "answer_signal",
                partial(acknowledge_signal, buyer, number=signal.number, answer="запросили цены"),
            )
            continue
        before = Receipt.objects.filter(item=signal.item).order_by("-order_date", "code")
        supplier = before.values_list("supplier__name", flat=True).first() or _any_supplier(signal.number)
        drafts = cast.tried(
            "purchase", partial(draft_from_signals, buyer, signals=[signal.number], supplier=supplier)
        )
        for number in (drafts or ()) if place else ():  # the first one stays a draft
            for receipt in cast.tried("purchase", partial(place_order, buyer, number=number)) or ():
                date = Receipt.objects.get(code=receipt).expected_date + dt.timedelta(days=1)
                cast.tried("purchase", partial(confirm_receipt, buyer, receipt=receipt, promised_date=date))


def slip(cast: Cast) -> None:
    """A supplier moves the next delivery."""
    expected = Receipt.objects.filter(
        status__in=[status.value for status in OPEN_RECEIPT_STATUSES], expected_date__gt=today()
    ).exclude(status="inspection")
    row = expected.order_by("expected_date", "code").last()
    if row is not None:
        cast.tried(
            "redate_receipt",
            partial(
                redate_receipt,
                cast.person("purchasing"),
                receipt=row.code,
                expected_date=row.expected_date + dt.timedelta(days=3),
                reason="поставщик ждёт вагон",
            ),
        )


def calculate(cast: Cast) -> None:
    """Engineer, economist and others keep calculations of the bench; the engineer gathers his in a note."""
    kept = []
    for login, method in _CALCULATIONS:
        for case in worked_cases(method)[:1]:
            saved = cast.tried(
                "save_calculation",
                partial(
                    save_calculation,
                    cast.person(login),
                    method_id=method,
                    given=case.data["given"],
                    name=case.title,
                    comment=case.source,
                ),
            )
            if saved is not None and login == "engineer":
                kept.append(SectionGiven(saved.number))
    if kept:
        project = ProjectGiven(
            "Мощность, цикл и ремонты участка",
            kept,
            subject="Цех № 1",
            introduction="Записка собирает расчёты, на которых держится план участка.",
        )
        cast.tried("save_project", partial(save_project, cast.person("engineer"), project))


def _any_supplier(key: str) -> str:
    names = sorted(set(Receipt.objects.values_list("supplier__name", flat=True)))
    return dice("supplier", key).choice(names) if names else ""
