"""The small plant at work, and people who act in its shop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from builders.shop import open_shop, person
from builders.small_books import found_plant
from potok.operations.catalog.models import Workshop
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role


@pytest.fixture(scope="module")
def shop_books(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small plant for all tests of a module; gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        open_shop()
        Workshop.objects.create(code="9", name="Цех № 9")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def shop(shop_books: None, db: None) -> None:
    """The small plant; what the test does is rolled back."""


@pytest.fixture
def planner(shop: None) -> Actor:
    return person("planner", Role.PLANNER)


@pytest.fixture
def head(shop: None) -> Actor:
    return person("head", Role.SHOP_HEAD, "1")


@pytest.fixture
def stranger(shop: None) -> Actor:
    """The head of another workshop."""
    return person("stranger", Role.SHOP_HEAD, "9")


@pytest.fixture
def admin(shop: None) -> Actor:
    return person("admin", Role.ADMIN)


@pytest.fixture
def economist(shop: None) -> Actor:
    return person("economist", Role.ECONOMIST)
