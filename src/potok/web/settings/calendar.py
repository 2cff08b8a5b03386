"""Calendars of workshops: a month at a glance, a whole calendar made from a shift pattern."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError, Problem
from potok.exchange.cells import CellFaultError, Date, Time, Whole
from potok.operations.catalog.clock import plant_settings, today
from potok.operations.master_data.given import in_words
from potok.operations.master_data.holiday_dates import COUNTRIES
from potok.operations.master_data.plant_resources import CALENDARS
from potok.operations.master_data.reads import published_plan_number
from potok.operations.master_data.references import options_of
from potok.operations.master_data.resource import Difference
from potok.operations.master_data.services.calendars import CalendarOrder, make_calendar, preview_calendar
from potok.operations.people.acting import require
from potok.plant.model import CalendarRow, DayKind
from potok.plant.shift_patterns import BY_KEY, PATTERNS, ShiftTimes, usual_times
from potok.web import formats
from potok.web.components.parts import Crumb
from potok.web.settings.addresses import address
from potok.web.shell.person import actor

_MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь",
    "Декабрь",
)  # fmt: skip
_PLACE = "Создание календаря"
_WORDS = {
    "pattern": "График",
    "workshops": "Цеха",
    "first": "С",
    "last": "По",
    "times": "Время смен",
    "country": "Праздники",
    "cycle_start": "Начало цикла",
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month as drawn.

    Attributes:
        kind: work | off | holiday | repair | none (the calendar says nothing).
        lines: Shifts with their times, or why the day is free.
        minutes: Usable minutes of the workshop.
    """

    date: dt.date
    href: str
    kind: str
    lines: tuple[str, ...]
    minutes: int
    in_month: bool
    today: bool


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """The month of a workshop; `?workshop=` and `?month=2026-03`."""
    workshops = options_of("workshops")
    codes = [code for code, _ in workshops]
    code = request.GET.get("workshop", "")
    code = code if code in codes else (codes[0] if codes else "")
    first = _month(request.GET.get("month", ""))
    weeks = list(_weeks(code, first))
    days = [day for week in weeks for day in week if day.in_month]
    context = {
        "title": CALENDARS.title,
        "nav": "settings",
        "workshops": [
            {"code": each, "name": name, "href": _href(each, first), "current": each == code}
            for each, name in workshops
        ],
        "heading": f"{_MONTHS[first.month - 1]} {first.year}",
        "before": _href(code, _shifted(first, -1)),
        "after": _href(code, _shifted(first, 1)),
        "now": _href(code, today().replace(day=1)),
        "weeks": weeks,
        "weekdays": [formats.weekday(dt.date(2026, 3, 2) + dt.timedelta(days=day)) for day in range(7)],
        "working_days": sum(day.kind == "work" for day in days),
        "hours": sum(day.minutes for day in days) / 60,
        "may_edit": actor(request).may(CALENDARS.command),
        "urls": {
            "make": reverse("settings:calendars_make"),
            "load": address(CALENDARS, "load"),
            "export": address(CALENDARS, "export"),
        },
    }
    return render(request, "potok/settings/month.html", context)


@require_GET
def make(request: HttpRequest) -> HttpResponse:
    """The form of a new calendar."""
    require(actor(request), CALENDARS.command)
    first = today().replace(day=1)
    pattern = BY_KEY.get(request.GET.get("pattern", ""), PATTERNS[0])
    context = {
        "title": "Календарь по графику",
        "nav": "settings",
        "crumbs": [Crumb(CALENDARS.title, address(CALENDARS))],
        "patterns": PATTERNS,
        "pattern": pattern,
        "times": usual_times(pattern),
        "workshops": options_of("workshops"),
        "countries": COUNTRIES.items(),
        "country": plant_settings().country if pattern.holidays_off else "",
        "first": formats.date(first),
        "last": formats.date(dt.date(first.year, 12, 31)),
        "list_url": address(CALENDARS),
    }
    if request.headers.get("HX-Request"):
        return render(request, "potok/settings/make_times.html", context)
    return render(request, "potok/settings/make.html", context)


@require_POST
def check_made(request: HttpRequest) -> HttpResponse:
    """What the calendar would change; nothing is written."""
    try:
        order = _order(request)
        difference = preview_calendar(actor(request), order=order)
    except InvalidDataError as error:
        return _faults(request, error)
    context = {
        **_counts(difference),
        "plan": published_plan_number(),
        "workshops": ", ".join(f"№ {code}" for code in order.workshops),
        "dates": formats.date_range(order.first, order.last),
    }
    return render(request, "potok/settings/make_preview.html", context)


