"""Pages of the shell itself: search hits, counts of the navigation, refusals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.web.shell import palette

_LONGEST_TEXT = 100


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Hits of the palette for `?q=`."""
    text = request.GET.get("q", "").strip()[:_LONGEST_TEXT]
    context = {"groups": palette.found(request, text), "text": text}
    return render(request, "potok/components/palette_hits.html", context)


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The navigation anew, for its live counts; `?nav=` is the open page."""
    context = {"nav": request.GET.get("nav", ""), "live": True}
    return render(request, "potok/components/navigation.html", context)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - signature of a Django handler
    """404."""
    context = {
        "title": "Страница не найдена",
        "status": 404,
        "text": "Адрес введён с ошибкой, или объект удалён.",
    }
    return render(request, "potok/refusal.html", context, status=404)


def no_right(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    text = str(exception) or "Этой страницы нет среди ваших прав."
    context = {"title": "Недостаточно прав", "status": 403, "text": text}
    return render(request, "potok/refusal.html", context, status=403)


def failure(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - signature of a Django handler
    """500; drawn without the database, which may be the reason."""
    context = {
        "title": "Сбой на сервере",
        "status": 500,
        "text": "Запрос не выполнен, ничего не записано. Повторите через минуту.",
    }
    return render(None, "potok/refusal.html", context, status=500)
