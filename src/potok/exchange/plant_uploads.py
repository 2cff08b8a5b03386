"""A plant as files that come in an upload and go out as one download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from potok.errors import InvalidDataError, Problem
from potok.exchange.csv_tables import csv_bytes
from potok.exchange.plant_files import read_plant_csv, read_plant_workbook
from potok.exchange.plant_layout import PLANT_TABLES
from potok.plant.model import Plant
from potok.plant.tables import tables_of

#: Files beyond this are no plant: 100 MiB together, also unpacked.
LARGEST_UPLOAD = 100 * 1024 * 1024
_UPLOAD = "Загрузка"
_FIRST_MOMENT = (2026, 1, 1, 0, 0, 0)


def read_plant_upload(files: Mapping[str, bytes]) -> Plant:
    """The plant of uploaded files: CSV files, one XLSX workbook, or one ZIP archive of CSV files.

    Args:
        files: Contents by file name.

    Raises:
        InvalidDataError: Anything at all is wrong; every fault is named with file, row and field.
    """
    if sum(map(len, files.values())) > LARGEST_UPLOAD:
        raise _refused("файлы", f"не больше {LARGEST_UPLOAD // 2**20} МБ вместе", "too_large")
    packed = [name for name in files if name.casefold().endswith((".xlsx", ".zip"))]
    if not packed:
        return read_plant_csv(files)
    if len(files) > 1:
        raise _refused(
            ", ".join(sorted(files)), "файлы CSV, или одна книга XLSX, или один архив ZIP", "mixed"
        )
    name, content = packed[0], files[packed[0]]
    if name.casefold().endswith(".xlsx"):
        return read_plant_workbook(io.BytesIO(content), place=name)
    return read_plant_csv(_unpacked(name, content))


def plant_archive(plant: Plant) -> bytes:
    """The CSV files of the plant in one ZIP archive; the same plant gives the same bytes."""
    tables = tables_of(plant)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for layout in PLANT_TABLES:
            records = [placed.record for placed in getattr(tables, layout.name)]
            if records or not layout.optional:
                entry = zipfile.ZipInfo(f"{layout.name}.csv", _FIRST_MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, csv_bytes(layout, records))
    return stream.getvalue()


def _unpacked(name: str, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.casefold().endswith(".csv")]
            if sum(entry.file_size for entry in entries) > LARGEST_UPLOAD:
                raise _refused(name, f"архив не больше {LARGEST_UPLOAD // 2**20} МБ без сжатия", "too_large")
            return {entry.filename.rpartition("/")[2]: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise _refused(name, "архив ZIP без пароля", "bad_archive") from error


def _refused(value: str, expected: str, code: str) -> InvalidDataError:
    return InvalidDataError([Problem(_UPLOAD, None, "файл", value, expected, code)])
