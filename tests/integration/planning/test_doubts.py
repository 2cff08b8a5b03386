"""Master data that change under a plan in force make it doubtful until a planner has looked."""

from __future__ import annotations

import dataclasses

import pytest

from potok.operations.master_data.plant_resources import CALENDARS, MACHINES
from potok.operations.master_data.services.changing import change_records
from potok.operations.master_data.services.machines import set_machine_status
from potok.operations.notices.reads import notices_of
from potok.operations.people.acting import SYSTEM, actor_of
from potok.operations.people.models import User
from potok.operations.planning.errors import UnknownPlanError
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.services.doubts import confirm_plan
from potok.plant.model import MachineStatus
from potok.plant.tables import Placed


def sources() -> set[str]:
    """What waits for the planner."""
    planner = actor_of(User.objects.get(username="planner"))
    return {group.source.code for group in notices_of(planner) if group.waiting}


def test_a_changed_calendar_and_a_stopped_machine_mark_the_plan_in_force(published: PlanVersion) -> None:
    row = next(one for one in CALENDARS.books.records() if one.work_min)
    shorter = dataclasses.replace(row, work_min=row.work_min - 60)
    day = [one for one in CALENDARS.books.records() if CALENDARS.card_of(one) == CALENDARS.card_of(row)]
    rows = [Placed(place, shorter if one == row else one) for place, one in enumerate(day, start=1)]
    change_records(SYSTEM, CALENDARS, rows)
    machine = MACHINES.books.records()[0].machine_id
    set_machine_status(SYSTEM, machine=machine, status=MachineStatus.REPAIR)
    published.refresh_from_db()
    assert published.doubt == f"календарь; состояние станка {machine}"
    assert "plan_doubt" in sources()
    confirm_plan(SYSTEM, number=published.number)
    published.refresh_from_db()
    assert published.doubt == ""
    assert "plan_doubt" not in sources()
    with pytest.raises(UnknownPlanError):
        confirm_plan(SYSTEM, number=published.number + 100)


def test_a_new_name_of_a_machine_leaves_the_plan_alone(published: PlanVersion) -> None:
    machine = MACHINES.books.records()[0]
    change_records(SYSTEM, MACHINES, [Placed(1, dataclasses.replace(machine, name="Смеситель новый"))])
    published.refresh_from_db()
    assert published.doubt == ""
