"""The board and the agreement page over the books: what stands on them, who may do what."""

from __future__ import annotations

import json
import re

import pytest
from django.http import HttpResponse

from builders.pages import Person, sign_in, text_of
from potok.operations.catalog.models import MachineStop
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanRun, PlanVersion, ScheduleLine
from potok.operations.planning.services.agreement import send_lines
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run
from potok.scheduling.rules import phrases as plant_phrases
from potok.scheduling.shop.rules import rules as shop_rules
from potok.scheduling.verify import PLAN_RULES

pytestmark = pytest.mark.usefixtures("demo_database")

ORDERS = [f"ЗП-{number:04d}" for number in range(1, 19)] + ["ЗП-0098"]
BOARD = "/board/"
AGREEMENT = "/board/agreement/"


def new_draft(**options: object) -> PlanVersion:
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0, **options)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    return run.plan


@pytest.fixture
def draft(demo_database: None) -> PlanVersion:
    confirm_orders(SYSTEM, order_nos=ORDERS)
    return new_draft()


@pytest.fixture
def published(draft: PlanVersion) -> PlanVersion:
    publish_plan(SYSTEM, number=draft.number)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def planner(demo_database: None) -> Person:
    return sign_in("planner")


@pytest.fixture
def head_of_1(demo_database: None) -> Person:
    return sign_in("shop1")


def told(response: HttpResponse) -> dict[str, str]:
    """The toast of an answer."""
    return dict(json.loads(response.headers["HX-Trigger"])["toast"])


def key(line: ScheduleLine) -> str:
    return f"{line.op_no}:{line.order.order_no}"


def test_without_a_plan_the_planner_is_told_to_make_one(planner: Person) -> None:
    page = planner.html(BOARD)
    assert "Плана ещё нет" in page
    assert "Рассчитать план" in page
    assert 'id="board"' not in page


def test_the_foot_names_the_fingerprint_of_the_checked_plan(planner: Person, published: PlanVersion) -> None:
    assert f"проверено: 0 нарушений · отпечаток плана {published.fingerprint}" in planner.html(BOARD)


def test_the_rules_of_the_plan_are_shown_in_the_words_of_the_checker(planner: Person) -> None:
    assert 'href="/board/rules/"' in planner.html(BOARD)
    page = planner.html("/board/rules/")
    phrases = [
        *(rule.title for rule in PLAN_RULES),
        *plant_phrases().values(),
        *(rule.phrase for rule in shop_rules().values()),
    ]
    assert [phrase for phrase in phrases if f"<li>{phrase}</li>" not in page] == []


def test_the_tray_names_confirmed_orders_outside_the_plan(planner: Person, published: PlanVersion) -> None:
    confirm_orders(SYSTEM, order_nos=["ЗП-0020"])
    page = planner.html(BOARD)
    assert "К распределению · 1" in page
    assert "подтверждён после этого расчёта" in page


def test_the_table_holds_every_line_once_in_the_asked_order(planner: Person, published: PlanVersion) -> None:
    page = planner.html(f"{BOARD}?view=table&sort=-start")
    shown = [int(found) for found in re.findall(r'<tr[^>]*data-key="(\d+)"', page)]
    wanted = published.lines.order_by("-start_at", "-machine__code").values_list("pk", flat=True)
    assert shown == list(wanted)


def test_the_list_of_a_phone_gives_all_lines_of_a_machine_on_demand(
    planner: Person, published: PlanVersion
) -> None:
    part = planner.html(f"{BOARD}machines/?machine=M201")
    assert part.count("data-line") == published.lines.filter(machine__code="M201").count()


def test_only_those_who_may_see_the_buttons(published: PlanVersion) -> None:
    new_draft()
    commands = ("Рассчитать", "Отправить цехам", "Отклонить черновик", 'data-move-url="/')
    planner, economist, head = (
        sign_in(login).html(f"{BOARD}?plan=2") for login in ("planner", "economist", "shop1")
    )
    assert all(word in planner for word in commands)
    assert not any(word in economist for word in commands)
    assert "Сообщить о поломке" in head
    assert "Сообщить о поломке" not in planner


