"""Each event on a plant of two machines: what gives way, what stays, and the sentence."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import Order
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan, StartReason
from potok.scheduling.repair.changes import counted, hours
from potok.scheduling.repair.engine import Repair, repair_plan
from potok.scheduling.repair.events import (
    AbsentCrew,
    Breakdown,
    Event,
    EventEmptyError,
    EventUnknownError,
    LateMaterial,
    RefusedLine,
    UrgentOrder,
)
from potok.scheduling.repair.weights import PRESETS, RepairWeights
from potok.scheduling.request import PlanRequest

EIGHT = dt.datetime(2026, 3, 2, 8)


def request_of(*orders: Order, machines: int = 1) -> PlanRequest:
    """One product, a batch an hour, a shift of eight hours a day, no set-ups."""
    ids = [f"M{number}" for number in range(1, machines + 1)]
    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[
            batch_line("P1", 10, machine_id, size_kg="100", minutes="60", alt_rank=rank)
            for rank, machine_id in enumerate(ids, start=1)
        ],
        machines=[machine(machine_id) for machine_id in ids],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=orders,
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: MONDAY for one in made.orders},
        not_before=dt.datetime(2026, 3, 2),
    )


def repaired(request: PlanRequest, event: Event, **given: object) -> tuple[Plan, Repair]:
    before = first_plan(request)
    return before, repair_plan(request, before, event, work_limit=12, **given)  # type: ignore[arg-type]


def starts(plan: Plan) -> dict[str, tuple[str, dt.datetime]]:
    """Machine and start of each order's first row."""
    found: dict[str, tuple[str, dt.datetime]] = {}
    for row in sorted(plan.rows, key=lambda row: row.start_at):
        found.setdefault(row.order_no, (row.machine_id, row.start_at))
    return found


def test_a_breakdown_shifts_what_it_hits_and_slack_absorbs_the_rest() -> None:
    request = request_of(*(order(f"ЗП-{number}", "P1", 200, due=MONDAY) for number in (1, 2)))
    request = dataclasses.replace(request, material={"ЗП-1": MONDAY, "ЗП-2": dt.date(2026, 3, 3)})
    before, repair = repaired(request, Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=3)))
    assert starts(repair.plan)["ЗП-1"] == ("M1", EIGHT + dt.timedelta(hours=3))
    assert starts(repair.plan)["ЗП-2"] == starts(before)["ЗП-2"]
    assert repair.sentence == "1 из 2 операций сдвинута; 1 заказ позже на 3 ч"
    assert [change.later_s for change in repair.changes] == [3 * 3600]


def test_another_machine_is_taken_when_the_order_would_be_late() -> None:
    request = request_of(order("ЗП-1", "P1", 800, due=MONDAY), machines=2)
    _, repair = repaired(request, Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=30)))
    assert starts(repair.plan)["ЗП-1"] == ("M2", EIGHT)
    assert repair.plan.late == ()
    assert repair.sentence.startswith("1 из 1 операции сдвинута; 1 — на другом станке; ни один заказ")


def test_who_stays_behind_an_order_that_left_the_machine_is_not_told_to_wait_for_it() -> None:
    """Queue 1, 2, 3: 2 goes to the other machine; 3 stays and waits for nobody any more."""
    request = request_of(*(order(f"ЗП-{number}", "P1", 100, due=MONDAY) for number in (1, 2, 3)), machines=2)
    only_first = {
        "P1": tuple(line for line in request.plant.routings["P1"] if line.machine_id == "M1"),
    }
    before = first_plan(
        dataclasses.replace(request, plant=dataclasses.replace(request.plant, routings=only_first))
    )
    in_turn = [row.order_no for row in before.rows]
    event = RefusedLine(in_turn[1], 10, "M1", EIGHT + dt.timedelta(days=3))
    repair = repair_plan(request, before, event, work_limit=12)
    assert starts(repair.plan)[in_turn[1]][0] == "M2"
    assert starts(repair.plan)[in_turn[2]] == starts(before)[in_turn[2]]
    cause = next(cause for cause in repair.plan.causes if cause.order_no == in_turn[2])
    assert (cause.reason, cause.bound_at) == (StartReason.KEPT, EIGHT + dt.timedelta(hours=1))


def test_late_material_moves_its_order_alone() -> None:
    request = request_of(*(order(f"ЗП-{number}", "P1", 200) for number in (1, 2, 3)))
    before, repair = repaired(request, LateMaterial({"ЗП-2": dt.date(2026, 3, 4)}, "R15"))
    assert starts(repair.plan)["ЗП-2"][1] == dt.datetime(2026, 3, 4, 8)
    for order_no in ("ЗП-1", "ЗП-3"):
        assert starts(repair.plan)[order_no] == starts(before)[order_no]
    cause = next(cause for cause in repair.plan.causes if cause.order_no == "ЗП-2")
    assert (cause.reason, cause.item_id) == ("material", "R15")


def test_an_order_whose_material_is_not_known_any_more_falls_out_and_is_not_praised() -> None:
    request = request_of(
        order("ЗП-1", "P1", 200), order("ЗП-2", "P1", 200, due=dt.date(2026, 2, 20)), machines=1
    )
    _, repair = repaired(request, LateMaterial({"ЗП-2": None}))
    assert repair.sentence.startswith("Выпадает из плана: ЗП-2")
    assert "меньше" not in repair.sentence
    assert [shift.order_no for shift in repair.shifts if shift.order_no == "ЗП-2"] == []


