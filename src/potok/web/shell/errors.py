"""Refused commands on pages: a `PotokError` becomes an answer that people can read.

A request of the browser script (htmx or fetch) gets problem+json, which the script shows as a toast or
in the open dialog; an ordinary request gets a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from potok.errors import PotokError

_API = "/api/"
#: What the page is called by status; others are commands that were refused.
_TITLES = {403: "Нет доступа", 404: "Не найдено"}


class PageErrors:
    """Middleware that answers errors of the rooms; must stand after the authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a `PotokError` outside the API (which has its own handler)."""
        if not isinstance(exception, PotokError) or request.path.startswith(_API):
            return None
        return refusal(request, exception)


def asks_for_json(request: HttpRequest) -> bool:
    """Whether the browser script asks, not the person."""
    return bool(request.headers.get("HX-Request")) or "json" in request.headers.get("Accept", "")


def refusal(request: HttpRequest, error: PotokError) -> HttpResponse:
    """The error as problem+json for the script, as a page for the person."""
    if asks_for_json(request):
        body = json.dumps(problem(error), ensure_ascii=False, default=str)
        return HttpResponse(body, status=error.http_status, content_type="application/problem+json")
    context = {
        "title": _TITLES.get(error.http_status, "Действие не выполнено"),
        "status": error.http_status,
        "text": error.message,
        "code": error.code,
        "problems": error.problems,
    }
    return render(request, "potok/refusal.html", context, status=error.http_status)


def problem(error: PotokError) -> dict[str, Any]:
    """The error as problem+json (RFC 9457) with its stable code and faulty fields."""
    return {
        "title": error.message,
        "status": error.http_status,
        "detail": error.message,
        "code": error.code,
        "data": error.data,
        "fields": [fault.as_dict() for fault in error.problems],
    }
