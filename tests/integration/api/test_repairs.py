"""Repair, promise and reasons over the API."""

from __future__ import annotations

from urllib.parse import quote

from integration.web.test_board import new_draft
from potok.operations.catalog.clock import local
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.services.publication import publish_plan

from .conftest import Caller


def test_a_program_repairs_asks_for_promises_and_for_reasons(planner: Caller) -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 9)])
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    line = plan.lines.order_by("-start_at").first()
    order_no = line.order.order_no
    event = {
        "kind": "refused",
        "order_no": order_no,
        "op_no": line.op_no,
        "machine": line.machine.code,
        "not_before": local(line.finish_at).isoformat(),
    }
    preview = planner.post(f"/plans/{plan.number}/repair/preview", {"event": event}, key=None)
    assert (preview.status, preview.data["ok"]) == (200, True)
    assert order_no in {change["order_no"] for change in preview.data["operations"]}
    old = planner.post(f"/plans/{plan.number}/repair", {"event": event, "proposal": "2020-01-01/3/a"})
    assert (old.status, old.code) == (409, "repair_outdated")
    accepted = {"event": event, "title": "отказ", "proposal": preview.data["proposal"]}
    made = planner.post(f"/plans/{plan.number}/repair", accepted)
    assert (made.status, made.data["state"]) == (201, "draft")
    careful = {"event": event, "weights": "fewer_changes"}
    fewer = planner.post(f"/plans/{plan.number}/repair/preview", careful, key=None)
    assert len(fewer.data["operations"]) <= len(preview.data["operations"])
    wrong = planner.post(f"/plans/{plan.number}/repair/preview", {**careful, "weights": "любые"}, key=None)
    assert wrong.status == 422
    for kind, rest in (
        ("breakdown", {"machine": "нет", "start_at": "2026-03-09T08:00", "finish_at": "2026-03-09T12:00"}),
        ("absence", {"machines": ["нет"], "date": "2026-03-09", "shift_no": 1}),
        ("urgent", {"order_no": "ЗП-нет"}),
    ):
        wrong = planner.post(
            f"/plans/{plan.number}/repair/preview", {"event": {"kind": kind, **rest}}, key=None
        )
        assert (wrong.status, wrong.code) == (409, "event_unknown")
    asked = {"product": line.order.product.code, "qty_pcs": line.order.qty_pcs, "due_date": "2026-04-30"}
    promise = planner.post("/promise", asked, key=None)
    assert "решает" in promise.data["sentence"]
    assert promise.data["unseen_orders"] == 0
    assert planner.get(f"/promise/{quote(order_no)}").data["release_at"]
    why = planner.get(f"/plan-reasons/{quote(order_no)}")
    assert why.data["chain"][0]["order_no"] == order_no
