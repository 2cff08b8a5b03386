"""Calendars made from a shift pattern, public holidays, the status of machines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, TypeAlias

from ninja import Query, Schema
from pydantic import Field

from potok.api.fields import Code, Day, Given, OneOf, Remark
from potok.api.master_data.operations import CountsOut, section
from potok.operations.master_data.holiday_dates import COUNTRIES, public_holidays
from potok.operations.master_data.resource import Difference
from potok.operations.master_data.services.calendars import CalendarOrder, make_calendar, preview_calendar
from potok.operations.master_data.services.machines import set_machine_status
from potok.operations.people.acting import Actor
from potok.plant.model import MachineStatus
from potok.plant.shift_patterns import BY_KEY, PATTERNS, ShiftTimes

Pattern: TypeAlias = Annotated[str, OneOf(BY_KEY)]
Country: TypeAlias = Annotated[str, OneOf(COUNTRIES)]


class ShiftIn(Given):
    """A shift of a day; `finish` not after `start` = next day."""

    start: dt.time
    finish: dt.time
    break_min: int = Field(0, ge=0, le=1440)


class CalendarIn(Given):
    """The calendar that is to be made."""

    workshops: list[Code] = Field(min_length=1, max_length=200)
    first: Day
    last: Day
    pattern: Pattern
    times: list[ShiftIn] = Field(min_length=1, max_length=3)
    country: Country | None = Field(None, description="Чьи праздники нерабочие; пусто — работаем.")
    cycle_start: Day | None = None

    def order(self) -> CalendarOrder:
        """For the service."""
        return CalendarOrder(
            workshops=tuple(self.workshops),
            first=self.first,
            last=self.last,
            pattern=self.pattern,
            times=tuple(ShiftTimes(one.start, one.finish, one.break_min) for one in self.times),
            country=self.country or "",
            cycle_start=self.cycle_start,
        )


class PatternOut(Schema):
    """A shift pattern."""

    key: str
    title: str
    shifts: int
    cycle: list[int]
    offsets: list[int]
    weekdays: list[int]


class PatternList(Schema):
    """All patterns."""

    patterns: list[PatternOut]


class HolidayOut(Schema):
    """A public holiday."""

    date: dt.date
    name: str


class HolidayList(Schema):
    """Holidays by date."""

    holidays: list[HolidayOut]


class HolidayQuery(Given):
    """Whose holidays of which year."""

    country: Country
    year: int = Field(ge=2000, le=2099)


@section.read("/shift-patterns", right="read_catalog", answer=PatternList, summary="Графики смен")
def list_patterns(_: Actor) -> dict[str, Any]:
    """Patterns that a calendar can be made from."""
    return {"patterns": PATTERNS}


@section.read("/holidays", right="read_catalog", answer=HolidayList, summary="Праздники страны")
def list_holidays(_: Actor, wanted: Query[HolidayQuery]) -> dict[str, Any]:
    """Public holidays of a year."""
    found = public_holidays(wanted.country, dt.date(wanted.year, 1, 1), dt.date(wanted.year, 12, 31))
    return {"holidays": [{"date": date, "name": name} for date, name in found.items()]}


@section.preview(
    "/calendars/make/preview",
    right="edit_calendars",
    answer=CountsOut,
    summary="Календарь по графику: что изменится",
)
def preview_made(actor: Actor, given: CalendarIn) -> CountsOut:
    """What the calendar would change; nothing is written."""
    return _counts(preview_calendar(actor, order=given.order()))


@section.command("/calendars/make", name="edit_calendars", answer=CountsOut, summary="Календарь по графику")
def make(actor: Actor, given: CalendarIn) -> CountsOut:
    """Write the calendar."""
    return _counts(make_calendar(actor, order=given.order()))


class MachineStatusIn(Given):
    """Whether a machine may be planned."""

    machine: Code
    status: MachineStatus
    why: Remark = ""


class ChangedOut(Schema):
    """Whether anything changed."""

    changed: bool


@section.command("/machine-status", name="set_machine_status", answer=ChangedOut, summary="Состояние станка")
def set_status(actor: Actor, given: MachineStatusIn) -> ChangedOut:
    """Set the status; shop heads for machines of their own workshop."""
    changed = set_machine_status(actor, machine=given.machine, status=given.status, why=given.why)
    return ChangedOut(changed=changed)


def _counts(difference: Difference) -> CountsOut:
    return CountsOut(
        new=len(difference.new), changed=len(difference.changed), removed=len(difference.removed)
    )
