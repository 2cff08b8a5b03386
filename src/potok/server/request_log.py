"""Log of the site: one line a request, every line of a request with its number.

Lines are JSON for machines, or coloured text when a person looks on (POTOK_LOG=json or text decides,
otherwise the terminal does).
"""

from __future__ import annotations

import os
import re
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("potok.request")

HEADER = "X-Request-ID"

#: A number given from outside is taken over only when it cannot spoil a log.
_DECENT = re.compile(r"[A-Za-z0-9._-]{8,64}")

#: Asked every few seconds by machines; logged only when they fail.
_QUIET = ("/healthz", "/readyz", "/metrics", "/static/")


class RequestLog:
    """Middleware that numbers a request, binds the number to all its log lines and reports the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the number is `request.request_id` and goes back in X-Request-ID."""
        given = request.headers.get(HEADER, "")
        number = given if _DECENT.fullmatch(given) else uuid.uuid4().hex
        request.request_id = number  # type: ignore[attr-defined]  # for services and history
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        began = time.perf_counter()
        response = self._get_response(request)
        response.headers[HEADER] = number
        self._report(request, response, time.perf_counter() - began)
        return response

    def _report(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        if response.status_code < 400 and request.path.startswith(_QUIET):
            return
        user = getattr(request, "_cached_user", None)  # already loaded, or not worth a query
        level = log.error if response.status_code >= 500 else log.info
        level(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user=(user.get_username() or None) if user is not None else None,
        )


def logging_settings() -> dict[str, Any]:
    """Django's LOGGING: everything, from structlog or not, leaves in the same form on standard error."""
    form = os.environ.get("POTOK_LOG") or ("text" if sys.stderr.isatty() else "json")
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: list[Any] = [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    if form == "text":
        last = [structlog.dev.ConsoleRenderer()]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "potok": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "potok"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "potok": {"level": os.environ.get("POTOK_LOG_LEVEL", "INFO")},
            # The answer to an unknown page is no fault of ours; failures come with a traceback.
            "django.request": {"level": "ERROR"},
        },
    }
