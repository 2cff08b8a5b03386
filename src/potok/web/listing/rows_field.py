"""A form field of several rows: lots with quantities, lines of an order; empty rows are left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from potok.operations.catalog.clock import aware
from potok.web import formats
from potok.web.components import marks
from potok.web.components.fields import NumberField

Cell: TypeAlias = str | Decimal | dt.date | dt.datetime | dt.time | None
_MOMENT = "%d.%m.%Y %H:%M"
#: Whole hours come before «0830»: of «16» the latter would make 01:06.
_TIMES = ["%H:%M", "%H.%M", "%H", "%H%M"]


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of the rows.

    Attributes:
        name: Name of the inputs, repeated in every row.
        kind: What stands in it; a moment is «ДД.ММ.ГГГГ ЧЧ:ММ».
        needed: A row that holds anything must have it.
        choices: Values to choose from; empty = typed.
        hint: What an empty cell means («8:00»); empty = the form of a date or moment.
    """

    name: str
    label: str
    kind: Literal["text", "number", "date", "moment", "time"] = "text"
    needed: bool = False
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""


class RowsWidget(forms.Widget):
    """Inputs in a table: the given rows and some empty ones."""

    def __init__(self, columns: Sequence[RowColumn], blank: int) -> None:
        super().__init__()
        self.columns = columns
        self.blank = blank

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[dict[str, str]]:  # noqa: ARG002 - of the base class
        """Rows as typed."""
        if not isinstance(data, MultiValueDict):
            return []
        lists = [data.getlist(column.name) for column in self.columns]
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=False)) for row in zip(*lists, strict=False)]

    def render(
        self,
        name: str,  # noqa: ARG002 - of the base class
        value: object,
        attrs: Mapping[str, Any] | None = None,  # noqa: ARG002 - of the base class
        renderer: object = None,  # noqa: ARG002 - of the base class
    ) -> SafeString:
        """The table of inputs."""
        rows = [row for row in (value if isinstance(value, list) else []) if any(row.values())]
        rows += [{} for _ in range(self.blank)]
        head = format_html_join("", "<th>{}</th>", ((column.label,) for column in self.columns))
        body = format_html_join("", "{}", ((self.row(row),) for row in rows))
        return format_html(
            '<table class="table table--dense"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
            head,
            body,
        )

    def row(self, row: Mapping[str, object]) -> SafeString:
        """One row of inputs; an empty mapping gives an empty one."""
        cells = format_html_join("", "<td>{}</td>", ((self._cell(column, row),) for column in self.columns))
        return format_html("<tr>{}</tr>", cells)

    @staticmethod
    def _cell(column: RowColumn, row: Mapping[str, object]) -> SafeString:
        value = _shown(row.get(column.name, ""))
        if column.choices:
            options = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (key, marks.html(" selected") if key == value else "", word)
                    for key, word in [("", "—"), *column.choices]
                ),
            )
            return format_html(
                '<select class="select" name="{}" aria-label="{}">{}</select>',
                column.name,
                column.label,
                options,
            )
        mode = (
            "decimal" if column.kind == "number" else "numeric" if column.kind in ("date", "time") else "text"
        )
        hint = column.hint or {"date": "ДД.ММ.ГГГГ", "moment": "ДД.ММ.ГГГГ ЧЧ:ММ"}.get(column.kind, "")
        return format_html(
            '<input class="input{}" name="{}" value="{}" inputmode="{}" placeholder="{}" aria-label="{}">',
            " input--num" if column.kind == "number" else "",
            column.name,
            value,
            mode,
            hint,
            column.label,
        )


class RowsField(forms.Field):
    """Rows cleaned to mappings by column name; numbers are decimals, moments are aware."""

    def __init__(self, *, columns: Sequence[RowColumn], blank: int = 3, **given: Any) -> None:
        self.columns = columns
        super().__init__(widget=RowsWidget(columns, blank), **given)

    def clean(self, value: list[dict[str, str]]) -> list[dict[str, Cell]]:
        """The rows that hold something.

        Raises:
            ValidationError: Every bad cell, with its row.
        """
        filled = [row for row in value if any(text.strip() for text in row.values())]
        faults: list[str] = []
        rows = [self._row(place, row, faults) for place, row in enumerate(filled, start=1)]
        if self.required and not filled:
            faults.append("Заполните хотя бы одну строку")
        if faults:
            raise forms.ValidationError(faults)
        return rows

    def _row(self, place: int, row: Mapping[str, str], faults: list[str]) -> dict[str, Cell]:
        made: dict[str, Cell] = {}
        for column in self.columns:
            text = row.get(column.name, "").strip()
            where = f"Строка {place}, «{column.label}»"
            if not text:
                if column.needed:
                    faults.append(f"{where}: заполните")
                made[column.name] = None if column.kind != "text" else ""
                continue
            try:
                made[column.name] = _read(column, text)
            except (forms.ValidationError, ValueError):
                faults.append(f"{where}: «{text}», ожидается {_expected(column)}")
        return made


def _read(column: RowColumn, text: str) -> Cell:
    if column.kind == "number":
        return NumberField(max_digits=18, decimal_places=3).clean(text)  # type: ignore[no-any-return]
    if column.kind == "date":
        return forms.DateField(input_formats=["%d.%m.%Y", "%Y-%m-%d"]).clean(text)  # type: ignore[no-any-return]
    if column.kind == "time":
        return forms.TimeField(input_formats=_TIMES).clean(text)  # type: ignore[no-any-return]
    if column.kind == "moment":
        return aware(dt.datetime.strptime(text, _MOMENT))
    return text[:60]


def _expected(column: RowColumn) -> str:
    return {
        "number": "число",
        "date": "дата ДД.ММ.ГГГГ",
        "moment": "дата и время ДД.ММ.ГГГГ ЧЧ:ММ",
        "time": "время ЧЧ:ММ",
    }.get(column.kind, "текст")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return formats.number(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    return str(value)
