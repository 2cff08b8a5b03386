"""Project notes and learning over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from potok.learning.answers import own_answers
from potok.learning.own.making import make
from potok.learning.quiz.scoring import quiz

from .conftest import Answer, Caller

GIVEN = {
    "batch_size_pcs": 100,
    "transfer_batch_pcs": 1,
    "operations": [{"name": "Фасовка", "time_min": 2, "workplaces": 1}],
}


@pytest.fixture
def engineer(caller: Callable[[str], Caller]) -> Caller:
    return caller("engineer")


def calculation(engineer: Caller, name: str, batch: int = 100) -> str:
    body = {"method": "cycle.duration", "given": {**GIVEN, "batch_size_pcs": batch}, "name": name}
    return str(engineer.post("/calculations", body).data["number"])


def save(engineer: Caller, numbers: list[str], **changes: Any) -> Answer:
    sections = [{"number": number} for number in numbers]
    return engineer.post("/projects", {"title": "Участок фасовки", "sections": sections, **changes})


def test_a_project_note_is_composed_shown_and_listed(engineer: Caller) -> None:
    numbers = [calculation(engineer, "Первый"), calculation(engineer, "Второй")]
    made = save(engineer, numbers[::-1], subject="Линия 1", introduction="Цель.")
    assert made.status == 201
    assert made.data["number"].startswith("РПЗ-")
    assert [row["title"] for row in made.data["sections"]] == ["Второй", "Первый"]
    shown = engineer.get(f"/projects/{made.data['number']}").data
    assert shown == made.data
    assert engineer.get("/projects?text=фасов").data["projects"][0]["number"] == made.data["number"]


@pytest.mark.parametrize(("style", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_document_is_had_in_both_kinds(engineer: Caller, style: str, start: bytes) -> None:
    number = save(engineer, [calculation(engineer, "Первый")]).data["number"]
    assert engineer.get(f"/projects/{number}/document?format={style}").data.startswith(start)


def test_a_later_version_of_a_calculation_leaves_the_note_alone(engineer: Caller) -> None:
    number = calculation(engineer, "Первый")
    project = save(engineer, [number]).data["number"]
    changed = {"given": {**GIVEN, "batch_size_pcs": 7}, "version": 1}
    assert engineer.post(f"/calculations/{number}", changed).data["version"] == 2
    assert engineer.get(f"/projects/{project}").data["sections"][0]["version"] == 1


def test_a_change_is_the_next_version_and_a_stale_one_is_refused(engineer: Caller) -> None:
    numbers = [calculation(engineer, "Первый"), calculation(engineer, "Второй")]
    project = save(engineer, numbers).data["number"]
    body = {"title": "Иначе", "version": 1, "sections": [{"number": numbers[1], "title": "Только он"}]}
    changed = engineer.post(f"/projects/{project}", body).data
    assert (changed["version"], changed["title"]) == (2, "Иначе")
    assert [row["title"] for row in changed["sections"]] == ["Только он"]
    stale = engineer.post(f"/projects/{project}", body)
    assert (stale.status, stale.code) == (409, "project_changed")


def test_all_faults_of_a_note_come_at_once_and_nothing_is_kept(engineer: Caller) -> None:
    sections = [{"number": "РС-9999"}, {"number": calculation(engineer, "Первый"), "version": 9}]
    refused = engineer.post("/projects", {"title": "  ", "sections": sections})
    assert refused.status == 422
    where = {fault["where"] for fault in refused.data["fields"]}
    assert where == {"Записка", "Раздел 1", "Раздел 2"}
    assert engineer.get("/projects").data["projects"] == []


def test_an_empty_note_is_refused(engineer: Caller) -> None:
    assert save(engineer, []).status == 422


def test_an_unknown_note_is_not_found(engineer: Caller) -> None:
    assert (engineer.get("/projects/РПЗ-9").status, engineer.get("/projects/РПЗ-9").code) == (
        404,
        "unknown_project",
    )


def test_answers_of_a_variant_are_for_teachers(engineer: Caller, caller: Callable[[str], Caller]) -> None:
    student = caller("client")
    address = "/learning/variants/energy.steam/5"
    right = own_answers(make("energy.steam", 5))
    assert "answers" not in student.get(address).data
    assert student.get(f"{address}/answers").status == 403
    told = engineer.get(f"{address}/answers").data
    assert [row["value"] for row in told] == [answer.number for answer in right]
    figures = [right[0].number, right[1].number * 2, None]
    checked = student.post(f"{address}/check", {"figures": figures}, key=None).data
    assert [row["right"] for row in checked] == [True, False, None]


def test_control_tasks_and_tests_are_had_without_keys(caller: Callable[[str], Caller]) -> None:
    student = caller("client")
    task = student.get("/learning/tasks/25").data
    assert task["parts"][0]["method"] == "programme.plan_fulfilment"
    assert any("не напечатан" in remark for remark in task["remarks"])
    assert "key" not in student.get("/learning/quizzes/1").data[0]
    answers = [dict(question.key) for question in quiz(1)]
    assert student.post("/learning/quizzes/1", {"answers": answers}, key=None).data["right"] == 10
