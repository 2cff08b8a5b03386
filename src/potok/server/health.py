"""Can the site serve? Two addresses without sign-in, for people with `curl` and for balancers."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potok.server.migrations import missing_migrations

#: Once up to date the tables stay so for this process; only a restart brings new code.
_seen_up_to_date = False


def faults() -> dict[str, str]:
    """What keeps the site from serving, by part; empty when all is well."""
    global _seen_up_to_date  # noqa: PLW0603 - one fact about this process
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _seen_up_to_date:
            missing = missing_migrations()
            if missing:
                return {"migrations": f"не применено миграций: {missing}"}
            _seen_up_to_date = True
    except DatabaseError:
        return {"database": "база данных не отвечает"}
    return {}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """200 when the database answers and its tables are up to date, 503 with the faults otherwise."""
    found = faults()
    return JsonResponse({"status": "fault" if found else "ok", **found}, status=503 if found else 200)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """The same, and how many workers are alive: without one, plans wait in the queue."""
    found = faults()
    workers = 0 if "database" in found or "migrations" in found else living_workers()
    answer = {"status": "fault" if found else "ok", "workers": workers, **found}
    return JsonResponse(answer, status=503 if found else 200)


def living_workers() -> int:
    """Workers that have reported in the last minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        return int(cursor.fetchone()[0])
