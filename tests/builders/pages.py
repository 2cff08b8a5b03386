"""Pages of the site as a signed-in demo user sees them, and what stands on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from django.http import HttpResponse
from django.test import Client

from potok.operations.people.models import User

_TAG = re.compile(r"<[^>]+>")
_LINE = re.compile(
    r"<div(?: class=\"rows__total\")?><span>(.*?)</span><span[^>]*>(.*?)</span></div>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Person:
    """A demo user with a browser."""

    login: str
    http: Client

    def get(self, path: str, **headers: str) -> HttpResponse:
        """A page."""
        return self.http.get(path, headers=headers)

    def html(self, path: str) -> str:
        """A page that must come."""
        response = self.http.get(path)
        assert response.status_code == 200, (response.status_code, path)
        return str(response.content.decode())

    def post(self, path: str, **data: object) -> HttpResponse:
        """A command of the browser script."""
        return self.http.post(path, data, headers={"HX-Request": "true"})


def sign_in(login: str) -> Person:
    """The demo user, signed in."""
    http = Client(raise_request_exception=False)
    http.force_login(User.objects.get(username=login), backend="django.contrib.auth.backends.ModelBackend")
    return Person(login, http)


def text_of(html: str) -> str:
    """Words of a piece of a page, spaces as one and none before a comma."""
    words = " ".join(unescape(_TAG.sub(" ", html)).replace("\xa0", " ").split())
    return words.replace(" ,", ",")


def number_of(text: str) -> Decimal:
    """The number in a text of a page («−5 511,492 кг»)."""
    plain = text_of(text).replace("\u202f", "").replace(" ", "").replace("\u2212", "-").replace(",", ".")
    found = re.search(r"-?\+?\d+(\.\d+)?", plain)
    assert found, text
    return Decimal(found[0].replace("+", ""))


def lines_of(html: str) -> list[tuple[str, str]]:
    """Words and values of the lines of a panel."""
    return [(text_of(words), text_of(value)) for words, value in _LINE.findall(html)]


def row_of(html: str, key: str) -> str:
    """A row of a table or matrix by its key."""
    found = re.search(rf'<tr[^>]*data-key="{re.escape(key)}".*?</tr>', html, re.DOTALL)
    assert found, key
    return found[0]


def cells_of(row: str) -> list[str]:
    """Texts of the cells of a row, its head included."""
    return [text_of(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
