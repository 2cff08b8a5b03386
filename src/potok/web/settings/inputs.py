"""Fields of cards, drawn from the declared columns of a resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from potok.errors import Problem
from potok.exchange.cells import Choice, Date, Flag, Moment, Number, Time, Whole
from potok.exchange.columns import Column
from potok.operations.master_data.references import SHORT_LISTS, options_of
from potok.operations.master_data.resource import Resource
from potok.web import formats

_FLAGS = (("1", "да"), ("0", "нет"))


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a card.

    Attributes:
        kind: text | number | date | time | choice | offers (a combobox of many codes).
        value: As it stands in the control.
        label: What a combobox shows for the code.
        options: Codes and words of a choice.
        of: Reference of a combobox.
    """

    name: str
    title: str
    kind: str
    value: str
    unit: str = ""
    note: str = ""
    label: str = ""
    required: bool = False
    readonly: bool = False
    error: str = ""
    options: tuple[tuple[str, str], ...] = ()
    of: str = ""
    id: str = ""


def inputs_of(
    resource: Resource,
    row: Mapping[str, str],
    *,
    errors: Mapping[str, str],
    names: Iterable[str],
    fixed: Iterable[str] = (),
    place: str = "0",
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Input]:
    """The fields of a row.

    Args:
        row: Texts by column.
        errors: What is wrong, by column.
        names: Columns that the form asks for.
        fixed: Columns that cannot be changed.
        place: Makes the ids of rows different.
        labels: Words of codes by reference, found once for many rows.
    """
    columns = {column.name: column for column in resource.layout.columns}
    known = labels if labels is not None else labels_of(resource)
    closed = set(fixed)
    return [
        replace(
            _input(resource, columns[name], row.get(name, ""), known),
            error=errors.get(name, ""),
            readonly=name in closed,
            id=f"f{place}-{name}",
        )
        for name in names
    ]


def labels_of(resource: Resource) -> dict[str, dict[str, str]]:
    """Names of the codes that columns may hold, by reference: one query each."""
    wanted = {words.of for words in resource.words.values() if words.of}
    return {of: dict(options_of(of)) for of in wanted}


def asked(resource: Resource) -> list[str]:
    """Columns that forms ask for."""
    return [name for name in resource.layout.header if not resource.words[name].filled]


def errors_by_row(
    problems: Sequence[Problem], names: Iterable[str]
) -> tuple[dict[int, dict[str, str]], list[Problem]]:
    """Faults of fields by row (counted from 1; 0 = the card), and faults that belong to no field."""
    known = set(names)
    by_row: dict[int, dict[str, str]] = {}
    rest = []
    for fault in problems:
        fields = [name for name in fault.field.split(", ") if name in known]
        if not fields or fault.row is None:
            rest.append(fault)
            continue
        for name in fields:
            by_row.setdefault(fault.row, {}).setdefault(name, _sentence(fault))
    return by_row, rest


def _sentence(fault: Problem) -> str:
    if fault.code == "required":
        return "Заполните поле."
    return f"Нужно: {fault.expected}."


def _input(resource: Resource, column: Column, text: str, labels: Mapping[str, Mapping[str, str]]) -> Input:
    words = resource.words[column.name]
    kind, options, label = _kind(column), words.choices, ""
    if isinstance(column.kind, Flag):
        kind, options = "choice", _FLAGS
        text = text or "1"
    elif words.choices:
        kind = "choice"
    elif words.of in SHORT_LISTS:
        kind = "choice"
        options = tuple((code, _option(code, name)) for code, name in labels[words.of].items())
    elif words.of:
        kind = "offers"
        label = labels[words.of].get(text, text)
    if options and not (column.required and text) and not isinstance(column.kind, Flag):
        options = (("", "—"), *options)
    return Input(
        name=column.name,
        title=words.title,
        kind=kind,
        value=_shown(column, text),
        unit=words.unit,
        note=words.note,
        label=label,
        required=column.required,
        options=options,
        of=words.of,
    )


def _option(code: str, name: str) -> str:
    return name if code in name else f"{code} · {name}"


def _kind(column: Column) -> str:
    if isinstance(column.kind, Number | Whole):
        return "number"
    if isinstance(column.kind, Date):
        return "date"
    if isinstance(column.kind, Time):
        return "time"
    return "choice" if isinstance(column.kind, Choice) else "text"


def _shown(column: Column, text: str) -> str:
    """Files have points and ISO dates, people commas and ДД.ММ.ГГГГ; both are read back."""
    if isinstance(column.kind, Number):
        return text.replace(".", ",")
    if isinstance(column.kind, Date) and len(text) == 10 and text[4] == "-":
        return formats.date(column.kind.read(text))
    if isinstance(column.kind, Moment):
        return text.replace("T", " ")
    return text
