"""The shops through the API: from the launch to the posted card, and refusals as programs see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM

from .conftest import Caller, fresh_key

ORDER = "ЗП-0014"


@pytest.fixture
def shop(caller: Callable[[str], Caller]) -> dict[str, Caller]:
    """A confirmed order, and those who bring it to the warehouse."""
    PlantSettings.objects.update(agreement_required=False)
    confirm_orders(SYSTEM, order_nos=[ORDER])
    workshop = ProductionOrder.objects.values_list("workshop__code", flat=True).get(order_no=ORDER)
    other = "2" if workshop != "2" else "3"
    return {
        "head": caller(f"shop{workshop}"),
        "stranger": caller(f"shop{other}"),
        "planner": caller("planner"),
        "admin": caller("admin"),
    }


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status == status, answer.data
    return answer.data


def printed_twice(who: Caller, path: str, *, name: str, **query: Any) -> None:
    """A paper comes as PDF and as a workbook, under its name."""
    for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = who.get(path, format=form, **query)
        assert (answer.status, answer.data[: len(start)]) == (200, start)
        assert unquote(answer.headers["Content-Disposition"]).endswith(f"{name}.{form}")


def test_an_order_goes_from_launch_to_the_warehouse(shop: dict[str, Caller]) -> None:
    head, planner = shop["head"], shop["planner"]
    qty = ProductionOrder.objects.get(order_no=ORDER).qty_pcs
    route = ok(head.get("/shop/runs/route", order_no=ORDER))["operations"]
    run = 0
    for operation in route:
        launch = {"order_no": ORDER, "op_no": operation["op_no"], "people": ["Волков И. П."]}
        run = ok(head.post("/shop/runs/launch", launch), 201)["run"]
    report = {"good_pcs": qty, "key": "tablet-1", "people": ["Волков И. П."]}
    told = ok(head.post(f"/shop/runs/{run}/output", report), 201)
    assert (told["good_pcs"], told["repeated"]) == (qty, False)
    assert ok(head.post(f"/shop/runs/{run}/output", report), 201)["repeated"]
    ok(head.post(f"/shop/runs/{run}/stop", {"reason": "no_packaging"}), 201)
    ok(head.post(f"/shop/runs/{run}/resume", {}))
    assert ok(head.post(f"/shop/runs/{run}/finish", {}))["state"] == "finished"
    course = ok(planner.get(f"/shop/runs/{run}"))["course"]
    assert {entry["kind"]: entry["good_pcs"] for entry in course} == {"output": qty, "stop": 0}

    card = ok(head.post("/cards", {"order_no": ORDER}), 201)
    number = card["number"]
    assert (card["good_pcs"], card["state"]) == (qty, "draft")
    filled = ok(head.post(f"/cards/{number}/fill", {"note": "без замечаний", "version": card["version"]}))
    assert filled["note"] == "без замечаний"
    assert ok(head.post(f"/cards/{number}/hand-in", {}))["state"] == "handed_in"
    ok(planner.post(f"/cards/{number}/return", {"reason": "проверьте смену"}))
    ok(head.post(f"/cards/{number}/hand-in", {}))
    explained = ok(planner.post(f"/cards/{number}/explain", {"times": [{"op_no": 10, "reason": "waiting"}]}))
    assert explained["times"][0]["reason"] == "waiting"
    preview = ok(planner.post(f"/cards/{number}/preview", {}, key=None))
    assert preview["ready"], preview["checks"]
    printed_twice(planner, f"/cards/{number}/print", name=number.replace("/", "-"))
    posted = ok(planner.post(f"/cards/{number}/post", {}))
    assert (posted["status"], posted["lot"], posted["repeated"]) == ("done", f"{ORDER}-01", False)
    assert posted["effects"] == preview["effects"]
    assert ok(planner.post(f"/cards/{number}/post", {}))["repeated"]
    listed = ok(planner.get("/cards", state="posted"))
    assert [row["number"] for row in listed["rows"]] == [number]
    reversal = ok(planner.post(f"/cards/{number}/reverse", {"reason": "ошибка"}))
    assert (reversal["status"], reversal["lack"]) == ("in_production", {})


def test_refusals_name_their_guards(shop: dict[str, Caller]) -> None:
    head, planner = shop["head"], shop["planner"]
    run = ok(head.post("/shop/runs/launch", {"order_no": ORDER}), 201)["run"]
    for path, body, code in (
        ("/shop/runs/launch", {"order_no": ORDER, "op_no": 10}, "operation_open"),
        (f"/shop/runs/{run}/output", {}, "invalid_data"),
        (f"/shop/runs/{run}/output", {"scrap_pcs": 1, "scrap_reason": "нет"}, "unknown_work_reason"),
        ("/shop/runs/999999/output", {"good_pcs": 1}, "unknown_run"),
        ("/shop/runs/reports/999999/withdraw", {"reason": "так"}, "unknown_report"),
    ):
        assert head.post(path, body).code == code
    number = ok(head.post("/cards", {"order_no": ORDER}), 201)["number"]
    assert head.post(f"/cards/{number}/hand-in", {}).code == "card_incomplete"
    refused = planner.post(f"/cards/{number}/post", {})
    assert (refused.status, refused.code) == (409, "posting_refused")
    assert "card_handed_in" in refused.data["data"]["guards"]
    assert planner.post("/cards/ТК-404/post", {}).code == "unknown_card"
    assert planner.get("/cards/ТК-404").code == "unknown_card"
    assert planner.post("/shop/orders/close", {"order_no": ORDER, "reason": "так"}).code == (
        "short_close_forbidden"
    )
    assert planner.post("/shop/orders/split", {"order_no": ORDER, "reason": "так"}).code == "launched_split"
    assert planner.post("/shop/orders/resume", {"order_no": ORDER}).code == "order_not_on_hold"
    assert planner.post("/shop/orders/remainder", {"order_no": ORDER}).code == "transition_forbidden"
    ok(head.post(f"/cards/{number}/void", {"reason": "пустая"}))
    ok(head.post("/shop/runs/revoke", {"order_no": ORDER, "reason": "ошибка"}))


def test_commands_are_open_to_their_role_and_workshop_only(shop: dict[str, Caller]) -> None:
    stranger, planner, admin = shop["stranger"], shop["planner"], shop["admin"]
    assert stranger.post("/shop/runs/launch", {"order_no": ORDER}).status == 403
    assert planner.post("/shop/runs/launch", {"order_no": ORDER}).status == 403
    assert admin.post("/cards/ТК-404/post", {}).status == 403
    assert planner.post("/shop/periods/reopen", {"month": "2026-03-02", "reason": "так"}).status == 403
    ok(admin.post("/shop/periods/close", {"month": "2026-02-10"}))
    assert ok(planner.get("/shop/periods"))["rows"][-1]["is_closed"]
    ok(admin.post("/shop/periods/reopen", {"month": "2026-02-10", "reason": "исправление"}))
    reason = {"kind": "stop", "code": "fire_drill", "name": "Учебная тревога"}
    assert planner.post("/shop/reasons", reason).status == 403
    ok(admin.post("/shop/reasons", reason))
    names = [row["name"] for row in ok(planner.get("/shop/reasons", kind="stop"))["rows"]]
    assert "Учебная тревога" in names


def test_the_shift_task_is_read_by_workshop_date_and_shift(shop: dict[str, Caller]) -> None:
    head, planner = shop["head"], shop["planner"]
    shifts = ok(planner.get("/shop/shifts", workshop="1", date="2026-03-02"))["shifts"]
    assert [shift["shift_no"] for shift in shifts] == [1, 2]
    task = ok(planner.get("/shop/task", workshop="1", date="2026-03-02", shift_no=1))
    assert (task["agreed_only"], task["rows"]) == (False, [])
    for path in ("/shop/task", "/shop/task/print"):
        assert planner.get(path, workshop="1", date="2026-03-07", shift_no=9).code == "no_shift"
    wanted = {"workshop": "1", "date": "2026-03-02", "shift_no": 1}
    printed_twice(planner, "/shop/task/print", name="Сменное задание 1-02.03.2026-1", **wanted)
    later = "2026-03-02T23:00:00+03:00"
    broken = {"machine": "M101", "at": "2026-03-02T08:00:00+03:00", "finish_at": later, "reason": "ремень"}
    assert ok(shop["head"].post("/shop/runs/breakdown", broken), 201)["stopped"] == []
    key = fresh_key()
    answers = [head.post("/shop/runs/launch", {"order_no": ORDER}, key=key) for _ in range(2)]
    assert answers[0].data == answers[1].data


def test_a_machine_is_stopped_and_started_by_its_workshop(shop: dict[str, Caller]) -> None:
    place = ProductionOrder.objects.values_list("workshop__code", flat=True).get(order_no=ORDER)
    machines = ok(shop["planner"].get("/shop/machines", workshop=place))["rows"]
    code = machines[0]["code"]
    stop = {"machine": code, "kind": "repair", "reason": "подшипник"}
    assert shop["stranger"].post("/shop/machines/stop", stop).status == 403
    assert ok(shop["head"].post("/shop/machines/stop", stop))["stopped"] == []
    now = ok(shop["planner"].get("/shop/machines", workshop=place))["rows"][0]
    assert (now["status"], now["reason"], now["until"]) == ("repair", "подшипник", None)
    assert shop["head"].post("/shop/machines/stop", stop).code == "machine_state"
    ok(shop["head"].post("/shop/machines/start", {"machine": code, "reason": "заменён"}))
    told = ok(shop["planner"].get("/shop/machines/history", machine=code))["rows"]
    assert [row["why"] for row in told] == ["заменён", "подшипник"]
