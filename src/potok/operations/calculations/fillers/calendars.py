"""Data from calendars: days, days off and hours of a workshop over a year."""

from __future__ import annotations

import datetime as dt

from potok.errors import InvalidDataError
from potok.operations.calculations.fillers.filler import Choice, Taken, problem
from potok.operations.calculations.fillers.routes import working_machines
from potok.operations.catalog import clock
from potok.operations.catalog.master import master_data, stamp


def repair_chart(choice: Choice) -> Taken:
    """`maintenance.ppr_schedule`: calendar and machines of a workshop; repair norms are typed by hand."""
    master = master_data(stamp())
    if choice.workshop not in master.workshop_ids:
        raise InvalidDataError([problem("workshop", choice.workshop or None, "код цеха")])
    year = clock.today().year
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=place) for place in range((dt.date(year + 1, 1, 1) - first).days)]
    hours = []
    for day in days:
        shifts = master.shifts.workshop_shifts(choice.workshop, day)
        hours.append(sum(shift.finish - shift.start for shift in shifts) / 3600)
    working = [count for count in hours if count]
    known = [day for day in days if master.shifts.source_date(day) is not None]
    given = {
        "calendar_days": len(days),
        "full_days_off": len(days) - len(working),
        "machines": [{"name": name} for name in working_machines(master, choice.workshop)],
    }
    if working:
        given["work_hours_per_day"] = round(sum(working) / len(working), 4)
    remarks = [f"Дни и часы — календарь цеха № {choice.workshop} за {year} год."]
    if len(known) < len(days):
        remarks.append(
            f"В календаре нет {len(days) - len(known)} дней этого года: они посчитаны выходными, проверьте."
        )
    remarks.append("Пробеги и простои в ремонтах берутся из паспортов машин: задайте их в таблице.")
    return Taken(given, remarks=tuple(remarks))
