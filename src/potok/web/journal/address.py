"""The address line of the journal: it holds view, filters, sort and the saved view that was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from potok.errors import Problem
from potok.operations.orders.reads.journal_filter import JournalFilter, from_query
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role

#: Cookie with the last list the person looked at on this device.
LAST = "potok_journal"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Address:
    """What the address line asks of the journal.

    Attributes:
        saved: Key of the saved view under which the list was opened, None for built-in views.
        problems: Parameters that could not be understood.
    """

    given: JournalFilter
    saved: int | None = None
    problems: tuple[Problem, ...] = ()

    def query(self, *, saved: bool = True) -> dict[str, list[str]]:
        """Parameters of the address; the view always stands in it."""
        found = {"view": [self.given.view], **self.given.query()}
        if saved and self.saved is not None:
            found["saved"] = [str(self.saved)]
        return found

    def text(self) -> str:
        """The same without a question mark."""
        return urlencode(self.query(), doseq=True)

    def href(self, **changes: Any) -> str:
        """Address of the list with other filters, sort or view; the saved view stays."""
        return f"?{replace(self, given=replace(self.given, **changes)).text()}"

    def url(self, name: str, *args: object, **more: object) -> str:
        """Address of another page of the journal that keeps the list it came from."""
        extra = f"&{urlencode(more)}" if more else ""
        return f"{_page(name, *args)}?{self.text()}{extra}"

    def card(self, order_no: str, page: str = "card") -> str:
        """Address of an order, with the list for its neighbours."""
        return card_href(order_no, page, self.text())


def card_href(order_no: str, page: str = "card", query: str = "") -> str:
    """Address of a page of an order; cheaper than resolving it fifty times a list."""
    tail = "" if page == "card" else f"{page}/"
    return f"{_page('list')}{quote(order_no)}/{tail}{'?' if query else ''}{query}"


@lru_cache(maxsize=512)
def _page(name: str, *args: object) -> str:
    return reverse(f"journal:{name}", args=args)


def read(parameters: Mapping[str, Any] | QueryDict) -> Address:
    """The address of a request."""
    found = from_query(parameters)
    saved = str(parameters.get("saved", ""))
    return Address(found.filter, int(saved) if saved.isascii() and saved.isdigit() else None, found.problems)


def read_text(text: str) -> Address:
    """The address that a hidden field of a form or a cookie kept."""
    return read(QueryDict(text[:_LONGEST]))


def first(request: HttpRequest, person: Actor) -> Address:
    """What the journal opens with: the last list of this device, else what the role begins with."""
    last = request.COOKIES.get(LAST, "")
    if last:
        return read_text(last)
    return Address(JournalFilter(view="new" if Role.PLANNER in person.roles else "all"))
