"""Pages of a sheltered line: what the engineer and those without the right see, an exchange by hand."""

from __future__ import annotations

from typing import Any

from builders.lines import ENGINEER, a_line
from builders.pages import sign_in, text_of
from builders.sheltered_lines import hand_made, row_of_three, worker
from potok.operations.lines.reads.card import given_of, line_card
from potok.operations.lines.services.versions import save_version


def _given() -> dict[str, Any]:
    """Петров sits where he may not work."""
    given = row_of_three(
        restrictions=[{"name": "Без мелких деталей", "forbidden": ["Сборка"]}],
        workers=[worker("Р1", "Иванова"), worker("Р2", "Петров", restriction="Без мелких деталей")],
    )
    for operation, points in zip(given["operations"], (5, 1, 1), strict=True):
        operation["strain_points"] = points
    return hand_made(given, ("Раскрой", "Р1", 1), ("Сборка", "Р2", 2), ("Упаковка", "Р2", 2))


def test_a_wrong_staffing_is_shown_checked_and_mended_by_an_exchange(demo_database: None) -> None:
    a_line(kind="sheltered", workshop="2")
    save_version(ENGINEER, code="Л-1", given=_given())
    engineer = sign_in("engineer")
    page = text_of(engineer.html("/lines/Л-1/1/"))
    assert "Место 2 не может выполнять операцию «Сборка». Обмен: место 2 ↔ место 1." in page
    assert "Обмен исправит нарушение" in page
    assert "Раскрой → Сборка" in page
    people = text_of(engineer.html("/lines/Л-1/1/?tab=people"))
    assert "Иванова: операция «Раскрой», потому что никто не выполняет её быстрее; загрузка 50 %." in people
    for tab in ("service", "rotation", "figures", "tables", "note-3", "given"):
        assert engineer.get(f"/lines/Л-1/1/?tab={tab}").status_code == 200
    assert "Выбор числа интервалов" in text_of(engineer.html("/lines/Л-1/1/?tab=note-3"))

    checked = text_of(engineer.get("/lines/Л-1/1/sheltered/check/?one=Р1&other=Р2").content.decode())
    assert "Такт 4,000 → 4,000 мин, все правила соблюдены." in checked
    assert engineer.get("/lines/Л-1/1/sheltered/check/?one=Р1&other=Р1").content.decode().strip() == ""
    assert engineer.post("/lines/Л-1/1/sheltered/exchange/", one="Р1", other="Р9").status_code == 422
    done = engineer.post("/lines/Л-1/1/sheltered/exchange/", one="Р1", other="Р2")
    assert done.headers["HX-Redirect"].endswith("/1/")  # the draft itself
    assert "не может выполнять операцию" not in text_of(engineer.html("/lines/Л-1/1/"))
    card = line_card(ENGINEER, "Л-1")
    assert [row["worker"] for row in given_of(ENGINEER, card, 1)["assignment"]] == ["Р2", "Р1", "Р1"]
    for file in (
        "file.pdf",
        "file.xlsx",
        "tables/people/file.xlsx",
        "notes/1/file.xlsx",
        "notes/7/file.xlsx",
    ):
        assert engineer.get(f"/lines/Л-1/1/{file}").status_code == 200


def test_names_and_restrictions_are_for_those_who_need_them(demo_database: None) -> None:
    a_line(kind="sheltered", workshop="2")
    save_version(ENGINEER, code="Л-1", given=_given())
    for login, sees in (("shop2", True), ("shop1", False), ("planner", False)):
        person = sign_in(login)
        pages = "".join(person.html(f"/lines/Л-1/1/?tab={tab}") for tab in ("staffing", "tables", "people"))
        assert ("Петров" in pages) is sees
        assert ("Без мелких деталей" in pages) is sees
        assert person.get("/lines/Л-1/1/tables/people/file.xlsx").status_code == (200 if sees else 404)
        assert person.post("/lines/Л-1/1/sheltered/exchange/", one="Р1", other="Р2").status_code == 403
        assert "Движение оборотных заделов" in pages
