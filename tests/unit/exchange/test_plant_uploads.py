"""A plant as an upload: CSV files, a workbook or an archive, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from potok.errors import InvalidDataError
from potok.exchange import plant_uploads
from potok.exchange.plant_files import read_plant
from potok.exchange.plant_uploads import plant_archive, read_plant_upload
from potok.exchange.plant_workbook import write_plant_workbook
from potok.plant.model import Plant

DEMO = Path(__file__).resolve().parents[3] / "data" / "plant"


@pytest.fixture(scope="module")
def plant() -> Plant:
    return read_plant(DEMO)


def refused(**files: bytes) -> tuple[str, str]:
    named = {name.replace("_", "."): content for name, content in files.items()}
    with pytest.raises(InvalidDataError) as caught:
        read_plant_upload(named)
    problem = caught.value.problems[0]
    return problem.code, problem.expected


def test_csv_files_a_workbook_and_an_archive_give_the_same_plant(plant: Plant) -> None:
    book = io.BytesIO()
    write_plant_workbook(plant, book)
    files = {path.name: path.read_bytes() for path in DEMO.glob("*.csv")}
    for upload in (files, {"завод.xlsx": book.getvalue()}, {"завод.zip": plant_archive(plant)}):
        assert read_plant_upload(upload) == plant


def test_an_archive_may_hold_its_files_in_a_folder(plant: Plant) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in DEMO.glob("*.csv"):
            archive.write(path, f"завод/{path.name}")
    assert read_plant_upload({"plant.zip": packed.getvalue()}) == plant


def test_the_same_plant_gives_the_same_archive(plant: Plant) -> None:
    assert plant_archive(plant) == plant_archive(plant)


def test_a_workbook_together_with_other_files_is_refused() -> None:
    assert refused(a_xlsx=b"", items_csv=b"")[0] == "mixed"


def test_a_broken_archive_is_refused() -> None:
    assert refused(a_zip=b"no archive") == ("bad_archive", "архив ZIP без пароля")


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = plant_archive(plant)
    monkeypatch.setattr(plant_uploads, "LARGEST_UPLOAD", len(packed))
    assert refused(a_zip=packed)[0] == "too_large"
    assert refused(items_csv=packed + b"1")[0] == "too_large"


def test_an_upload_of_nothing_names_every_missing_file() -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_plant_upload({})
    assert len(caught.value.problems) == 8
