"""Kinds of papers and movements in words, and links between the pages of the warehouses."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.catalog.clock import local
from potok.operations.stores.reads.stock import SOON_DAYS
from potok.operations.warehouse.kinds import DOCUMENT_KINDS, MOVEMENT_KINDS
from potok.web import formats
from potok.web.components import marks

PAPER_KINDS = dict(DOCUMENT_KINDS)
MOVE_KINDS = dict(MOVEMENT_KINDS)
ITEM_TYPES = (("finished", "Продукция"), ("raw", "Сырьё"), ("packaging", "Тара"))


def lot_href(code: str) -> str:
    """Page of a lot."""
    return reverse("stock:lot", args=[code])


def lot_link(code: str, *, main: bool = False) -> SafeString:
    """The number of a lot, as a link to its way."""
    css = ' class="main"' if main else ""
    return format_html('<a{} href="{}">{}</a>', marks.html(css), lot_href(code), code)


def paper_look(number: str) -> str:
    """Quick look at a paper."""
    return reverse("stock:paper", args=[number])


def paper_link(number: str, *, main: bool = False) -> SafeString:
    """The number of a paper, which opens its quick look."""
    css = ' class="main"' if main else ""
    href = f"{reverse('stock:papers')}?text={number}"
    return format_html(
        '<a{} href="{}" data-panel="{}">{}</a>', marks.html(css), href, paper_look(number), number
    )


def expiry(date: dt.date | None, moment: dt.datetime | None, days_left: int | None) -> SafeString:
    """Until when a lot is good: the hour where it has one; red when it is over, amber when soon."""
    if date is None or days_left is None:
        return marks.html('<span class="ink-2">без срока</span>')
    tone = "tone-bad" if days_left <= 0 else "tone-wait" if days_left <= SOON_DAYS else ""
    text = formats.short_moment(local(moment)) if moment is not None else formats.date(date)
    return format_html('<span class="{}">{}</span>', tone, text)
