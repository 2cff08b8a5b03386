"""The page of shift tasks: what a shop sees, who may report, entries written once, people with PINs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from builders.pages import Person, text_of
from builders.shop import launched_order, open_shop, person, ready_order, run_of
from builders.small_books import found_plant
from potok.operations.catalog.clock import local, now
from potok.operations.catalog.models import Workshop
from potok.operations.people.acting import SYSTEM
from potok.operations.people.floor import MOST_FAILURES, save_floor_person
from potok.operations.people.models import User
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import OperationRun, RunStop, WorkReport
from potok.operations.shopfloor.reads.shift_task import present_shift

pytestmark = pytest.mark.django_db
PAGE = "/shift/"


@pytest.fixture(scope="module", autouse=True)
def plant(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small plant for all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        open_shop()
        Workshop.objects.create(code="9", name="Цех № 9")
        yield
        transaction.set_rollback(True)


def signed_in(login: str, role: Role, workshop: str | None = None) -> Person:
    person(login, role, workshop)
    http = Client(raise_request_exception=False)
    http.force_login(User.objects.get(username=login), backend="django.contrib.auth.backends.ModelBackend")
    return Person(login, http)


@pytest.fixture
def head() -> Person:
    return signed_in("head", Role.SHOP_HEAD, "1")


@pytest.fixture
def planner() -> Person:
    return signed_in("planner", Role.PLANNER)


def entry(
    who: Person, order_no: str, kind: str, *, key: str = "key-00000001", **more: object
) -> HttpResponse:
    """Send an entry as the tablet does."""
    run = OperationRun.objects.filter(order__order_no=order_no).order_by("-id").first()
    sent = {
        "key": key,
        "kind": kind,
        "order_no": order_no,
        "op_no": run.op_no if run else 10,
        "run": run.pk if run else None,
        "at": local(now()).isoformat(),
    }
    return who.http.post(
        "/shift/entry/",
        json.dumps(sent | more),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def first_operation(order_no: str) -> int:
    from potok.operations.shopfloor.reads.routes import order_route

    return order_route(order_no)[0].op_no


def test_a_shift_without_works_says_so(head: Person) -> None:
    assert present_shift("1") is not None
    assert "Работ на эту смену нет" in text_of(head.html(PAGE))


def test_running_work_stands_in_the_present_shift_with_its_course(head: Person) -> None:
    order_no = launched_order()
    entry(head, order_no, "output", good=4)
    text = text_of(head.html(PAGE))
    assert order_no in text
    assert "Записано +4 годных" in text
    assert "Сырьё и тара по партиям" in text


def test_another_workshop_is_shown_without_buttons(planner: Person, head: Person) -> None:
    launched_order()
    assert 'data-entry="finish"' in head.html(PAGE)
    assert 'data-entry="finish"' not in planner.html(PAGE)
    assert "data-may-report" not in head.html(PAGE + "?workshop=9")


def test_an_unknown_workshop_and_an_unknown_shift_are_named(head: Person) -> None:
    assert "Цеха «77» нет" in text_of(head.get(PAGE + "?workshop=77").content.decode())
    assert head.get(PAGE + "?workshop=1&date=2026-03-03&shift=9").status_code == 404


def test_the_head_launches_reports_stops_and_finishes(head: Person) -> None:
    order_no = ready_order()
    op_no = first_operation(order_no)
    assert entry(head, order_no, "launch", key="launch-01", op_no=op_no).status_code == 200
    assert entry(head, order_no, "output", key="output-01", good=3).status_code == 200
    assert entry(head, order_no, "stop", key="pause-001", reason="no_packaging").status_code == 200
    assert run_of(order_no).state == "stopped"
    assert entry(head, order_no, "resume", key="resume-01").status_code == 200
    assert entry(head, order_no, "finish", key="finish-01").status_code == 200
    assert (run_of(order_no).good_pcs, run_of(order_no).state) == (3, "finished")
    assert RunStop.objects.get(run=run_of(order_no)).reason.code == "no_packaging"


def test_an_entry_sent_twice_is_written_once(head: Person) -> None:
    order_no = launched_order()
    at = local(now()).isoformat()
    answers = [entry(head, order_no, "output", good=2, at=at) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert WorkReport.objects.filter(run__order__order_no=order_no).count() == 1


def test_an_entry_sent_by_two_people_is_written_once(head: Person) -> None:
    order_no = launched_order()
    other = signed_in("other", Role.SHOP_HEAD, "1")
    at = local(now()).isoformat()
    assert {entry(who, order_no, "output", good=2, at=at).status_code for who in (head, other)} == {200}
    assert WorkReport.objects.filter(run__order__order_no=order_no).count() == 1


def test_a_launch_without_network_is_found_by_its_order(head: Person) -> None:
    order_no = launched_order()
    assert entry(head, order_no, "output", run=None, good=1).status_code == 200
    assert run_of(order_no).good_pcs == 1


def test_rework_and_scrap_need_their_reasons(head: Person) -> None:
    order_no = launched_order()
    refused = entry(head, order_no, "output", key="scrap-001", scrap=1)
    assert refused.status_code == 422
    assert "причина брака" in refused.content.decode()
    assert entry(head, order_no, "output", key="scrap-002", scrap=1, reason="leak").status_code == 200
    assert WorkReport.objects.get(run__order__order_no=order_no).scrap_pcs == 1


def test_output_over_the_plan_is_written_with_consent_under_the_same_key(head: Person) -> None:
    order_no = launched_order(qty=10)
    refused = entry(head, order_no, "output", good=50)
    assert json.loads(refused.content)["code"] == "output_over_plan"
    assert entry(head, order_no, "output", good=50, over_plan=True).status_code == 200
    assert run_of(order_no).good_pcs == 50


def test_an_entry_that_cannot_be_read_names_its_fields(head: Person) -> None:
    answer = head.http.post(
        "/shift/entry/", '{"kind": "dance", "key": "x"}', content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert {fault["field"] for fault in json.loads(answer.content)["fields"]} >= {"kind", "key", "at"}


def test_only_the_head_of_the_workshop_reports(planner: Person) -> None:
    order_no = launched_order()
    stranger = signed_in("stranger", Role.SHOP_HEAD, "9")
    for who in (planner, stranger):
        assert entry(who, order_no, "output", good=1).status_code == 403
    assert not WorkReport.objects.filter(run__order__order_no=order_no).exists()


def test_a_wrong_report_is_taken_back_with_a_reason(head: Person) -> None:
    order_no = launched_order()
    entry(head, order_no, "output", good=4)
    report = WorkReport.objects.get(run__order__order_no=order_no)
    address = reverse("shift:withdraw", args=[report.pk])
    assert head.post(address, reason="").status_code == 422
    assert head.post(address, reason="описка").status_code == 204
    assert run_of(order_no).good_pcs == 0


def pin(who: Person, username: str, text: str, workshop: str = "1") -> HttpResponse:
    body = json.dumps({"workshop": workshop, "username": username, "pin": text})
    return who.http.post(
        "/shift/operator/", body, content_type="application/json", headers={"Accept": "application/json"}
    )


def test_a_person_with_the_right_pin_signs_reports(head: Person) -> None:
    operator = save_floor_person(
        SYSTEM, workshop="1", username="", pin="2580", first_name="Оксана", last_name="Зайцева"
    )
    mark = json.loads(pin(head, operator.username, "2580").content)["mark"]
    order_no = launched_order()
    assert entry(head, order_no, "output", good=1, operator=mark).status_code == 200
    assert WorkReport.objects.get(run__order__order_no=order_no).people == ["О. Зайцева"]


def test_a_forged_mark_is_refused(head: Person) -> None:
    answer = entry(head, launched_order(), "output", good=1, operator="О. Зайцева:forged")
    assert json.loads(answer.content)["code"] == "operator_unknown"


def test_wrong_pins_lock_the_person_out_and_a_new_pin_lets_them_in(head: Person) -> None:
    operator = save_floor_person(SYSTEM, workshop="1", username="", pin="2580", last_name="Козлов")
    for _ in range(MOST_FAILURES - 1):
        assert json.loads(pin(head, operator.username, "1111").content)["code"] == "wrong_pin"
    assert json.loads(pin(head, operator.username, "1111").content)["code"] == "pin_locked"
    assert json.loads(pin(head, operator.username, "2580").content)["code"] == "pin_locked"
    save_floor_person(SYSTEM, workshop="1", username=operator.username, pin="3691")
    assert pin(head, operator.username, "3691").status_code == 200


def test_the_head_gives_tiles_to_people_of_the_own_workshop_only(head: Person) -> None:
    assert "Люди планшета" in head.html("/shift/people/?workshop=1")
    head.post("/shift/people/?workshop=1", username="", last_name="Волков", first_name="Игорь", pin="4821")
    assert "И. Волков" in text_of(head.html(PAGE))
    assert head.post("/shift/people/?workshop=9", username="", last_name="Ли", pin="4821").status_code == 403
    assert not User.objects.filter(last_name="Ли").exists()


def test_a_pin_of_equal_digits_or_letters_is_refused(head: Person) -> None:
    for text in ("1111", "12ab", "123"):
        answer = head.post("/shift/people/?workshop=1", username="", last_name="Волков", pin=text)
        assert answer.status_code == 422


def test_a_breakdown_stops_the_machine_and_its_work(head: Person) -> None:
    order_no = launched_order()
    machine = run_of(order_no).machine.code
    assert "Сообщить о поломке" in head.html("/shift/breakdown/")
    answer = head.post(
        "/shift/breakdown/", machine=machine, finish_date="04.03.2026", finish_time="08:00", reason="насос"
    )
    assert answer.status_code == 204
    assert run_of(order_no).state == "stopped"


def test_the_head_stops_a_machine_of_the_own_workshop_and_starts_it_again(head: Person) -> None:
    order_no = launched_order()
    machine = run_of(order_no).machine.code
    page = "/shift/machines/?workshop=1"
    assert order_no in text_of(head.html(page))
    assert f"/shift/machines/{machine}/stop/" in head.html(page)
    given = {"kind": "breakdown", "reason": "насос", "until_date": "", "until_time": "12:00"}
    half = head.post(f"/shift/machines/{machine}/stop/", once="1", **given)
    assert (half.status_code, "ни того, ни другого" in half.content.decode()) == (422, True)
    given["until_time"] = ""
    assert head.post(f"/shift/machines/{machine}/stop/", once="2", **given).status_code == 204
    shown = text_of(head.html(page))
    assert "пока не пустят" in shown
    assert "насос" in shown
    assert "насос" in text_of(head.html(f"/shift/machines/{machine}/"))
    assert head.post(f"/shift/machines/{machine}/start/", once="3", reason="заменён").status_code == 204
    assert "пока не пустят" not in text_of(head.html(page))
    assert head.get("/shift/machines/НЕТ/").status_code == 404


def test_others_see_the_machines_and_stop_none(head: Person, planner: Person) -> None:
    page = planner.html("/shift/machines/?workshop=1")
    assert "Готовы к работе" in page
    assert "/stop/" not in page
    assert planner.post("/shift/machines/M1/stop/", once="1", reason="насос").status_code == 403


def test_the_task_is_printed_and_given_out_as_a_workbook(head: Person) -> None:
    launched_order()
    printed = head.get("/shift/print/")
    assert printed.content.startswith(b"%PDF")
    assert "spreadsheetml" in head.get("/shift/workbook/").headers["Content-Type"]


def test_the_service_worker_comes_from_the_folder_of_the_page(head: Person) -> None:
    answer = head.get("/shift/worker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "fetch" in answer.content.decode()
