"""The page of posting periods and the lists of reasons."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from builders.pages import Person, text_of
from builders.shop import card_of, launched_order, open_shop, person, post, report
from builders.small_books import MONDAY, found_plant
from potok.operations.people.models import User
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import WorkReason
from potok.operations.warehouse.models import PostingPeriod

pytestmark = pytest.mark.django_db
MONTH = MONDAY.strftime("%Y-%m")


@pytest.fixture(autouse=True)
def plant(db: None) -> None:
    found_plant()
    open_shop()


def signed_in(login: str, role: Role) -> Person:
    person(login, role)
    http = Client(raise_request_exception=False)
    http.force_login(User.objects.get(username=login), backend="django.contrib.auth.backends.ModelBackend")
    return Person(login, http)


def give(who: Person, command: str, /, *args: str, **fields: str) -> HttpResponse:
    return who.http.post(reverse(f"tech_cards:{command}", args=args), {"once": uuid.uuid4().hex, **fields})


def handed_in() -> str:
    order = launched_order(qty=10)
    report(order, 5)
    return card_of(order)


def test_the_economist_closes_a_month_when_nothing_waits_in_it() -> None:
    economist = signed_in("economist", Role.ECONOMIST)
    number = handed_in()
    page = text_of(economist.html(reverse("tech_cards:periods")))
    assert "ТК ждут" in page
    refused = give(economist, "close_period", MONTH)
    assert refused.status_code == 409
    assert number in refused.content.decode()
    post(number)
    assert give(economist, "close_period", MONTH, reason="отчёт сдан").status_code == 204
    assert PostingPeriod.objects.get(month=MONDAY.replace(day=1)).is_closed
    page = text_of(economist.html(reverse("tech_cards:periods")))
    assert "закрыт" in page
    assert "отчёт сдан" in page


def test_only_the_administrator_opens_it_again_and_says_why() -> None:
    economist, administrator = signed_in("economist", Role.ECONOMIST), signed_in("admin", Role.ADMIN)
    post(handed_in())
    give(economist, "close_period", MONTH)
    assert give(economist, "reopen_period", MONTH, reason="ошибка").status_code == 403
    assert give(administrator, "reopen_period", MONTH).status_code == 422
    assert give(administrator, "reopen_period", MONTH, reason="ошибка в ТК").status_code == 204
    assert not PostingPeriod.objects.get(month=MONDAY.replace(day=1)).is_closed


def test_a_month_that_nobody_knows_is_not_found() -> None:
    economist = signed_in("economist", Role.ECONOMIST)
    for month in ("1999-01", "март"):
        assert economist.http.get(reverse("tech_cards:close_period", args=[month])).status_code == 404


def test_the_administrator_keeps_the_lists_of_reasons() -> None:
    administrator = signed_in("admin", Role.ADMIN)
    added = {"kind": "scrap", "code": "label_torn", "name": "Порвана этикетка"}
    assert give(administrator, "new_reason", **added).status_code == 204
    assert "Порвана этикетка" in text_of(administrator.html(reverse("tech_cards:reasons")))
    assert give(administrator, "reason", "scrap", "label_torn", name="Этикетка порвана").status_code == 204
    found = WorkReason.objects.get(kind="scrap", code="label_torn")
    assert (found.name, found.is_active) == ("Этикетка порвана", False)


def test_others_read_the_reasons_but_do_not_change_them() -> None:
    planner = signed_in("planner", Role.PLANNER)
    page = planner.http.get(reverse("tech_cards:reasons"))
    assert page.status_code == 200
    assert reverse("tech_cards:new_reason") not in page.content.decode()
    assert give(planner, "new_reason", kind="scrap", code="x", name="x").status_code == 403
