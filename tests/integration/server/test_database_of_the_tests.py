from __future__ import annotations

import pytest
from django.db import connection
from psycopg import connect

pytestmark = pytest.mark.django_db


def test_upper_and_lower_case_of_russian_letters_are_known_to_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ЁЖИК'), 'Колорит' ILIKE 'КОЛОРИТ'")
        assert cursor.fetchone() == ("ёжик", True)


def test_the_address_given_to_other_programs_is_this_very_database(database_url: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        ours = cursor.fetchone()
    with connect(database_url) as other:
        assert other.execute("SELECT current_database()").fetchone() == ours
