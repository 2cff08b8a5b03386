"""The service worker of the tablet: it must come from the folder of the pages that it serves."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

_FILE = "potok/floor-worker.js"


@require_GET
def worker(_: HttpRequest) -> HttpResponse:
    """The script; a browser asks for it anew now and then, so it must not be kept."""
    try:
        with staticfiles_storage.open(_FILE) as file:
            content = file.read()
    except (FileNotFoundError, OSError, NotImplementedError):
        found = finders.find(_FILE)
        if not found:
            raise Http404(_FILE) from None
        content = Path(found).read_bytes()
    return HttpResponse(
        content, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )
