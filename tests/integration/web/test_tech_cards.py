"""The pages of technological cards: the list, the card, its way from the shop into the books."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from builders.pages import Person, text_of
from builders.shop import card, card_of, launched_order, open_shop, person, post, report
from builders.small_books import found_plant, put_lot
from potok.operations.catalog.models import PlantSettings, Workshop
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import SYSTEM
from potok.operations.people.models import User
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import TechCard
from potok.operations.shopfloor.services.drafting import draft_card

pytestmark = pytest.mark.django_db


def signed_in(login: str, role: Role, workshop: str | None = None) -> Person:
    person(login, role, workshop)
    http = Client(raise_request_exception=False)
    http.force_login(User.objects.get(username=login), backend="django.contrib.auth.backends.ModelBackend")
    return Person(login, http)


@pytest.fixture(scope="module", autouse=True)
def plant(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small plant for all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        open_shop()
        Workshop.objects.create(code="9", name="Цех № 9")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def planner() -> Person:
    return signed_in("planner", Role.PLANNER)


@pytest.fixture
def head() -> Person:
    return signed_in("head", Role.SHOP_HEAD, "1")


def address(name: str, number: str) -> str:
    return reverse(f"tech_cards:{name}", args=[number])


def drafted(good: int = 5) -> str:
    order_no = launched_order(qty=10)
    report(order_no, good)
    return draft_card(SYSTEM, order_no=order_no).number


def fields(number: str, **more: object) -> dict[str, object]:
    """What the form of the card sends, with changed fields."""
    sent: dict[str, object] = {"version": card(number).version, "good_pcs": card(number).good_pcs}
    return sent | more


def body(response: HttpResponse) -> str:
    return text_of(response.content.decode())


def test_the_list_shows_cards_handed_in_first_and_counts_every_view(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    drafted()
    page = planner.html(reverse("tech_cards:list"))
    assert number in page
    assert text_of(page).count("Переданы 1") == 1
    assert "Черновики 1" in text_of(page)


def test_the_card_shows_deviations_balance_checks_and_effects(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    text = text_of(planner.html(address("card", number)))
    for word in (
        "Сырьё и тара",
        "Материальный баланс",
        "Проверки перед проведением",
        "Что произойдёт",
        "Списание",
    ):
        assert word in text
    assert "Провести" in text


def test_a_card_that_does_not_exist_is_told_by_its_number(planner: Person) -> None:
    response = planner.get(address("card", "ТК 1-2026/77777"))
    assert response.status_code == 404
    assert "ТК 1-2026/77777" in body(response)


def test_only_the_head_of_the_workshop_may_fill_in_its_draft(head: Person, planner: Person) -> None:
    number = drafted()
    stranger = signed_in("stranger", Role.SHOP_HEAD, "9")
    assert "Передать" in text_of(head.html(address("card", number)))
    for other in (planner, stranger):
        assert 'name="good_pcs"' not in other.html(address("card", number))
        assert other.post(address("save", number), **fields(number, good_pcs="4")).status_code == 403


def test_saving_writes_what_was_typed_and_recalculates_norms(head: Person) -> None:
    number = drafted()
    before = card(number).materials.get(item__code="RX").norm_qty
    response = head.post(address("save", number), **fields(number, good_pcs="4", samples_pcs="0"))
    assert response.status_code == 200
    assert card(number).good_pcs == 4
    assert card(number).materials.get(item__code="RX").norm_qty < before


def test_numbers_that_cannot_be_read_are_named_all_at_once_and_nothing_is_written(head: Person) -> None:
    number = drafted()
    response = head.post(address("save", number), **fields(number, good_pcs="пять", samples_pcs="-1"))
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#faults"
    assert "пять" in body(response)
    assert "пробы" in body(response)
    assert card(number).good_pcs == 5


def test_a_card_changed_by_another_person_shows_what_both_wrote(head: Person) -> None:
    number = drafted()
    sent = fields(number, good_pcs="3")
    head.post(address("save", number), **fields(number, good_pcs="4"))
    response = head.post(address("save", number), **sent)
    assert response.status_code == 422
    assert "Годные, шт. 3 4" in body(response)
    assert head.post(address("save", number), **sent, repeat="1").status_code == 200
    assert card(number).good_pcs == 3


def test_a_deviation_without_reason_keeps_the_card_from_being_handed_in(head: Person) -> None:
    number = drafted()
    line = card(number).lots.get(item__code="RX")
    used = {f"lot:RX:{line.lot.code}": str(line.qty / 2)}
    response = head.post(address("hand_in", number), **fields(number, **used))
    assert response.status_code == 422
    assert "RX" in body(response)
    explained = fields(number, **used, **{"reason:RX": "dosing", "loss_reason": "weighing"})
    assert head.post(address("hand_in", number), **explained).status_code == 200
    assert card(number).state == "handed_in"


def test_posting_opens_the_next_card_that_waits(planner: Person) -> None:
    first, second = card_of(launched_order(), 10), card_of(launched_order(), 10)
    response = planner.post(address("post", first), version=card(first).version)
    assert card(first).state == "posted"
    assert ProductionOrder.objects.get(cards__number=first).status == "done"
    assert response.headers["HX-Redirect"] == address("card", second)


def test_a_refused_posting_names_every_guard_and_writes_nothing(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    PlantSettings.objects.update(agreement_required=True)
    response = planner.post(address("post", number), version=card(number).version)
    assert response.status_code == 422
    assert "не согласованы" in body(response)
    assert card(number).state == "handed_in"


def test_output_above_the_tolerance_is_posted_with_a_consent(planner: Person) -> None:
    order_no = launched_order()
    put_lot("RX", 100)
    put_lot("UB", 100)
    number = card_of(order_no, 12)
    assert "Согласовать превышение" in text_of(planner.html(address("card", number)))
    assert "Причина" in planner.html(address("post_over", number))
    planner.post(address("post_over", number), version=card(number).version, reason="клиент согласен")
    assert card(number).state == "posted"


def test_returning_needs_a_reason_and_makes_the_card_a_draft_again(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    assert planner.post(address("return", number), reason="").status_code == 422
    planner.post(address("return", number), reason="нет подписи")
    assert card(number).state == "draft"


def test_a_posted_card_is_reversed_with_its_reason_and_shows_it(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    post(number)
    planner.post(address("reverse", number), reason="не та партия")
    assert card(number).state == "reversed"
    assert "не та партия" in text_of(planner.html(address("card", number)))


def test_an_order_is_closed_short_from_its_posted_card(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    post(number)
    planner.post(address("close_short", number), reason="заказ снят", with_remainder="on")
    order = ProductionOrder.objects.get(cards__number=number)
    assert order.status == "done"
    assert order.children.count() == 1


def test_a_new_card_is_begun_for_a_launched_order(head: Person) -> None:
    order_no = launched_order()
    report(order_no, 5)
    assert order_no in head.html(reverse("tech_cards:new"))
    response = head.post(reverse("tech_cards:new"), order=order_no)
    made = TechCard.objects.get(order__order_no=order_no)
    assert response.headers["HX-Redirect"] == address("card", made.number)


def test_the_export_has_the_cards_of_the_view(planner: Person) -> None:
    card_of(launched_order(), 5)
    response = planner.get(reverse("tech_cards:export"))
    assert response.status_code == 200
    assert "spreadsheetml" in response.headers["Content-Type"]


def test_a_refusal_in_a_dialog_comes_as_a_problem_that_the_dialog_shows(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    PlantSettings.objects.update(agreement_required=True)
    response = planner.http.post(
        address("post_short", number),
        {"reason": "хватит", "version": card(number).version},
        headers={"HX-Request": "true", "HX-Target": "dialog-slot"},
    )
    assert response.status_code in {409, 422}
    assert json.loads(response.content)["code"] == "posting_refused"


def test_a_card_is_printed_and_given_out_as_a_workbook(planner: Person) -> None:
    number = card_of(launched_order(), 5)
    assert planner.get(address("print", number)).content.startswith(b"%PDF")
    assert "spreadsheetml" in planner.get(address("workbook", number)).headers["Content-Type"]


def give(who: Person, act: str, number: str, *, ask: str = "", **fields: str) -> HttpResponse:
    """Open a dialog on an order, then send it."""
    dialog = who.post(reverse(f"journal:ask_{ask or act}"), key=number)
    assert dialog.status_code == 200
    version = f"{number}@{ProductionOrder.objects.get(order_no=number).version}"
    sent = urlencode({"once": f"{act}-{number}", "version": version, **fields})
    return who.http.post(
        reverse(f"journal:{act}"), sent, "application/x-www-form-urlencoded", headers={"HX-Request": "true"}
    )


def test_a_launched_order_is_ended_from_its_own_card(planner: Person, head: Person) -> None:
    number, other = launched_order("PA", 100), launched_order("PA", 10)
    assert give(head, "revoke", other, reason="не тот заказ").status_code == 204
    post(card_of(number, 30))
    menu = text_of(planner.html(reverse("journal:card", args=[number])))
    assert "Разделить по выпуску" in menu
    assert give(planner, "close_short", number).status_code == 422
    assert give(planner, "split_launched", number, reason="поломка", kept_pcs="50").status_code == 204
    assert ProductionOrder.objects.get(order_no=f"{number}/1").qty_pcs == 50
    assert give(planner, "close_short", number, reason="нет тары").status_code == 204
    assert give(planner, "shortfall", number).status_code == 204
    assert ProductionOrder.objects.get(order_no=f"{number}/2").qty_pcs == 20
    assert head.post(reverse("journal:ask_resume"), key=number).status_code == 403


def test_the_client_department_asks_and_the_planner_is_told(planner: Person) -> None:
    client, number = signed_in("asking", Role.CLIENT_DEPT), launched_order("PA", 10)
    assert give(client, "urge", number, ask="urgency").status_code == 422
    assert give(client, "urge", number, ask="urgency", reason="ярмарка").status_code == 204
    assert "срочно: ярмарка" in text_of(planner.html(reverse("notices:list")))
    wish = {"wish": "volume", "reason": "нужно 20"}
    assert give(client, "request_change", number, ask="change", **wish).status_code == 204
    assert "изменить объём: нужно 20" in text_of(planner.html(reverse("notices:list")))
