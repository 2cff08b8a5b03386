"""Notices: what waits for whom, put aside until it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from builders.small_books import day, expect_receipt, found_plant, order_of, put_lot, seen
from potok.operations.master_data.given import rows_of_text
from potok.operations.master_data.registry import resource_of
from potok.operations.master_data.services.changing import change_records
from potok.operations.notices import registry
from potok.operations.notices.models import Dismissal
from potok.operations.notices.reads import notices_of, waiting_count
from potok.operations.notices.registry import Need, source, sources
from potok.operations.notices.services import dismiss_notices, restore_notice
from potok.operations.orders.reads.pull_books import books_mark, load_pull_books
from potok.operations.orders.reads.signals import SignalFilter, signal_page
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.proposals import propose_volume
from potok.operations.people.acting import SYSTEM, Actor, actor_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.web.notices.links import href_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plant() -> None:
    found_plant()


def person(role: Role) -> Actor:
    user = User.objects.create(username=role.value, last_name=role.value)
    RoleGrant.objects.create(user=user, role=role.value)
    return actor_of(user)


def waiting(of: Actor) -> dict[str, list[str]]:
    return {
        group.source.code: [notice.need.key for notice in group.waiting]
        for group in notices_of(of)
        if group.waiting
    }


def test_a_proposal_waits_for_the_client_department_only() -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(SYSTEM, order_no=number, qty_pcs=15, reason="целая загрузка")
    assert waiting(person(Role.CLIENT_DEPT)) == {"proposal": [number]}
    assert waiting(person(Role.QC)) == {}


def test_an_uncovered_order_raises_a_signal_for_purchasing() -> None:
    confirm_orders(SYSTEM, order_nos=[order_of("PB", 10)])
    buyer = person(Role.PURCHASING)
    assert list(waiting(buyer)) == ["signal"]
    assert waiting_count(buyer) == (2, False)


def test_what_is_put_aside_stays_so_until_the_need_changes() -> None:
    receipt = expect_receipt("RX", 10, code="ПР-1", date=day(1))
    receipt.slips = 1
    receipt.promised_date = day(0)
    receipt.save()
    planner = person(Role.PLANNER)
    assert waiting(planner) == {"redated_receipt": ["ПР-1"]}
    assert dismiss_notices(planner, keys=["redated_receipt:ПР-1"]) == 1
    assert waiting(planner) == {}
    assert [group.notices[0].dismissed for group in notices_of(planner)] == [True]
    receipt.expected_date = day(5)
    receipt.save()
    assert waiting(planner) == {"redated_receipt": ["ПР-1"]}


def test_a_dismissal_is_of_one_person_and_can_be_taken_back() -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(SYSTEM, order_no=number, qty_pcs=15, reason="целая загрузка")
    client = person(Role.CLIENT_DEPT)
    other = User.objects.create(username="other")
    RoleGrant.objects.create(user=other, role="client_dept")
    dismiss_notices(client)
    assert waiting(client) == {}
    assert waiting(actor_of(other)) == {"proposal": [number]}
    restore_notice(client, key=f"proposal:{number}")
    assert waiting(client) == {"proposal": [number]}
    assert not Dismissal.objects.exists()


def test_a_late_order_is_told_with_its_dates() -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    number = order_of("PA", 10, due=day(1))
    confirm_orders(SYSTEM, order_nos=[number])
    order = seen(number)
    order.launch_at = dt.datetime(2026, 3, 5, 8, tzinfo=dt.UTC)
    order.release_at = dt.datetime(2026, 3, 6, 8, tzinfo=dt.UTC)
    order.save()
    assert waiting(person(Role.PLANNER))["late"] == [number]


def test_a_department_declares_its_needs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_SOURCES", {})

    @source("card", "Сданные карты", icon="clipboard-check", roles=[Role.PLANNER])
    def handed_in(person: Actor, limit: int) -> Iterator[Need]:
        yield from (Need(str(number), "1", f"Карта {number}") for number in range(limit))

    planner = person(Role.PLANNER)
    assert list(sources()) == ["card"]
    group = notices_of(planner)[0]
    assert (len(group.notices), group.more) == (registry.MOST_OF_A_SOURCE, True)
    assert waiting_count(planner) == (registry.MOST_OF_A_SOURCE, True)


def test_every_declared_source_names_roles_and_finds_without_an_error() -> None:
    everybody = Actor(user_id=1, name="Все", roles=frozenset(Role), workshops=frozenset({1}))
    for one in sources().values():
        assert one.roles
        for need in one.find(everybody, 3):
            assert href_of(need.subject)


def test_the_page_and_the_bell_show_what_waits() -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(SYSTEM, order_no=number, qty_pcs=15, reason="целая загрузка")
    actor = person(Role.CLIENT_DEPT)
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert number in client.get(reverse("notices:list")).content.decode()
    assert number in client.get(reverse("notices:panel")).content.decode()
    assert 'data-bell="1"' in client.get(reverse("shell:counts")).content.decode()
    client.post(reverse("notices:dismiss"), {"all": "1"})
    page = client.get(reverse("notices:list")).content.decode()
    assert "Новых уведомлений нет" in page
    assert "Отложено" in page


def test_a_signal_tells_whether_the_sales_plan_had_the_need() -> None:
    confirm_orders(SYSTEM, order_nos=[order_of("PB", 10, due=day(28))])
    assert {row.plan for row in signal_page(SignalFilter()).rows} == {""}
    mark = books_mark()
    resource = resource_of("sales")
    change_records(SYSTEM, resource, rows_of_text(resource, "PA\t2026-03-01\t10").rows)
    states = {row.item_id: row.plan for row in signal_page(SignalFilter()).rows}
    assert states == {"RX": "planned", "RY": "not_planned"}
    assert books_mark() != mark
    assert sum(load_pull_books().sales["RX"]) == 20
