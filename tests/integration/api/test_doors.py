"""Who gets in, what a repeated command does, and how a refusal looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from potok.operations.orders.models import OrderEvent
from potok.operations.people.roles import Role

from .conftest import Caller

PROBLEM = "application/problem+json"


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation of the OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), operation


def filled(path: str) -> str:
    """The path with harmless values in its braces."""
    for name in ("order_no", "item", "code", "number", "lot", "card", "username"):
        path = path.replace("{" + name + "}", "1" if name == "number" else "НЕТ")
    for name in ("run_id", "view_id", "run", "report", "point_id", "line_no", "scenario"):
        path = path.replace("{" + name + "}", "1")
    return path


def test_every_operation_needs_a_token(planner: Caller) -> None:
    document = planner.get("/openapi.json").data
    stranger = Caller("not-a-token")
    refused = {
        (method, path): (answer.status, answer.media_type)
        for method, path, _ in operations(document)
        for answer in [stranger.send(method, filled(path), data={} if method == "POST" else None)]
    }
    assert len(refused) > 50
    assert set(refused.values()) == {(401, PROBLEM)}


def test_every_operation_documents_its_refusals(planner: Caller) -> None:
    document = planner.get("/openapi.json").data
    for method, path, operation in operations(document):
        assert {"401", "403"} <= set(operation["responses"]), (method, path)


@pytest.mark.parametrize(
    ("user", "path", "body", "status"),
    [
        ("planner", "/orders/confirm", {"orders": ["ЗП-0001"]}, 200),
        ("client", "/orders/confirm", {"orders": ["ЗП-0001"]}, 403),
        ("shop1", "/runs", {"time_limit_s": 1}, 403),
        ("purchasing", "/plan-lines/send", {}, 403),
        ("planner", "/plan-lines/send", {}, 200),
        ("qc", "/orders/ЗП-0001/cancel", {"reason": "нет"}, 403),
        ("planner", "/orders/ЗП-0001/cancel", {"reason": "отказ клиента"}, 200),
        ("planner", "/orders/НЕТ/cancel", {"reason": "отказ клиента"}, 404),
        ("planner", "/plans/77/publish", {}, 404),
    ],
)
def test_a_command_is_open_to_its_roles_only(
    caller: Callable[[str], Caller], user: str, path: str, body: dict[str, Any], status: int
) -> None:
    answer = caller(user).post(path, body)
    assert answer.status == status, answer.data
    if status >= 400:
        assert answer.media_type == PROBLEM
        assert {"code", "detail", "fields", "status"} <= set(answer.data)


def test_a_command_without_a_key_is_refused_and_does_nothing(planner: Caller) -> None:
    before = OrderEvent.objects.count()
    answer = planner.post("/orders/ЗП-0001/cancel", {"reason": "нет"}, key=None)
    assert (answer.status, answer.code) in {(400, "idempotency_key_missing"), (422, "invalid_request")}
    assert OrderEvent.objects.count() == before


def test_a_repeated_key_answers_again_without_acting_again(planner: Caller) -> None:
    first = planner.post("/orders/ЗП-0001/confirm", {}, key="same")
    events = OrderEvent.objects.count()
    second = planner.post("/orders/ЗП-0001/confirm", {}, key="same")
    assert (second.status, second.data) == (first.status, first.data)
    assert OrderEvent.objects.count() == events


def test_a_key_with_another_body_is_refused(planner: Caller) -> None:
    planner.post("/orders/ЗП-0001/cancel", {"reason": "одно"}, key="same")
    other = planner.post("/orders/ЗП-0001/cancel", {"reason": "другое"}, key="same")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_a_bad_filter_names_the_field(planner: Caller) -> None:
    answer = planner.get("/orders", status="bogus")
    assert answer.status == 422
    assert any("status" in field["field"] for field in answer.data["fields"])


def test_an_order_of_another_version_is_a_conflict(planner: Caller) -> None:
    answer = planner.post("/orders/ЗП-0001/cancel", {"reason": "нет", "version": 99})
    assert (answer.status, answer.code) == (409, "version_conflict")


def test_rights_are_told_to_their_owner(caller: Callable[[str], Caller]) -> None:
    answer = caller("shop2").get("/me")
    assert [role["code"] for role in answer.data["roles"]] == [Role.SHOP_HEAD.value]
    assert "answer_line" in answer.data["rights"]
    assert "publish_plan" not in answer.data["rights"]
