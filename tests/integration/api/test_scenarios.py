"""Scenarios over the API: changes of every kind in one request."""

from __future__ import annotations

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.purchasing.models import Receipt

from .conftest import Caller


def test_a_program_asks_for_a_scenario_with_changes_of_every_kind(planner: Caller) -> None:
    confirm_orders(SYSTEM, order_nos=["ЗП-0001", "ЗП-0002"])
    new = ProductionOrder.objects.filter(status="new", cover="in_stock").order_by("order_no").first()
    items = new.components.values("item_id")
    receipt = Receipt.objects.filter(
        item__in=items, status__in=["planned", "confirmed", "in_transit"]
    ).first()
    like = {"product": new.product.code, "qty_pcs": new.qty_pcs, "due_date": "2026-04-30"}
    changes = [
        {"kind": "receipt", "receipt": receipt.code, "expected_date": "2026-03-05"},
        {"kind": "order", **like, "priority": 1},
        {"kind": "new_order", "order_no": new.order_no},
        {"kind": "order", **like},
    ]
    made = planner.post("/scenarios", {"title": "Всё сразу", "changes": changes, "time_limit_s": 1})
    assert made.status == 201, made.data
    words = [change["words"] for change in made.data["changes"]]
    assert words[0].startswith(f"приход {receipt.code} — 05.03")
    assert words[2].startswith(f"взять {new.order_no}: {new.qty_pcs} шт.")
    assert [change["kind"] for change in made.data["changes"]] == ["material", "order", "order", "order"]
    gone = planner.post(
        "/scenarios", {"title": "Вчера", "changes": [{**changes[0], "expected_date": "2026-03-01"}]}
    )
    assert (gone.status, gone.code) == (422, "scenario_change_not_possible")
    assert planner.get("/scenarios").data["scenarios"][0]["title"] == "Всё сразу"