def test_an_urgent_order_pushes_others_only_when_gaps_are_too_late() -> None:
    request = request_of(
        *(order(f"ЗП-{number}", "P1", 800, priority=3, due=dt.date(2026, 3, 20)) for number in (1, 2)),
        order("ЗП-9", "P1", 800, priority=3, due=dt.date(2026, 3, 20)),
    )
    _, calm = repaired(request, UrgentOrder("ЗП-9", dt.date(2026, 3, 4)))
    assert calm.changes == ()
    _, repair = repaired(request, UrgentOrder("ЗП-9", MONDAY))
    assert starts(repair.plan)["ЗП-9"][1] == EIGHT
    assert repair.plan.late == ()


def test_an_absent_crew_closes_one_shift_of_its_machines() -> None:
    request = request_of(order("ЗП-1", "P1", 200), machines=2)
    _, repair = repaired(request, AbsentCrew(("M1", "M2"), MONDAY, 1))
    assert starts(repair.plan)["ЗП-1"][1] == dt.datetime(2026, 3, 3, 8)


def test_a_refused_line_leaves_its_place_and_no_other_moves() -> None:
    request = request_of(*(order(f"ЗП-{number}", "P1", 200) for number in (1, 2)))
    before, repair = repaired(request, RefusedLine("ЗП-1", 10, "M1", dt.datetime(2026, 3, 3)))
    assert starts(repair.plan)["ЗП-1"][1] >= dt.datetime(2026, 3, 3)
    assert starts(repair.plan)["ЗП-2"] == starts(before)["ЗП-2"]


def test_held_work_stays_in_a_stop_and_is_named() -> None:
    request = request_of(*(order(f"ЗП-{number}", "P1", 200) for number in (1, 2)))
    before = first_plan(request)
    held = tuple(row for row in before.rows if row.order_no == "ЗП-1")
    request = dataclasses.replace(request, fixed_rows=held)
    repair = repair_plan(request, before, Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=6)), work_limit=6)
    assert set(held) <= set(repair.plan.rows)
    assert repair.held_in_stop == (("ЗП-1", 10),)
    assert starts(repair.plan)["ЗП-2"][1] == EIGHT + dt.timedelta(hours=6)


def test_weights_decide_between_moving_much_and_being_late() -> None:
    request = request_of(
        order("ЗП-1", "P1", 800, priority=3, due=MONDAY),
        order("ЗП-2", "P1", 800, priority=3, due=dt.date(2026, 3, 3)),
        machines=2,
    )
    event = Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=8))
    careless = RepairWeights(day_late=0.0, moved=1.0, other_machine=50.0, hour_later=0.0)
    _, cheap = repaired(request, event, weights=careless)
    assert all(change.machine_before == change.machine_after for change in cheap.changes)


def test_the_presets_decide_between_another_machine_and_being_late() -> None:
    request = request_of(order("ЗП-1", "P1", 800, priority=3, due=MONDAY), machines=2)
    event = Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=8))
    taken = {
        name: starts(repaired(request, event, weights=weights)[1].plan)["ЗП-1"][0]
        for name, weights in PRESETS.items()
    }
    assert taken == {"fewer_changes": "M1", "usual": "M2", "less_late": "M2"}


@pytest.mark.parametrize(
    ("event", "error", "sentence"),
    [
        (Breakdown("X", EIGHT, EIGHT + dt.timedelta(hours=1)), EventUnknownError, "станка X"),
        (Breakdown("M1", EIGHT, EIGHT), EventEmptyError, "должен быть позже"),
        (LateMaterial({}), EventEmptyError, "ни один заказ"),
        (LateMaterial({"ЗП-0": MONDAY}), EventUnknownError, "заказа ЗП-0"),
        (UrgentOrder("ЗП-0"), EventUnknownError, "заказа ЗП-0"),
        (AbsentCrew(("M1",), MONDAY, 3), EventUnknownError, "смены 3"),
        (AbsentCrew(("X",), MONDAY, 1), EventUnknownError, "станка X"),
        (RefusedLine("ЗП-0", 10, "M1", EIGHT), EventUnknownError, "заказа ЗП-0"),
    ],
)
def test_an_event_that_does_not_fit_the_plant_is_refused_in_words(
    event: Event, error: type[Exception], sentence: str
) -> None:
    request = request_of(order("ЗП-1", "P1", 100))
    with pytest.raises(error, match=sentence):
        repair_plan(request, first_plan(request), event)


def test_numbers_are_said_as_people_say_them() -> None:
    forms = ("заказ", "заказа", "заказов")
    assert [counted(count, forms) for count in (1, 2, 5, 11, 21, 112)] == [
        "1 заказ",
        "2 заказа",
        "5 заказов",
        "11 заказов",
        "21 заказ",
        "112 заказов",
    ]
    assert [hours(seconds) for seconds in (30, 2400, 5400, 180_000)] == [
        "1 мин",
        "40 мин",
        "1,5 ч",
        "2,1 дн.",
    ]
