"""A resource as a workbook that can be edited and loaded back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from potok.documents.table_workbook import Sheet, SheetColumn, Value, table_workbook
from potok.operations.master_data.resource import Record, Resource

_WIDTHS = {"name": 40, "about": 40, "address": 40, "note": 30, "op_name": 24, "comment": 40}


def workbook_of(resource: Resource) -> bytes:
    """All rows with Russian heads and words."""
    columns = [
        SheetColumn(resource.header_of(name), _WIDTHS.get(name, 16), decimals=None)
        for name in resource.layout.header
    ]
    rows = [
        [_cell(resource, record, name) for name in resource.layout.header]
        for record in resource.books.records()
    ]
    return table_workbook(Sheet(resource.title, columns, rows))


def _cell(resource: Resource, record: Record, name: str) -> Value:
    value = getattr(record, name)
    if value is None or value == "":
        return None
    words = dict(resource.words[name].choices)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if words:
        return words.get(str(value), str(value))
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return value if isinstance(value, int | Decimal | dt.date | str) else str(value)
