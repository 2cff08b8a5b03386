"""The flat form of the pull table: receipts, their history, their dates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.orders.reads.receipts import (
    ReceiptFilter,
    receipt_page,
    receipt_row,
    receipt_totals,
    receipts_for_export,
)
from potok.operations.purchasing.reads import receipt_facts, receipt_history
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import LIST_HINTS, Hint
from potok.web.components.table import Layout, Sort, Table
from potok.web.pull_table import receipt_filters as filters
from potok.web.pull_table.histories import receipt_events
from potok.web.pull_table.links import order_link, waiting_orders_href
from potok.web.pull_table.receipt_table import sheet_of, status_mark, table_of
from potok.web.shell.person import actor

PAGE_ROWS = 60
_MOVE = Hint(("F4",), "перенести дату")


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """The list."""
    wanted = filters.read_filter(request.GET)
    totals = receipt_totals(wanted)
    may_move = actor(request).may("redate_receipt")
    hints = [hint for hint in LIST_HINTS if hint.keys not in {("Пробел",), ("Enter",)}]
    context = {
        "title": "Приходы",
        "table": _table(request, wanted, found=totals.found),
        "tabs": filters.tabs(wanted),
        "chips": filters.chips(request, wanted),
        "offers": filters.offers(request),
        "clear_href": f"?view={wanted.view.value}",
        "totals": totals,
        "export_href": f"{reverse('pull_table:receipts_export')}?{request.GET.urlencode()}",
        "orders_href": waiting_orders_href(),
        "may_move": may_move,
        "hints": [*hints[:1], _MOVE, *hints[1:]] if may_move else hints,
        "hints_rows": True,
    }
    return render(request, "potok/pull_table/receipts.html", context)


@require_GET
def receipt_rows(request: HttpRequest) -> HttpResponse:
    """The next keyset page of the list."""
    wanted = filters.read_filter(request.GET)
    found = int(request.GET.get("found", "0"))
    context = {"table": _table(request, wanted, found=found)}
    return render(request, "potok/pull_table/rows.html", context)


@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Quick look at a receipt: dates, orders that live from it, history."""
    row = receipt_row(code)
    facts = receipt_facts([code])[code]
    pegged = sum((peg.qty for peg in row.pegs), row.qty * 0)
    context = {
        "row": row,
        "facts": facts,
        "status": status_mark(row),
        "pegs": [(order_link(peg.order_no), peg.qty) for peg in row.pegs],
        "decimals": 0 if row.unit == "pcs" else 3,
        "pegged": pegged,
        "rest": row.qty - pegged,
        "events": receipt_events(receipt_history(code)),
        "may_move": row.movable and actor(request).may("redate_receipt"),
        "may_receive": row.movable and actor(request).may("receive_stock"),
        "may_confirm": row.status == "planned" and actor(request).may("purchase"),
    }
    return render(request, "potok/pull_table/receipt.html", context)


@require_GET
def receipt_filter(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one filter, for the menu of its chip."""
    return render(request, "potok/pull_table/receipt_filter.html", filters.form_context(request, key))


@require_GET
def receipts_export(request: HttpRequest) -> HttpResponse:
    """All found receipts as XLSX, in the sequence of the screen."""
    wanted = filters.read_filter(request.GET)
    note = f"{filters.described(wanted)} · {formats.moment(local(now()))}"
    content = table_workbook(sheet_of(receipts_for_export(wanted), note=note))
    return attachment(content, name="Приходы", ending="xlsx", media_type=XLSX)


def _table(request: HttpRequest, wanted: ReceiptFilter, *, found: int) -> Table:
    page = receipt_page(wanted, after=request.GET.get("after", ""), limit=PAGE_ROWS)
    start = int(request.GET.get("start", "0"))
    query: dict[str, Any] = {key: request.GET.getlist(key) for key in request.GET}
    more = ""
    if page.next_mark:
        place = {"after": page.next_mark, "start": start + len(page.rows), "found": found}
        more = f"{reverse('pull_table:receipt_rows')}?{urlencode({**query, **place}, doseq=True)}"
    return table_of(
        page,
        query={key: values for key, values in query.items() if key not in {"start", "found"}},
        sort=Sort(wanted.sort, wanted.descending),
        found=found,
        start=start,
        more_url=more,
        layout=Layout.from_cookies(request.COOKIES, "receipts"),
        may_move=actor(request).may("redate_receipt"),
    )
