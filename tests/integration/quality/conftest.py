"""A small plant with people of the warehouses."""

from __future__ import annotations

import pytest

from builders import small_books as books
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role


@pytest.fixture
def plant(db: None) -> None:
    books.found_plant()


def someone(role: Role) -> Actor:
    """A person with one role, not signed in."""
    return Actor(user_id=None, name=role.label, roles=frozenset({role}))


@pytest.fixture
def keeper() -> Actor:
    return someone(Role.RAW_WAREHOUSE)


@pytest.fixture
def storekeeper() -> Actor:
    return someone(Role.FG_WAREHOUSE)


@pytest.fixture
def inspector() -> Actor:
    return someone(Role.QC)


@pytest.fixture
def planner() -> Actor:
    return someone(Role.PLANNER)


@pytest.fixture
def buyer() -> Actor:
    return someone(Role.PURCHASING)
