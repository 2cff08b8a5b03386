"""The page «Импорт»: all faults of the files at once, or what they would change, and then the import."""

from __future__ import annotations

import hashlib
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError, PotokError
from potok.exchange.plant_layout import PLANT_TABLES
from potok.exchange.plant_uploads import plant_archive, read_plant_upload
from potok.exchange.plant_workbook import write_plant_workbook
from potok.operations.people.acting import require
from potok.operations.people.rights import roles_for
from potok.operations.plant_transfer import export_plant, import_plant
from potok.operations.plant_transfer.preview import preview_import
from potok.web.components.downloads import XLSX, ZIP, attachment
from potok.web.shell.person import actor

#: A report of more faults is read file by file anyway.
_MOST_FAULTS = 500
_FILE_NAME = "Предприятие"


class FilesChangedError(PotokError):
    """Other files than those that were checked are to be written."""

    code = "import_files_changed"
    template = "Файлы изменились после проверки. Выберите их ещё раз."
    http_status = 409


@require_GET
def upload(request: HttpRequest) -> HttpResponse:
    """The page: import for administrators, export for all who may have it."""
    person = actor(request)
    require(person, "export_plant")
    context = {
        "title": "Импорт",
        "nav": "import",
        "tables": PLANT_TABLES,
        "may_import": person.may("import_plant"),
        "importers": roles_for("import_plant"),
    }
    return render(request, "potok/imports/upload.html", context)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read the chosen files: their faults, or what they would change. Nothing is written."""
    person = actor(request)
    require(person, "import_plant")
    files = _files(request)
    try:
        plant = read_plant_upload(files)
        changes = preview_import(plant, actor=person)
    except InvalidDataError as error:
        return _faults(request, error)
    context = {
        "changes": changes,
        "rows": sum(change.rows for change in changes),
        "new": sum(change.new for change in changes),
        "changed": sum(change.changed for change in changes),
        "removed": sum(change.removed for change in changes),
        "fingerprint": _fingerprint(files),
    }
    return render(request, "potok/imports/preview.html", context)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Write the files that were checked: all rows or none."""
    person = actor(request)
    require(person, "import_plant")
    files = _files(request)
    if _fingerprint(files) != request.POST.get("fingerprint"):
        raise FilesChangedError
    try:
        result = import_plant(read_plant_upload(files), actor=person)
    except InvalidDataError as error:
        return _faults(request, error)
    return render(request, "potok/imports/done.html", {"result": result})


@require_GET
def export_archive(request: HttpRequest) -> HttpResponse:
    """The plant's CSV files in one archive."""
    require(actor(request), "export_plant")
    return attachment(plant_archive(export_plant()), name=_FILE_NAME, ending="zip", media_type=ZIP)


@require_GET
def export_workbook(request: HttpRequest) -> HttpResponse:
    """The same tables as one workbook."""
    require(actor(request), "export_plant")
    stream = io.BytesIO()
    write_plant_workbook(export_plant(), stream)
    return attachment(stream.getvalue(), name=_FILE_NAME, ending="xlsx", media_type=XLSX)


def _files(request: HttpRequest) -> dict[str, bytes]:
    return {file.name or "": file.read() for file in request.FILES.getlist("files")}


def _fingerprint(files: dict[str, bytes]) -> str:
    """Names and contents: what makes two uploads the same."""
    told = hashlib.sha256()
    for name, content in sorted(files.items()):
        told.update(f"{name}\n{len(content)}\n".encode())
        told.update(content)
    return told.hexdigest()


def _faults(request: HttpRequest, error: InvalidDataError) -> HttpResponse:
    context = {"problems": error.problems[:_MOST_FAULTS], "found": len(error.problems), "code": error.code}
    return render(request, "potok/imports/faults.html", context)
