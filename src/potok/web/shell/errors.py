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
        if request.headers.get("HX-Request") or "json" in request.headers.get("Accept", ""):
            body = json.dumps(problem(exception), ensure_ascii=False, default=str)
            return HttpResponse(body, status=exception.http_status, content_type="application/problem+json")
        context = {
            "title": _TITLES.get(exception.http_status, "Действие не выполнено"),
            "status": exception.http_status,
            "text": exception.message,
            "code": exception.code,
            "problems": exception.problems,
        }
        return render(request, "potok/refusal.html", context, status=exception.http_status)


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
