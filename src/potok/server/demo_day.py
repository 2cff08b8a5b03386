"""The first working day of the demonstration, played through the services by its own people."""

from __future__ import annotations

import datetime as dt

from potok.operations.catalog.clock import planning_start, today
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import Actor, actor_of
from potok.operations.people.models import User
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.services.agreement import LineKey, answer_lines, send_lines
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run

#: Shops agree work of the next days first.
_AGREED_DAYS = 4
_REFUSAL = "оператор линии на обучении, нужна другая смена"


def play_first_day() -> None:
    """Confirm all orders but those of today, plan and publish them, agree the next days with the shops.

    The plan is the engine's first one, the same on every machine; improving it is left to the visitor.
    """
    planner = _person("planner")
    numbers = ProductionOrder.objects.filter(status="new").exclude(created_date=today())
    confirm_orders(planner, order_nos=list(numbers.values_list("order_no", flat=True)))
    run = request_run(planner, defer=lambda run_id: run_id, time_limit_s=0, title="первый план")
    perform_run(run.pk)
    run.refresh_from_db()
    if run.plan is None:
        raise RuntimeError(f"the demo plan failed: {run.error}")
    publish_plan(planner, number=run.plan.number)
    send_lines(planner, until=planning_start() + dt.timedelta(days=_AGREED_DAYS))
    for code in ("1", "2", "3"):
        _answer(_person(f"shop{code}"), code)


def _person(login: str) -> Actor:
    return actor_of(User.objects.get(username=login))


def _answer(head: Actor, workshop: str) -> None:
    """A shop head agrees to everything sent; the one of workshop 2 refuses the last line."""
    lines = ScheduleLine.objects.filter(is_published=True, agreement="sent", workshop__code=workshop)
    keys = [LineKey(*key) for key in lines.order_by("start_at").values_list("order__order_no", "op_no")]
    refused = keys[-1:] if workshop == "2" else []
    answer_lines(head, keys=[key for key in keys if key not in refused], answer="agreed")
    answer_lines(head, keys=refused, answer="refused", reason=_REFUSAL)
