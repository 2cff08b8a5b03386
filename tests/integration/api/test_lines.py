"""Designed lines over the API."""

from __future__ import annotations

from collections.abc import Callable

from builders.lines import ENGINEER, a_line, filling_on_route, trial_kind
from potok.operations.lines.services.runs import perform_run
from potok.operations.lines.services.versions import save_version

from .conftest import Caller


def test_a_line_goes_from_a_kind_to_the_route(caller: Callable[[str], Caller]) -> None:
    engineer, planner = caller("engineer"), caller("planner")
    kinds = {kind["id"]: kind for kind in planner.get("/line-kinds").data["kinds"]}
    assert kinds["continuous"]["inputs"]["properties"]["program_pcs"]
    example = kinds["continuous"]["examples"][0]["given"]
    assert planner.post("/line-kinds/continuous/design", example, key=None).data["kind"] == "continuous"
    wrong = planner.post("/line-kinds/continuous/design", {**example, "shift_h": 40}, key=None)
    assert (wrong.status, [fault["field"] for fault in wrong.data["fields"]]) == (422, ["shift_h"])

    made = engineer.post("/lines", {"code": "Л-1", "title": "Фасовка", "kind": "continuous", "item": "P101"})
    assert (made.status, made.data["versions"]) == (201, [])
    changed = engineer.post("/lines/Л-1", {"title": "Розлив", "item": "P101", "workshop": "1", "revision": 1})
    assert (changed.data["title"], changed.data["revision"]) == ("Розлив", 2)
    given = filling_on_route(30)
    saved = engineer.post("/lines/Л-1/versions", {"given": given})
    assert (saved.status, saved.data["number"], saved.data["given"]) == (201, 1, given)
    draft = {"given": {**given, "program_pcs": 1000}, "revision": 1, "title": "тише"}
    assert engineer.post("/lines/Л-1/versions/1", draft).data["summary"].startswith("такт 25,8 с")
    assert engineer.post("/lines/Л-1/versions/1", draft).status == 409
    assert engineer.post("/lines/Л-1/versions/1/copy", {"title": "копия"}).data["base"] == 1
    assert engineer.post("/lines/Л-1/versions/2/title", {"title": "вторая"}).data["title"] == "вторая"
    assert [one["number"] for one in engineer.post("/lines/Л-1/versions/2/drop", {}).data["versions"]] == [1]

    seen = engineer.post("/lines/Л-1/versions/1/acceptance/preview", key=None).data
    assert {"before": "150", "after": "133.333333"}.items() <= seen["changes"][0].items()
    body = {"revision": seen["revision"], "seen": seen["seen"]}
    assert engineer.post("/lines/Л-1/versions/1/acceptance", body).data["changes"] == seen["changes"]
    assert planner.get("/lines?text=розлив").data["lines"][0]["state"] == "accepted"
    assert planner.get("/lines/Л-1/versions/1/given").data["given"]["program_pcs"] == 1000
    assert planner.get("/lines/Л-1/versions/1/document").data[:4] == b"%PDF"
    assert planner.get("/lines/Л-1/versions/1/document?format=xlsx").data[:2] == b"PK"
    nothing = engineer.post("/lines/Л-1/versions/1/improve", {})
    assert (nothing.status, nothing.code) == (409, "nothing_to_improve")
    archived = engineer.post("/lines/Л-1/archive", {"revision": 2})
    assert archived.data["is_active"] is False


def test_a_search_is_followed_and_people_are_kept_from_others(caller: Callable[[str], Caller]) -> None:
    engineer = caller("engineer")
    with trial_kind(personal=True):
        a_line(kind="trial", workshop="1")
        save_version(ENGINEER, code="Л-1", given={"worth": 7, "floor": 3})
        run = engineer.post("/lines/Л-1/versions/1/improve", {"time_limit_s": 1}).data
        assert (run["state"], run["number"]) == ("queued", 1)
        assert engineer.post(f"/line-runs/{run['id']}/stop", {}).data["stop_requested"] is True
        assert engineer.get(f"/line-runs/{run['id']}").data["result"] is None
        perform_run(run["id"])
        sought = engineer.post("/lines/Л-1/versions/1/variants", {"time_limit_s": 1}).data
        assert (sought["aim"], engineer.get(f"/line-runs/{sought['id']}/variants").status) == (
            "variants",
            404,
        )
        perform_run(sought["id"])
        found = engineer.get(f"/line-runs/{sought['id']}/variants").data
        assert (found["found"], [one["changes"] for one in found["items"]]) == (
            5,
            [{"worth": 3}, {"worth": 4}],
        )
        assert caller("shop2").get(f"/line-runs/{sought['id']}/variants").status == 403
        chosen = {"run": sought["id"], "place": 2}
        taken = engineer.post("/lines/Л-1/versions/1/variants/take", chosen)
        assert (taken.status, taken.data["given"], taken.data["base"]) == (201, {"worth": 4, "floor": 3}, 1)
        other = caller("shop2")
        assert other.get("/lines/Л-1/versions/1").data["given"] is None
        assert other.get("/lines/Л-1/versions/1/given").status == 403
        assert caller("shop1").get("/lines/Л-1/versions/1/given").data["given"]["worth"] == 7
