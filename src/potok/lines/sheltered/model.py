"""The given line as plain data: operations, people, rooms; numbers are places in the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from potok.balancing.workers.problem import CrewGoal, Nearness
from potok.lines.sheltered.inputs import INPUTS
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the line.

    Attributes:
        name: Unique name.
        time_min: Norm of a person without limitations, minutes a piece.
        after: Operations directly before.
        places: Like workplaces, 1 + duplicate stations; each does an equal share of the pieces.
        machines: Machines that one person runs at once.
        walk_min: Walk after the operation to the next one of the same person, minutes.
        transport_min: Transport of a piece after it, minutes.
        machine: Kind of machine, "" for none named.
        group: Group of like work that one person may combine.
        room: Place in `rooms`, None where no room is named.
        strain: Strain points of an interval.
        op_no: Operation of the route, None where it is not linked.
        machine_ids: Machines of the route in order of preference.
    """

    name: str
    time_min: float
    after: tuple[int, ...]
    places: int
    machines: int
    walk_min: float
    transport_min: float
    machine: str
    group: str
    room: int | None
    strain: int
    op_no: int | None
    machine_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the line or the pool, with the kind of restriction already worked in.

    Attributes:
        code: Unique code.
        name: How people call the person.
        restriction: Name of the kind, "" for none.
        minutes: [operations] own time a piece, None where the work is not permitted.
        walk_factor: Multiplies walks.
        area_factor: Multiplies the area of a place.
        max_load_pct: Largest load, whole percent of the takt.
        mentor: Place in `people`, None for nobody.
        nearness: Where the mentor sits.
        forbidden_by: [operations] why the work is not permitted, "" where it is.
    """

    code: str
    name: str
    restriction: str
    minutes: tuple[float | None, ...]
    walk_factor: float
    area_factor: float
    max_load_pct: int
    mentor: int | None
    nearness: Nearness
    forbidden_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A room of its own: areas in m², the correction None where it follows from the people."""

    name: str
    area_m2: float
    equipment_area_m2: float
    service_area_m2: float
    correction: float | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who does one copy of an operation: places in `operations` and `people`, number of the line's place."""

    operation: int
    copy: int
    person: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """The whole given line.

    Attributes:
        goal: What the engine looks for.
        operations, people, rooms: The lists that all numbers refer to.
        together, apart: Operations of one person, pairs that one person never does both.
        quotas: (name, people, at least so many of them work).
        assignment: Who does what by hand, empty when it is to be found.
        rotation: [intervals] the same for each interval, empty when nobody rotates.
        record: All plain numbers of the input.
    """

    goal: CrewGoal
    operations: tuple[Operation, ...]
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    together: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]
    quotas: tuple[tuple[str, tuple[int, ...], int], ...]
    assignment: tuple[Seat, ...]
    rotation: tuple[tuple[Seat, ...], ...]
    record: Record

    def number(self, key: str) -> float:
        """A plain number of the input."""
        return self.record.number(key).number

    def maybe(self, key: str) -> float | None:
        """A plain number that may be missing."""
        found = self.record.maybe(key)
        return None if found is None else found.number

    @property
    def tasks(self) -> tuple[tuple[int, int], ...]:
        """(operation, copy) of every workplace of an operation, in their order."""
        return tuple(
            (number, copy)
            for number, operation in enumerate(self.operations)
            for copy in range(operation.places)
        )

    @property
    def arcs(self) -> tuple[tuple[int, int], ...]:
        """(earlier, later) operations as given."""
        return tuple(
            (earlier, later) for later, operation in enumerate(self.operations) for earlier in operation.after
        )

    def share_min(self, operation: int, person: int) -> float | None:
        """Minutes of a person for one piece of the line: a copy sees each piece in its turn only."""
        own, found = self.operations[operation], self.people[person].minutes[operation]
        return None if found is None else found / (own.places * own.machines)


