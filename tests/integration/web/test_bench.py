"""Pages of the engineering bench without a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from builders.bench_forms import typed
from builders.cases import case_files, case_name, read_case
from builders.small_books import found_plant
from potok.methods import method, method_ids
from potok.operations.calculations.services.saving import save_calculation
from potok.operations.catalog.models import Item
from potok.operations.people.acting import SYSTEM
from potok.operations.people.models import User
from potok.operations.people.roles import Role
from potok.operations.people.services import save_user
from potok.web.bench.form_parts import form_parts
from potok.web.bench.permalinks import packed

CASES = {path.parent.name: path for path in case_files() if path.parent.name in method_ids()}
FORM = {
    "batch_size_pcs": "100",
    "transfer_batch_pcs": "1",
    "operations[0].name": "Фасовка",
    "operations[0].time_min": "2,5",
    "operations[0].workplaces": "1",
}


@pytest.fixture
def sign_in(db: None) -> Callable[[Role], Client]:
    """A small plant and a person of any role with a browser."""
    found_plant()

    def with_role(role: Role) -> Client:
        save_user(SYSTEM, username=role.value, first_name="Павел", last_name="Зорин", roles=[(role, None)])
        client = Client()
        user = User.objects.get(username=role.value)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return with_role


@pytest.fixture
def engineer(sign_in: Callable[[Role], Client]) -> Client:
    return sign_in(Role.ENGINEER)


def text(answer: Any) -> str:
    return answer.content.decode()


def test_every_method_opens_with_its_case_and_without(engineer: Client) -> None:
    for name, path in CASES.items():
        page = engineer.get(f"/bench/{name}/", {"case": path.stem})
        assert page.status_code == 200, case_name(path)
        assert "Пересчитано за" in text(page), case_name(path)
        assert engineer.get(f"/bench/{name}/").status_code == 200, name


def test_the_form_of_the_bakery_plan_opens_with_the_task_of_the_day(engineer: Client) -> None:
    given = read_case(CASES["bakery.daily_plan"])["given"]
    save_calculation(SYSTEM, method_id="bakery.daily_plan", given=given)
    empty = text(engineer.get("/bench/bakery.technological_plan/"))
    assert "Из суточного задания" in empty
    page = text(engineer.get("/bench/bakery.technological_plan/", {"fill": "daily"}))
    assert all(f'value="{name}"' in page for name in ("Батон", "Булка", "Пирог", "Печь 1"))
    assert "Нормы сортов введите: Батон, Булка, Пирог." in page


def test_the_catalogue_finds_by_words(engineer: Client) -> None:
    page = text(engineer.get("/bench/", {"q": "ритмичн"}))
    assert "organisation.rhythm" in page
    assert "cycle.duration" not in page
    assert "Такого расчёта нет" in text(engineer.get("/bench/", {"q": "ничегошеньки"}))


@pytest.mark.parametrize("view", ["note", "what-if", "solve", "sensitivity", "compare"])
def test_every_view_of_every_method_is_shown(engineer: Client, view: str) -> None:
    for name, path in CASES.items():
        given = read_case(path)["given"]
        form = dict(typed(form_parts(method(name).inputs, given)))
        page = engineer.post(f"/bench/{name}/view/{view}/", form)
        assert page.status_code == 200, (name, view)


def test_an_answer_carries_results_and_faults(engineer: Client) -> None:
    page = text(engineer.post("/bench/cycle.duration/answer/", FORM))
    assert 'data-result="sequential_min">250<' in page
    page = text(engineer.post("/bench/cycle.duration/answer/", FORM | {"operations[0].time_min": "много"}))
    assert 'data-at="operations[0].time_min" data-bad' in page
    assert "Операции, строка 1, Время на изделие" in page


def test_a_link_opens_the_same_data(engineer: Client) -> None:
    word = packed({"batch_size_pcs": 7, "operations": [{"name": "А", "time_min": 2, "workplaces": 1}]})
    page = engineer.get("/bench/cycle.duration/", {"d": word})
    assert 'value="7"' in text(page)
    assert engineer.get("/bench/cycle.duration/", {"d": "испорчено"}).status_code == 400


def test_a_table_comes_from_a_file_by_titles_or_by_order(engineer: Client) -> None:
    titled = "Рабочих мест;Операция;Время на изделие, мин\n2;Токарная;1,5\n"
    for content in (titled, "Токарная;1,5;2\n"):
        file = SimpleUploadedFile("операции.csv", content.encode())
        page = engineer.post("/bench/cycle.duration/table/", {"_table": "operations", "_file": file})
        assert page.status_code == 200
        for name, value in (("name", "Токарная"), ("time_min", "1,5"), ("workplaces", "2")):
            assert f'name="operations[0].{name}" value="{value}"' in text(page), content


def test_a_file_that_is_no_table_is_refused(engineer: Client) -> None:
    file = SimpleUploadedFile("x.xlsx", b"not a workbook")
    headers = {"HX-Request": "true"}
    page = engineer.post(
        "/bench/cycle.duration/table/", {"_table": "operations", "_file": file}, headers=headers
    )
    assert page.status_code == 422


def test_a_calculation_is_saved_with_its_link_and_opened(engineer: Client) -> None:
    product = Item.objects.filter(type="finished").order_by("code").values_list("code", flat=True)[0]
    saving = FORM | {"name": "Фасовка", "subject": "route", "subject_name": product, "comment": "первый"}
    answer = engineer.post("/bench/cycle.duration/save/", saving)
    assert answer.headers["HX-Redirect"] == "/bench/saved/%D0%A0%D0%A1-0001/"
    page = text(engineer.get("/bench/saved/РС-0001/"))
    assert f"Маршрут изделия {product}" in page
    assert 'data-result="sequential_min">250<' in page
    again = saving | {"_number": "РС-0001", "_version": "1", "batch_size_pcs": "10"}
    engineer.post("/bench/cycle.duration/save/", again)
    assert "версия 2" in text(engineer.get("/bench/saved/РС-0001/"))
    old = text(engineer.get("/bench/saved/РС-0001/", {"version": "1"}))
    assert "Это версия 1, последняя — 2" in old
    listed = text(engineer.get("/bench/saved/", {"q": "фасов"}))
    assert listed.count("РС-0001") >= 1


def test_a_wrong_link_is_told_at_its_field_and_nothing_is_kept(engineer: Client) -> None:
    answer = engineer.post(
        "/bench/cycle.duration/save/", FORM | {"subject": "machine", "subject_name": "НЕТ"}
    )
    assert answer.status_code == 422
    assert "код машины из справочника" in text(answer)
    assert "Сохранённых расчётов нет" in text(engineer.get("/bench/saved/"))


def test_who_may_not_save_sees_no_button_and_is_refused(sign_in: Callable[[Role], Client]) -> None:
    client = sign_in(Role.CLIENT_DEPT)
    assert "save-dialog" not in text(client.get("/bench/cycle.duration/"))
    assert client.post("/bench/cycle.duration/save/", FORM | {"subject": "none"}).status_code == 403


def test_files_carry_the_note_and_faulty_data_are_not_printed(engineer: Client) -> None:
    assert engineer.post("/bench/cycle.duration/pdf/", FORM).content.startswith(b"%PDF-")
    assert engineer.post("/bench/cycle.duration/xlsx/", FORM).content.startswith(b"PK")
    refused = engineer.post("/bench/cycle.duration/pdf/", FORM | {"batch_size_pcs": "0"})
    assert refused.status_code == 422
    assert "Размер партии" in text(refused)


def test_an_unknown_method_and_number_are_not_found(engineer: Client) -> None:
    assert engineer.get("/bench/no.such/").status_code == 404
    assert engineer.get("/bench/saved/РС-9999/").status_code == 404
    assert engineer.get("/bench/cycle.duration/fill/nothing/").status_code == 404
