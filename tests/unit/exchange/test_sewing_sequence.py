"""A technological sequence pasted or from a file: everything read, every fault told."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from potok.errors import InvalidDataError
from potok.exchange.sewing_sequence import read_sewing_sequence

HEAD = "№\tСодержание операции\tУзел\tУчасток\tСпециальность\tРазряд\tВремя, с\tОборудование\tПосле операций"


def faults(text: str, name: str = "") -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(InvalidDataError) as refused:
        read_sewing_sequence(text.encode(), name=name)
    return [(fault.row, fault.field, fault.value) for fault in refused.value.problems]


def test_pasted_cells_become_operations() -> None:
    rows = [
        "1\tПолучить крой\tзапуск\tЗапуск\tр\t2\t30\tСтол\t",
        "2\tСтачать\tперед\tПеред\tМ\t4\t41,5\tDDL-5550, нож\t1",
        "",
        "3\tОтутюжить\tперед\tПеред\tУ\t3\t20\t\t1; 2",
    ]
    first, second, third = read_sewing_sequence("\n".join([HEAD, *rows]).encode())
    assert first == {
        "no": 1,
        "text": "Получить крой",
        "specialty": "Р",
        "grade": 2,
        "time_s": 30,
        "after": [],
        "node": "запуск",
        "zone": "Запуск",
        "equipment": "Стол",
    }
    assert (second["time_s"], second["machine"], second["after"]) == (41.5, "DDL-5550", [1])
    assert third["after"] == [1, 2]
    assert "machine" not in third


def test_a_workbook_reads_as_the_pasted_table_does() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["after", "no", "text", "specialty", "grade", "time_s", "machine"])
    sheet.append([None, 1, "Стачать", "М", 3, 12.25, "DDL"])
    sheet.append([1, 2, "Обметать", "С", 3, 10, None])
    content = io.BytesIO()
    book.save(content)
    first, second = read_sewing_sequence(content.getvalue(), name="посл.xlsx")
    assert (first["time_s"], first["machine"], first["after"]) == (12.25, "DDL", [])
    assert (second["no"], second["after"]) == (2, [1])


def test_every_fault_is_told_with_row_column_and_value() -> None:
    rows = [
        "1\tа\t\t\tM\t9\t0\t\t",  # a Latin letter
        "1\t\t\t\tМ\t3\tдолго\t\t7",
        "x\tв\t\t\tМ\t\t1,234\t\tодин",
    ]
    assert faults("\n".join([HEAD, *rows])) == [
        (2, "Специальность", "M"),
        (2, "Разряд", "9"),
        (2, "Норма времени", "0"),
        (3, "Содержание операции", None),
        (3, "Норма времени", "долго"),
        (3, "Номер", "1"),
        (3, "После операций", "7"),
        (4, "Номер", "x"),
        (4, "Разряд", None),
        (4, "Норма времени", "1,234"),
        (4, "После операций", "один"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("", "", [(None, "таблица", None)]),
        (HEAD, "", [(2, "строка", None)]),
        ("a", "x.pdf", [(None, "файл", "x.pdf")]),
        (f"{HEAD}\tЦвет\t№\n", "", [(1, "столбец", "Цвет"), (1, "столбец", "№")]),
        (
            "Номер\tУзел",
            "",
            [
                (1, name, None)
                for name in (
                    "Содержание операции",
                    "Специальность",
                    "Разряд",
                    "Норма времени",
                    "После операций",
                )
            ],
        ),
    ],
)
def test_a_table_that_is_no_sequence_is_refused(
    text: str, name: str, found: list[tuple[int | None, str, str | None]]
) -> None:
    assert faults(text, name) == found
