"""The product passport and the choice of the type of flow."""

import pytest

from potok.lines.kinds import KINDS
from potok.lines.sheets import flow_type, passport
from potok.notes.errors import InvalidInputError


def test_the_passport_of_the_jacket_has_all_its_tables() -> None:
    tables = {table.key: table for table in passport.tables(passport.example())}
    assert list(tables) == ["product", "parts", "materials", "stitches", "seams", "pressing", "attachments"]
    assert ("Деталей кроя, шт.", "29") in tables["product"].rows
    assert tables["materials"].rows[0][:3] == ("Синтетическая ткань", "м", 1.6)
    assert len(tables["pressing"].rows) == 4


def test_a_faulty_passport_is_told_with_its_paths() -> None:
    with pytest.raises(InvalidInputError) as refused:
        passport.tables(
            {"product": "", "parts": [{"material": "основной", "name": "Спинка", "pieces_pcs": 0}]}
        )
    assert {problem.field for problem in refused.value.problems} >= {"parts[0].pieces_pcs"}


def test_the_type_of_the_sewing_flow_is_that_of_the_source() -> None:
    given = KINDS["sewing"].examples[0].given
    sheet = flow_type.propose("Жакет женский", given, KINDS["sewing"].design(given))
    rows = {row["no"]: row for row in sheet["rows"]}
    assert len(rows) == len(flow_type.CHARACTERISTICS) == 14
    told = {no: (row["preparatory"], row["assembly"]) for no, row in rows.items()}
    assert told[3][0] == "315 шт. в смену"
    assert told[6] == ("групповая", "агрегатная")
    assert told[7] == ("пачковое", None)
    assert told[8] == ("децентрализованный", "централизованный")
    assert told[9] == ("15 шт.", "5 шт.")
    assert told[10][0] == "свободный"
    assert told[11][0] == "смешанное"
    assert told[12] == ("передвижные тележки", "подвесные тележки")
    assert told[13] == ("групп 3", "линий 1")
    assert told[14][0] == "несъёмный"
    assert all(row["reason"] for row in rows.values())
    assert len(flow_type.tables(sheet)[0].rows) == 14
    with pytest.raises(InvalidInputError):
        flow_type.tables({**sheet, "rows": sheet["rows"][:13]})


def test_a_conveyor_gives_the_rhythm() -> None:
    given = KINDS["continuous"].examples[0].given
    rows = flow_type.propose("Краска", given, KINDS["continuous"].design(given))["rows"]
    assert rows[9]["preparatory"] == "регламентированный"
    assert rows[11]["preparatory"] == "конвейер"