def test_a_command_without_the_right_is_refused(published: PlanVersion) -> None:
    answer = sign_in("economist").post(f"{BOARD}runs/", time_limit_s="5")
    assert (answer.status_code, answer.json()["code"]) == (403, "no_right")
    assert PlanRun.objects.count() == 1


def test_a_plan_that_does_not_exist_is_a_page_not_a_failure(planner: Person) -> None:
    assert planner.get(f"{BOARD}?plan=77").status_code == 404


def test_a_run_is_queued_and_the_strip_follows_it(planner: Person, published: PlanVersion) -> None:
    assert planner.post(f"{BOARD}runs/", time_limit_s="5", title="ночная").headers["HX-Refresh"] == "true"
    run = PlanRun.objects.latest("pk")
    strip = planner.html(f"{BOARD}strip/?run={run.pk}")
    assert "В очереди" in strip
    assert 'hx-trigger="every 1s"' in strip
    planner.post(f"{BOARD}runs/{run.pk}/stop/")
    perform_run(run.pk)
    gone = planner.get(f"{BOARD}strip/?run={run.pk}")
    assert gone.headers["HX-Redirect"] == f"{BOARD}?plan=2"
    run.refresh_from_db()
    assert (run.state, run.title) == ("stopped", "ночная")


def test_a_run_from_the_page_of_a_draft_keeps_what_is_held_there(planner: Person, draft: PlanVersion) -> None:
    page = planner.html(f"{BOARD}?plan={draft.number}")
    assert f'hx-post="{BOARD}runs/?plan={draft.number}"' in page
    planner.post(f"{BOARD}runs/?plan={draft.number}", time_limit_s="5")
    assert PlanRun.objects.latest("pk").beside == draft


def test_a_faulty_limit_comes_back_with_its_error(planner: Person, published: PlanVersion) -> None:
    answer = planner.post(f"{BOARD}runs/", time_limit_s="0")
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()


def test_accepting_a_draft_puts_it_in_force(planner: Person, draft: PlanVersion) -> None:
    answer = planner.post(f"{BOARD}plans/1/accept/")
    assert answer.headers["HX-Redirect"] == BOARD
    draft.refresh_from_db()
    assert draft.state == "published"
    assert "Действует план 1" in planner.html(BOARD)


def test_accepting_without_some_orders_is_a_new_run_that_keeps_them(
    planner: Person, published: PlanVersion
) -> None:
    draft = new_draft()
    answer = planner.post(f"{BOARD}plans/{draft.number}/accept/", keep=["ЗП-0001", "ЗП-0003"])
    assert answer.headers["HX-Redirect"] == f"{BOARD}?plan={draft.number}"
    run = PlanRun.objects.latest("pk")
    assert (run.state, run.keep_orders) == ("queued", ["ЗП-0001", "ЗП-0003"])
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_rejected_draft_leaves_the_plan_in_force_alone(planner: Person, published: PlanVersion) -> None:
    draft = new_draft()
    planner.post(f"{BOARD}plans/{draft.number}/reject/")
    draft.refresh_from_db()
    published.refresh_from_db()
    assert (draft.state, published.state) == ("rejected", "published")


def test_a_move_is_shown_with_its_consequences_before_it_is_saved(
    planner: Person, published: PlanVersion
) -> None:
    line = published.lines.select_related("order", "machine").order_by("-start_at").first()
    assert line is not None
    move = {
        "order_no": line.order.order_no,
        "op_no": line.op_no,
        "machine": line.machine.code,
        "start_at": "2026-03-27T10:00",
    }
    panel = planner.post(f"{BOARD}move/?plan=1", **move).content.decode()
    assert "Проверено: 0 нарушений" in panel
    assert "27.03 10:00" in text_of(panel)
    assert PlanVersion.objects.count() == 1
    saved = planner.post(f"{BOARD}move/apply/?plan=1", **move)
    assert saved.headers["HX-Redirect"].startswith(f"{BOARD}?plan=2&order=")


