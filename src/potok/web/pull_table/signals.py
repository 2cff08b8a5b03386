"""Signals to direct purchasing: the list and one signal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.orders.reads.signals import (
    SignalFilter,
    possible_answers,
    signal_page,
    signal_row,
    signal_totals,
    signals_for_export,
)
from potok.operations.purchasing.reads import signal_history
from potok.supply.signals import SignalKind
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import LIST_HINTS
from potok.web.components.table import Layout, Sort, Table
from potok.web.pull_table import signal_filters as filters
from potok.web.pull_table.histories import signal_events
from potok.web.pull_table.links import order_link
from potok.web.pull_table.signal_table import sheet_of, table_of
from potok.web.shell.person import actor

PAGE_ROWS = 60
KINDS_IN_ORDER = tuple(kind.value for kind in SignalKind)
#: What a signal of a kind asks of purchasing.
ASKED = {
    "not_ordered": "Материал никто не заказал: закажите недостающее.",
    "insufficient_qty": "Приходы покрывают только часть потребности: дозакажите остальное.",
    "overdue": "Приход просрочен: дайте новую дату, до неё покрытие его не учитывает.",
    "date_slipped": "Приход сдвинулся, и заказы потеряли срок: ускорьте его или найдите замену.",
    "too_late": "Приход успевает не ко всем заказам: ускорьте его.",
    "rejected_by_qc": "Партия забракована: нужна замена.",
}


@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    """The list."""
    wanted = filters.read_filter(request.GET)
    totals = signal_totals(wanted)
    context = {
        "title": "Сигналы",
        "nav": "signals",
        "table": _table(request, wanted, found=totals.found),
        "tabs": filters.tabs(wanted),
        "chips": filters.chips(request, wanted),
        "offers": filters.offers(request),
        "clear_href": f"?view={wanted.view}",
        "totals": totals,
        "by_kind": [(kind, totals.by_kind[kind]) for kind in KINDS_IN_ORDER if kind in totals.by_kind],
        "export_href": f"{reverse('pull_table:signals_export')}?{request.GET.urlencode()}",
        "may_answer": actor(request).may("answer_signal"),
        "hints": [hint for hint in LIST_HINTS if hint.keys != ("Enter",)],
        "hints_rows": True,
    }
    return render(request, "potok/pull_table/signals.html", context)


@require_GET
def signal_rows(request: HttpRequest) -> HttpResponse:
    """The next keyset page of the list."""
    wanted = filters.read_filter(request.GET)
    found = int(request.GET.get("found", "0"))
    return render(request, "potok/pull_table/rows.html", {"table": _table(request, wanted, found=found)})


@require_GET
def signal(request: HttpRequest, number: str) -> HttpResponse:
    """One signal: what is missing, whom it holds, what was answered, what may be answered."""
    row = signal_row(number)
    if row is None:
        raise Http404
    may_answer = actor(request).may("answer_signal") and row.state != "closed"
    context = {
        "row": row,
        "asked": ASKED[row.kind],
        "orders": [order_link(order_no) for order_no in row.order_nos],
        "answers": possible_answers(row.item_id) if may_answer else [],
        "events": signal_events(signal_history(number)),
        "may_answer": may_answer,
        "may_acknowledge": may_answer and row.state == "open",
    }
    return render(request, "potok/pull_table/signal.html", context)


@require_GET
def signal_filter(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one filter, for the menu of its chip."""
    return render(request, "potok/pull_table/signal_filter.html", filters.form_context(request, key))


@require_GET
def signals_export(request: HttpRequest) -> HttpResponse:
    """All found signals as XLSX, in the sequence of the screen."""
    wanted = filters.read_filter(request.GET)
    note = f"{filters.described(wanted)} · {formats.moment(local(now()))}"
    content = table_workbook(sheet_of(signals_for_export(wanted), note=note))
    return attachment(content, name="Сигналы", ending="xlsx", media_type=XLSX)


def _table(request: HttpRequest, wanted: SignalFilter, *, found: int) -> Table:
    page = signal_page(wanted, after=request.GET.get("after", ""), limit=PAGE_ROWS)
    start = int(request.GET.get("start", "0"))
    query: dict[str, Any] = {key: request.GET.getlist(key) for key in request.GET}
    more = ""
    if page.next_mark:
        place = {"after": page.next_mark, "start": start + len(page.rows), "found": found}
        more = f"{reverse('pull_table:signal_rows')}?{urlencode({**query, **place}, doseq=True)}"
    return table_of(
        page,
        query={key: values for key, values in query.items() if key not in {"start", "found"}},
        sort=Sort(wanted.sort, wanted.descending),
        found=found,
        start=start,
        more_url=more,
        layout=Layout.from_cookies(request.COOKIES, "signals"),
        may_answer=actor(request).may("answer_signal"),
    )
