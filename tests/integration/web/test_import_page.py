"""The page «Импорт»: faults of files, counts before anything is written, all or nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from builders.pages import Person, cells_of, sign_in, text_of
from potok.exchange.plant_files import read_plant, read_plant_workbook
from potok.exchange.plant_uploads import read_plant_upload
from potok.operations.orders.models import ProductionOrder
from potok.operations.purchasing.models import Receipt

pytestmark = pytest.mark.usefixtures("confirmed_database")

PAGE = "/import/"
DEMO = Path(__file__).resolve().parents[3] / "data" / "plant"
NEW_RECEIPT = "ПР-099,ЗПС-2699,ООО «ХимСнаб»,R13,400,kg,2026-03-02,2026-03-20,2026-03-20,confirmed,\n"


@pytest.fixture
def admin(confirmed_database: None) -> Person:
    return sign_in("admin")


def demo_files(**changed: bytes) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in DEMO.glob("*.csv")}
    return {**files, **{f"{name}.csv": content for name, content in changed.items()}}


def with_receipt() -> dict[str, bytes]:
    return demo_files(receipts=(DEMO / "receipts.csv").read_bytes() + NEW_RECEIPT.encode())


def send(person: Person, path: str, files: Mapping[str, bytes], **data: str) -> HttpResponse:
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    return person.post(PAGE + path, files=sent, **data)


def fingerprint_in(html: str) -> str:
    return html.partition('name="fingerprint" value="')[2].partition('"')[0]


def test_all_faults_of_all_files_are_told_at_once(admin: Person) -> None:
    orders = (DEMO / "orders.csv").read_text().replace(",570,", ",57O,", 1).replace(",P102,", ",P999,", 1)
    stock = (DEMO / "stock.csv").read_text().replace("31823.2", "-5", 1)
    answer = send(admin, "check/", demo_files(orders=orders.encode(), stock=stock.encode()))
    words = text_of(answer.content.decode())
    assert "Найдено: 3 ошибки" in words
    assert "orders.csv 2 qty_pcs «57O» целое число" in words
    assert "orders.csv 3 product_id «P999»" in words
    assert "stock.csv 2 qty «-5»" in words
    assert "Записать" not in words


def test_the_preview_counts_what_would_change_and_writes_nothing(admin: Person) -> None:
    page = send(admin, "check/", with_receipt()).content.decode()
    rows = {cells[1]: cells[2:] for cells in map(cells_of, page.split("<tr>")) if len(cells) == 6}
    assert rows["receipts"] == ["55", "1", "0", "0"]
    assert rows["orders"] == ["150", "0", "0", "0"]
    assert not Receipt.objects.filter(code="ПР-099").exists()


def test_checked_files_are_written_and_orders_checked_anew(admin: Person) -> None:
    assert ProductionOrder.objects.get(order_no="ЗП-0081").earliest_start_date is None
    mark = fingerprint_in(send(admin, "check/", with_receipt()).content.decode())
    answer = send(admin, "apply/", with_receipt(), fingerprint=mark)
    assert "приходы 1" in text_of(answer.content.decode())
    assert ProductionOrder.objects.get(order_no="ЗП-0081").earliest_start_date is not None


def test_other_files_than_the_checked_ones_are_refused(admin: Person) -> None:
    mark = fingerprint_in(send(admin, "check/", with_receipt()).content.decode())
    answer = send(admin, "apply/", demo_files(), fingerprint=mark)
    assert (answer.status_code, answer.json()["code"]) == (409, "import_files_changed")


def test_files_that_contradict_the_books_are_told_before_writing(admin: Person) -> None:
    orders = (DEMO / "orders.csv").read_text().replace("P101,570,2026-03-05", "P101,582,2026-03-05", 1)
    words = text_of(send(admin, "check/", demo_files(orders=orders.encode())).content.decode())
    assert "orders.csv 2 qty_pcs «582»" in words


def test_the_same_files_again_leave_nothing_to_write(admin: Person) -> None:
    words = text_of(send(admin, "check/", demo_files()).content.decode())
    assert "записывать нечего" in words


def test_the_downloads_read_back_as_the_plant(admin: Person) -> None:
    archive = admin.get(f"{PAGE}plant.zip").content
    workbook = admin.get(f"{PAGE}plant.xlsx").content
    unpacked = read_plant_upload({"plant.zip": archive})
    assert unpacked == read_plant_workbook(io.BytesIO(workbook))
    assert unpacked.items == read_plant(DEMO).items
    assert len(zipfile.ZipFile(io.BytesIO(archive)).namelist()) == 8
    page = send(admin, "check/", {"plant.zip": archive}).content.decode()
    assert "записывать нечего" in page


def test_only_the_administrator_imports() -> None:
    planner = sign_in("planner")
    page = planner.html(PAGE)
    assert "import-files" not in page
    assert "plant.zip" in page
    assert send(planner, "check/", demo_files()).status_code == 403
    assert send(planner, "apply/", demo_files()).status_code == 403
    assert sign_in("shop1").get(PAGE).status_code == 403
