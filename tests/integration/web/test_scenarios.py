"""The page «Сценарии»: several changes of each kind in one form, machines compared over all plans."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.pages import cells_of, row_of, sign_in, text_of
from integration.web.test_board import new_draft
from potok.operations.catalog.models import CalendarRow, Machine
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.reads.scenario_choices import new_order_choices, receipt_choices
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.scenarios import perform_scenario
from potok.operations.purchasing.models import Receipt
from potok.web.board.scenarios import machine_loads

pytestmark = pytest.mark.usefixtures("demo_database")


@pytest.fixture
def published() -> PlanVersion:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 9)])
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    return plan


def test_several_changes_of_each_kind_are_sent_computed_and_compared(published: PlanVersion) -> None:
    machine = published.lines.first().machine.code
    repair = CalendarRow.objects.filter(kind="repair", date__gt=dt.date(2026, 3, 3)).order_by("date").first()
    new = ProductionOrder.objects.filter(status="new", cover="in_stock").order_by("order_no")
    first, second = new[0], new[1]
    component = first.components.first().item
    receipt = Receipt.objects.filter(
        item=component, status__in=["planned", "confirmed", "in_transit"]
    ).first()
    assert receipt is not None
    sent = {
        "title": "Всё сразу",
        "time_limit_s": "1",
        "shift_machine": [machine, "", machine],
        "shift_date": ["08.03.2026", "", "15.03.2026"],
        "shift_start": ["", "", "9:30"],
        "shift_hours": ["", "", "4"],
        "repair_machine": [repair.machine.code],
        "repair_from": [f"{repair.date:%d.%m.%Y}"],
        "repair_to": [f"{repair.date + dt.timedelta(days=1):%d.%m.%Y}"],
        "new_order": [first.order_no, second.order_no, ""],
        "order_product": [first.product.code],
        "order_qty": [str(first.qty_pcs)],
        "order_due": ["30.04.2026"],
        "order_priority": ["1"],
        "receipt": [receipt.code],
        "receipt_date": ["05.03.2026"],
    }
    planner = sign_in("planner")
    answer = planner.post("/board/scenarios/", **sent)
    assert answer.status_code == 302, text_of(answer.content.decode())
    scenario = Scenario.objects.get()
    kinds = [change["kind"] for change in scenario.changes]
    assert kinds == ["shift", "shift", "repair", "material", "order", "order", "order"]
    shifts = [(change["start"], change["minutes"]) for change in scenario.changes[:2]]
    assert shifts == [("08:00", 480), ("09:30", 240)]
    assert scenario.changes[-1]["priority"] == 1
    assert receipt.code in planner.html("/board/scenarios/")

    going = planner.html(f"/board/scenarios/{scenario.pk}/progress/")
    assert going.startswith("<td")
    perform_scenario(scenario.pk)
    done = planner.get(f"/board/scenarios/{scenario.pk}/progress/")
    assert done.headers["HX-Retarget"] == "#scenarios"
    page = planner.html("/board/scenarios/?all=1")
    cells = cells_of(row_of(page, machine))
    assert machine in cells[0]
    assert len(cells) == 3
    assert all(cell.isdigit() for cell in cells[1:])
    assert "ещё смена на" in page
    assert "progress/" not in page, "nothing is computed, yet the page goes on asking"


def test_a_form_with_faults_names_row_and_column_and_keeps_what_was_typed(published: PlanVersion) -> None:
    planner = sign_in("planner")
    wrong = planner.post(
        "/board/scenarios/",
        title="Ошибка",
        time_limit_s="1",
        shift_machine=["Р-1"],
        shift_date=[""],
        shift_start=["25:00"],
        shift_hours=["30"],
        order_product=["Т-1"],
        order_qty=["1,5"],
        order_due=["30.04.2026"],
        order_priority=[""],
    )
    assert wrong.status_code == 422
    words = text_of(wrong.content.decode())
    assert "Строка 1, «Дата»: заполните" in words
    assert "Строка 1, «Начало»: «25:00», ожидается время ЧЧ:ММ" in words
    assert "Строка 1, «Количество»: ожидается целое число от 1" in words
    assert 'value="25:00"' in wrong.content.decode()
    code = Machine.objects.first().code
    hours = planner.post(
        "/board/scenarios/",
        title="Ошибка",
        time_limit_s="1",
        shift_machine=[code],
        shift_date=["08.03.2026"],
        shift_start=[""],
        shift_hours=["30"],
    )
    assert "«Часов»: ожидается число от 0 до 24" in text_of(hours.content.decode())
    assert not Scenario.objects.exists()


def test_a_person_adds_rows_and_chooses_from_what_there_is(published: PlanVersion) -> None:
    planner = sign_in("planner")
    page = planner.html("/board/scenarios/")
    for kind in ("shifts", "repairs", "new_orders", "asked_orders", "receipts"):
        assert f'hx-target="#rows-{kind} tbody"' in page
        assert planner.html(f"/board/scenarios/row/{kind}/").startswith("<tr><td>")
    order_no, words = new_order_choices()[0]
    receipt, _ = receipt_choices()[0]
    assert f'<option value="{order_no}">{words}</option>' in page
    assert f'<option value="{receipt}">' in page
    assert not ProductionOrder.objects.exclude(status="new").filter(order_no=order_no).exists()


def test_the_busiest_machine_of_any_plan_comes_first_and_idle_ones_do_not_come() -> None:
    one = {"load": {"A": 0.5, "B": 0.9, "C": 0.0, "D": None}}
    two = {"load": {"A": 0.95, "B": 0.1}}
    assert machine_loads({"A": "Пресс"}, [one, two]) == [
        ("A", "Пресс", [50.0, 95.0]),
        ("B", "B", [90.0, 10.0]),
    ]
