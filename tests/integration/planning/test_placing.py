"""Orders outside the plan put on the board by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.racers import at_once
from potok.operations.catalog.clock import aware, local, planning_start
from potok.operations.catalog.models import CalendarRow, Machine, RoutingLine
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.errors import OrderNotPlaceableError
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads.tray import tray
from potok.operations.planning.services.moving import Move, move_line, preview_move
from potok.operations.planning.services.placing import (
    Placement,
    place_order,
    placeable,
    preview_placement,
)
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.moving import MachineNotPermittedError
from potok.scheduling.verify import check_plan

from .conftest import order

SHOP_HEAD = Actor(user_id=None, name="Начальник", roles=frozenset({Role.SHOP_HEAD}))
#: Confirmed after the plan; fully covered.
LATECOMER = "ЗП-0040"


@pytest.fixture
def latecomer(published: PlanVersion) -> ProductionOrder:
    """An order confirmed after the plan in force was made."""
    confirm_orders(SYSTEM, order_nos=[LATECOMER])
    found = order(LATECOMER)
    assert found.status in {"in_production", "waiting_shortage"}
    return found


def wish(version: PlanVersion, *, days: int = 3, order_no: str = LATECOMER, machine: int = 0) -> Placement:
    code, _ = placeable(version, order_no).machines[machine]
    return Placement(order_no, code, planning_start() + dt.timedelta(days=days))


def test_a_preview_tells_where_the_order_would_stand_and_saves_nothing(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    wanted = wish(published)
    preview = preview_placement(SYSTEM, number=published.number, placement=wanted)
    assert preview.ok
    assert preview.start_at >= wanted.start_at
    own = next(change for change in preview.changes if change.order_no == LATECOMER)
    assert own.kind == "added"
    assert PlanVersion.objects.count() == 1


def test_a_placed_order_stands_in_a_draft_that_the_checker_accepts(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    wanted = wish(published)
    preview = preview_placement(SYSTEM, number=published.number, placement=wanted)
    draft = place_order(SYSTEM, number=published.number, placement=wanted)
    first = draft.lines.filter(order=latecomer).order_by("op_no").first()
    assert first is not None
    assert (first.machine.code, first.start_at) == (wanted.machine_code, preview.start_at)
    operations = set(RoutingLine.objects.filter(product=latecomer.product).values_list("op_no", flat=True))
    assert set(draft.lines.filter(order=latecomer).values_list("op_no", flat=True)) == operations
    request = plan_request()
    report = check_plan(request.plant, stored_rows(draft), material=request.material, now=request.not_before)
    assert report.ok, report.violations[:3]
    published.refresh_from_db()
    assert (draft.state, published.state) == ("draft", "published")
    assert LATECOMER not in {left["order_no"] for left in tray(draft)}


def test_placing_on_a_draft_puts_the_draft_before_aside(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    line = published.lines.order_by("start_at").last()
    move = Move(line.order.order_no, line.op_no, line.machine.code, line.start_at + dt.timedelta(days=1))
    preview = preview_move(SYSTEM, number=published.number, move=move)
    assert LATECOMER in {change.order_no for change in preview.changes if change.kind == "added"}
    first = place_order(SYSTEM, number=published.number, placement=wish(published))
    confirm_orders(SYSTEM, order_nos=["ЗП-0041"])
    second = place_order(SYSTEM, number=first.number, placement=wish(first, order_no="ЗП-0041"))
    first.refresh_from_db()
    assert (first.state, second.state) == ("rejected", "draft")
    assert second.lines.filter(order__order_no__in=[LATECOMER, "ЗП-0041"]).exists()


def test_before_the_material_nothing_starts(published: PlanVersion) -> None:
    PlanVersion.objects.filter(pk=published.pk).update(unplanned=[])
    published.lines.filter(order__order_no="ЗП-0098").delete()
    short = order("ЗП-0098")
    assert short.earliest_start_date is not None
    wanted = Placement("ЗП-0098", placeable(published, "ЗП-0098").machines[0][0], planning_start())
    preview = preview_placement(SYSTEM, number=published.number, placement=wanted)
    assert preview.delayed
    assert local(preview.start_at).date() >= short.earliest_start_date


def test_a_machine_outside_the_route_is_refused(published: PlanVersion, latecomer: ProductionOrder) -> None:
    permitted = {code for code, _ in placeable(published, LATECOMER).machines}
    other = Machine.objects.exclude(code__in=permitted).first()
    with pytest.raises(MachineNotPermittedError, match=str(other.code)):
        preview_placement(
            SYSTEM, number=published.number, placement=Placement(LATECOMER, other.code, planning_start())
        )


def test_what_cannot_be_placed_is_told_with_its_reason(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    with pytest.raises(UnknownOrderError):
        placeable(published, "НЕТ")
    with pytest.raises(OrderNotPlaceableError, match="Новый"):
        placeable(published, "ЗП-0100")
    with pytest.raises(OrderNotPlaceableError, match=f"уже стоит в плане {published.number}"):
        placeable(published, "ЗП-0001")
    Machine.objects.filter(routing_lines__product=latecomer.product).update(status="repair")
    with pytest.raises(OrderNotPlaceableError, match="ни одна машина первой операции не работает"):
        placeable(published, LATECOMER)
    RoutingLine.objects.filter(product=latecomer.product).delete()
    with pytest.raises(OrderNotPlaceableError, match="нет маршрута"):
        placeable(published, LATECOMER)


def test_an_order_without_known_cover_stays_in_the_tray(published: PlanVersion) -> None:
    new = ProductionOrder.objects.filter(status="new")
    confirm_orders(SYSTEM, order_nos=list(new.values_list("order_no", flat=True)))
    uncovered = ProductionOrder.objects.filter(status="waiting_shortage", earliest_start_date=None).first()
    assert uncovered is not None
    with pytest.raises(OrderNotPlaceableError, match="нет известного прихода"):
        placeable(published, uncovered.order_no)
    left = next(each for each in tray(published) if each["order_no"] == uncovered.order_no)
    assert (left["op_no"], left["work_min"]) == (None, {})


def test_the_tray_names_the_first_operation_and_its_work(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    left = next(each for each in tray(published) if each["order_no"] == LATECOMER)
    found = placeable(published, LATECOMER)
    assert left["op_no"] == found.op_no
    assert list(left["work_min"]) == [code for code, _ in found.machines]
    assert all(minutes > 0 for minutes in left["work_min"].values())


def test_after_the_last_date_of_the_calendar_its_last_week_repeats(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    machine = placeable(published, LATECOMER).machines[0][0]
    far = Placement(LATECOMER, machine, aware(dt.datetime(2027, 3, 1, 8)))
    preview = preview_placement(SYSTEM, number=published.number, placement=far)
    assert preview.start_at >= far.start_at


def test_a_machine_without_working_time_takes_no_order(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    wanted = wish(published)
    workshop = Machine.objects.get(code=wanted.machine_code).workshop
    CalendarRow.objects.filter(workshop=workshop).delete()
    with pytest.raises(OrderNotPlaceableError, match="не хватает рабочего времени"):
        preview_placement(SYSTEM, number=published.number, placement=wanted)
    with pytest.raises(OrderNotPlaceableError):
        place_order(SYSTEM, number=published.number, placement=wanted)
    assert PlanVersion.objects.count() == 1


def test_a_calendar_that_ends_and_does_not_repeat_has_no_room_for_work_behind_it(
    published: PlanVersion, latecomer: ProductionOrder
) -> None:
    wanted = wish(published, days=400)
    CalendarRow.objects.filter(date__gt=dt.date(2026, 3, 7)).delete()
    with pytest.raises(NoWorkingTimeError, match="календарь исчерпан"):
        preview_placement(SYSTEM, number=published.number, placement=wanted)
    with pytest.raises(NoWorkingTimeError):
        place_order(SYSTEM, number=published.number, placement=wanted)
    assert PlanVersion.objects.count() == 1


def test_planners_who_change_the_plan_at_the_same_moment_get_a_draft_each(published: PlanVersion) -> None:
    lines = list(published.lines.select_related("order", "machine").order_by("-start_at")[:3])
    moves = [
        Move(line.order.order_no, line.op_no, line.machine.code, line.start_at + dt.timedelta(days=1))
        for line in lines
    ]
    answers = at_once(
        *(lambda move=move: move_line(SYSTEM, number=published.number, move=move) for move in moves)
    )
    assert [type(answer).__name__ for answer in answers] == ["PlanVersion"] * 3, answers
    assert sorted(answer.number for answer in answers) == [2, 3, 4]


def test_a_shop_head_cannot_place_orders(published: PlanVersion, latecomer: ProductionOrder) -> None:
    with pytest.raises(NoRightError):
        preview_placement(SHOP_HEAD, number=published.number, placement=wish(published))
    with pytest.raises(NoRightError):
        place_order(SHOP_HEAD, number=published.number, placement=wish(published))