def test_a_move_to_a_machine_of_another_operation_is_refused(planner: Person, published: PlanVersion) -> None:
    line = published.lines.filter(machine__code="M101").select_related("order").first()
    assert line is not None
    answer = planner.post(
        f"{BOARD}move/?plan=1",
        order_no=line.order.order_no,
        op_no=line.op_no,
        machine="M304",
        start_at="2026-03-27T10:00",
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "machine_not_permitted")


def test_a_pinned_line_is_pinned_on_the_board(planner: Person, published: PlanVersion) -> None:
    line = published.lines.select_related("order").first()
    assert line is not None
    planner.post(f"{BOARD}pin/?plan=1", order_no=line.order.order_no, op_no=line.op_no, pinned="1")
    shown = json.loads(planner.html(f"{BOARD}data/?plan=1"))["lines"]
    assert [row["id"] for row in shown if row["pinned"]] == [line.pk]


def test_a_head_reports_a_breakdown_of_the_own_machines_only(
    head_of_1: Person, published: PlanVersion
) -> None:
    dialog = head_of_1.html(f"{BOARD}stops/")
    assert set(re.findall(r'<option value="(M\d+)"', dialog)) == {"M101", "M102", "M103", "M104"}
    given = {
        "machine": "M101",
        "kind": "breakdown",
        "start_date": "02.03.2026",
        "start_time": "9",
        "finish_date": "02.03.2026",
        "finish_time": "13:30",
        "reason": "течь сальника",
    }
    answer = head_of_1.post(f"{BOARD}stops/", **given)
    assert told(answer)["title"] == "Простой записан"
    assert "board-changed" in answer.headers["HX-Trigger"]
    assert head_of_1.post(f"{BOARD}stops/", **{**given, "machine": "M201"}).status_code == 422


def test_heads_see_and_answer_the_lines_of_their_own_workshop(
    head_of_1: Person, planner: Person, published: PlanVersion
) -> None:
    send_lines(SYSTEM)
    sent = ScheduleLine.objects.filter(plan=published, agreement="sent").select_related("order")
    own = sent.filter(workshop__code="1")
    rows = re.findall(r'<tr[^>]*data-key="([^"]+)"', head_of_1.html(AGREEMENT))
    assert rows == [key(line) for line in own.order_by("machine__code", "start_at")]
    everywhere = re.findall(r'<tr[^>]*data-key="([^"]+)"', planner.html(AGREEMENT))
    assert len(everywhere) == sent.count()
    first, second, third = own.order_by("pk")[:3]
    assert told(head_of_1.post(f"{AGREEMENT}answer/", key=[key(first)]))["text"] == "1\xa0операция"
    head_of_1.post(f"{AGREEMENT}refuse/", key=[key(second)], reason="нет людей")
    head_of_1.post(
        f"{AGREEMENT}counter/", key=[key(third)], start_date="05.03.2026", start_time="0830", reason=""
    )
    answers = {
        line.pk: (line.agreement, line.answer_reason)
        for line in ScheduleLine.objects.filter(pk__in=[first.pk, second.pk, third.pk])
    }
    assert answers == {
        first.pk: ("agreed", ""),
        second.pk: ("refused", "нет людей"),
        third.pk: ("countered", ""),
    }
    objected = text_of(planner.html(f"{AGREEMENT}?view=objected"))
    assert "нет людей" in objected
    assert "с 05.03 08:30" in objected


