"""The form of a method as plain values: made from the declared input and the given data.

A control is named by its place in the data ("operations[2].time_min"), the unit beside a number
"…#unit". Rows that the browser adds are clones of a template whose place is "[#0]" ("[#1]" one level
deeper).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from potok.notes.inputs.fields import (
    Field,
    Flag,
    Group,
    Inputs,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    TextList,
    may_be_missing,
    range_text,
)
from potok.notes.units import unit_name, units_like

#: Controls that fit into a cell of a table.
_IN_A_CELL = (Number, Text, Flag, NumberList, TextList)
_SEPARATOR = "; "
#: Stands in a field that may stay empty.
_NOT_GIVEN = "—"


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to fill in.

    Attributes:
        kind: number | text | choice | flag | numbers | texts.
        name: Place in the data.
        value: As text.
        units: Code and name of the units it may be entered in; one = no choice.
        unit: Code of the chosen unit.
        choices: Value and Russian name.
        hint: What is expected.
        placeholder: The default that is taken when nothing is typed.
        form: Which form of its row it belongs to, where forms exclude each other ("0:1" = the second of the
            first choice).
    """

    kind: str
    name: str
    title: str
    value: str = ""
    units: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False
    placeholder: str = ""
    form: str = ""

    @property
    def unit_text(self) -> str:
        """Name of the chosen unit."""
        return next((name for code, name in self.units if code == self.unit), "")

    @property
    def identifier(self) -> str:
        """Id of the element."""
        return "f-" + "".join(char if char.isalnum() else "-" for char in self.name)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    place: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A list whose rows fit into lines; the last row is blank."""

    name: str
    title: str
    heads: tuple[Control, ...]
    rows: tuple[TableRow, ...]
    template: TableRow
    depth: int
    required: bool
    count: int
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """An element of a list that is a form of its own."""

    place: str
    number: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BlocksPart:
    """A list whose elements hold lists themselves."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    template: Block
    depth: int
    required: bool
    kind: str = "blocks"


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Fields that belong together."""

    name: str
    title: str
    parts: tuple[Part, ...]
    note: str = ""
    kind: str = "group"


Part: TypeAlias = Control | TablePart | BlocksPart | GroupPart


def form_parts(inputs: Inputs, given: Mapping[str, Any]) -> tuple[Part, ...]:
    """The whole form."""
    return _parts(inputs.fields, given, "", 0)


def _parts(fields: Sequence[Field], given: object, path: str, depth: int) -> tuple[Part, ...]:
    known = given if isinstance(given, Mapping) else {}
    return tuple(_part(field, known.get(field.key), _join(path, field.key), depth) for field in fields)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _part(declared: Field, given: object, path: str, depth: int) -> Part:
    if isinstance(declared, Group):
        note = "не обязательно" if declared.optional else ""
        return GroupPart(path, declared.title, _parts(declared.fields, given, path, depth), note)
    if isinstance(declared, NumberMap):
        return _map(declared, given, path, depth)
    if isinstance(declared, Rows):
        if all(isinstance(field, _IN_A_CELL) for field in declared.fields):
            return _table(declared, given, path, depth)
        return _blocks(declared, given, path, depth)
    return control(declared, given, path)


def _rows(given: object) -> list[Any]:
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []


def _table(declared: Rows, given: object, path: str, depth: int) -> TablePart:
    rows = _rows(given)

    def row(place: str, values: object) -> TableRow:
        known = values if isinstance(values, Mapping) else {}
        where = f"{path}[{place}]"
        cells = tuple(
            control(field, known.get(field.key), _join(where, field.key)) for field in declared.fields
        )
        return TableRow(where, _with_forms(cells, declared))

    return TablePart(
        name=path,
        title=declared.title,
        heads=tuple(control(field, None, field.key) for field in declared.fields),
        rows=tuple(row(str(place), values) for place, values in enumerate([*rows, None])),
        template=row(f"#{depth}", None),
        depth=depth,
        required=not declared.optional,
        count=len(rows),
    )


def _with_forms(cells: tuple[Control, ...], declared: Rows) -> tuple[Control, ...]:
    """Cells that know to which of the forms of their row they belong."""
    belongs = {
        key: f"{number}:{place}"
        for number, forms in enumerate(declared.forms)
        for place in range(len(forms.groups))
        for key in forms.own_keys(place)
    }
    return tuple(
        replace(cell, form=belongs.get(field.key, ""))
        for cell, field in zip(cells, declared.fields, strict=True)
    )


def _map(declared: NumberMap, given: object, path: str, depth: int) -> TablePart:
    """Free keys as a table of two columns; the name of its fields starts with "@"."""
    pairs = list(given.items()) if isinstance(given, Mapping) else []
    key_field = Text("@key", declared.key_title)

    def row(place: str, pair: tuple[object, object]) -> TableRow:
        where = f"{path}[{place}]"
        number = Number("@value", declared.each.title or declared.title, declared.each.unit)
        cells = (control(key_field, pair[0], f"{where}.@key"), control(number, pair[1], f"{where}.@value"))
        return TableRow(where, cells)

    rows = tuple(row(str(place), pair) for place, pair in enumerate([*pairs, (None, None)]))
    return TablePart(
        name=path,
        title=declared.title,
        heads=row("0", (None, None)).controls,
        rows=rows,
        template=row(f"#{depth}", (None, None)),
        depth=depth,
        required=not declared.optional,
        count=len(pairs),
    )


def _blocks(declared: Rows, given: object, path: str, depth: int) -> BlocksPart:
    rows = _rows(given) or ([] if declared.optional else [None])

    def block(place: str, number: int, values: object) -> Block:
        where = f"{path}[{place}]"
        return Block(where, number, _parts(declared.fields, values, where, depth + 1))

    return BlocksPart(
        name=path,
        title=declared.title,
        blocks=tuple(block(str(place), place + 1, values) for place, values in enumerate(rows)),
        template=block(f"#{depth}", len(rows) + 1, None),
        depth=depth,
        required=not declared.optional,
    )


def control(declared: Field, given: object, path: str) -> Control:
    """The control of a field that is no list of records.

    Raises:
        TypeError: It is one.
    """
    required = not may_be_missing(declared)
    if isinstance(declared, Number):
        return _number(declared, given, path)
    if isinstance(declared, Text):
        kind = "choice" if declared.choices else "text"
        value = given if isinstance(given, str) else ""
        default = declared.choices.get(declared.default or "", declared.default or "")
        choices = tuple(declared.choices.items())
        return Control(
            kind, path, declared.title, value, choices=choices, required=required, placeholder=default
        )
    if isinstance(declared, Flag):
        value = {True: "true", False: "false"}.get(given, "") if isinstance(given, bool) else ""
        default = {True: "да", False: "нет", None: ""}[declared.default]
        choices = (("true", "да"), ("false", "нет"))
        return Control(
            "flag", path, declared.title, value, choices=choices, required=required, placeholder=default
        )
    if isinstance(declared, NumberList):
        unit = declared.each.unit
        value = _SEPARATOR.join("—" if item is None else number_value(item) for item in _rows(given))
        hint = f"{range_text(declared.each)}; через точку с запятой"
        return Control(
            "numbers",
            path,
            declared.title,
            value,
            ((unit, unit_name(unit)),),
            unit,
            hint=hint,
            required=required,
        )
    if isinstance(declared, TextList):
        value = _SEPARATOR.join(str(item) for item in _rows(given))
        return Control("texts", path, declared.title, value, hint="через точку с запятой", required=required)
    raise TypeError(f"{declared.key} is no single control")


def _number(declared: Number, given: object, path: str) -> Control:
    unit, number = declared.unit, given
    if isinstance(given, Mapping):
        unit, number = str(given.get("unit", unit)), given.get("value")
    default = "" if declared.default is None else number_value(declared.default)
    required = not may_be_missing(declared)
    return Control(
        kind="number",
        name=path,
        title=declared.title,
        value="" if number is None else number_value(number),
        units=tuple((code, unit_name(code)) for code in units_like(declared.unit)),
        unit=unit,
        hint=range_text(declared),
        required=required,
        placeholder=default or ("" if required else _NOT_GIVEN),
    )


def number_value(number: object) -> str:
    """A number as it is typed: decimal comma, no spaces; anything else as it is."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return str(number)
    text = str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)
    return text.replace(".", ",")


def table_at(parts: Sequence[Part], name: str) -> TablePart:
    """The table with a name, at whatever depth.

    Raises:
        KeyError: There is none.
    """
    for part in parts:
        if isinstance(part, TablePart) and part.name == name:
            return part
        inside: list[Part] = []
        if isinstance(part, GroupPart):
            inside = list(part.parts)
        elif isinstance(part, BlocksPart):
            inside = [inner for block in part.blocks for inner in block.parts]
        try:
            return table_at(inside, name)
        except KeyError:
            continue
    raise KeyError(name)