@require_POST
def apply_made(request: HttpRequest) -> HttpResponse:
    """Write the calendar."""
    try:
        order = _order(request)
        difference = make_calendar(actor(request), order=order)
    except InvalidDataError as error:
        return _faults(request, error)
    counts = _counts(difference)
    messages.success(
        request,
        f"Календарь записан: новых смен {counts['new']}, изменено {counts['changed']}, "
        f"убрано {counts['removed']}.",
    )
    href = _href(order.workshops[0], order.first.replace(day=1))
    return HttpResponse(status=204, headers={"HX-Redirect": href})


def _counts(difference: Difference) -> dict[str, Any]:
    return {
        "new": len(difference.new),
        "changed": len(difference.changed),
        "removed": len(difference.removed),
    }


def _order(request: HttpRequest) -> CalendarOrder:
    """The order of the form.

    Raises:
        InvalidDataError: Dates or times cannot be read; all faults at once.
    """
    given, faults = request.POST, list[Problem]()

    def read(kind: Date | Time | Whole, field: str, text: str) -> Any:  # noqa: ANN401 - the kind's own type
        try:
            return kind.read(text.strip())
        except CellFaultError as fault:
            faults.append(Problem(_PLACE, None, field, text or None, fault.expected, fault.code))
            return None

    first = read(Date(), "first", given.get("first", ""))
    last = read(Date(), "last", given.get("last", ""))
    start = read(Date(), "cycle_start", given["cycle_start"]) if given.get("cycle_start") else None
    times = [
        (read(Time(), "times", begin), read(Time(), "times", end), read(Whole(), "times", pause or "0"))
        for begin, end, pause in zip(
            given.getlist("start"), given.getlist("finish"), given.getlist("break"), strict=False
        )
    ]
    if faults:
        raise InvalidDataError(faults)
    return CalendarOrder(
        workshops=tuple(given.getlist("workshop")),
        first=first,
        last=last,
        pattern=given.get("pattern", ""),
        times=tuple(ShiftTimes(*each) for each in times),
        country=given.get("country", ""),
        cycle_start=start,
    )


def _faults(request: HttpRequest, error: InvalidDataError) -> HttpResponse:
    problems = [
        Problem(
            each.where, each.row, _WORDS.get(each.field, each.field), each.value, each.expected, each.code
        )
        for each in in_words(CALENDARS, error.problems)
    ]
    context = {"problems": problems, "found": len(problems), "code": error.code}
    return render(request, "potok/settings/faults.html", context)


def _weeks(workshop: str, first: dt.date) -> Iterator[list[Day]]:
    rows: dict[dt.date, list[CalendarRow]] = defaultdict(list)
    for row in CALENDARS.books.records():
        if row.workshop_id == workshop:
            rows[row.date].append(row)
    for week in months.Calendar().monthdatescalendar(first.year, first.month):
        yield [_day(workshop, date, rows.get(date, []), first) for date in week]


def _day(workshop: str, date: dt.date, rows: list[CalendarRow], first: dt.date) -> Day:
    whole = [row for row in rows if row.machine_id is None]
    working = [row for row in whole if row.kind is DayKind.WORK]
    repairs = [row for row in rows if row.machine_id is not None]
    free = next((row for row in whole if row.kind is not DayKind.WORK), None)
    if working:
        kind = "work"
    elif free is not None:
        kind = "holiday" if free.kind is DayKind.HOLIDAY else "off"
    else:
        kind = "none"
    lines = [
        f"{row.shift_no}: {formats.time(row.start_time)}–{formats.time(row.end_time)}"
        + (f" {row.note}" if row.note else "")
        for row in working
    ]
    if not working and free is not None:
        lines = [free.note or ("праздник" if kind == "holiday" else "выходной")]
    lines += [f"{row.machine_id}: {row.note or 'ремонт'}" for row in repairs]
    href = address(CALENDARS, "card", card=(workshop, date))
    minutes = sum(row.work_min for row in working)
    return Day(date, href, kind, tuple(lines), minutes, date.month == first.month, date == today())


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def _shifted(first: dt.date, months_on: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + months_on
    return dt.date(number // 12, number % 12 + 1, 1)


def _href(workshop: str, first: dt.date) -> str:
    return f"{address(CALENDARS)}?workshop={workshop}&month={first:%Y-%m}"
