"""The plant as files: import of CSV files or a workbook, export as either."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

from django.http import HttpResponse
from ninja import File, Schema
from ninja.files import UploadedFile

from potok.api.section import Section
from potok.errors import InvalidDataError, Problem
from potok.exchange.plant_files import read_plant_csv, read_plant_workbook, write_plant
from potok.exchange.plant_workbook import write_plant_workbook
from potok.operations import plant_transfer
from potok.operations.people.acting import Actor
from potok.plant.model import Plant

section = Section("Данные завода")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST_FILE = 100 * 1024 * 1024


class ImportOut(Schema):
    """How many rows of each table were written as new."""

    items: int
    machines: int
    lots: int
    receipts: int
    orders: int


def _fingerprint(files: list[UploadedFile]) -> bytes:
    """Names and contents: what makes two uploads the same."""
    told = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name or ""):
        told.update(f"{file.name}\n{file.size}\n".encode())
        for chunk in file.chunks():
            told.update(chunk)
        file.seek(0)
    return told.digest()


@section.command(
    "/import",
    name="import_plant",
    answer=ImportOut,
    summary="Загрузить файлы завода",
    fingerprint=_fingerprint,
)
def import_plant(
    actor: Actor,
    files: File[list[UploadedFile]],
) -> plant_transfer.ImportResult:
    """Read CSV files or one workbook; everything is written or nothing."""
    return plant_transfer.import_plant(_read(files), actor=actor)


@section.download(
    "/export.zip", right="export_plant", media_type="application/zip", summary="Файлы завода архивом"
)
def export_plant_csv(_: Actor) -> HttpResponse:
    """The CSV files in one archive."""
    plant = plant_transfer.export_plant()
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        write_plant(plant, Path(folder))
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).iterdir()):
                archive.write(file, file.name)
    return _attachment(packed.getvalue(), "application/zip", "plant.zip")


@section.download("/export.xlsx", right="export_plant", media_type=XLSX, summary="Файлы завода книгой")
def export_plant_workbook(_: Actor) -> HttpResponse:
    """The same tables as one workbook."""
    book = io.BytesIO()
    write_plant_workbook(plant_transfer.export_plant(), book)
    return _attachment(book.getvalue(), XLSX, "plant.xlsx")


def _read(files: list[UploadedFile]) -> Plant:
    workbooks = [file for file in files if (file.name or "").casefold().endswith(".xlsx")]
    if not workbooks:
        return read_plant_csv({file.name or "": file.read() for file in files})
    if len(files) > 1:
        expected = "одна книга XLSX или файлы CSV, но не вместе"
        raise InvalidDataError([Problem("загрузка", None, "files", str(len(files)), expected)])
    return read_plant_workbook(io.BytesIO(workbooks[0].read()), place=workbooks[0].name or "книга")


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
