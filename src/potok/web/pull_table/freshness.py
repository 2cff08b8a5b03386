"""How old the figures of the open page are: amber after 15 minutes or after any movement of their inputs."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from potok.operations.catalog.clock import local, now
from potok.operations.orders.reads.pull_books import books_mark
from potok.web import formats

_OLD = dt.timedelta(minutes=15)
_SHOWN = "Снимок остатков {} · очередь: приоритет, срок, №"


def snapshot_words() -> SafeString:
    """The moment of the figures, which asks every minute whether they are still right."""
    return _words(_SHOWN.format(formats.moment(local(now()))), timezone.now().isoformat(), books_mark())


@require_GET
def freshness(request: HttpRequest) -> HttpResponse:
    """The same words again, or that the figures are old."""
    shown, taken, mark = (request.GET.get(key, "") for key in ("shown", "at", "mark"))
    moment = parse_datetime(taken)
    if moment is None or timezone.now() - moment > _OLD:
        return _stale(shown, "прошло больше 15 минут")
    if mark != books_mark():
        return _stale(shown, "остатки, приходы или заказы изменились")
    return HttpResponse(_words(shown, taken, mark))


def _words(shown: str, taken: str, mark: str) -> SafeString:
    address = reverse("pull_table:freshness")
    query = urlencode({"shown": shown, "at": taken, "mark": mark})
    return format_html(
        '<span hx-get="{}?{}" hx-trigger="every 60s" hx-swap="outerHTML" hx-target="this">{}</span>',
        address,
        query,
        shown,
    )


def _stale(shown: str, reason: str) -> HttpResponse:
    words = f"{shown} · {reason}"
    return HttpResponse(format_html('<span class="stale" title="Пересчитать — F5">{}</span>', words))
