"""Checks the three files of a plan folder, given as texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from potok.plant.model import Plant
from potok.scheduling.verify.check import check_plan
from potok.scheduling.verify.reading import (
    PLAN_FILE,
    SHORTAGES_FILE,
    SUMMARY_FILE,
    Table,
    read_plan,
    read_shortages,
    read_summary,
)
from potok.scheduling.verify.report import CheckReport, joined
from potok.scheduling.verify.rule import Fault, apply_rules, rule
from potok.scheduling.verify.shortages import check_shortages
from potok.scheduling.verify.summary import check_summary


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file of a plan folder: whether it is there, and the faults of its text."""

    name: str
    present: bool
    faults: tuple[Fault, ...]


def _files(case: tuple[FileReading, ...]) -> tuple[FileReading, ...]:
    return case


@rule("file_present", "Файл плана на месте", _files)
def file_present(_case: tuple[FileReading, ...], file: FileReading) -> Iterator[Fault]:
    """A plan consists of three files."""
    if not file.present:
        yield Fault(f"нет файла {file.name}")


@rule("file_readable", "Файл плана читается", _files)
def file_readable(_case: tuple[FileReading, ...], file: FileReading) -> Iterator[Fault]:
    """Every column and every value of the files can be read."""
    yield from file.faults


FILE_RULES = (file_present, file_readable)


def check_plan_files(
    plant: Plant,
    *,
    plan_csv: str | None,
    shortages_csv: str | None,
    summary_json: str | None,
    now: dt.datetime | None = None,
) -> CheckReport:
    """Checks the files of a plan folder against its plant.

    Args:
        plant: The factory whose orders are planned.
        plan_csv: Text of plan.csv, None when the file is missing.
        shortages_csv: Text of shortages.csv, None when the file is missing.
        summary_json: Text of summary.json, None when the file is missing.
        now: As of `check_plan`.

    Returns:
        One report over all files; rows are numbered as in their file (header = row 1). A summary
        that cannot be read is reported and not checked further.
    """
    plan = Table() if plan_csv is None else read_plan(plan_csv)
    shortages = Table() if shortages_csv is None else read_shortages(shortages_csv)
    summary, summary_faults = (None, ()) if summary_json is None else read_summary(summary_json)
    files = (
        FileReading(PLAN_FILE, plan_csv is not None, tuple(plan.faults)),
        FileReading(SHORTAGES_FILE, shortages_csv is not None, tuple(shortages.faults)),
        FileReading(SUMMARY_FILE, summary_json is not None, summary_faults),
    )
    reports = [CheckReport(plan.rows, *apply_rules(files, FILE_RULES))]
    if plan_csv is not None:
        reports.append(check_plan(plant, plan.rows, now=now, row_numbers=plan.numbers))
    if shortages_csv is not None:
        reports.append(check_shortages(plant, shortages.rows, row_numbers=shortages.numbers))
    if plan_csv is not None and summary is not None:
        reports.append(check_summary(plant, plan.rows, summary, now=now))
    return joined(reports)
