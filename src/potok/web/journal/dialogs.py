"""What all dialogs of the journal share: the orders with their versions, the key of the form, a conflict."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from potok.operations.orders.errors import VersionConflictError
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.web.journal.address import card_href
from potok.web.journal.conflicts import Conflict, conflict_of
from potok.web.journal.selection import Selected, read_versions


def show(
    request: HttpRequest,
    template: str,
    rows: Sequence[JournalRow],
    *,
    conflict: Conflict | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A dialog of `templates/potok/journal/`; its hidden fields name every order with its version."""
    context |= {
        "rows": rows,
        "order": rows[0] if rows else None,
        "selected": Selected(tuple(rows)),
        "once": request.POST.get("once") or uuid.uuid4().hex,
        "conflict": conflict,
        "take_url": card_href(rows[0].order_no) if len(rows) == 1 else "",
    }
    return render(request, f"potok/journal/{template}.html", context, status=422 if conflict else status)


def shown_orders(request: HttpRequest) -> tuple[JournalRow, ...]:
    """Rows of the orders that a sent dialog named, as they stand now."""
    versions = read_versions(request)
    found = journal.rows_of(list(versions))
    return tuple(found[number] for number in versions if number in found)


def or_conflict(
    request: HttpRequest, act: Callable[[], HttpResponse], again: Callable[[Conflict], HttpResponse]
) -> HttpResponse:
    """Act; when somebody changed an order meanwhile, show the dialog again with what changed.

    Args:
        again: Shows the dialog with the present versions, so that sending it repeats the command.
    """
    try:
        return act()
    except VersionConflictError as error:
        current = shown_orders(request)
        wanted = read_versions(request)
        changed = next((row for row in current if row.version != wanted[row.order_no]), None)
        if changed is None:
            raise
        return again(conflict_of(error, changed))
