from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from potok.operations.people.models import RoleGrant, User
from potok.server import health
from potok.server.migrations import DatabaseTooOldError, missing_migrations

pytestmark = pytest.mark.django_db


def test_the_site_is_healthy_when_the_database_answers_and_is_up_to_date(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readiness_tells_how_many_workers_are_alive(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
    assert client.get("/readyz").json() == {"status": "ok", "workers": 1}


def test_the_site_is_not_healthy_while_a_migration_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_seen_up_to_date", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'orders'")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["migrations"].startswith("не применено миграций: ")


def test_the_site_is_not_healthy_without_its_database(client: Client) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "fault", "workers": 0, "database": "база данных не отвечает"}


def test_an_answer_carries_the_number_of_its_request(client: Client) -> None:
    assert len(client.get("/healthz").headers["X-Request-ID"]) == 32


def test_a_decent_request_number_is_taken_over_and_a_dangerous_one_replaced(client: Client) -> None:
    def number(given: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert number("order-page-42") == "order-page-42"
    assert number('forged" level="error') != 'forged" level="error'


def test_metrics_name_the_view_and_count_the_jobs(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('opt', 'planning.run')"
        )
    client.get("/healthz")
    figures = client.get("/metrics").content.decode()
    assert 'potok_request_seconds_count{method="GET",status="200",view="healthz"}' in figures
    assert 'potok_jobs{queue="opt",status="todo"} 1.0' in figures
    assert 'potok_job_wait_seconds{queue="opt"}' in figures
    assert "potok_database_up 1.0" in figures


def test_metrics_are_hidden_from_strangers(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404


def test_metrics_are_hidden_from_strangers_behind_a_local_proxy(client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 404


def test_metrics_are_shown_to_a_scraper_with_the_token(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POTOK_METRICS_TOKEN", "scraper")

    def status(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers=headers).status_code

    assert (status("scraper"), status("guess"), status("")) == (200, 404, 404)


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("planner", 404)])
def test_metrics_are_shown_to_administrators_only(client: Client, role: str, status: int) -> None:
    user = User.objects.create(username=role)
    RoleGrant.objects.create(user=user, role=role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == status


def test_a_database_of_the_steps_before_the_first_release_is_refused_with_what_to_do(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('catalog', '0001_initial', now())"
        )
    with pytest.raises(DatabaseTooOldError, match="potok export plant"):
        missing_migrations()
