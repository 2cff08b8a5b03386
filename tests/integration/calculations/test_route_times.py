"""Norms of a saved calculation become times of a route."""

from decimal import Decimal

import pytest

from potok.errors import InvalidDataError, PotokError
from potok.operations.calculations.errors import NoNormTimeError
from potok.operations.calculations.fillers import Choice, fill, filler_named
from potok.operations.calculations.services.route_times import (
    TakenTime,
    apply_times,
    preview_times,
)
from potok.operations.calculations.services.saving import Subject, save_calculation
from potok.operations.master_data.errors import RecordChangedError
from potok.operations.master_data.plant_resources import ROUTES
from potok.operations.master_data.services.changing import card_records
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.plant.model import RoutingLine

TIME_STUDY = {
    "stability_norm": 1.3,
    "elements": [{"name": "Смешение", "durations_min": [2.0, 2.1, 2.0, 1.9]}],
    "rest_per_op_min": 0,
}


def line(op_no: int = 10, machine: str = "M102", product: str = "P101") -> RoutingLine:
    found = [one for one in card_records(ROUTES, (product,)) if isinstance(one, RoutingLine)]
    return next(one for one in found if (one.op_no, one.machine_id) == (op_no, machine))


def study() -> str:
    return save_calculation(SYSTEM, method_id="norms.time_study", given=TIME_STUDY).number


def cycle_of_plant() -> str:
    taken = fill(filler_named("cycle.duration", "route"), Choice(product="P101"))
    subject = Subject(taken.subject, taken.subject_name)
    return save_calculation(
        SYSTEM, method_id="cycle.duration", given=dict(taken.given), subject=subject
    ).number


def test_the_time_of_a_piece_becomes_the_time_of_a_load(demo_database: None) -> None:
    before, other = line(), line(machine="M101")
    apply_times(SYSTEM, number=study(), product="P101", taken=[TakenTime(0, 10, "M102")])
    after = line()
    assert before.batch_time_min != after.batch_time_min
    net_kg = fill(filler_named("cycle.duration", "route"), Choice(product="P101"))
    assert net_kg.given["operations"][0]["time_min"] == pytest.approx(2, rel=1e-4)
    assert line(machine="M101") == other


def test_the_time_of_a_whole_load_is_taken_as_it_is(demo_database: None) -> None:
    change = preview_times(SYSTEM, number=study(), product="P101", taken=[TakenTime(0, 10)], whole_batch=True)
    assert {one.after for one in change.changes} == {Decimal(2)}
    assert {one.machine for one in change.changes} == {"M101", "M102"}
    assert line().batch_time_min == Decimal(165)


def test_data_taken_from_a_route_change_nothing_when_they_go_back(demo_database: None) -> None:
    number = cycle_of_plant()
    operations = list(dict.fromkeys(one.op_no for one in card_records(ROUTES, ("P101",))))  # type: ignore[attr-defined]
    preferred = [TakenTime(place, op_no, _preferred(op_no)) for place, op_no in enumerate(operations)]
    assert preview_times(SYSTEM, number=number, product="P101", taken=preferred).changes == ()


def _preferred(op_no: int) -> str:
    found = [one for one in card_records(ROUTES, ("P101",)) if isinstance(one, RoutingLine)]
    mine = (one for one in found if one.op_no == op_no)
    return min(mine, key=lambda one: one.alt_rank).machine_id


def test_the_history_of_the_route_names_the_calculation(demo_database: None) -> None:
    number = study()
    apply_times(SYSTEM, number=number, product="P101", taken=[TakenTime(0, 10, "M102")])
    changes = ROUTES.books.history(("P101",))
    assert any(number in change.why for change in changes)


def test_every_fault_of_the_choice_is_told_and_nothing_is_written(demo_database: None) -> None:
    before = line()
    with pytest.raises(InvalidDataError) as refused:
        apply_times(
            SYSTEM,
            number=study(),
            product="P101",
            taken=[TakenTime(0, 10), TakenTime(0, 10, "M102"), TakenTime(5, 10), TakenTime(0, 999)],
        )
    assert {problem.field for problem in refused.value.problems} == {"op_no", "time"}
    assert line() == before


def test_a_route_changed_since_it_was_seen_is_not_overwritten(demo_database: None) -> None:
    number, taken = study(), [TakenTime(0, 10, "M102")]
    seen = preview_times(SYSTEM, number=number, product="P101", taken=taken).seen
    apply_times(SYSTEM, number=number, product="P101", taken=taken, seen=seen)
    with pytest.raises(RecordChangedError):
        apply_times(SYSTEM, number=number, product="P101", taken=[TakenTime(0, 10, "M101")], seen=seen)


def test_a_calculation_without_norms_is_refused_by_name(demo_database: None) -> None:
    given = {"qty_unit": "t", "periods": [{"label": "1", "plan_qty": 1, "actual_qty": 1}]}
    number = save_calculation(SYSTEM, method_id="programme.rhythm", given=given).number
    with pytest.raises(NoNormTimeError, match="Длительность производственного цикла"):
        preview_times(SYSTEM, number=number, product="P101", taken=[TakenTime(0, 10)])


def test_only_who_may_change_routes_may_apply(demo_database: None) -> None:
    planner = Actor(user_id=None, name="Плановик", roles=frozenset({Role.PLANNER}))
    with pytest.raises(NoRightError):
        preview_times(planner, number=study(), product="P101", taken=[TakenTime(0, 10)])


def test_the_last_saved_calculation_fills_a_method_that_the_books_do_not(demo_database: None) -> None:
    number = study()
    taken = fill(filler_named("norms.time_study", "last"), Choice())
    assert taken.given == TIME_STUDY
    assert number in taken.remarks[0]
    with pytest.raises(PotokError):
        filler_named("norms.service", "last")
