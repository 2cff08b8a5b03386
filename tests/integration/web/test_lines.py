"""Pages of designed lines."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from builders.lines import ENGINEER, a_line, filling_on_route, trial_kind
from builders.pages import Person, sign_in, text_of
from potok.operations.lines.models import LineRun
from potok.operations.lines.services.runs import perform_run, request_improvement
from potok.operations.lines.services.versions import save_version


def typed(given: dict[str, object]) -> dict[str, str]:
    """The data as the form sends them."""
    fields = {
        name: str(value).replace(".", ",") for name, value in given.items() if not isinstance(value, list)
    }
    for place, operation in enumerate(given["operations"]):  # type: ignore[arg-type]
        fields |= {f"operations[{place}].{name}": str(value) for name, value in operation.items()}
    return fields


def body(answer: HttpResponse) -> str:
    return answer.content.decode()


def kinds_of_file(person: Person, *paths: str) -> list[bytes]:
    return [bytes(person.get(path).content[:4]) for path in paths]


def test_an_engineer_designs_a_line_from_the_form_to_acceptance(demo_database: None) -> None:
    engineer = sign_in("engineer")
    given = filling_on_route(30)
    made = engineer.post(
        "/lines/new/", code="Л-1", title="Фасовка", kind="continuous", item="P101", workshop="1"
    )
    assert (made.status_code, made.headers["Location"]) == (302, "/lines/%D0%9B-1/given/")
    again = engineer.post("/lines/new/", code="Л-1", title="Фасовка", kind="continuous")
    assert again.status_code == 422
    assert "уже есть" in body(again)
    assert "Данных пока нет" in engineer.html("/lines/Л-1/given/")
    assert "Такт" in engineer.html("/lines/Л-1/given/?example=filling")

    answer = body(engineer.post("/lines/Л-1/given/answer/", **typed(given)))
    assert "такт 23 с" in text_of(answer)
    faulty = body(engineer.post("/lines/Л-1/given/answer/", **typed({**given, "shift_h": 40})))
    assert 'data-at="shift_h" data-bad' in faulty
    refused = engineer.post("/lines/Л-1/given/save/", **typed({**given, "shift_h": 40}))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_calculation_input")
    saved = engineer.post("/lines/Л-1/given/save/", _title="первый", **typed(given))
    assert saved.headers["HX-Redirect"].endswith("/1/")
    copied = engineer.post("/lines/Л-1/1/copy/")
    assert copied.headers["HX-Redirect"].endswith("/2/")

    for tab in ("figures", "tables", "note-1", "note-3", "given"):
        assert engineer.get(f"/lines/Л-1/2/?tab={tab}").status_code == 200
    page = text_of(engineer.html("/lines/Л-1/2/?tab=tables"))
    assert "Где добавляется рабочее место" in page
    assert "Δ с версией 1" in page
    dialog = text_of(body(engineer.get("/lines/Л-1/2/accept/")))
    assert "Темп, шт./ч 150 149,333333" in dialog
    done = engineer.post("/lines/Л-1/2/accept/apply/")
    assert done.status_code == 200
    assert "Утверждена · версия 2" in text_of(engineer.html("/lines/Л-1/2/"))
    assert "Утверждена" in engineer.html("/lines/?q=фасовка")
    assert kinds_of_file(
        engineer, "/lines/Л-1/2/file.pdf", "/lines/Л-1/2/file.xlsx", "/lines/Л-1/2/notes/1/file.xlsx",
        "/lines/Л-1/2/tables/programme/file.xlsx",
    ) == [b"%PDF", b"PK\x03\x04", b"PK\x03\x04", b"PK\x03\x04"]  # fmt: skip

    exported = engineer.get("/lines/Л-1/2/given.json").content
    assert json.loads(exported)["program_pcs"] == 1120
    upload = SimpleUploadedFile("линия.json", exported)
    assert engineer.http.post("/lines/Л-1/given/file/", {"file": upload}).status_code == 302
    spoiled = engineer.http.post("/lines/Л-1/given/file/", {"file": SimpleUploadedFile("x.json", b"[1")})
    assert spoiled.status_code == 422

    planner = sign_in("planner")
    seen = planner.html("/lines/Л-1/2/")
    assert "Утвердить" not in seen
    assert planner.get("/lines/Л-1/2/accept/").status_code == 403
    assert sign_in("qc").get("/lines/").status_code == 403


def test_a_version_is_improved_and_who_may_not_see_workers_sees_the_rest(demo_database: None) -> None:
    with trial_kind(personal=True):
        a_line(kind="trial", workshop="2")
        save_version(ENGINEER, code="Л-1", given={"worth": 7, "floor": 4})
        page = sign_in("shop1").html("/lines/Л-1/1/")
        assert "Данные о работниках этой линии видят" in page
        assert "Оценка" in page
        engineer = sign_in("engineer")
        assert "Улучшить" in engineer.html("/lines/Л-1/1/")
        assert engineer.post("/lines/Л-1/1/improve/", time_limit_s="0").status_code == 422
        assert "HX-Refresh" in engineer.post("/lines/Л-1/1/improve/", time_limit_s="1").headers
        run = LineRun.objects.get()
        assert "В очереди" in engineer.html("/lines/Л-1/1/")
        assert "Стоп" in engineer.html(f"/lines/runs/{run.pk}/")
        perform_run(run.pk)
        assert engineer.get(f"/lines/runs/{run.pk}/").headers["HX-Redirect"].endswith("/2/")
        again = request_improvement(ENGINEER, code="Л-1", number=2, defer=lambda key: key)
        assert "Останавливаю" in body(engineer.post(f"/lines/runs/{again.pk}/stop/"))
        perform_run(again.pk)
        assert "HX-Trigger" in engineer.get(f"/lines/runs/{again.pk}/").headers
        assert sign_in("shop1").get("/lines/Л-1/1/given.json").status_code == 403
        assert sign_in("shop2").get("/lines/Л-1/1/given.json").status_code == 200


def test_a_line_without_versions_waits_for_its_engineer(demo_database: None) -> None:
    a_line()
    assert "Версий ещё нет" in sign_in("planner").html("/lines/Л-1/")
    assert sign_in("engineer").get("/lines/Л-1/").headers["Location"].endswith("/given/")
    engineer = sign_in("engineer")
    assert engineer.post("/lines/Л-1/settings/", revision="1", title="").status_code == 422
    changed = engineer.post("/lines/Л-1/settings/", revision="1", title="Розлив")
    assert "HX-Redirect" in changed.headers
    engineer.post("/lines/Л-1/archive/", revision="2")
    assert "Розлив" in engineer.html("/lines/?archived=1")
