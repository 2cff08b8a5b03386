"""What the page of the line draws, as plain data.

Keys whose values tell who is restricted (`PRIVATE_KEYS`) stand apart: a page shows them only to
those who may see them; everything else knows places by their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.backlogs import Movement
from potok.lines.sheltered.calculation import Framework
from potok.lines.sheltered.crew import UNITS_PER_MIN, Staffing, seats_of, task_name
from potok.lines.sheltered.intervals import Intervals
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.people import Exchange, Sentence
from potok.lines.sheltered.schedule import working
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import place_labels
from potok.notes.note import Note, Plain

#: Keys that tell who is restricted.
PRIVATE_KEYS = frozenset({"people", "exchanges", "assignment"})


def page_data(  # noqa: PLR0913, PLR0917 - everything that the design came to
    line: Line,
    staffing: Staffing,
    first: Framework,
    intervals: Intervals,
    services: Sequence[Service],
    balances: Sequence[CrewBalance],
    moved: Sequence[Movement],
    told: Sequence[Sentence],
    strain: Sequence[int],
    exchanges: Sequence[Exchange],
    needed: Note,
) -> dict[str, Plain]:
    """Places, schedule, movement, intervals, rooms, people."""
    found: dict[str, Any] = {
        "takt_min": staffing.takt_min,
        "by_hand": staffing.by_hand,
        "proven": staffing.proven,
        "variant": first.variant,
        "task_pcs": first.task_pcs,
        "plan_pcs": intervals.chosen.plan_pcs,
        "needed_people": needed.result["workers_people"],
        "places": _places(line, staffing),
        "service": [_service(line, balance, one) for balance, one in zip(balances, services, strict=True)],
        "movement": [_movement(one) for one in moved],
        "intervals": {
            "count": intervals.chosen.count,
            "interval_min": intervals.chosen.interval_min,
            "quantity": intervals.chosen.quantity,
            "candidates": [
                {
                    "count": one.count,
                    "interval_min": one.interval_min,
                    "quantity": one.quantity,
                    "plan_pcs": one.plan_pcs,
                    "backlog_pcs": one.backlog_pcs,
                }
                for one in intervals.candidates
            ],
        },
        "rooms": _rooms(line, first),
        "rotation": _rotation(staffing, balances, strain),
        "people": _people(line, staffing, told, strain),
        "exchanges": [
            {
                "one": line.people[one.one].code,
                "other": line.people[one.other].code,
                "one_place": _number(staffing.balance, one.one),
                "other_place": _number(staffing.balance, one.other),
                "takt_min": one.cycle / UNITS_PER_MIN,
                "left": one.left,
            }
            for one in exchanges
        ],
        "assignment": seats_of(line, staffing.balance),
    }
    return cast("dict[str, Plain]", found)


def _number(balance: CrewBalance, person: int) -> int | None:
    station = balance.station_of_worker[person]
    return None if station is None else station + 1


def _places(line: Line, staffing: Staffing) -> list[dict[str, Any]]:
    """Bars of load, down the line: a bar for each person, a part for each operation."""
    labels = place_labels(staffing.balance)
    found = []
    for person in working(staffing.balance):
        parts: list[dict[str, Any]] = []
        for (operation, copy), worker in zip(line.tasks, staffing.balance.worker_of_task, strict=True):
            if worker != person:
                continue
            told = line.operations[operation]
            share = line.share_min(operation, person)
            minutes = told.time_min / (told.places * told.machines) if share is None else share
            parts.append(
                {
                    "number": operation + 1,
                    "name": task_name(line, operation, copy),
                    "machine": told.machine,
                    "minutes": minutes,
                    "permitted": share is not None,
                }
            )
        minutes = sum(float(part["minutes"]) for part in parts)
        found.append(
            {
                "place": _number(staffing.balance, person),
                "label": labels[person].removeprefix("Место "),
                "parts": parts,
                "minutes": minutes,
                "load_pct": 100 * minutes / staffing.takt_min,
            }
        )
    return found


def _service(line: Line, balance: CrewBalance, service: Service) -> dict[str, Any]:
    """Rows of the Gantt chart of one interval."""
    labels = place_labels(balance)
    return {
        "interval_min": service.interval_min,
        "quantity": service.quantity,
        "rows": [
            {
                "label": labels[person].removeprefix("Место "),
                "visits": [
                    {
                        "number": visit.operation + 1,
                        "name": task_name(line, visit.operation, visit.copy),
                        "machine": line.operations[visit.operation].machine,
                        "start": visit.start_min,
                        "finish": visit.finish_min,
                        "quantity": visit.quantity,
                    }
                    for visit in service.visits
                    if visit.person == person
                ],
                "walks": [
                    {"start": walk.start_min, "finish": walk.finish_min}
                    for walk in service.walks
                    if walk.person == person
                ],
            }
            for person in working(balance)
        ],
    }


def _movement(one: Movement) -> dict[str, Any]:
    earlier, later = one.arc
    return {
        "numbers": f"{earlier + 1} → {later + 1}",
        "name": one.name,
        "state": one.state,
        "change_pcs": one.change_pcs,
        "duplicates_pcs": one.duplicates_pcs,
        "initial_pcs": one.initial_pcs,
        "highest_pcs": one.highest_pcs,
        "average_pcs": one.average_pcs,
        "points": [[moment, level] for moment, level in one.points],
    }


def _rooms(line: Line, first: Framework) -> list[dict[str, Any]]:
    """Shift task by rooms: people there, people the area has place for, operations."""
    return [
        {
            "name": room.name,
            "area_m2": room.area_m2,
            "people": now,
            "most_people": most,
            "operations": [o.name for o in line.operations if o.room == number],
        }
        for number, (room, now, most) in enumerate(
            zip(line.rooms, first.room_now, first.room_people, strict=False)
        )
    ]


def _rotation(staffing: Staffing, balances: Sequence[CrewBalance], strain: Sequence[int]) -> dict[str, Any]:
    """Places of everybody in every interval and the points, in the order of the first places."""
    at = [place_labels(balance) for balance in balances]
    return {
        "intervals": len(balances),
        "rows": [
            {
                "label": place_labels(staffing.balance)[person].removeprefix("Место "),
                "places": [one[person].removeprefix("Место ") for one in at],
                "points": strain[person],
            }
            for person in working(staffing.balance)
        ],
    }


def _people(
    line: Line, staffing: Staffing, told: Sequence[Sentence], strain: Sequence[int]
) -> list[dict[str, Any]]:
    labels = place_labels(staffing.balance)
    return [
        {
            "code": line.people[one.person].code,
            "name": line.people[one.person].name,
            "restriction": line.people[one.person].restriction,
            "place": _number(staffing.balance, one.person),
            "label": labels[one.person].removeprefix("Место "),
            "load_pct": one.load_pct,
            "text": one.text,
            "neighbours": list(one.neighbours),
            "points": strain[one.person],
            "mentor": _mentor(line, one.person),
        }
        for one in told
    ]


def _mentor(line: Line, person: int) -> str:
    mentor = line.people[person].mentor
    return "" if mentor is None else line.people[mentor].code
