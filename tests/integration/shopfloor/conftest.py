"""The small plant at work, and people who act in its shop."""

from __future__ import annotations

import pytest

from builders.shop import open_shop, person
from builders.small_books import found_plant
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role


@pytest.fixture
def shop(db: None) -> None:
    """The small plant in books that are rolled back after the test."""
    found_plant()
    open_shop()


@pytest.fixture
def planner(shop: None) -> Actor:
    return person("planner", Role.PLANNER)


@pytest.fixture
def head(shop: None) -> Actor:
    return person("head", Role.SHOP_HEAD, "1")


@pytest.fixture
def stranger(shop: None) -> Actor:
    """The head of another workshop."""
    from potok.operations.catalog.models import Workshop

    Workshop.objects.create(code="9", name="Цех № 9")
    return person("stranger", Role.SHOP_HEAD, "9")


@pytest.fixture
def admin(shop: None) -> Actor:
    return person("admin", Role.ADMIN)
