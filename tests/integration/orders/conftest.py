"""The small plant, and people who act in it."""

from __future__ import annotations

import pytest

from builders.small_books import found_plant
from potok.operations.people.acting import Actor, actor_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role


@pytest.fixture
def plant(db: None) -> None:
    """The small plant in books that are rolled back after the test."""
    found_plant()


@pytest.fixture
def planner(db: None) -> Actor:
    return person("planner", Role.PLANNER)


@pytest.fixture
def client(db: None) -> Actor:
    return person("client", Role.CLIENT_DEPT)


@pytest.fixture
def buyer(db: None) -> Actor:
    return person("buyer", Role.PURCHASING)


@pytest.fixture
def inspector(db: None) -> Actor:
    return person("inspector", Role.QC)


def person(login: str, role: Role) -> Actor:
    """A user with one role."""
    user = User.objects.create(username=login, first_name="Имя", last_name=login)
    RoleGrant.objects.create(user=user, role=role.value)
    return actor_of(user)
