"""Files that a page gives out."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from potok.operations.catalog.clock import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def attachment(content: bytes, *, name: str, ending: str, media_type: str) -> HttpResponse:
    """A file to be saved, named with the plant date: «Приходы 2026-03-02.xlsx»."""
    file_name = quote(f"{name} {today():%Y-%m-%d}.{ending}")
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{file_name}"},
    )


def shown(content: bytes, *, name: str) -> HttpResponse:
    """A PDF that the browser shows; saved, it has the name."""
    file_name = quote(f"{name.replace('/', '-')}.pdf")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f"inline; filename*=UTF-8''{file_name}"},
    )
