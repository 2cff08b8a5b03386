"""Task, synchronism, service of several machines, area and quota by the methods of source 002 (25.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.crew import Staffing
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.service import flow_order, piece_minutes, staffed_times
from potok.lines.sheltered.writing import computed, place_labels
from potok.notes.note import Note

_MIN_PER_H = 60.0
_S_PER_MIN = 60.0


@dataclass(frozen=True, slots=True)
class Framework:
    """What the first steps decide.

    Attributes:
        notes: Their explained calculations in the order of 25.9.
        task_pcs: Whole pieces of the shift that so many people make at best.
        takt_min: Takt of that task.
        variant: "continuous", "a" or "b" (25.1).
        synchronous_share: Share of places in step with the takt.
        room_people: [rooms] people that the room has place for.
        room_now: [rooms] people who work there now.
        quota_met: Whether the quota is kept, None without a quota.
        limited_share: Share of people with restrictions among those who work.
    """

    notes: tuple[Note, ...]
    task_pcs: int
    takt_min: float
    variant: str
    synchronous_share: float
    room_people: tuple[int, ...]
    room_now: tuple[int, ...]
    quota_met: bool | None
    limited_share: float


def framework(line: Line, staffing: Staffing) -> Framework:
    """Area, task, synchronism, continuous part, service and quota, in the order of catalogue 25.9."""
    balance = staffing.balance
    notes: list[Note] = []
    room_now = people_in_rooms(line, balance)
    room_people: tuple[int, ...] = ()
    if line.rooms:
        area = _area(line, balance)
        notes.append(area)
        sections = cast("list[dict[str, Any]]", area.result["sections"])
        room_people = tuple(round(section["workers_people"]) for section in sections)
        if sum(room_people):
            notes.append(_task(line, balance, sum(room_people), "Сменное задание по площади помещений"))
    task = _task(line, balance, balance.used, "Сменное задание по численности людей на линии")
    takt = _float(task, "takt_min")
    needed = _synchronism_of_operations(line, takt)
    places = _synchronism_of_places(line, balance, takt)
    notes += [task, needed, places]
    variant = str(places.result["variant"])
    if variant in {"continuous", "a"}:
        notes += _continuous(line, balance, places, round(_float(task, "shift_task_whole_pcs")))
    notes += _rounds(line, staffing)
    quota = _quota(line, balance)
    limited = sum(bool(line.people[person].restriction) for person in set(balance.worker_of_task))
    return Framework(
        notes=(*notes, *([] if quota is None else [quota])),
        task_pcs=round(_float(task, "shift_task_whole_pcs")),
        takt_min=takt,
        variant=variant,
        synchronous_share=_float(places, "synchronous_share"),
        room_people=room_people,
        room_now=room_now,
        quota_met=None if quota is None else bool(quota.result["met"]),
        limited_share=limited / balance.used,
    )


def people_in_rooms(line: Line, balance: CrewBalance) -> tuple[int, ...]:
    """[rooms] people who have an operation in the room; who works in two rooms takes place in both."""
    there: list[set[int]] = [set() for _ in line.rooms]
    for (operation, _), person in zip(line.tasks, balance.worker_of_task, strict=True):
        room = line.operations[operation].room
        if room is not None:
            there[room].add(person)
    return tuple(len(people) for people in there)


def _area(line: Line, balance: CrewBalance) -> Note:
    factors: list[float] = []
    for number, room in enumerate(line.rooms):
        there = {
            person
            for (operation, _), person in zip(line.tasks, balance.worker_of_task, strict=True)
            if line.operations[operation].room == number
        }
        mean = sum(line.people[person].area_factor for person in there) / len(there) if there else 1.0
        factors.append(mean if room.correction is None else room.correction)
    sections = [
        {
            "name": room.name,
            "area_m2": room.area_m2,
            "equipment_area_m2": room.equipment_area_m2,
            "service_area_m2": room.service_area_m2,
            "correction_factor": factor,
        }
        for room, factor in zip(line.rooms, factors, strict=True)
    ]
    return computed("sheltered.area_workers", "Сколько людей вмещают помещения", {"sections": sections})


def _task(line: Line, balance: CrewBalance, people: int, title: str) -> Note:
    times = staffed_times(line, balance)
    return computed(
        "sheltered.shift_task",
        title,
        {
            "shift_min": line.number("shift_min"),
            "breaks_min": line.number("breaks_min"),
            "workers_people": people,
            "operations": [
                {
                    "name": operation.name,
                    "time_min": time / operation.machines,
                    "transport_min": operation.transport_min,
                }
                for operation, time in zip(line.operations, times, strict=True)
            ],
        },
    )


def _synchronism_of_operations(line: Line, takt: float) -> Note:
    """Which operations want duplicate stations before anybody is staffed."""
    return computed(
        "sheltered.synchronisation",
        "Синхронность операций по нормам: где нужны дублёры",
        {
            "takt_min": takt,
            "tolerance_pct": line.number("tolerance_pct"),
            "operations": [
                {"name": operation.name, "time_min": operation.time_min / operation.machines}
                for operation in line.operations
            ],
        },
    )


def _synchronism_of_places(line: Line, balance: CrewBalance, takt: float) -> Note:
    """Which places of the staffed line keep step with the takt: this chooses the variant."""
    labels, works = place_labels(balance), piece_minutes(line, balance)
    people = sorted(set(balance.worker_of_task), key=lambda p: (balance.station_of_worker[p] or 0, p))
    return computed(
        "sheltered.synchronisation",
        "Синхронность рабочих мест с расставленными людьми",
        {
            "takt_min": takt,
            "tolerance_pct": line.number("tolerance_pct"),
            "operations": [{"name": labels[person], "time_min": works[person]} for person in people],
        },
    )


def _continuous(line: Line, balance: CrewBalance, places: Note, task_pcs: int) -> list[Note]:
    """The synchronous places as a continuous line (variant a, first stage)."""
    if not task_pcs:
        return []
    labels, works = place_labels(balance), piece_minutes(line, balance)
    rows = cast("list[dict[str, Any]]", places.result["operations"])
    steady = {row["name"] for row in rows if row["synchronous"]}
    operations = [
        {"name": label, "time_s": work * _S_PER_MIN, "simultaneous_pcs": 1}
        for label, work in zip(labels, works, strict=True)
        if label in steady
    ]
    given: dict[str, object] = {
        "program_pcs": task_pcs,
        "shift_h": line.number("shift_min") / _MIN_PER_H,
        "loss_share": 0,
        "break_per_shift_min": line.number("breaks_min"),
        "stops_min_per_hour": 0,
        "downtime_share": 0,
        "transport_batch_pcs": line.number("transport_batch_pcs"),
        "safety_backlog_shift_share": line.number("safety_backlog_shift_share"),
        "lines_count": 1,
        "operations": operations,
    }
    spacing = line.maybe("workplace_spacing_m")
    if spacing is not None:
        given["workplace_spacing_m"] = spacing
    title = "Непрерывная линия из синхронных мест"
    return [computed("line.continuous", title, given)]


def _rounds(line: Line, staffing: Staffing) -> list[Note]:
    """Whether everybody with several machines gets round them within one takt (25.2)."""
    balance, notes = staffing.balance, []
    rank = {operation: number for number, operation in enumerate(flow_order(line))}
    labels = place_labels(balance)
    for person in sorted(set(balance.worker_of_task), key=lambda p: (balance.station_of_worker[p] or 0, p)):
        own = [
            operation
            for (operation, _), worker in zip(line.tasks, balance.worker_of_task, strict=True)
            if worker == person
        ]
        if len(own) == 1 and line.operations[own[0]].machines == 1:
            continue
        rows = []
        for operation in sorted(own, key=lambda number: rank[number]):
            told, minutes = line.operations[operation], line.people[person].minutes[operation]
            rows.append(
                {
                    "name": told.name,
                    # A duplicate station sees each piece of the line in its turn only.
                    "time_min": (told.time_min if minutes is None else minutes) / told.places,
                    "walk_min": told.walk_min * line.people[person].walk_factor if len(own) > 1 else 0.0,
                    "machines_pcs": told.machines,
                }
            )
        title = f"{labels[person]}: обслуживание нескольких машин за такт"
        notes.append(
            computed("sheltered.multi_machine", title, {"takt_min": staffing.takt_min, "operations": rows})
        )
    return notes


def _quota(line: Line, balance: CrewBalance) -> Note | None:
    quota = line.maybe("quota_share")
    if quota is None:
        return None
    working = set(balance.worker_of_task)
    limited = sum(bool(line.people[person].restriction) for person in working)
    return computed(
        "sheltered.quota",
        "Квота людей с ограничениями",
        {"limited_people": limited, "others_people": len(working) - limited, "quota_share": quota},
    )


def _float(note: Note, key: str) -> float:
    return float(cast("float", note.result[key]))