def read(given: Mapping[str, object]) -> Line:
    """The line of plain JSON.

    Raises:
        InvalidInputError: All faults of the input with their paths.
    """
    record = accept(INPUTS, given).record
    operations = record.rows("operations")
    number = {row.text("name"): place for place, row in enumerate(operations)}
    rooms = {row.text("name"): place for place, row in enumerate(record.rows("rooms"))}
    codes = {row.text("code"): place for place, row in enumerate(record.rows("workers"))}
    told = tuple(_operation(row, number, rooms) for row in operations)
    if not any(operation.after for operation in told):  # an order nobody gave is that of the list
        told = tuple(
            replace(operation, after=(place - 1,) if place else ()) for place, operation in enumerate(told)
        )
    restrictions = {row.text("name"): row for row in record.rows("restrictions")}
    return Line(
        goal=CrewGoal(record.text("goal")),
        operations=told,
        people=tuple(_person(row, told, restrictions, codes, rooms) for row in record.rows("workers")),
        rooms=tuple(_room(row) for row in record.rows("rooms")),
        together=tuple(
            tuple(number[name] for name in row.texts("operations")) for row in record.rows("together")
        ),
        apart=tuple((number[row.text("one")], number[row.text("other")]) for row in record.rows("apart")),
        quotas=tuple(
            (
                row.text("name"),
                tuple(codes[code] for code in row.texts("workers")),
                round(row.number("at_least_people").number),
            )
            for row in record.rows("quotas")
        ),
        assignment=tuple(
            _seat(row, number, codes, round(row.number("place").number) - 1)
            for row in record.rows("assignment")
        ),
        rotation=_rotation(record, number, codes),
        record=record,
    )


def _operation(row: Record, number: Mapping[str, int], rooms: Mapping[str, int]) -> Operation:
    room, op_no = row.maybe_text("room"), row.maybe("op_no")
    return Operation(
        name=row.text("name"),
        time_min=row.number("time_min").number,
        after=tuple(number[name] for name in row.texts("after")),
        places=round(row.number("places_pcs").number),
        machines=round(row.number("machines_pcs").number),
        walk_min=row.number("walk_min").number,
        transport_min=row.number("transport_min").number,
        machine=row.maybe_text("machine") or "",
        group=row.maybe_text("group") or row.text("name"),
        room=None if room is None else rooms[room],
        strain=round(row.number("strain_points").number),
        op_no=None if op_no is None else round(op_no.number),
        machine_ids=row.texts("machine_ids"),
    )


def _person(
    row: Record,
    operations: tuple[Operation, ...],
    restrictions: Mapping[str, Record],
    codes: Mapping[str, int],
    rooms: Mapping[str, int],
) -> Person:
    kind = restrictions.get(row.maybe_text("restriction") or "")
    own, factor = row.table("own_times_min"), row.number("time_factor").number
    if kind is not None:
        factor *= kind.number("time_factor").number
    room = row.maybe_text("room")
    reasons = tuple(
        _reason(row, kind, operation, None if room is None else rooms[room]) for operation in operations
    )
    mentor = row.maybe_text("mentor")
    loads = [round(part.number("max_load_pct").number) for part in (row, kind) if part is not None]
    return Person(
        code=row.text("code"),
        name=row.text("name"),
        restriction=row.maybe_text("restriction") or "",
        minutes=tuple(
            None
            if reason
            else own[operation.name].number
            if operation.name in own
            else operation.time_min * factor
            for operation, reason in zip(operations, reasons, strict=True)
        ),
        walk_factor=1.0 if kind is None else kind.number("walk_factor").number,
        area_factor=1.0 if kind is None else kind.number("area_factor").number,
        max_load_pct=min(loads),
        mentor=None if mentor is None else codes[mentor],
        nearness=Nearness(row.text("nearness")),
        forbidden_by=reasons,
    )


def _reason(row: Record, kind: Record | None, operation: Operation, room: int | None) -> str:
    """Why the person may not do the operation, "" when it is permitted."""
    if kind is not None and operation.name in kind.texts("forbidden"):
        return f"недопустима при ограничении «{kind.text('name')}»"
    if operation.name in row.texts("forbidden"):
        return "исключена для этого человека"
    if row.texts("permitted") and operation.name not in row.texts("permitted"):
        return "не входит в допустимые для этого человека"
    if room is not None and operation.room not in {None, room}:
        return "находится в другом помещении"
    return ""


def _room(row: Record) -> Room:
    correction = row.maybe("correction_factor")
    return Room(
        row.text("name"),
        row.number("area_m2").number,
        row.number("equipment_area_m2").number,
        row.number("service_area_m2").number,
        None if correction is None else correction.number,
    )


def _seat(row: Record, number: Mapping[str, int], codes: Mapping[str, int], place: int) -> Seat:
    copy = round(row.number("copy").number) - 1
    return Seat(number[row.text("operation")], copy, codes[row.text("worker")], place)


def _rotation(
    record: Record, number: Mapping[str, int], codes: Mapping[str, int]
) -> tuple[tuple[Seat, ...], ...]:
    rows = record.rows("rotation")
    last = max((round(row.number("interval").number) for row in rows), default=0)
    return tuple(
        tuple(
            _seat(row, number, codes, 0) for row in rows if round(row.number("interval").number) == interval
        )
        for interval in range(1, last + 1)
    )
