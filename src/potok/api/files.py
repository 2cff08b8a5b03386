"""Papers that the API gives out, as PDF or XLSX."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from urllib.parse import quote

from django.http import HttpResponse

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PrintFormat(StrEnum):
    """What a paper is wanted as."""

    PDF = "pdf"
    XLSX = "xlsx"


def printed(
    kind: PrintFormat, *, name: str, pdf: Callable[[], bytes], xlsx: Callable[[], bytes]
) -> HttpResponse:
    """The paper in the wanted format, to be saved under its name."""
    made, media_type = (xlsx, XLSX) if kind is PrintFormat.XLSX else (pdf, PDF)
    file_name = quote(f"{name}.{kind}".replace("/", "-"))
    return HttpResponse(
        made(),
        content_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{file_name}"},
    )
