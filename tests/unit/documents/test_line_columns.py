"""Widths of printed columns, in letters of a cell."""

import pytest

from potok.documents.line.columns import column_shares

HEADS = ("Чем задан", "Выпуск в смену, шт.", "Вывод")
ROWS = [["по выпуску", "315", "не хватает машин, не вмещаются операции: 76, 78, 81"], ["по такту", "9", "—"]]
NUMERIC = (False, True, False)


def test_columns_fill_the_line_and_no_word_is_broken_while_there_is_room() -> None:
    shares = column_shares(HEADS, ROWS, NUMERIC, 80)
    assert sum(shares) == pytest.approx(80)
    assert shares[0] > len("выпуску")
    assert shares[1] > len("Выпуск")


def test_room_to_spare_goes_to_long_texts_and_hardly_to_heads_above_numbers() -> None:
    narrow, wide = column_shares(HEADS, ROWS, NUMERIC, 60), column_shares(HEADS, ROWS, NUMERIC, 100)
    gained = [after - before for before, after in zip(narrow, wide, strict=True)]
    assert gained[2] > 4 * gained[0] > 4 * gained[1] > 0


def test_where_words_need_more_than_the_line_each_column_gives_way_alike() -> None:
    assert column_shares(HEADS, ROWS, NUMERIC, 5) == column_shares(HEADS, ROWS, NUMERIC, 10)
