from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.web.shell import navigation
from potok.web.shell.navigation import Badge, Department, Entry

pytestmark = pytest.mark.django_db

PASSWORD = "long-enough-secret"


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    def open_client(*roles: Role) -> Client:
        user = User.objects.create_user("kotova", password=PASSWORD, first_name="М", last_name="Котова")
        for role in roles:
            RoleGrant.objects.create(user=user, role=role)
        client = Client()
        client.force_login(user)
        return client

    return open_client


def entry(key: str, *roles: Role, address: str = "gallery:gallery") -> Entry:
    return Entry(key, key.title(), "bell", address, frozenset(roles))


@pytest.fixture
def two_departments(monkeypatch: pytest.MonkeyPatch) -> None:
    departments = (
        Department("Первый", frozenset({Role.PLANNER}), (entry("first"), entry("absent", address="no:such"))),
        Department("Второй", frozenset({Role.QC}), (entry("second"), entry("secret", Role.ADMIN))),
    )
    monkeypatch.setattr(navigation, "DEPARTMENTS", departments)


def test_a_stranger_is_sent_to_the_login_page() -> None:
    answer = Client().get(reverse("shell:find"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("shell:login"))


def test_a_wrong_password_is_told_and_the_name_stays_typed() -> None:
    answer = Client().post(reverse("shell:login"), {"username": "kotova", "password": "wrong"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="alert alert--bad"' in text
    assert 'value="kotova"' in text


@pytest.mark.usefixtures("two_departments")
def test_a_person_sees_the_own_department_first_and_only_existing_permitted_pages() -> None:
    for roles, expected in (
        (frozenset({Role.PLANNER}), ["first", "second"]),
        (frozenset({Role.QC}), ["second", "first"]),
        (frozenset({Role.QC, Role.ADMIN}), ["second", "secret", "first"]),
    ):
        shown = navigation.departments(roles, current="", shown_badges={})
        assert [item.key for department in shown for item in department.entries] == expected


@pytest.mark.usefixtures("two_departments")
def test_counts_stand_beside_their_page(
    monkeypatch: pytest.MonkeyPatch, sign_in: Callable[..., Client]
) -> None:
    monkeypatch.setattr(
        navigation, "_COUNTS", {"first": lambda _: Badge("12", waiting=True), "second": lambda _: None}
    )
    text = sign_in(Role.PLANNER).get(reverse("shell:counts"), {"nav": "first"}).content.decode()
    assert 'class="nav__count nav__count--waiting">12<' in text
    assert text.count("nav__count") == 2
    assert text.count('aria-current="page"') == 1


def test_the_palette_finds_pages_by_name(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.ADMIN)
    nothing = client.get(reverse("shell:find"), {"q": "<нет такого>"}).content.decode()
    assert "&lt;нет такого&gt;" in nothing


def test_the_look_of_the_device_is_in_the_first_byte_of_the_page(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.ADMIN)
    client.cookies.load({"potok_theme": "dark", "potok_density": "dense"})
    text = client.get(reverse("gallery:gallery")).content.decode()
    assert '<html lang="ru" data-theme="dark" data-density="dense">' in text
    client.cookies.load({"potok_theme": '"><script>', "potok_density": "7"})
    assert '<html lang="ru">' in client.get(reverse("gallery:gallery")).content.decode()


@pytest.mark.parametrize("name", ["gallery", "list", "matrix", "dialog", "filter"])
def test_every_page_of_the_gallery_can_be_drawn(name: str, sign_in: Callable[..., Client]) -> None:
    assert sign_in(Role.ADMIN).get(reverse(f"gallery:{name}")).status_code == 200


def test_the_gallery_is_for_administrators(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.PLANNER).get(reverse("gallery:gallery"))
    assert answer.status_code == 403
    assert "открыта администратору" in answer.content.decode()


def test_a_refused_command_answers_the_script_with_problem_json(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.ADMIN).post(
        reverse("gallery:command"), {"refuse": "1"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "sample_refused"
    assert "L0028" in answer.json()["detail"]


def test_a_refused_command_answers_a_person_with_a_page(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.ADMIN).post(reverse("gallery:command"), {"refuse": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "не хватает партии L0028" in text
    assert "Код: sample_refused" in text


def test_a_page_that_does_not_exist_says_so_in_the_look_of_the_house(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.ADMIN).get("/no/such/page/")
    assert answer.status_code == 404
    assert "Страница не найдена" in answer.content.decode()


def test_columns_kept_on_the_device_shape_the_first_answer(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.ADMIN)
    client.cookies.load({"potok_cols_orders": "number.manager.due", "potok_widths_orders": "due-133"})
    text = client.get(reverse("gallery:list")).content.decode()
    assert '<col data-col="due" width="133">' in text
    assert text.index('data-col="manager"') < text.index('data-col="due"')
    assert '<col data-col="customer"' not in text
