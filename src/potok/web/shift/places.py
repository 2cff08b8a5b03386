"""Which workshop and which shift a page is about."""

from __future__ import annotations

from django.http import QueryDict

from potok.operations.catalog.errors import UnknownWorkshopError
from potok.operations.people.acting import Actor
from potok.operations.people.rights import NoRightError, roles_for
from potok.operations.shopfloor.errors import NoShiftError
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.lists import WorkshopRow
from potok.operations.shopfloor.reads.shift_task import ShiftTime, present_shift, workshop_shifts
from potok.web.pull_table import queries


def shown_workshops(person: Actor) -> tuple[WorkshopRow, ...]:
    """Workshops to choose from, the own ones first."""
    found = lists.workshops()
    return tuple(sorted(found, key=lambda row: (row.id not in person.workshops, row.code)))


def chosen_workshop(person: Actor, query: QueryDict) -> WorkshopRow:
    """The workshop of an address line, else the own one, else the first.

    Raises:
        UnknownWorkshopError: The address names another one.
    """
    rows = shown_workshops(person)
    asked = query.get("workshop", "")
    found = next((row for row in rows if row.code == asked or not asked), None)
    if found is None:
        raise UnknownWorkshopError(workshop=asked)
    return found


def own_workshop(person: Actor, code: str) -> WorkshopRow:
    """A workshop that the person acts for.

    Raises:
        UnknownWorkshopError: There is none of that code.
        NoRightError: The person heads another one.
    """
    found = next((row for row in lists.workshops() if row.code == code), None)
    if found is None:
        raise UnknownWorkshopError(workshop=code)
    if person.workshops and found.id not in person.workshops:
        raise NoRightError(command="report_work", roles=roles_for("report_work"))
    return found


def chosen_shift(workshop: str, query: QueryDict) -> ShiftTime | None:
    """The shift of an address line, else the present one; None for a workshop without shifts.

    Raises:
        NoShiftError: The calendar has no such shift.
    """
    date, text = queries.date_of(query, "date"), query.get("shift", "")
    if date is None:
        return present_shift(workshop)
    shift_no = int(text) if text.isascii() and text.isdigit() else 1
    found = next((one for one in workshop_shifts(workshop, date) if one.shift_no == shift_no), None)
    if found is None:
        raise NoShiftError(workshop=workshop, date=f"{date:%d.%m.%Y}", shift_no=shift_no)
    return found


def shift_query(workshop: str, shift: ShiftTime) -> str:
    """Parameters that name a shift."""
    return f"?workshop={workshop}&date={shift.date:%Y-%m-%d}&shift={shift.shift_no}"
