"""Input of the technological scheme: operations, workstations that gather them, rates (003 section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.sewing._tolerance import TOLERANCE
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList, NumberMap, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.notes.render.numbers import number_text
from potok.notes.value import Value


@dataclass(frozen=True, slots=True)
class Operation:
    """An indivisible operation."""

    number: int
    section: str
    specialty: str
    grade: Value
    time: Value


@dataclass(frozen=True, slots=True)
class Crew:
    """Operators of one specialty at a workstation."""

    specialty: str
    workers: Value


@dataclass(frozen=True, slots=True)
class Group:
    """An organisational operation.

    `crew` is empty where all operators have the specialty of the group; specialties that work side by
    side are listed in it.
    """

    number: Value
    section: str
    specialty: str
    workers: Value
    members: tuple[Operation, ...]
    crew: tuple[Crew, ...]

    @property
    def label(self) -> str:
        """As the note calls it."""
        return f"№ {number_text(self.number.number)}"


def operations_of(given: Record) -> list[Operation]:
    """All operations, in the order of the input."""
    return [
        Operation(
            number=_number(row.number("no")),
            section=row.text("section"),
            specialty=row.text("specialty"),
            grade=row.number("grade"),
            time=row.number("time_s"),
        )
        for row in given.rows("operations")
    ]


def groups_of(given: Record, operations: Sequence[Operation]) -> list[Group]:
    """All workstations with their operations."""
    by_number = {operation.number: operation for operation in operations}
    return [
        Group(
            number=row.number("no"),
            section=row.text("section"),
            specialty=row.text("specialty"),
            workers=row.number("workers_people"),
            members=tuple(by_number[_number(member)] for member in row.numbers("members")),
            crew=tuple(
                Crew(part.text("specialty"), part.number("workers_people")) for part in row.rows("crew")
            ),
        )
        for row in given.rows("groups")
    ]


def _number(value: Value) -> int:
    return round(value.number)


def _grades_have_rates(given: Record) -> Iterable[Fault]:
    grades = sorted({_number(row.number("grade")) for row in given.rows("operations")})
    for key in ("rate_rub_per_s", "tariff_coefficient"):
        table = given.table(key)
        missing = [str(grade) for grade in grades if str(grade) not in table]
        if missing:
            yield Fault(key, f"значения для разрядов: {', '.join(missing)}", code="missing")


def _members_are_operations(given: Record) -> Iterable[Fault]:
    known = {_number(row.number("no")) for row in given.rows("operations")}
    taken: dict[int, int] = {}
    for place, group in enumerate(given.rows("groups")):
        for index, member in enumerate(group.numbers("members")):
            path, number = f"groups[{place}].members[{index}]", _number(member)
            if number not in known:
                yield Fault(
                    path, "номер операции из списка operations", str(number), code="unknown_reference"
                )
            elif number in taken:
                expected = f"операция, которой нет в группе строки {taken[number] + 1}"
                yield Fault(path, expected, str(number), code="duplicate")
            taken.setdefault(number, place)


def _crews_fit_their_groups(given: Record) -> Iterable[Fault]:
    specialties = {_number(row.number("no")): row.text("specialty") for row in given.rows("operations")}
    for place, group in enumerate(given.rows("groups")):
        crew, workers = group.rows("crew"), group.number("workers_people").number
        together = sum(part.number("workers_people").number for part in crew)
        if crew and together != workers:
            yield Fault(
                f"groups[{place}].crew",
                f"рабочих вместе столько, сколько в группе ({number_text(workers)})",
                number_text(together),
                code="bad_sum",
            )
        at_work = {specialties.get(_number(member)) for member in group.numbers("members")}
        for index, part in enumerate(crew):
            if part.text("specialty") not in at_work:
                yield Fault(
                    f"groups[{place}].crew[{index}].specialty",
                    "специальность одной из операций группы",
                    part.text("specialty"),
                    code="unknown_reference",
                )


INPUTS = Inputs(
    fields=(
        Number("takt_s", "Такт в целых секундах", "s", above=0),
        Number("shift_duration_s", "Длительность смены", "s", above=0),
        Number("output_per_shift_pcs", "Выпуск в смену", "pcs", above=0),
        NumberMap(
            "rate_rub_per_s",
            "Секундная ставка по разряду",
            Number("rate_rub_per_s", "Ставка", "rub/s", above=0),
            key_title="Разряд",
        ),
        NumberMap(
            "tariff_coefficient",
            "Тарифный коэффициент по разряду",
            Number("tariff_coefficient", "Коэффициент", above=0),
            key_title="Разряд",
        ),
        TOLERANCE,
        TextList("mechanised_specialties", "Механизированные специальности"),
        Number("installed_machines_pcs", "Установленных машин", "pcs", at_least=0),
        Number("reserve_pct", "Невыходы", "pct", at_least=0, below=100),
        Number("shop_area_m2", "Площадь цеха", "m2", above=0),
        Number("shop_workers_people", "Рабочих цеха в смене", "people", above=0),
        Rows(
            "operations",
            "Неделимые операции",
            (
                Number("no", "Номер", whole=True),
                Text("section", "Секция"),
                Text("specialty", "Специальность"),
                Number("grade", "Разряд", at_least=1, whole=True),
                Number("time_s", "Норма времени", "s", above=0),
            ),
            unique="no",
        ),
        Rows(
            "groups",
            "Организационные операции",
            (
                Number("no", "Номер", whole=True),
                Text("section", "Секция"),
                Text("specialty", "Специальность"),
                Number("workers_people", "Рабочих", "people", above=0, whole=True),
                NumberList("members", "Операции группы", Number("members", "Номер операции", whole=True)),
                Rows(
                    "crew",
                    "Звено",
                    (
                        Text("specialty", "Специальность"),
                        Number("workers_people", "Рабочих", "people", above=0, whole=True),
                    ),
                    optional=True,
                    unique="specialty",
                ),
            ),
            unique="no",
        ),
    ),
    checks=(_grades_have_rates, _members_are_operations, _crews_fit_their_groups),
)
