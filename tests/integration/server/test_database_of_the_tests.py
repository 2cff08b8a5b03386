from __future__ import annotations

import pytest
from django.db import connection
from psycopg import connect

from potok.operations.catalog.models import Workshop
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.models import User


@pytest.mark.django_db
def test_upper_and_lower_case_of_russian_letters_are_known_to_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ЁЖИК'), 'Колорит' ILIKE 'КОЛОРИТ'")
        assert cursor.fetchone() == ("ёжик", True)


def test_other_programs_see_what_a_test_commits_in_its_own_database(
    own_database: None, database_url: str
) -> None:
    Workshop.objects.create(code="9", name="Опытный")
    with connect(database_url) as other:
        assert other.execute("SELECT name FROM catalog_workshop").fetchall() == [("Опытный",)]


def test_nothing_that_was_committed_there_is_left_for_the_next_test(own_database: None) -> None:
    assert not Workshop.objects.exists()


def test_the_demo_database_holds_the_plant_and_a_user_of_every_role(demo_database: None) -> None:
    assert ProductionOrder.objects.count() == 150
    assert set(User.objects.values_list("grants__role", flat=True)) >= {"planner", "client_dept", "admin"}
    User.objects.update(position="уволен")


def test_the_demo_database_is_as_it_was_for_the_next_test(demo_database: None) -> None:
    assert not User.objects.filter(position="уволен").exists()
