"""The repair on the board, the promise below a new order and the reasons on an order's card."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from builders.pages import sign_in, text_of
from integration.web.test_board import new_draft
from potok.operations.catalog.clock import local
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.services.publication import publish_plan

pytestmark = pytest.mark.usefixtures("demo_database")


def test_a_planner_tries_an_event_sees_who_moves_and_writes_a_draft() -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 13)])
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    planner = sign_in("planner")
    assert "Починить план после события" in planner.html("/board/")
    dialog = planner.html(f"/board/repair/?plan={plan.number}&kind=breakdown")
    assert "Заработает" in dialog
    for kind, field in (
        ("absence", "Дата смены"),
        ("late_material", "Приход"),
        ("urgent", "Новый срок"),
        ("refused", "Возможна с"),
        ("books", "Как в учёте сейчас"),
    ):
        assert field in planner.html(f"/board/repair/?plan={plan.number}&kind={kind}")
    line = plan.lines.order_by("-start_at").first()
    start = local(line.start_at)
    finish = start + dt.timedelta(days=1)
    given = {
        "kind": "breakdown",
        "machine": line.machine.code,
        "start_date": f"{start:%d.%m.%Y}",
        "start_time": f"{start:%H:%M}",
        "finish_date": f"{finish:%d.%m.%Y}",
        "finish_time": f"{finish:%H:%M}",
    }
    panel = planner.post(f"/board/repair/preview/?plan={plan.number}", **given)
    assert panel.headers["HX-Retarget"] == "#panel"
    assert "операций" in text_of(panel.content.decode())
    assert "Проверено: 0 нарушений" in panel.content.decode()
    assert 'data-first-order="ЗП-' in panel.content.decode()
    assert "Поломка этим не записана в учёт" in panel.content.decode()
    assert "Записать простой" not in panel.content.decode()
    shown = re.search(r'name="proposal" value="([^"]+)"', panel.content.decode())
    assert shown is not None
    old = planner.post(f"/board/repair/apply/?plan={plan.number}", **given, proposal="2020-01-01/3/a")
    assert (old.status_code, old.json()["code"]) == (409, "repair_outdated")
    bad = planner.post(f"/board/repair/preview/?plan={plan.number}", **{**given, "machine": "нет"})
    assert (bad.status_code, bad.headers["HX-Retarget"]) == (422, "#dialog-slot")
    planner.post(f"/board/repair/apply/?plan={plan.number}", **given, proposal=shown[1])
    draft = PlanVersion.objects.get(state="draft")
    assert draft.title == "Поломка машины"
    assert "не записана в учёт" in planner.html(f"/board/?plan={draft.number}")
    assert "Отменить правку" in planner.html(f"/board/?plan={draft.number}")
    planner.post(f"/board/plans/{draft.number}/undo/")
    assert PlanVersion.objects.get(number=draft.number).state == "rejected"
    assert "Отменить правку" not in planner.html("/board/")

    card = sign_in("client")
    outlook = card.html(f"/orders/-/outlook/?{urlencode({'order': line.order.order_no})}")
    assert "операция" in outlook
    ProductionOrder.objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)
    launched = card.html(f"/orders/-/outlook/?{urlencode({'order': line.order.order_no})}")
    assert "Заказ запущен и идёт по плану, выпуск" in launched
    assert line.machine.name in launched
    ProductionOrder.objects.filter(pk=line.order_id).update(launch_actual_at=None)
    asked = {
        "product": line.order.product.code,
        "qty_pcs": line.order.qty_pcs,
        "due_date": "30.04.2026",
        "priority": 2,
    }
    assert "решает" in card.html(f"/orders/-/new/promise/?{urlencode(asked)}")
    assert card.html("/orders/-/new/promise/").strip() == ""
    outside = card.html(f"/orders/-/outlook/?{urlencode({'order': 'ЗП-0030'})}")
    assert "Выпуск" in outside or "назвать нельзя" in outside


def test_what_is_more_important_is_chosen_and_reaches_the_repair() -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 13)])
    plan = new_draft()
    planner = sign_in("planner")
    dialog = text_of(planner.html(f"/board/repair/?plan={plan.number}&kind=breakdown"))
    assert "Что важнее" in dialog
    assert "меньше опоздать" in dialog
    said: dict[str, set[str]] = {"fewer_changes": set(), "less_late": set()}
    for line in plan.lines.order_by("start_at"):
        start = local(line.start_at)
        finish = start + dt.timedelta(days=1)
        for weights, sentences in said.items():
            panel = planner.post(
                f"/board/repair/preview/?plan={plan.number}",
                kind="breakdown",
                machine=line.machine.code,
                start_date=f"{start:%d.%m.%Y}",
                start_time=f"{start:%H:%M}",
                finish_date=f"{finish:%d.%m.%Y}",
                finish_time=f"{finish:%H:%M}",
                weights=weights,
            )
            text = panel.content.decode()
            assert f'name="weights" value="{weights}"' in text
            sentences.add(text_of(text))
        if said["fewer_changes"] != said["less_late"]:
            return
    pytest.fail("the choice changes nothing")


def test_an_objected_line_leads_to_its_repair() -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 13)])
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    line = plan.lines.select_related("order", "machine").filter(preliminary=False).order_by("start_at")[0]
    plan.lines.filter(pk=line.pk).update(agreement="refused", answer_reason="нет людей")
    planner = sign_in("planner")
    row = planner.html("/board/agreement/?view=objected")
    found = re.search(r'href="(/board/\?repair=[^"]+)"[^>]*>Починить<', row)
    assert found is not None
    assert "Починить" not in sign_in("shop1").html("/board/agreement/?view=objected")

    page = planner.html(unescape(found[1]))
    asked = re.search(r'hx-get="(/board/repair/[^"]+)" hx-trigger="load"', page)
    assert asked is not None
    dialog = planner.html(unescape(asked[1]))
    for name, value in (("order_no", line.order.order_no), ("op_no", str(line.op_no))):
        assert re.search(rf'<input[^>]*name="{name}"[^>]*value="{value}"', dialog)
    assert f'<option value="{line.machine.code}" selected>' in dialog
    assert f'value="{local(line.finish_at):%d.%m.%Y}"' in dialog
    economist = sign_in("economist").html(unescape(found[1]))
    assert 'hx-trigger="load" hx-target="#dialog-slot"' not in economist
