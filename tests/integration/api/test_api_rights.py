"""Role × operation: every operation of the OpenAPI declares its right, and the server enforces it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from potok.operations.people.models import RoleGrant
from potok.operations.people.rights import COMMANDS
from potok.operations.people.roles import Role

from .conftest import Caller
from .test_doors import filled, operations

#: What every user may do with the API: see who they are.
FOR_EVERY_USER = {("GET", "/me")}


@pytest.fixture
def people(caller: Callable[[str], Caller]) -> dict[Role, Caller]:
    """A caller of every role."""
    names: dict[Role, str] = {}
    for role, username in RoleGrant.objects.order_by("id").values_list("role", "user__username"):
        names.setdefault(Role(role), username)
    return {role: caller(username) for role, username in names.items()}


def described(people: dict[Role, Caller]) -> list[tuple[str, str, dict[str, Any]]]:
    return list(operations(people[Role.ADMIN].get("/openapi.json").data))


def test_every_operation_declares_its_right(people: dict[Role, Caller]) -> None:
    found = described(people)
    assert [(method, path) for method, path, one in found if "x-right" not in one] == []
    without = {(method, path) for method, path, one in found if one["x-right"] is None}
    assert without == FOR_EVERY_USER
    assert {one["x-right"] for _, _, one in found} <= {*COMMANDS, None}


def test_a_command_is_no_reading_right(people: dict[Role, Caller]) -> None:
    everybody = frozenset(Role)
    for method, path, one in described(people):
        if one.get("x-command"):
            own = one["x-right"] in {"save_view", "dismiss_notices", "change_own_password"}
            assert own or COMMANDS[one["x-right"]] != everybody, (method, path)


def test_the_server_refuses_every_operation_to_the_roles_without_its_right_before_it_reads_the_data(
    people: dict[Role, Caller],
) -> None:
    wrong = []
    for method, path, one in described(people):
        right = one["x-right"]
        if right is None:
            continue
        for role in Role:
            if role not in COMMANDS[right]:
                answer = people[role].send(method, filled(path), text="{")
                if (answer.status, answer.code) != (403, "no_right"):
                    wrong.append((method, path, role, answer.status))
    assert wrong == []


def test_every_reading_operation_is_open_to_the_roles_with_its_right(people: dict[Role, Caller]) -> None:
    wrong = []
    for method, path, one in described(people):
        right = one["x-right"]
        if method == "GET" and right is not None:
            answer = people[min(COMMANDS[right])].send(method, filled(path))
            if answer.status == 403 or answer.status >= 500:
                wrong.append((path, answer.status))
    assert wrong == []


def test_master_data_are_written_previewed_and_read_back(people: dict[Role, Caller]) -> None:
    engineer = people[Role.ENGINEER]
    row = {"item_id": "R99", "name": "Новое сырьё", "type": "raw", "unit": "kg", "lead_time_days": 7}
    seen = engineer.post("/master-data/items/preview", {"rows": [row]}, key=None)
    assert (seen.status, seen.data) == (200, {"new": 1, "changed": 0, "removed": 0})
    done = engineer.post("/master-data/items", {"rows": [row], "why": "новый поставщик"})
    assert done.data == {"new": 1, "changed": 0, "removed": 0}
    listed = engineer.get("/master-data/items").data["rows"]
    assert [one["lead_time_days"] for one in listed if one["item_id"] == "R99"] == [7]
    told = engineer.post("/master-data/items/history", {"item_id": "R99"}, key=None)
    assert told.status == 200, told.data
    assert told.data["changes"][0]["why"] == "новый поставщик"
    wrong = engineer.post("/master-data/items", {"rows": [{**row, "lead_time_days": -1, "unit": "pcs"}]})
    assert (wrong.status, wrong.code) == (422, "invalid_data")
    assert [fault["field"] for fault in wrong.data["fields"]] == ["lead_time_days"]
    gone = engineer.post("/master-data/items/remove", {"item_id": "R99"})
    assert gone.data["removed"] == 1


def test_a_shop_head_sets_the_status_of_machines_of_the_own_workshop(caller: Callable[[str], Caller]) -> None:
    head, other = caller("shop1"), caller("shop2")
    machines = {one["workshop"]: one["code"] for one in head.get("/catalog/machines").data["machines"]}
    body = {"machine": machines["1"], "status": "repair", "why": "подшипник"}
    assert other.post("/master-data/machine-status", body).status == 403
    assert head.post("/master-data/machine-status", body).data == {"changed": True}


def test_a_user_is_made_with_a_one_time_password_that_no_answer_repeats(people: dict[Role, Caller]) -> None:
    admin = people[Role.ADMIN]
    body = {
        "username": "novikov",
        "last_name": "Новиков",
        "grants": [{"role": "shop_head", "workshop": "1"}],
        "one_time_password": "first-day-secret",
    }
    made = admin.post("/users", body)
    assert (made.status, made.data["one_time"]) == (201, True)
    assert "first-day-secret" not in str(made.data)
    off = admin.post("/users/novikov/active", {"active": False})
    assert off.data["is_active"] is False


def test_settings_and_notices_are_read_and_changed(people: dict[Role, Caller]) -> None:
    admin = people[Role.ADMIN]
    changed = admin.send(
        "PUT", "/company", data={"over_tolerance_pct": "7.5"}, headers={"Idempotency-Key": "settings-1"}
    )
    assert changed.data["over_tolerance_pct"] == "7.500"
    buyer = people[Role.PURCHASING]
    assert buyer.get("/notices").data["waiting"] == buyer.post("/notices/dismiss", {}).data["dismissed"]
    assert buyer.get("/notices").data["waiting"] == 0


def test_a_calendar_is_made_from_a_pattern(people: dict[Role, Caller]) -> None:
    body = {
        "workshops": ["1"], "first": "2027-01-01", "last": "2027-01-31", "pattern": "day_night",
        "times": [{"start": "08:00", "finish": "20:00", "break_min": 60},
                  {"start": "20:00", "finish": "08:00", "break_min": 60}],
    }  # fmt: skip
    made = people[Role.PLANNER].post("/master-data/calendars/make", body)
    assert made.data == {"new": 62, "changed": 0, "removed": 0}
    holidays = people[Role.QC].get("/master-data/holidays", country="BY", year=2027).data["holidays"]
    assert {"2027-01-01", "2027-07-03"} <= {one["date"] for one in holidays}
