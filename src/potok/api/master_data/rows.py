"""Rows of resources as schemas, made from their declared columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints, create_model

from potok.api.fields import ClockTime, Day, Given, Quantity
from potok.exchange.cells import Choice, Date, Flag, Number, Text, Time, Whole
from potok.exchange.columns import Column
from potok.operations.master_data.resource import Record, Resource

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_LARGEST = 2_000_000_000
_GivenNumber = Annotated[Decimal, Field(ge=-_LARGEST, le=_LARGEST, max_digits=18)]
_GivenWhole = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]


def out_schema(resource: Resource) -> type[Schema]:
    """A row as the API gives it."""
    return _schema(resource, "Out", Schema, {Number: Quantity, Whole: int, Date: dt.date})


def in_schema(resource: Resource) -> type[Schema]:
    """A row as the API takes it: empty values may be left out."""
    return _schema(resource, "In", Given, {Number: _GivenNumber, Whole: _GivenWhole, Date: Day})


def texts_of(resource: Resource, row: Schema) -> dict[str, str]:
    """A given row as texts, which go through the same reading as those of forms and files."""
    texts = {}
    for column in resource.layout.columns:
        value = getattr(row, column.name)
        texts[column.name] = "" if value is None else column.kind.write(value)
    return texts


def values_of(resource: Resource, records: Sequence[Record]) -> list[Mapping[str, Any]]:
    """Records as values of the schema."""
    return [
        {column.name: getattr(record, column.name) for column in resource.layout.columns}
        for record in records
    ]


def _schema(resource: Resource, ending: str, base: type[Schema], kinds: Mapping[type, Any]) -> type[Schema]:
    name = "".join(part.title() for part in resource.key.split("_")) + "Row" + ending
    fields: dict[str, Any] = {}
    for column in resource.layout.columns:
        kind = _type(column, kinds)
        note = _description(resource, column.name)
        if column.required:
            fields[column.name] = (kind, Field(description=note))
        else:
            fields[column.name] = (kind | None, Field(default=None, description=note))
    made: type[Schema] = create_model(name, __base__=base, __doc__=f"{resource.title}: строка.", **fields)
    return made


def _type(column: Column, kinds: Mapping[type, Any]) -> Any:  # noqa: ANN401 - a type or an annotation
    kind = column.kind
    if isinstance(kind, Choice):
        return kind.values
    if isinstance(kind, Flag):
        return bool
    if isinstance(kind, Time):
        return ClockTime
    if isinstance(kind, Text):
        longest = kind.longest
        return Annotated[
            str, StringConstraints(max_length=longest, pattern=_PRINTABLE, strip_whitespace=True)
        ]
    return next(made for known, made in kinds.items() if isinstance(kind, known))


def _description(resource: Resource, name: str) -> str:
    words = resource.words[name]
    unit = f", {words.unit}" if words.unit else ""
    note = f". {words.note}" if words.note else ""
    return f"{words.title}{unit}{note}"
