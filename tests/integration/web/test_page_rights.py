"""Role × page: every address declares its right, and the server enforces it before the view runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from potok.operations.people.acting import Actor
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.rights import COMMANDS
from potok.operations.people.roles import Role
from potok.web.shell.page_rights import EVERYBODY, STRANGERS, may_open, page_names, page_right
from potok.web.urls import urlpatterns

#: A harmless value for every parameter of an address, by its name.
VALUES = {
    "order_no": "ЗП-0001", "code": "R15", "kind": "balance", "key": "status", "number": "1", "run_id": 1,
    "view_id": 1, "index": 1, "username": "planner", "of": "items",
}  # fmt: skip


def patterns(
    found: list[URLPattern | URLResolver], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            inside = (*above, pattern.namespace) if pattern.namespace else above
            yield from patterns(pattern.url_patterns, inside)
        else:
            yield ":".join([*above, str(pattern.name)]), pattern


ADDRESSES = {
    name: {
        parameter: 1 if "int" in type(converter).__name__.lower() else VALUES.get(parameter, "НЕТ")
        for parameter, converter in pattern.pattern.converters.items()
    }
    for name, pattern in patterns(urlpatterns)
}
NAMES = sorted(ADDRESSES)
#: Pages that are not for everybody, with their rights.
GUARDED = [(name, right) for name in NAMES if (right := page_right(name)) in COMMANDS]


def test_every_page_declares_its_right() -> None:
    """A new address stays shut until its section says in `RIGHTS` whose it is."""
    assert [name for name in page_names() if page_right(name) is None] == []
    assert set(page_names()) == set(NAMES)
    assert {page_right(name) for name in NAMES} <= {*COMMANDS, EVERYBODY, STRANGERS}


def test_only_the_sign_in_is_open_to_strangers() -> None:
    assert {name for name in NAMES if page_right(name) == STRANGERS} == {
        "shell:login",
        "shell:again",
        "shell:logout",
    }


@pytest.fixture
def people(demo_database: None) -> dict[Role, Client]:
    """Somebody of every role, signed in; the shop head leads workshop 1."""
    users = {}
    for grant in RoleGrant.objects.select_related("user").order_by("id"):
        users.setdefault(Role(grant.role), grant.user)
    clients = {}
    for role, user in users.items():
        clients[role] = Client(raise_request_exception=False)
        clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert set(clients) == set(Role)
    return clients


def test_the_server_shuts_every_page_for_the_roles_without_its_right(people: dict[Role, Client]) -> None:
    wrong = []
    for name, right in GUARDED:
        address = reverse(name, kwargs=ADDRESSES[name])
        shut_out = [role for role in Role if role not in COMMANDS[right]]
        for role in shut_out:
            answer = people[role].get(address)
            if answer.status_code != 403 or "Недостаточно прав" not in answer.content.decode():
                wrong.append((name, role, answer.status_code))
        wrong += [
            (name, "POST", "open") for role in shut_out[:1] if people[role].post(address).status_code != 403
        ]
    assert wrong == []


def test_the_server_opens_every_page_for_somebody_with_its_right(people: dict[Role, Client]) -> None:
    wrong = []
    for name, right in GUARDED:
        role = min(COMMANDS[right])
        status = people[role].get(reverse(name, kwargs=ADDRESSES[name])).status_code
        if status == 403 or status >= 500:
            wrong.append((name, role, status))
    assert wrong == []


def test_the_table_of_rights_alone_decides_who_opens_a_page(people: dict[Role, Client]) -> None:
    for name, right in GUARDED:
        for role in Role:
            person = Actor(user_id=1, name="Некто", roles=frozenset({role}))
            assert may_open(person, right) == (role in COMMANDS[right]), (name, role)


def test_strangers_are_sent_to_the_sign_in_from_every_page(demo_database: None) -> None:
    stranger = Client()
    for name in NAMES:
        if page_right(name) == STRANGERS:
            continue
        address = reverse(name, kwargs=ADDRESSES[name])
        assert stranger.get(address).headers.get("Location", "").startswith(reverse("shell:login")), name
        told = stranger.get(address, headers={"HX-Request": "true"})
        assert (told.status_code, told.json()["code"]) == (401, "signed_out"), name


def test_a_page_without_a_declared_right_is_shut_even_for_the_administrator(
    people: dict[Role, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("potok.web.shell.access.page_right", lambda _: None)
    answer = people[Role.ADMIN].get(reverse("journal:list"))
    assert answer.status_code == 403
    assert "не объявлено право" in answer.content.decode()


def test_a_person_without_roles_opens_nothing(demo_database: None) -> None:
    user = User.objects.create_user("nobody", password="long-enough-secret")
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("settings:users")).status_code == 403
    assert client.get(reverse("settings:index")).status_code == 403
