"""What makes a plant valid: all rules over its tables, all faults at once.

Refused is what would make a plan meaningless. Dates of orders are never refused (conventions 1), nor is a
product without recipe or route: an order for it is legal and stays unplanned with its reason. Whether a
volume is a multiple of `order_multiple` is a guard of new orders, not of data: multiples may change and
orders may be split (order-workflow 4, 11).
"""

from __future__ import annotations

from potok.errors import InvalidDataError, Problem
from potok.plant.agreement import check_recipes, check_units, check_weights, check_workshops
from potok.plant.bounds import check_bounds, check_time_basis
from potok.plant.calendar_rules import check_calendar, check_stops
from potok.plant.findings import Findings
from potok.plant.model import Plant
from potok.plant.references import check_alphabets, check_keys, check_references
from potok.plant.tables import PlantTables, tables_of


def validate_tables(tables: PlantTables) -> list[Problem]:
    """All faults of the tables, ordered by table and row; an empty list means valid."""
    findings = Findings(tables)
    check_keys(tables, findings)
    right_codes = check_alphabets(tables, findings)
    check_references(tables, findings, right_codes=right_codes)
    check_bounds(tables, findings)
    check_time_basis(tables, findings)
    check_units(tables, findings)
    check_weights(tables, findings)
    check_workshops(tables, findings)
    check_recipes(tables, findings)
    check_calendar(tables, findings)
    check_stops(tables, findings)
    return findings.problems()


def validate_plant(plant: Plant) -> list[Problem]:
    """All faults of a plant; rows are those its files would have when written."""
    return validate_tables(tables_of(plant))


def require_valid(plant: Plant) -> Plant:
    """The plant itself when it is valid.

    Raises:
        InvalidDataError: It is not; all faults are listed.
    """
    problems = validate_plant(plant)
    if problems:
        raise InvalidDataError(problems)
    return plant
