"""A resource from a file or from copied rows: checked first, written when a person has seen what changes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError
from potok.operations.master_data.errors import UploadChangedError
from potok.operations.master_data.given import Given, in_words, rows_of_file, rows_of_text
from potok.operations.master_data.resource import Difference, Record, Resource
from potok.operations.master_data.services.changing import change_records, preview_change
from potok.web.components.parts import Crumb
from potok.web.settings.addresses import address
from potok.web.shell.person import actor

_MOST_FAULTS = 500
_MOST_ROWS = 60


@require_GET
def load(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """The page: a file or copied rows."""
    context = {
        "title": f"{resource.title}: загрузка",
        "nav": "settings",
        "crumbs": [Crumb(resource.title, address(resource))],
        "resource": resource,
        "columns": [
            (resource.header_of(column.name), column.required, resource.words[column.name])
            for column in resource.layout.columns
        ],
        "urls": {
            "check": address(resource, "check"),
            "export": address(resource, "export"),
            "list": address(resource),
        },
    }
    return render(request, "potok/settings/load.html", context)


@require_POST
def check(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """All faults at once, or what would change; nothing is written."""
    try:
        given, digest = _given(request, resource)
        difference = preview_change(actor(request), resource, given.rows, problems=given.problems)
    except InvalidDataError as error:
        return _faults(request, resource, error)
    context = {
        "resource": resource,
        "digest": digest,
        "source": "file" if request.FILES else "text",
        "rows": len(given.rows),
        "difference": difference,
        "changes": _changes(resource, difference),
        "total": len(difference.new) + len(difference.changed) + len(difference.removed),
        "shown": _MOST_ROWS,
        "urls": {"apply": address(resource, "apply")},
    }
    return render(request, "potok/settings/preview.html", context)


@require_POST
def apply(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """Write what was checked: all rows or none."""
    try:
        given, digest = _given(request, resource)
        if digest != request.POST.get("digest"):
            raise UploadChangedError
        difference = change_records(actor(request), resource, given.rows, problems=given.problems)
    except InvalidDataError as error:
        return _faults(request, resource, error)
    counts = (len(difference.new), len(difference.changed), len(difference.removed))
    words = "новых {}, изменено {}, удалено {}".format(*counts)
    messages.success(request, f"{resource.title}: {words}.")
    return HttpResponse(status=204, headers={"HX-Redirect": address(resource)})


def _given(request: HttpRequest, resource: Resource) -> tuple[Given, str]:
    """What was sent, with its digest."""
    file = request.FILES.get("file")
    if file is not None and request.POST.get("source") != "text":
        content = file.read()
        return rows_of_file(resource, file.name or "файл", content), hashlib.sha256(content).hexdigest()
    text = request.POST.get("text", "")
    return rows_of_text(resource, text), hashlib.sha256(text.encode()).hexdigest()


def _changes(resource: Resource, difference: Difference) -> list[dict[str, Any]]:
    """Rows of the preview, each with its changed fields old → new."""
    new: list[dict[str, Any]] = [
        {"kind": "new", "texts": _texts(resource, one), "fields": []} for one in difference.new
    ]
    changed = [
        {"kind": "changed", "texts": _key_texts(resource, after), "fields": _fields(resource, before, after)}
        for before, after in difference.changed
    ]
    removed = [
        {"kind": "removed", "texts": _key_texts(resource, one), "fields": []} for one in difference.removed
    ]
    return (new + changed + removed)[:_MOST_ROWS]


def _fields(resource: Resource, before: Record, after: Record) -> list[tuple[str, str, str]]:
    """Changed fields of a row: title, old, new."""
    old, new = resource.texts(before), resource.texts(after)
    return [
        (resource.header_of(name), old[name], new[name])
        for name in resource.layout.header
        if old[name] != new[name]
    ]


def _texts(resource: Resource, record: Record) -> str:
    return " · ".join(text for text in resource.texts(record).values() if text)


def _key_texts(resource: Resource, record: Record) -> str:
    texts = resource.texts(record)
    return " · ".join(texts[name] for name in resource.keys if texts[name])


def _faults(request: HttpRequest, resource: Resource, error: InvalidDataError) -> HttpResponse:
    context = {
        "problems": in_words(resource, error.problems[:_MOST_FAULTS]),
        "found": len(error.problems),
        "code": error.code,
    }
    return render(request, "potok/settings/faults.html", context)
