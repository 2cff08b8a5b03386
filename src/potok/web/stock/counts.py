"""What the navigation and the palette tell of the warehouses."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from potok.operations.people.roles import Role
from potok.operations.stores.reads.lots import LotsFilter, lots_page
from potok.operations.stores.reads.papers import offered_count
from potok.web import formats
from potok.web.notices import links
from potok.web.shell import navigation, palette
from potok.web.shell.navigation import Badge
from potok.web.shell.palette import Hit
from potok.web.shell.person import actor
from potok.web.stock.words import lot_href

_MOST_HITS = 8


@navigation.counts("handover")
def offered(request: HttpRequest) -> Badge | None:
    """Hand-overs that nobody accepted yet; they wait for the finished goods warehouse."""
    count = offered_count()
    if not count:
        return None
    return Badge(formats.number(count), waiting=Role.FG_WAREHOUSE in actor(request).roles)


@links.subject("lot")
def lot_address(code: str) -> str:
    """Where a notice about a lot leads."""
    return lot_href(code)


@links.subject("paper")
def paper_address(number: str) -> str:
    """Where a notice about a paper leads."""
    return f"{reverse('stock:papers')}?{urlencode({'text': number})}"


@palette.source("Партии")
def lots(request: HttpRequest, text: str) -> Iterable[Hit]:  # noqa: ARG001 - signature of a source
    """Lots by number or item."""
    for row in lots_page(LotsFilter(text=text, empty=True), limit=_MOST_HITS).rows:
        yield Hit(f"{row.code} {row.item}", lot_href(row.code), row.location, "boxes")
