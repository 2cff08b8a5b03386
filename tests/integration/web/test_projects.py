"""Composing a project note in the browser without scripts: add, order, drop, save, print."""

from __future__ import annotations

import re

import pytest

from builders.pages import Person, sign_in, text_of
from potok.operations.calculations.reads.projects import project, projects
from potok.operations.calculations.services.saving import save_calculation
from potok.operations.people.acting import SYSTEM

pytestmark = pytest.mark.usefixtures("demo_database")

GIVEN = {
    "batch_size_pcs": 100,
    "transfer_batch_pcs": 1,
    "operations": [{"name": "Фасовка", "time_min": 2, "workplaces": 1}],
}
_SECTION = re.compile(r'name="number-\d+" value="([^"]+)"')


@pytest.fixture
def engineer(demo_database: None) -> Person:
    return sign_in("engineer")


def kept(name: str) -> str:
    return save_calculation(SYSTEM, method_id="cycle.duration", given=GIVEN, name=name).number


def order_of(html: str) -> list[str]:
    return _SECTION.findall(html)


def test_sections_are_added_ordered_and_dropped_before_anything_is_saved(engineer: Person) -> None:
    first, second = kept("Первый"), kept("Второй")
    form = {"number-0": first, "text-0": "Свои слова", "title": "Участок"}
    added = engineer.post("/projects/new/", **form, add="1", added=second).content.decode()
    assert order_of(added) == [first, second]
    both = {**form, "number-1": second}
    moved = engineer.post("/projects/new/", **both, up="1").content.decode()
    assert order_of(moved) == [second, first]
    assert "Свои слова" in moved
    assert order_of(engineer.post("/projects/new/", **both, drop="0").content.decode()) == [second]
    assert "ещё не сохранены" in text_of(moved)
    assert projects() == ()


def test_a_note_is_saved_changed_and_printed(engineer: Person) -> None:
    number = kept("Первый")
    made = engineer.post("/projects/new/", **{"number-0": number, "title": "Участок", "save": "1"})
    assert made.status_code == 302
    (row,) = projects()
    page = engineer.html(f"/projects/{row.number}/")
    assert "версия 1" in text_of(page)
    changed = {"number-0": number, "version-0": "1", "title-0": "Фасовка", "title": "Иначе", "version": "1"}
    assert engineer.post(f"/projects/{row.number}/", **changed, save="1").status_code == 302
    saved = project(row.number)
    assert (saved.version, saved.title, saved.sections[0].title) == (2, "Иначе", "Фасовка")
    assert "Иначе" in engineer.html("/projects/")
    assert engineer.get(f"/projects/{row.number}/file.pdf").content.startswith(b"%PDF-")
    assert engineer.get(f"/projects/{row.number}/file.docx").content.startswith(b"PK")
    assert engineer.get(f"/projects/{row.number}/file.odt").status_code == 404


def test_faults_are_told_and_the_form_keeps_what_was_typed(engineer: Person) -> None:
    refused = engineer.post("/projects/new/", **{"number-0": "РС-9", "introduction": "Цель", "save": "1"})
    words = text_of(refused.content.decode())
    assert refused.status_code == 422
    assert "Название" in words
    assert "номер сохранённого расчёта" in words
    assert "Цель" in words


def test_people_without_the_right_read_but_do_not_compose(engineer: Person) -> None:
    client = sign_in("client")
    engineer.post("/projects/new/", **{"number-0": kept("Первый"), "title": "Участок", "save": "1"})
    (row,) = projects()
    assert client.get("/projects/new/").status_code == 403
    page = client.html(f"/projects/{row.number}/")
    assert 'name="save"' not in page
    assert client.post(f"/projects/{row.number}/", title="Моя", save="1").status_code == 403
