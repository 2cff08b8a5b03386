"""What counts after the days late: set-ups, changes against the plan in force, early releases."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from builders.plants import MONDAY, days, machine, order, plant, product, rate_line, shift
from potok.plant.model import Order, Plant
from potok.scheduling.build import build_problem
from potok.scheduling.changes import beside_earlier_plan, changed_operations
from potok.scheduling.engine import first_plan, plan_orders
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.request import Goal, Objective, PlanProgress, PlanRequest
from potok.scheduling.summary import days_early_of_orders

#: Enough for a plant of a few orders, whatever the seed.
_WORK = 3000


def shop(orders: Iterable[Order], *, machines: int = 1, families: bool = False) -> Plant:
    """Like machines in two shifts a day, for products A, B and C; a shift holds eight orders of 60."""
    items = [
        product(name, net_kg="1", family=f"F{number % 2}" if families else None)
        for number, name in enumerate("ABC")
    ]
    names = [f"M{number}" for number in range(1, machines + 1)]
    return plant(
        items=items,
        routing=[
            rate_line(item.item_id, 10, name, pcs_per_h="60", setup_min="20", alt_rank=rank)
            for item in items
            for rank, name in enumerate(names, start=1)
        ],
        machines=[machine(name) for name in names],
        calendar=[
            shift(date, start, shift_no=number)
            for date in days(MONDAY, 10)
            for number, start in ((1, "06:00"), (2, "15:00"))
        ],
        orders=orders,
    )


def asked(made: Plant, *, previous: tuple[PlanRow, ...] = (), goal: Goal = Goal.USUAL) -> PlanRequest:
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={each.order_no: made.today for each in made.orders},
        not_before=dt.datetime.combine(made.today, dt.time()),
        previous=previous,
        goal=goal,
    )


def planned(request: PlanRequest, *, work: int = _WORK, seed: int = 1) -> tuple[Plan, Objective]:
    reports: list[PlanProgress] = []
    plan = plan_orders(request, work_limit=work, seed=seed, progress=reports.append)
    return plan, reports[-1].objective


def mixed_orders(count: int, *, due: dt.date) -> list[Order]:
    return [order(f"З-{number:02}", "ABC"[number % 3], 120, due=due) for number in range(count)]


def test_an_operation_on_another_machine_or_in_another_shift_is_changed_and_no_other() -> None:
    made = shop(mixed_orders(1, due=MONDAY), machines=2)
    row = first_plan(asked(made)).rows[0]
    hour, half_a_day = dt.timedelta(hours=1), dt.timedelta(hours=9)

    def changed(**to: object) -> int:
        return changed_operations(made, [row], [dataclasses.replace(row, **to)])  # type: ignore[arg-type]

    assert changed() == 0
    assert changed(start_at=row.start_at + hour, finish_at=row.finish_at + hour) == 0
    assert changed(start_at=row.start_at + half_a_day, finish_at=row.finish_at + half_a_day) == 1
    assert changed(start_at=row.start_at + dt.timedelta(days=1)) == 1
    assert changed(machine_id="M2") == 1
    assert changed_operations(made, [row], []) == 0
    assert changed_operations(made, [], [row]) == 0


def test_an_operation_whose_shift_is_gone_is_changed_once_it_moves() -> None:
    made = shop(mixed_orders(1, due=MONDAY))
    row = first_plan(asked(made)).rows[0]
    closed = dataclasses.replace(made, calendar=made.calendar[1:])
    later = dataclasses.replace(row, start_at=row.start_at + dt.timedelta(minutes=1))
    assert changed_operations(closed, [row], [row]) == 0
    assert changed_operations(closed, [row], [later]) == 1


def test_the_search_counts_the_changes_of_its_plan() -> None:
    made = shop(mixed_orders(12, due=MONDAY), machines=2)
    earlier = first_plan(asked(made)).rows
    urgent = dataclasses.replace(made, orders=(*made.orders[3:], order("С-1", "B", 300, priority=1)))
    plan, worth = planned(asked(urgent, previous=earlier))
    assert worth.changed == changed_operations(urgent, earlier, plan.rows) > 0


def test_at_equal_days_late_and_set_ups_the_plan_in_force_stays() -> None:
    """All orders are alike, so every sequence is as good as any other."""
    made = shop(
        [order(f"З-{number:02}", "A", 120, due=MONDAY + dt.timedelta(days=9)) for number in range(14)]
    )
    backwards = sorted(made.orders, key=lambda each: each.order_no, reverse=True)
    earlier = first_plan(asked(dataclasses.replace(made, orders=_due_in_turn(backwards)))).rows
    plan, worth = planned(asked(made, previous=earlier))
    assert changed_operations(made, earlier, plan.rows) == worth.changed == 0
    afresh, _ = planned(asked(made))
    assert changed_operations(made, earlier, afresh.rows) > 0


def _due_in_turn(orders: list[Order]) -> tuple[Order, ...]:
    return tuple(
        dataclasses.replace(each, due_date=MONDAY + dt.timedelta(days=number))
        for number, each in enumerate(orders)
    )


def test_the_goal_decides_whether_set_ups_or_changes_come_first() -> None:
    due = MONDAY + dt.timedelta(days=9)
    made = shop(mixed_orders(18, due=due))
    # The plan in force changes the product with every order.
    earlier = first_plan(asked(dataclasses.replace(made, orders=_due_in_turn(list(made.orders))))).rows
    _, usual = planned(asked(made, previous=earlier))
    _, steady = planned(asked(made, previous=earlier, goal=Goal.STEADY))
    assert usual.weighted_tardiness == steady.weighted_tardiness == 0
    assert usual.setup_s < steady.setup_s
    assert steady.changed < usual.changed


def test_whatever_the_goal_days_late_come_first() -> None:
    due = MONDAY + dt.timedelta(days=9)
    made = shop(mixed_orders(18, due=due))
    earlier = first_plan(asked(dataclasses.replace(made, orders=_due_in_turn(list(made.orders))))).rows
    last = max(earlier, key=lambda row: row.start_at).order_no
    hurried = tuple(
        dataclasses.replace(each, due_date=MONDAY) if each.order_no == last else each for each in made.orders
    )
    for goal in Goal:
        _, worth = planned(asked(dataclasses.replace(made, orders=hurried), previous=earlier, goal=goal))
        assert worth.weighted_tardiness == 0
        assert worth.changed > 0


def test_of_orders_that_are_all_in_time_a_small_one_does_not_lie_about_before_it_is_needed() -> None:
    due = MONDAY + dt.timedelta(days=8)
    made = shop([order("З-1", "A", 120, due=due - dt.timedelta(days=2)), order("З-2", "A", 4 * 960, due=due)])
    plan, worth = planned(asked(made))
    early = days_early_of_orders(plan.rows, made.orders, made)
    assert worth.early_days == sum(early.values())
    assert early == {"З-1": 2, "З-2": 4}


def test_places_of_an_earlier_plan_are_known_only_for_operations_it_had() -> None:
    made = shop(mixed_orders(3, due=MONDAY))
    earlier = [row for row in first_plan(asked(made)).rows if row.order_no != "З-01"]
    problem = beside_earlier_plan(build_problem(asked(made)), made, earlier)
    known = {job.order.order_no for job in problem.jobs if job.operations[0].index in problem.stood}
    assert known == {"З-00", "З-02"}
