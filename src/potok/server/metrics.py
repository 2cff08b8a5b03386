"""Figures for Prometheus: requests as this process sees them, the job queue as the database knows it.

With several web processes each keeps its own counts and the label `instance` of the scraper cannot
tell them apart; set PROMETHEUS_MULTIPROC_DIR (the commands `demo` and `serve` do) and they are summed.
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

REQUEST_SECONDS = Histogram(
    "potok_request_seconds",
    "Time to answer a request, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


class RequestMetrics:
    """Middleware that measures every request under the name of its view, never under its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer and measure."""
        began = time.perf_counter()
        response = self._get_response(request)
        match = request.resolver_match
        view = match.view_name if match is not None else "none"
        labels = (view or "none", request.method or "", str(response.status_code))
        REQUEST_SECONDS.labels(*labels).observe(time.perf_counter() - began)
        return response


class JobCollector(Collector):
    """The job queue, asked at the moment of scraping."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Jobs by queue and state, and the age of the oldest job that could run now."""
        jobs = GaugeMetricFamily("potok_jobs", "Background jobs.", labels=["queue", "status"])
        waiting = GaugeMetricFamily(
            "potok_job_wait_seconds", "Age of the oldest job that is due.", labels=["queue"]
        )
        up = GaugeMetricFamily("potok_database_up", "1 when the database answers.")
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2"
                )
                for queue, status, count in cursor.fetchall():
                    jobs.add_metric([queue, status], count)
                cursor.execute(_OLDEST_DUE)
                for queue, age in cursor.fetchall():
                    waiting.add_metric([queue], float(age))
            up.add_metric([], 1)
        except DatabaseError:
            up.add_metric([], 0)
        return [jobs, waiting, up]


_OLDEST_DUE = """
    SELECT job.queue_name, extract(epoch FROM now() - min(greatest(event.at, job.scheduled_at)))
      FROM procrastinate_jobs job
      JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
     WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
     GROUP BY 1
"""


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for an administrator, a scraper with the token, or a program on this machine."""
    if not _may_read(request):
        return HttpResponse(status=404)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        requests = CollectorRegistry()
        MultiProcessCollector(requests)  # type: ignore[no-untyped-call]  # untyped library
    else:
        requests = REGISTRY
    jobs = CollectorRegistry()
    jobs.register(JobCollector())
    return HttpResponse(generate_latest(requests) + generate_latest(jobs), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.grants.filter(role="admin").exists():
        return True
    token = os.environ.get("POTOK_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # Behind a proxy on this machine everybody seems local, so a forwarded request never counts as such.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    address = request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 - compared, not bound
    return not forwarded and ip_address(address).is_loopback
