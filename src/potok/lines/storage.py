"""Designs as plain data and back: what a version of a line keeps, what the API answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from potok.lines.design import Indicator, LineColumn, LineDesign, LineTable, LineWarning, RouteNorm
from potok.notes.storage import figure_from_data, note_from_data, note_to_data

Data = dict[str, Any]


def design_to_data(design: LineDesign) -> Data:
    """The design as JSON data; decimals are texts, so that none of their digits is lost."""
    return {
        "kind": design.kind,
        "summary": design.summary,
        "indicators": [asdict(indicator) for indicator in design.indicators],
        "notes": [note_to_data(note) for note in design.notes],
        "data": dict(design.data),
        "route": [_norm_to_data(norm) for norm in design.route],
        "warnings": [asdict(warning) for warning in design.warnings],
        "tables": [asdict(table) for table in design.tables],
        "figures": [asdict(figure) for figure in design.figures],
    }


def design_from_data(data: Mapping[str, Any]) -> LineDesign:
    """The design of stored data."""
    return LineDesign(
        kind=data["kind"],
        summary=data["summary"],
        indicators=indicators_from_data(data["indicators"]),
        notes=tuple(note_from_data(note) for note in data["notes"]),
        data=data["data"],
        route=tuple(_norm(norm) for norm in data["route"]),
        warnings=tuple(LineWarning(**warning) for warning in data["warnings"]),
        tables=tuple(_table(table) for table in data["tables"]),
        figures=tuple(figure_from_data(figure) for figure in data["figures"]),
    )


def indicators_from_data(data: list[Data]) -> tuple[Indicator, ...]:
    """The compared figures alone."""
    return tuple(Indicator(**indicator) for indicator in data)


def _norm_to_data(norm: RouteNorm) -> Data:
    return {
        **asdict(norm),
        "machine_ids": list(norm.machine_ids),
        "rate_per_h": str(norm.rate_per_h),
        "grade": None if norm.grade is None else str(norm.grade),
    }


def _norm(data: Mapping[str, Any]) -> RouteNorm:
    return RouteNorm(
        op_no=data["op_no"],
        name=data["name"],
        machine_ids=tuple(data["machine_ids"]),
        rate_per_h=Decimal(data["rate_per_h"]),
        crew=data["crew"],
        grade=None if data["grade"] is None else Decimal(data["grade"]),
    )


def _table(data: Mapping[str, Any]) -> LineTable:
    return LineTable(
        key=data["key"],
        title=data["title"],
        columns=tuple(LineColumn(**column) for column in data["columns"]),
        rows=tuple(tuple(row) for row in data["rows"]),
        about=data["about"],
    )
