"""Primary papers from their pages, and the templates of a company."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.pages import Person, sign_in, text_of
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import SYSTEM
from potok.operations.people.models import User
from potok.operations.stores.counting import start_count
from potok.operations.stores.issuing import issue
from potok.operations.warehouse.places import RAW_AND_TARE

pytestmark = pytest.mark.usefixtures("confirmed_database")


@pytest.fixture
def person(confirmed_database: None) -> Callable[[str], Person]:
    """A signed-in user with one role of the demo plant."""
    return lambda role: sign_in(User.objects.filter(grants__role=role)[0].username)


def test_papers_are_printed_on_their_forms_and_others_have_none(person: Callable[[str], Person]) -> None:
    order = ProductionOrder.objects.filter(status="in_production").order_by("order_no")[0]
    issued = issue(SYSTEM, order_no=order.order_no)
    reader = person("raw_warehouse")
    page = reader.html(f"/stock/paper/{issued.number}/")
    assert "Печать М-11" in text_of(page)
    limits = re.findall(r'href="(/stock/limit/[^"]+)"', page)
    for path in (f"/stock/paper/{issued.number}/print.pdf", unquote(limits[0])):
        answer = reader.get(path)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        book = openpyxl.load_workbook(io.BytesIO(reader.get(path.replace(".pdf", ".xlsx")).content))
        assert book.active is not None
    count = start_count(SYSTEM, place=RAW_AND_TARE)
    assert "Печать" not in text_of(reader.html(f"/stock/paper/{count.number}/"))
    assert reader.get(f"/stock/paper/{count.number}/print.pdf").status_code == 404


def test_an_administrator_replaces_a_template_and_goes_back(
    person: Callable[[str], Person], settings: Any, tmp_path: Path
) -> None:
    settings.POTOK_TEMPLATES = tmp_path / "templates"
    admin, forms = person("admin"), "/settings/print-forms/"
    assert "встроенный" in text_of(admin.html(forms))
    template = admin.get(f"{forms}m11/template/").content
    own = SimpleUploadedFile("m11.typ", template.replace("ТРЕБОВАНИЕ".encode(), "НАШЕ".encode()))
    admin.http.post(f"{forms}m11/upload/", {"template": own})
    assert "свой," in text_of(admin.html(forms))
    broken = SimpleUploadedFile("m11.typ", b"#let x = ")
    refused = admin.http.post(f"{forms}m11/upload/", {"template": broken}, follow=True)
    assert "Используется прежний шаблон" in refused.content.decode()
    assert admin.get(f"{forms}m11/trial/").content.startswith(b"%PDF")
    admin.http.post(f"{forms}m11/restore/")
    assert admin.get(f"{forms}m11/template/").content == template
    assert person("planner").get(forms).status_code == 403
