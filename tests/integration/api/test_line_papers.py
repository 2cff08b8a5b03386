"""Simulations, floor plans and papers of lines over the API."""

from __future__ import annotations

from collections.abc import Callable

from builders.lines import ENGINEER, a_line, filling
from potok.lines.sheets import passport
from potok.operations.lines.services.simulations import perform_simulation
from potok.operations.lines.services.versions import save_version

from .conftest import Caller


def test_a_line_is_simulated_and_placed_over_the_api(caller: Callable[[str], Caller]) -> None:
    engineer, planner = caller("engineer"), caller("planner")
    a_line()
    save_version(ENGINEER, code="Л-1", given=filling())
    few = {"conditions": {"replications": 1, "warm_up_shifts": 0}}
    run = engineer.post("/lines/Л-1/versions/1/simulations", few)
    assert (run.status, run.data["state"], run.data["replications"]) == (201, "queued", 1)
    assert engineer.post("/lines/Л-1/versions/1/simulations", few).status == 409
    wrong = engineer.post("/lines/Л-1/versions/1/simulations", {"conditions": {"shifts": 0}})
    assert (wrong.status, [fault["field"] for fault in wrong.data["fields"]]) == (422, ["shifts"])
    perform_simulation(run.data["id"])
    shown = planner.get(f"/line-simulations/{run.data['id']}").data
    assert (shown["state"], shown["note"]["method"]) == ("done", "line.simulation")
    assert engineer.post(f"/line-simulations/{run.data['id']}/stop", {}).data["state"] == "done"

    assert planner.get("/lines/Л-1/sheets/plan").status == 404
    plan = planner.get("/lines/Л-1/versions/1/plan").data
    assert plan["faults"] == []
    kept = engineer.post("/lines/Л-1/sheets/plan", {"data": plan["plan"], "title": "первый"})
    assert (kept.status, kept.data["number"]) == (201, 1)
    moved = planner.get("/lines/Л-1/sheets/plan").data["data"]
    moved["places"][0]["x_mm"] = -500
    looked = engineer.post("/line-plan-check", {"plan": moved}, key=None).data
    assert "out_of_room" in {fault["rule"] for fault in looked["faults"]}
    tidy = engineer.post("/line-plan-check", {"plan": moved, "place": True}, key=None).data
    assert tidy["faults"] == []
    assert engineer.post("/lines/Л-1/sheets/passport", {"data": passport.example()}).status == 201
    assert engineer.post("/lines/Л-1/sheets/passport", {"data": {"product": "x"}}).status == 422
    assert planner.post("/lines/Л-1/sheets/passport", {"data": passport.example()}).status == 403
