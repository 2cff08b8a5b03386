"""Work that people hold on a plan stays theirs: pins and moves by hand go on from version to version."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import MachineStop
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.services.moving import Move, move_line, pin_line, preview_move
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.repairs import preview_repair, repair_version
from potok.operations.planning.services.scenarios import perform_scenario, request_scenario, take_scenario
from potok.operations.planning.services.undoing import undo_change
from potok.operations.planning.snapshot import plan_request
from potok.scheduling.repair.events import Breakdown, RefusedLine

from .conftest import run_to_the_end


def last_lines(plan: PlanVersion) -> list[ScheduleLine]:
    """The last operation of each of two orders on different machines, late enough to be moved freely."""
    found: dict[int, ScheduleLine] = {}
    for line in plan.lines.filter(preliminary=False).select_related("order", "machine").order_by("-start_at"):
        if line.order_id not in {one.order_id for one in found.values()}:
            found.setdefault(line.machine_id, line)
    return list(found.values())[:2]


def pin(plan: PlanVersion, line: ScheduleLine, *, pinned: bool = True) -> None:
    pin_line(SYSTEM, number=plan.number, order_no=line.order.order_no, op_no=line.op_no, pinned=pinned)


def moved(plan: PlanVersion, line: ScheduleLine, **span: int) -> PlanVersion:
    where = Move(line.order.order_no, line.op_no, line.machine.code, line.start_at + dt.timedelta(**span))
    return move_line(SYSTEM, number=plan.number, move=where)


def same(plan: PlanVersion, line: ScheduleLine) -> ScheduleLine:
    """The line of the same operation in another version."""
    return plan.lines.select_related("order", "machine").get(order=line.order, op_no=line.op_no)


def place(line: ScheduleLine) -> tuple[int, dt.datetime]:
    return line.machine_id, line.start_at


def agreed_in_the_frozen_zone(plan: PlanVersion) -> ScheduleLine:
    """A line that the shop agreed and that starts within the next day."""
    line = plan.lines.select_related("order", "machine").order_by("start_at")[0]
    ScheduleLine.objects.filter(pk=line.pk).update(agreement="agreed")
    return line


def test_a_pin_on_a_draft_holds_in_the_next_calculation_beside_it_and_survives_publishing(
    published: PlanVersion,
) -> None:
    one, other = last_lines(published)
    draft = moved(published, one, days=3)
    mine = same(draft, one)
    pin(draft, mine)

    again = run_to_the_end(beside=draft.number).plan
    assert again is not None
    assert (place(same(again, one)), same(again, one).pinned) == (place(mine), True)

    further = moved(draft, other, days=2)
    assert (place(same(further, one)), same(further, one).pinned) == (place(mine), True)

    stopped = local(mine.start_at)
    event = Breakdown(mine.machine.code, stopped, stopped + dt.timedelta(hours=20))
    repaired = repair_version(SYSTEM, number=further.number, event=event)
    assert (place(same(repaired, one)), same(repaired, one).pinned) == (place(mine), True)

    publish_plan(SYSTEM, number=repaired.number)
    assert same(repaired, one).pinned
    after = run_to_the_end().plan
    assert after is not None
    assert place(same(after, one)) == place(mine)


def test_an_operation_unpinned_on_a_draft_is_free_there_and_stays_free_when_it_is_published(
    published: PlanVersion,
) -> None:
    one, other = last_lines(published)
    pin(published, one)
    draft = moved(published, other, days=2)
    assert same(draft, one).pinned
    pin(draft, one, pinned=False)
    start = local(one.start_at)
    event = Breakdown(one.machine.code, start, start + dt.timedelta(hours=20))
    free = repair_version(SYSTEM, number=draft.number, event=event)
    assert place(same(free, one)) != place(one)
    assert not same(free, one).pinned
    publish_plan(SYSTEM, number=free.number)
    assert not same(free, one).pinned


def test_a_pin_does_not_follow_work_that_a_calculation_put_elsewhere(published: PlanVersion) -> None:
    one, _ = last_lines(published)
    draft = moved(published, one, days=3)
    pin(published, one)
    again = run_to_the_end().plan
    assert again is not None
    assert same(again, one).pinned
    assert not same(draft, one).pinned


def test_held_work_moved_by_hand_stays_where_it_was_put_at_the_next_edit_and_undo_goes_back_there(
    published: PlanVersion,
) -> None:
    held = agreed_in_the_frozen_zone(published)
    assert (held.order.order_no, held.op_no) in {
        (row.order_no, row.op_no) for row in plan_request().fixed_rows
    }
    first = moved(published, held, days=2)
    by_hand = place(same(first, held))
    assert by_hand != place(held)

    other = next(line for line in last_lines(published) if line.order_id != held.order_id)
    second = moved(first, other, days=2)
    assert place(same(second, held)) == by_hand
    back = undo_change(SYSTEM, number=second.number)
    assert back is not None
    assert place(same(back, held)) == by_hand
    assert place(same(back, other)) == place(same(first, other))

    mended = repair_version(
        SYSTEM,
        number=back.number,
        event=Breakdown(
            other.machine.code, local(other.start_at), local(other.start_at) + dt.timedelta(hours=9)
        ),
    )
    assert place(same(mended, held)) == by_hand
    publish_plan(SYSTEM, number=mended.number)
    assert place(same(mended, held)) == by_hand
    assert not mended.lines.filter(moved_by_hand=True).exists()


def test_pinned_work_moved_by_hand_stays_pinned_where_it_was_put(published: PlanVersion) -> None:
    one, other = last_lines(published)
    pin(published, one)
    draft = moved(published, one, days=1)
    mine = place(same(draft, one))
    assert mine != place(one)
    again = run_to_the_end(beside=draft.number).plan
    assert again is not None
    for plan in (draft, again, moved(draft, other, days=1)):
        assert (place(same(plan, one)), same(plan, one).pinned) == (mine, True)


def test_what_a_shop_agrees_while_a_draft_has_other_work_there_does_not_end_the_draft(
    published: PlanVersion,
) -> None:
    by_machine: dict[int, list[ScheduleLine]] = {}
    for line in published.lines.select_related("order", "machine").order_by("start_at"):
        by_machine.setdefault(line.machine_id, []).append(line)
    first, second = next(
        (lines[0], lines[1])
        for lines in by_machine.values()
        if len(lines) > 1 and lines[0].order_id != lines[1].order_id and lines[1].op_no == 10
    )
    draft = move_line(
        SYSTEM,
        number=published.number,
        move=Move(second.order.order_no, second.op_no, second.machine.code, first.start_at),
    )
    mine = place(same(draft, second))
    pin(draft, same(draft, second))
    ScheduleLine.objects.filter(pk=first.pk).update(agreement="agreed")
    other = next(line for line in last_lines(draft) if line.order_id not in {first.order_id, second.order_id})
    further = moved(draft, other, days=1)
    assert place(same(further, second)) == mine


def test_a_scenario_taken_over_begins_with_the_pins_of_the_plan_in_force(published: PlanVersion) -> None:
    one, _ = last_lines(published)
    pin(published, one)
    scenario = request_scenario(SYSTEM, title="как сейчас", changes=(), defer=lambda key: key, time_limit_s=0)
    perform_scenario(scenario.pk)
    taken = take_scenario(SYSTEM, scenario_id=scenario.pk)
    assert (place(same(taken, one)), same(taken, one).pinned) == (place(one), True)


def test_undo_keeps_the_pins_that_the_shown_draft_has(published: PlanVersion) -> None:
    one, other = last_lines(published)
    first = moved(published, one, days=1)
    second = moved(first, one, days=1)
    pin(second, other)
    back = undo_change(SYSTEM, number=second.number)
    assert back is not None
    assert same(back, other).pinned


@pytest.mark.parametrize("launched", [False, True])
def test_pinned_work_in_a_reported_stop_stays_and_is_named_and_nothing_else_comes_there(
    published: PlanVersion, *, launched: bool
) -> None:
    line = published.lines.select_related("order", "machine").order_by("start_at")[0]
    if launched:
        type(line.order).objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)
    else:
        pin(published, line)
    begin = line.start_at + (line.finish_at - line.start_at) / 4
    period = DateTimeTZRange(begin, line.finish_at + dt.timedelta(days=1))
    MachineStop.objects.create(machine=line.machine, period=period, reason="поломка")

    run = run_to_the_end()
    assert run.error in (None, {})
    assert run.plan is not None
    assert place(same(run.plan, line)) == place(line)
    beside = run.plan.lines.filter(machine=line.machine, parts__start_at__lt=period.upper)
    assert not beside.filter(parts__finish_at__gt=line.finish_at).exists()

    preview = preview_repair(SYSTEM, number=published.number, event=None)
    assert preview.ok, preview.violations[:3]
    assert (line.order.order_no, line.op_no) in preview.held_in_stop


@pytest.mark.parametrize(
    ("answer", "stays"), [("none", False), ("sent", False), ("agreed", True), ("refused", False)]
)
def test_work_agreed_for_the_next_hours_stays(published: PlanVersion, *, answer: str, stays: bool) -> None:
    line = published.lines.select_related("order").order_by("start_at")[0]
    ScheduleLine.objects.filter(pk=line.pk).update(agreement=answer)
    held = {(row.order_no, row.op_no) for row in plan_request().fixed_rows}
    assert ((line.order.order_no, line.op_no) in held) is stays


def two_operations(plan: PlanVersion) -> list[ScheduleLine]:
    """The operations of an order that begins within the next day, all agreed."""
    for first in plan.lines.filter(op_no=10, preliminary=False).order_by("start_at"):
        mine = plan.lines.filter(order=first.order)
        lines = list(mine.select_related("order", "machine").order_by("op_no"))
        if len(lines) > 1:
            mine.update(agreement="agreed")
            return lines
    raise AssertionError("no order has two operations")


def test_agreed_work_behind_a_refused_operation_follows_it(published: PlanVersion) -> None:
    first, second, *_ = two_operations(published)
    published.lines.filter(pk=first.pk).update(agreement="refused")
    held = {(row.order_no, row.op_no) for row in plan_request().fixed_rows}
    assert (second.order.order_no, second.op_no) not in held
    until = local(second.finish_at) + dt.timedelta(days=1)
    event = RefusedLine(first.order.order_no, first.op_no, first.machine.code, until)
    preview = preview_repair(SYSTEM, number=published.number, event=event)
    assert preview.ok, preview.violations[:3]
    repair_version(SYSTEM, number=published.number, event=event, proposal=preview.proposal)


def test_agreed_work_behind_a_bar_that_is_dragged_follows_it(published: PlanVersion) -> None:
    first, second, *_ = two_operations(published)
    where = Move(first.order.order_no, first.op_no, first.machine.code, second.finish_at)
    assert preview_move(SYSTEM, number=published.number, move=where).ok
    draft = move_line(SYSTEM, number=published.number, move=where)
    assert same(draft, second).start_at > second.start_at
    assert run_to_the_end(beside=draft.number).plan is not None


def test_a_pin_set_on_the_plan_in_force_reaches_the_drafts_made_of_it(published: PlanVersion) -> None:
    one, other = last_lines(published)
    draft = moved(published, other, days=2)
    pin(published, one)
    assert same(draft, one).pinned
    publish_plan(SYSTEM, number=draft.number)
    assert same(draft, one).pinned


def test_work_launched_after_a_move_by_hand_stays_where_it_was_launched(published: PlanVersion) -> None:
    line = agreed_in_the_frozen_zone(published)
    draft = moved(published, line, days=2)
    type(line.order).objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)
    again = run_to_the_end(beside=draft.number).plan
    assert again is not None
    assert place(same(again, line)) == place(line)


def test_an_order_that_is_kept_comes_before_a_pin_of_the_draft(published: PlanVersion) -> None:
    one, other = last_lines(published)
    where = Move(one.order.order_no, one.op_no, one.machine.code, one.start_at + dt.timedelta(days=3))
    draft = move_line(SYSTEM, number=published.number, move=where)
    pin(draft, same(draft, one))
    again = run_to_the_end(beside=draft.number, keep_orders=[one.order.order_no]).plan
    assert again is not None
    assert place(same(again, one)) == place(one)
    assert place(same(again, other)) == place(same(draft, other))
