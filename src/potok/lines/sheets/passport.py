"""Product passport: parts, materials, stitches, seams, pressing, attachments (003 tables 1.1–1.7, 6.10)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from potok.lines.design import LineColumn, LineTable
from potok.notes.inputs.fields import Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name

_WHOLE: dict[str, Any] = {"at_least": 1, "whole": True}
_OPTIONAL: dict[str, Any] = {"at_least_items": 0, "optional": True}

INPUTS = Inputs(
    fields=(
        Text("product", "Изделие"),
        NumberList(
            "sizes", "Размеры", Number("sizes", "Размер", at_least=0), at_least_items=0, optional=True
        ),
        NumberList(
            "heights", "Роста", Number("heights", "Рост", at_least=0), at_least_items=0, optional=True
        ),
        Number("fullness_group", "Полнотная группа", optional=True, **_WHOLE),
        Rows(
            "parts",
            "Детали кроя",
            (
                Text("material", "Материал"),
                Text("name", "Деталь"),
                Number("templates_pcs", "Лекал", "pcs", **_WHOLE),
                Number("pieces_pcs", "Деталей", "pcs", **_WHOLE),
            ),
        ),
        Rows(
            "materials",
            "Материалы",
            (
                Text("name", "Материал"),
                Text("unit", "Единица"),
                Number("norm", "Норма на изделие", above=0),
                Number("price_rub", "Цена", "rub", at_least=0, optional=True),
                Text("composition", "Состав", optional=True),
                Number("width_cm", "Ширина", "cm", above=0, optional=True),
                Number("density_g_m2", "Поверхностная плотность", "g/m2", above=0, optional=True),
            ),
            **_OPTIONAL,
        ),
        Rows(
            "stitches",
            "Строчки",
            (
                Text("code", "Тип"),
                Text("kind", "Назначение"),
                Number("least_per_10_mm", "Стежков на 10 мм, не меньше", **_WHOLE),
                Number("most_per_10_mm", "Стежков на 10 мм, не больше", **_WHOLE),
                Text("thread", "Нитки"),
                Number("needle", "Игла", **_WHOLE),
            ),
            **_OPTIONAL,
        ),
        Rows(
            "seams",
            "Швы",
            (Text("name", "Шов"), Text("use", "Где применяется"), Text("allowance_mm", "Припуск, мм")),
            **_OPTIONAL,
        ),
        Rows(
            "pressing",
            "Режимы влажно-тепловой обработки",
            (
                Text("stage", "Обработка"),
                Text("equipment", "Оборудование"),
                Number("temperature_c", "Температура, °C", at_least=0, at_most=300),
                Number("time_s", "Время", "s", above=0),
                Number("pressure_mpa", "Давление, МПа", at_least=0),
                Text("moistening", "Увлажнение"),
            ),
            **_OPTIONAL,
        ),
        Rows(
            "attachments",
            "Приспособления",
            (Text("code", "Марка", optional=True), Text("name", "Приспособление"), Text("use", "Назначение")),
            **_OPTIONAL,
        ),
    ),
)


def tables(given: Mapping[str, Any]) -> tuple[LineTable, ...]:
    """The passport as tables; lists that are empty are left out.

    Raises:
        InvalidInputError: All faults with their paths.
    """
    record = accept(INPUTS, given).record
    made = (
        _product(record),
        _listed(record, "parts", "Детали кроя"),
        _listed(record, "materials", "Материалы"),
        _listed(record, "stitches", "Строчки и стежки"),
        _listed(record, "seams", "Швы"),
        _listed(record, "pressing", "Режимы влажно-тепловой обработки"),
        _listed(record, "attachments", "Приспособления малой механизации"),
    )
    return tuple(table for table in made if table.rows)


def example() -> dict[str, Any]:
    """The passport of the jacket of the source."""
    text = files(__package__).joinpath("jacket_passport.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _product(record: Record) -> LineTable:
    pieces = sum(row.number("pieces_pcs").number for row in record.rows("parts"))
    rows: list[tuple[str | float | None, ...]] = [("Изделие", record.text("product"))]
    for key, title in (("sizes", "Размеры"), ("heights", "Роста")):
        numbers = [number_text(value.number) for value in record.numbers(key)]
        if numbers:
            rows.append((title, "–".join(numbers) if len(numbers) == 2 else ", ".join(numbers)))
    group = record.maybe("fullness_group")
    if group is not None:
        rows.append(("Полнотная группа", number_text(group.number)))
    rows.append(("Деталей кроя, шт.", number_text(pieces)))
    return LineTable("product", "Изделие", (LineColumn("Показатель"), LineColumn("Значение")), tuple(rows))


_DECLARED = {field.key: field for field in INPUTS.fields if isinstance(field, Rows)}


def _listed(record: Record, key: str, title: str) -> LineTable:
    """A list of the input as a table, its columns as declared."""
    fields = [field for field in _DECLARED[key].fields if isinstance(field, Number | Text)]
    columns = tuple(
        LineColumn(one.title, unit_name(one.unit) if isinstance(one, Number) else "") for one in fields
    )
    rows = tuple(
        tuple(
            (None if (found := row.maybe(field.key)) is None else found.number)
            if isinstance(field, Number)
            else row.maybe_text(field.key)
            for field in fields
        )
        for row in record.rows(key)
    )
    return LineTable(key, title, columns, rows)
