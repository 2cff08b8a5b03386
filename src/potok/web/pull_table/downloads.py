"""Files that a page gives out."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from potok.operations.catalog.clock import today

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_answer(content: bytes, name: str) -> HttpResponse:
    """A workbook as an attachment, named with the plant date."""
    file_name = f"{name} {today():%Y-%m-%d}.xlsx"
    disposition = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": disposition})
