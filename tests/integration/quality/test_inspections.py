from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders.small_books import put_lot
from potok.errors import InvalidDataError
from potok.operations.catalog.models import Workshop
from potok.operations.orders.errors import VersionConflictError
from potok.operations.people.acting import Actor
from potok.operations.people.models import User
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.quality.errors import UnknownCauseError, UnknownControlPointError
from potok.operations.quality.services.control_plan import PointGiven, retire_point, save_cause, save_point
from potok.operations.quality.services.inspections import DefectGiven, InspectionGiven, record_inspection

pytestmark = pytest.mark.usefixtures("plant")


def three_of_ten(inspector: Actor) -> int:
    """The sample of the source: 3 of 10, acceptance number 0."""
    point = PointGiven("PA", "sampling", "вязкость", op_no=10, sample_pcs=3, lot_pcs=10, acceptance_number=0)
    return save_point(inspector, point=point).pk


@pytest.mark.parametrize(("defective", "passed"), [(0, True), (1, False)])
def test_a_sample_passes_up_to_its_acceptance_number(defective: int, passed: bool, inspector: Actor) -> None:  # noqa: FBT001
    save_cause(inspector, code="В", name="вязкость ниже нормы")
    defects = [DefectGiven("В", defective)] if defective else []
    given = InspectionGiven(3, defects, point=three_of_ten(inspector))
    found = record_inspection(inspector, inspection=given)
    assert (found.passed, found.defective_pcs, found.acceptance_number) == (passed, defective, 0)
    assert (found.kind, found.op_no, found.workshop, found.number) == ("sampling", 10, "1", "КК-00001")


def test_control_of_every_unit_passes_without_defects_only(inspector: Actor) -> None:
    save_cause(inspector, code="Т", name="течь", repairable=False)
    point = save_point(inspector, point=PointGiven("PA", "full", "герметичность")).pk
    good = record_inspection(inspector, inspection=InspectionGiven(100, point=point))
    bad = record_inspection(inspector, inspection=InspectionGiven(100, [DefectGiven("Т", 2)], point=point))
    assert (good.passed, bad.passed) == (True, False)
    assert not bad.defects.get().repairable


def test_a_shop_writes_its_own_self_and_mutual_control_only(inspector: Actor) -> None:
    own = Workshop.objects.get(code="1").pk
    user = User.objects.create(username="head")
    head = Actor(user.pk, "Мастер", frozenset({Role.SHOP_HEAD}), frozenset({own}))
    Workshop.objects.create(code="9", name="Цех № 9")
    given = InspectionGiven(10, kind="self", item="PA")
    assert record_inspection(head, inspection=given).passed
    for refused in (replace(given, kind="full"), replace(given, workshop="9")):
        with pytest.raises(NoRightError):
            record_inspection(head, inspection=refused)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item": "НЕТ"}, "item"),
        ({"op_no": 20}, "op_no"),
        ({"kind": "никакой"}, "kind"),
        ({"characteristic": " "}, "characteristic"),
        ({"sample_pcs": None}, "sample_pcs"),
        ({"acceptance_number": 3}, "acceptance_number"),
        ({"lot_pcs": 2}, "lot_pcs"),
        ({"kind": "incoming"}, "kind"),
    ],
)
def test_a_line_of_the_plan_names_what_is_wrong(change: dict[str, Any], field: str, inspector: Actor) -> None:
    good: dict[str, Any] = {
        "item": "PA", "kind": "sampling", "characteristic": "вязкость", "op_no": 10, "sample_pcs": 3,
    }  # fmt: skip
    with pytest.raises(InvalidDataError) as refused:
        save_point(inspector, point=PointGiven(**(good | change)))
    assert field in {problem.field for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"inspected_pcs": 2}, "inspected_pcs"),
        ({"defects": [DefectGiven("В", 4)]}, "defects"),
        ({"defects": [DefectGiven("В", 1), DefectGiven("В", 1)]}, "defects"),
        ({"lot": "L1"}, "lot"),
        ({"workshop": "9"}, "workshop"),
    ],
)
def test_an_inspection_names_what_contradicts(given: dict[str, Any], field: str, inspector: Actor) -> None:
    save_cause(inspector, code="В", name="вязкость ниже нормы")
    put_lot("RX", 1, code="L1")
    point = three_of_ten(inspector)
    with pytest.raises(InvalidDataError) as refused:
        record_inspection(
            inspector, inspection=InspectionGiven(**({"inspected_pcs": 3, "point": point} | given))
        )
    assert field in {problem.field for problem in refused.value.problems}


def test_unknown_causes_and_retired_lines_are_refused(inspector: Actor) -> None:
    point = three_of_ten(inspector)
    with pytest.raises(UnknownCauseError):
        record_inspection(inspector, inspection=InspectionGiven(3, [DefectGiven("нет", 1)], point=point))
    retire_point(inspector, key=point)
    with pytest.raises(UnknownControlPointError):
        record_inspection(inspector, inspection=InspectionGiven(3, point=point))


def test_a_line_that_somebody_changed_is_a_conflict(inspector: Actor) -> None:
    point = three_of_ten(inspector)
    retire_point(inspector, key=point, expected_version=1)
    with pytest.raises(VersionConflictError):
        retire_point(inspector, key=point, expected_version=1)
