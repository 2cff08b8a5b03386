"""The service worker of the tablet: it must come from the folder of the pages that it serves."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

_FILE = "potok/floor-worker.js"


@require_GET
def worker(_: HttpRequest) -> HttpResponse:
    """The script; a browser asks for it anew now and then, so it must not be kept."""
    found = finders.find(_FILE)
    if not isinstance(found, str):
        raise Http404(_FILE)
    return HttpResponse(
        Path(found).read_bytes(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
