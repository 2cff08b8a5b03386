"""Calculated and actual labour by grade and specialty (003 tables 2.4, 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.sewing import _flow_formulas as flow
from potok.methods.sewing import _scheme_formulas as formulas
from potok.methods.sewing._mechanisation import in_order
from potok.methods.sewing._scheme_input import Group, Operation
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value


def _times(operations: Iterable[Operation]) -> list[Value]:
    return [operation.time for operation in operations]


def _grade_label(grade: Value) -> str:
    return f"{number_text(grade.number)} разряд"


@dataclass(frozen=True, slots=True)
class CalculatedLabour:
    """The calculated summary and the sums that the mean grade and coefficient are made of."""

    results: dict[str, Outcome]
    grade_sums: list[Value]
    tariff_sums: list[Value]


class _Calculated:
    """Time, operators and share of parts of the labour, each in a step of its own."""

    def __init__(self, takt: Value, labour: Value, work: Calculation) -> None:
        self.takt, self.labour = takt, labour
        self.times, self.workers = work.use(flow.TOTAL_TIME), work.use(flow.WORKERS_CALC)
        self.shares = work.use(flow.SHARE)

    def part(self, label: str, operations: Sequence[Operation]) -> dict[str, Value]:
        """Time and calculated operators."""
        time = self.times.line(label, part=_times(operations))
        return {"time_s": time, "workers_calc": self.workers.line(label, labour=time, takt=self.takt)}

    def shared_part(self, label: str, operations: Sequence[Operation]) -> dict[str, Value]:
        """The same with the share in the whole."""
        found = self.part(label, operations)
        return {**found, "share_pct": self.shares.line(label, part=found["time_s"], labour=self.labour)}


def calculated_labour(
    given: Record, operations: Sequence[Operation], labour: Value, work: Calculation
) -> CalculatedLabour:
    """Table 2.4: by grade, by specialty and by both; only what occurs."""
    takt, coefficients = given.number("takt_s"), given.table("tariff_coefficient")
    grades = {operation.grade.number: operation.grade for operation in reversed(operations)}
    specialties = in_order(operation.specialty for operation in operations)
    work.section("Расчётная рабочая сила по разрядам")
    steps = _Calculated(takt, labour, work)
    grade_use, tariff_use = work.use(formulas.GRADE_SUM), work.use(formulas.TARIFF_SUM)
    by_grade: list[dict[str, Value]] = []
    for grade in sorted(grades):
        label = _grade_label(grades[grade])
        found = steps.shared_part(label, [part for part in operations if part.grade.number == grade])
        calculated, coefficient = found["workers_calc"], coefficients[str(round(grade))]
        by_grade.append(
            {
                "grade": grades[grade],
                **found,
                "grade_sum": grade_use.line(label, grade=grades[grade], workers_calc=calculated),
                "tariff_coefficient_sum": tariff_use.line(
                    label, coefficient=coefficient, workers_calc=calculated
                ),
            }
        )
    work.section("Расчётная рабочая сила по специальностям")
    steps = _Calculated(takt, labour, work)
    by_specialty: list[dict[str, Outcome]] = [
        {
            "specialty": specialty,
            **steps.shared_part(specialty, [part for part in operations if part.specialty == specialty]),
        }
        for specialty in specialties
    ]
    work.section("Расчётная рабочая сила по разрядам и специальностям")
    steps = _Calculated(takt, labour, work)
    by_both: list[dict[str, Outcome]] = []
    for grade in sorted(grades):
        for specialty in specialties:
            wanted = (grade, specialty)
            members = [part for part in operations if (part.grade.number, part.specialty) == wanted]
            if members:
                label = f"{specialty}, {_grade_label(grades[grade])}"
                by_both.append({"grade": grades[grade], "specialty": specialty, **steps.part(label, members)})
    return CalculatedLabour(
        results={"by_grade": by_grade, "by_specialty": by_specialty, "by_grade_specialty": by_both},
        grade_sums=[row["grade_sum"] for row in by_grade],
        tariff_sums=[row["tariff_coefficient_sum"] for row in by_grade],
    )


@dataclass(frozen=True, slots=True)
class _Lot:
    """Operators of one specialty at one workstation with their grade."""

    specialty: str
    workers: Value
    grade: Value


def _lots(groups: Sequence[Group], means: Sequence[Value], work: Calculation) -> list[_Lot]:
    """Operators of the groups; a mixed crew takes the grades of its own operations."""
    mean_use, grade_use = work.use(formulas.STATION_GRADE), work.use(formulas.ACTUAL_GRADE)
    found = []
    for group, mean in zip(groups, means, strict=True):
        if not group.crew:
            found.append(
                _Lot(group.specialty, group.workers, grade_use.line(group.label, station_grade=mean))
            )
        for crew in group.crew:
            label = f"{group.label}, {crew.specialty}"
            members = [part for part in group.members if part.specialty == crew.specialty]
            own = mean_use.line(label, r=[part.grade for part in members], t=_times(members))
            found.append(_Lot(crew.specialty, crew.workers, grade_use.line(label, station_grade=own)))
    return found


def actual_labour(
    given: Record, groups: Sequence[Group], means: Sequence[Value], work: Calculation
) -> list[dict[str, Outcome]]:
    """Table 2.5: operators of every grade by specialty, with the reserve for absence."""
    work.section("Фактическая рабочая сила")
    lots = _lots(groups, means, work)
    grades = {lot.grade.number: lot.grade for lot in reversed(lots)}
    specialties = in_order(lot.specialty for lot in lots)
    people_use, main_use = work.use(formulas.ACTUAL_PEOPLE), work.use(formulas.MAIN)
    reserve_use, whole_use = work.use(formulas.RESERVE), work.use(formulas.WITH_RESERVE)
    rows: list[dict[str, Outcome]] = []
    for number in sorted(grades):
        grade = grades[number]
        label = _grade_label(grade)
        by_specialty = {}
        for specialty in specialties:
            own = [lot for lot in lots if lot.specialty == specialty]
            if any(lot.grade.number == number for lot in own):
                by_specialty[specialty] = people_use.line(
                    f"{specialty}, {label}",
                    grades=[lot.grade for lot in own],
                    crew=[lot.workers for lot in own],
                    grade=number,
                )
        main = main_use.line(label, part=list(by_specialty.values()))
        reserve = reserve_use.line(label, main=main, absence=given.number("reserve_pct"))
        rows.append(
            {
                "grade": grade,
                "by_specialty": by_specialty,
                "main_people": main,
                "reserve_people": reserve,
                "total_people": whole_use.line(label, main=main, reserve=reserve),
            }
        )
    return rows
