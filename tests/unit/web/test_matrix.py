from __future__ import annotations

import re

from potok.web.components.matrix import (
    Block,
    Cell,
    Matrix,
    MatrixRow,
    Period,
    block_html,
    columns_html,
    head_html,
)

PERIODS = (
    Period("02.03", "пн", today=True),
    Period("03.03", "вт"),
    Period("16–22.03", "неделя 12", week=True),
)


def matrix(*cells: Cell, rows: tuple[MatrixRow, ...] = ()) -> Matrix:
    filled = (*cells, *(Cell() for _ in PERIODS[len(cells) :]))
    item = MatrixRow("R15", "Лак", filled, fixed=("42", "7"), end="сдвиг", toggle_url="/block/?item=R15")
    return Matrix(
        "pull",
        "Таблица",
        "Сырьё",
        PERIODS,
        [Block(item, rows)],
        (("Остаток", ""), ("Свободно", "")),
        "Сигнал",
    )


def drawn(shown: Matrix) -> str:
    return block_html(shown, shown.blocks[0])


def test_today_is_marked_in_the_head_and_in_every_row() -> None:
    shown = matrix(Cell("1"))
    assert head_html(shown).count("is-today") == 1
    assert drawn(shown).count("is-today") == 1


def test_a_negative_balance_is_red_and_can_be_opened() -> None:
    html = drawn(matrix(Cell("−5", look="/cell/", negative=True)))
    assert re.search(
        r'<td tabindex="-1" class="is-day is-today is-cell is-negative" data-look="/cell/">−5</td>', html
    )


def test_an_order_waits_from_its_need_to_its_start() -> None:
    order = MatrixRow(
        "ЗП-1", "Эмаль", (Cell("9", need="wait"), Cell(waiting=True), Cell(waiting=True, start=True))
    )
    html = drawn(matrix(rows=(order,)))
    assert '<span class="need need--wait">9</span>' in html
    assert 'class="is-day is-waiting"' in html
    assert 'class="is-week is-waiting-end is-waiting"' in html
    assert 'aria-label="возможен запуск"' in html


def test_an_open_item_says_so_and_its_rows_are_subordinate() -> None:
    order = MatrixRow("ЗП-1", "Эмаль", (Cell(), Cell(), Cell()))
    opened, closed = drawn(matrix(rows=(order,))), drawn(matrix())
    assert 'aria-expanded="true"' in opened
    assert 'class="is-sub"' in opened
    assert 'aria-expanded="false"' in closed


def test_columns_are_as_wide_as_their_longest_number_needs_and_no_narrower_than_usual() -> None:
    usual = columns_html(matrix(Cell("−5")))
    wide = columns_html(matrix(Cell("−1\u202f234\u202f567")))
    assert re.findall(r'width="(\d+)"', usual) == ["62", "62", "45", "45", "65", "97"]
    assert '<col width="69"><col width="69"><col width="65">' in wide


def test_names_from_outside_are_escaped() -> None:
    evil = MatrixRow('"<b>', "<script>", (Cell("<i>"), Cell(), Cell()))
    html = drawn(matrix(rows=(evil,)))
    assert "<script>" not in html
    assert "<i>" not in html
    assert 'data-key="&quot;&lt;b&gt;"' in html