def test_a_refusal_without_a_reason_asks_for_it(head_of_1: Person, published: PlanVersion) -> None:
    send_lines(SYSTEM)
    line = published.lines.filter(workshop__code="1", preliminary=False).select_related("order").first()
    assert line is not None
    asked = head_of_1.post(f"{AGREEMENT}refuse/", key=[key(line)])
    assert (asked.status_code, 'name="reason"' in asked.content.decode()) == (200, True)
    assert head_of_1.post(f"{AGREEMENT}refuse/", key=[key(line)], reason="").status_code == 422
    line.refresh_from_db()
    assert line.agreement == "sent"


def test_all_found_lines_are_agreed_at_once(head_of_1: Person, published: PlanVersion) -> None:
    send_lines(SYSTEM)
    head_of_1.post(f"{AGREEMENT}answer/", all="1", query="view=waiting")
    lines = ScheduleLine.objects.filter(plan=published, preliminary=False)
    assert set(lines.filter(workshop__code="1").values_list("agreement", flat=True)) == {"agreed"}
    assert "agreed" not in set(lines.exclude(workshop__code="1").values_list("agreement", flat=True))


def test_a_head_may_not_answer_for_another_workshop(published: PlanVersion) -> None:
    send_lines(SYSTEM)
    line = published.lines.filter(workshop__code="1", preliminary=False).select_related("order").first()
    assert line is not None
    answer = sign_in("shop2").post(f"{AGREEMENT}answer/", key=[key(line)])
    assert (answer.status_code, answer.json()["code"]) == (403, "no_right")


def test_a_key_that_no_row_has_is_refused(head_of_1: Person, published: PlanVersion) -> None:
    answer = head_of_1.post(f"{AGREEMENT}answer/", key=["вздор"])
    assert (answer.status_code, answer.json()["code"]) == (422, "unread_selection")


def test_an_order_of_the_tray_is_tried_and_placed_from_its_panel(
    planner: Person, published: PlanVersion
) -> None:
    confirm_orders(SYSTEM, order_nos=["ЗП-0020"])
    assert "Поставить ЗП-0020 на доску" in planner.html(BOARD)
    panel = planner.html(f"{BOARD}place/?plan=1&order=ЗП-0020")
    assert "Проверено: 0 нарушений" in panel
    machine = re.search(r'<option value="(\w+)" selected', panel)
    assert machine is not None
    data = {"order_no": "ЗП-0020", "machine": machine[1], "start_date": "10.03.2026", "start_time": "8"}
    tried = text_of(planner.post(f"{BOARD}place/?plan=1", **data).content.decode())
    assert "10.03" in tried
    assert PlanVersion.objects.count() == 1
    answer = planner.post(f"{BOARD}place/apply/?plan=1", **data)
    assert answer.headers["HX-Redirect"].startswith("/board/?plan=2")
    assert PlanVersion.objects.get(number=2).lines.filter(order__order_no="ЗП-0020").exists()


def test_a_place_that_cannot_be_read_is_told_at_its_field(planner: Person, published: PlanVersion) -> None:
    confirm_orders(SYSTEM, order_nos=["ЗП-0020"])
    data = {"order_no": "ЗП-0020", "machine": "M999", "start_date": "32.03.2026", "start_time": "8"}
    for path in ("place/", "place/apply/"):
        panel = planner.post(f"{BOARD}{path}?plan=1", **data).content.decode()
        assert panel.count("field__error") == 2
        assert "В черновик" not in panel
    assert PlanVersion.objects.count() == 1


def test_a_draft_names_pinned_work_that_stands_in_a_stop(planner: Person, published: PlanVersion) -> None:
    line = published.lines.select_related("order", "machine").order_by("-start_at")[0]
    published.lines.filter(pk=line.pk).update(pinned=True)
    MachineStop.objects.create(machine=line.machine, period=line.period, reason="поломка")
    draft = new_draft()
    page = text_of(planner.html(f"{BOARD}?plan={draft.number}"))
    assert "Закреплённая работа стоит в простое машины" in page
    assert f"{line.order.order_no}, операция {line.op_no}" in page
    assert "стоит в простое" not in text_of(planner.html(BOARD))
