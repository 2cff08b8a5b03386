"""Accounts: roles, one-time passwords, the first and the last administrator, locks."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from builders.small_books import found_plant
from potok.errors import InvalidDataError
from potok.operations.people import accounts
from potok.operations.people.accounts import Account, Grant
from potok.operations.people.acting import SYSTEM, Actor, actor_of, require
from potok.operations.people.errors import (
    AdministratorExistsError,
    LastAdministratorError,
    OwnAccountError,
    UserExistsError,
    WeakPasswordError,
    WrongPasswordError,
)
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.reads import user_history, user_row
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "long-enough-secret"


@pytest.fixture
def admin() -> Actor:
    account = Account(username="boss", last_name="Панин", first_name="Виктор")
    return actor_of(accounts.first_administrator(account=account, password=PASSWORD))


def signed_in(username: str, password: str) -> Client:
    client = Client()
    client.post(reverse("shell:login"), {"username": username, "password": password})
    return client


def test_the_first_administrator_is_made_once(admin: Actor) -> None:
    assert admin.roles == {Role.ADMIN}
    with pytest.raises(AdministratorExistsError, match="boss"):
        accounts.first_administrator(account=Account("second", "Другой"), password=PASSWORD)


def test_a_weak_password_makes_no_administrator() -> None:
    with pytest.raises(WeakPasswordError, match="8"):
        accounts.first_administrator(account=Account("boss", "Панин"), password="short")
    assert not User.objects.exists()


def test_a_new_user_signs_in_once_and_sets_the_own_password(admin: Actor) -> None:
    one_time = accounts.create_user(admin, account=Account("kotova", "Котова", grants=(Grant(Role.PLANNER),)))
    client = signed_in("kotova", one_time)
    page = client.get(reverse("journal:list"))
    assert (page.status_code, page.headers["Location"]) == (302, reverse("shell:password"))
    told = client.get(reverse("journal:list"), headers={"HX-Request": "true"})
    assert told.json()["code"] == "password_must_be_changed"
    wrong = client.post(reverse("shell:password"), {"old": one_time, "new": one_time, "again": one_time})
    assert wrong.status_code == 422
    done = client.post(reverse("shell:password"), {"old": one_time, "new": PASSWORD, "again": PASSWORD})
    assert done.status_code == 302
    assert client.get(reverse("settings:index")).status_code == 200
    assert not User.objects.get(username="kotova").must_change_password


def test_the_own_password_needs_the_old_one(admin: Actor) -> None:
    with pytest.raises(WrongPasswordError):
        accounts.change_own_password(admin, old="wrong", new="another-long-secret")
    accounts.change_own_password(admin, old=PASSWORD, new="another-long-secret")
    assert User.objects.get(username="boss").check_password("another-long-secret")


def test_a_reset_password_ends_open_sessions(admin: Actor) -> None:
    one_time = accounts.create_user(admin, account=Account("kotova", "Котова", grants=(Grant(Role.QC),)))
    client = signed_in("kotova", one_time)
    fresh = accounts.reset_password(admin, username="kotova")
    assert fresh != one_time
    assert client.get(reverse("shell:password")).headers["Location"].startswith(reverse("shell:login"))
    with pytest.raises(OwnAccountError):
        accounts.reset_password(admin, username="boss")


def test_the_last_administrator_stays(admin: Actor) -> None:
    with pytest.raises(LastAdministratorError):
        accounts.change_user(admin, account=Account("boss", "Панин", grants=(Grant(Role.PLANNER),)))
    with pytest.raises(OwnAccountError):
        accounts.set_active(admin, username="boss", active=False)
    with pytest.raises(LastAdministratorError):
        accounts.set_active(SYSTEM, username="boss", active=False)
    assert User.objects.get(username="boss").is_active


def test_a_person_who_is_shut_out_loses_the_open_session(admin: Actor) -> None:
    one_time = accounts.create_user(admin, account=Account("kotova", "Котова", grants=(Grant(Role.QC),)))
    client = signed_in("kotova", one_time)
    accounts.set_active(admin, username="kotova", active=False)
    assert client.get(reverse("shell:password")).headers["Location"].startswith(reverse("shell:login"))


def test_all_faults_of_an_account_come_at_once(admin: Actor) -> None:
    found_plant()
    given = Account("имя с пробелом", "", grants=(Grant(Role.SHOP_HEAD, "77"), Grant(Role.QC, "1")))
    with pytest.raises(InvalidDataError) as refusal:
        accounts.create_user(admin, account=given)
    assert [fault.field for fault in refusal.value.problems] == ["username", "last_name", "grants", "grants"]
    with pytest.raises(UserExistsError):
        accounts.create_user(admin, account=Account("BOSS", "Панин"))


def test_roles_that_stay_are_not_written_again(admin: Actor) -> None:
    found_plant()
    accounts.create_user(admin, account=Account("rybin", "Рыбин", grants=(Grant(Role.SHOP_HEAD, "1"),)))
    before = RoleGrant.objects.get(user__username="rybin").pk
    both = (Grant(Role.SHOP_HEAD, "1"), Grant(Role.QC))
    accounts.change_user(admin, account=Account("rybin", "Рыбин", grants=both))
    assert RoleGrant.objects.get(user__username="rybin", role="shop_head").pk == before
    words = [(change.label, change.new, change.who) for change in user_history("rybin")]
    assert ("Роль добавлена", "ОТК", "В. Панин") in words
    assert ("Роль добавлена", "Начальник цеха, цех № 1", "В. Панин") in words


def test_only_the_administrator_manages_accounts(admin: Actor) -> None:
    accounts.create_user(admin, account=Account("kotova", "Котова", grants=(Grant(Role.PLANNER),)))
    planner = actor_of(User.objects.get(username="kotova"))
    with pytest.raises(NoRightError):
        accounts.reset_password(planner, username="boss")


def test_too_many_wrong_passwords_lock_the_sign_in_until_an_administrator_unlocks_it(admin: Actor) -> None:
    accounts.create_user(admin, account=Account("kotova", "Котова", grants=(Grant(Role.QC),)))
    user = User.objects.get(username="kotova")
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("shell:login"), {"username": "kotova", "password": "wrong"})
    assert answer.status_code == 429
    assert "Вход временно закрыт" in answer.content.decode()
    assert (
        client.post(reverse("shell:login"), {"username": "kotova", "password": PASSWORD}).status_code == 429
    )
    assert user_row("kotova").locked
    accounts.unlock_user(admin, username="kotova")
    assert (
        client.post(reverse("shell:login"), {"username": "kotova", "password": PASSWORD}).status_code == 302
    )


def test_the_dialog_over_an_open_page_signs_in_and_renews_the_token(admin: Actor) -> None:
    client = Client()
    refused = client.post(reverse("shell:again"), {"username": "boss", "password": "wrong"})
    assert refused.status_code == 422
    assert "Пароль не подошёл" in refused.content.decode()
    done = client.post(reverse("shell:again"), {"username": "boss", "password": PASSWORD})
    assert "data-signed-in" in done.content.decode()
    assert client.get(reverse("shell:session")).status_code == 204


def test_a_shop_head_acts_for_the_own_workshop_only_but_an_engineer_for_all() -> None:
    head = Actor(user_id=1, name="Нач", roles=frozenset({Role.SHOP_HEAD}), workshops=frozenset({1}))
    engineer = Actor(user_id=2, name="Инж", roles=frozenset({Role.ENGINEER}))
    require(head, "set_machine_status", workshop_id=1)
    require(engineer, "set_machine_status", workshop_id=2)
    with pytest.raises(NoRightError):
        require(head, "set_machine_status", workshop_id=2)
