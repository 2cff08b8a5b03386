"""Addresses of the API; what is not among them, or not with that method, is answered as a problem too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from potok.api.app import api
from potok.api.errors import no_such_address, no_such_method

View = Callable[..., HttpResponse]


def _told(view: View) -> View:
    """The view with a refused method told as a problem."""

    @csrf_exempt  # no cookie signs a caller in, only the token
    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        response = view(request, *given, **named)
        return no_such_method(response) if isinstance(response, HttpResponseNotAllowed) else response

    return answer


@csrf_exempt
def _nothing_here(_: HttpRequest) -> HttpResponse:
    return no_such_address()


def _patterns() -> list[URLPattern]:
    found, _, _ = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = _told(pattern.callback)
    return [*found, re_path(r"^", _nothing_here)]  # type: ignore[list-item]  # the API has no nested addresses


app_name = "api"
urlpatterns = _patterns()
