"""Defects by cause: the Pareto table with its bars, by the filter of the log."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, Value, table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.operations.quality.reads.defects import GROUPS, pareto
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import Figure
from potok.web.components.table import Sort
from potok.web.listing import filters
from potok.web.listing.filters import Asked
from potok.web.quality.lists import LOG_FILTERS, inspection_filter
from potok.web.shell.person import actor

_GROUPS = {"cause": "По причинам", "workshop": "По цехам", "item": "По изделиям"}
_HEADS = {"cause": "Причина", "workshop": "Цех", "item": "Изделие"}


@require_GET
def defects(request: HttpRequest) -> HttpResponse:
    """The page."""
    require(actor(request), "read_stock")
    asked = _asked(request)
    group = _group(request)
    found = pareto(inspection_filter(asked), group=group)
    context = {
        "title": "Дефекты по причинам",
        "nav": "defects",
        "groups": [(key, title, key == group) for key, title in _GROUPS.items()],
        "group_title": _HEADS[group],
        "chips": filters.chips(asked, lambda key: _edit(request, key)),
        "offers": filters.offers(asked, lambda key: _edit(request, key)),
        "clear_href": f"?by={group}",
        "query": request.GET.copy(),
        "found": found,
        "figures": [
            Figure("Проверено", formats.number(found.inspected), "ед."),
            Figure(
                "Дефектных", formats.number(found.defective), "ед.", tone="bad" if found.defective else ""
            ),
            Figure("Доля дефектных", formats.percent(found.defective_share * 100)),
            Figure("Известные потери", formats.roubles(found.loss_rub)),
        ],
        "rows": [(row, row.share * 100, row.cumulative * 100) for row in found.rows],
        "export_href": f"{reverse('quality:defects_export')}?{request.GET.urlencode()}",
    }
    return render(request, "potok/quality/defects.html", context)


@require_GET
def defects_export(request: HttpRequest) -> HttpResponse:
    """The same as XLSX."""
    require(actor(request), "read_stock")
    asked = _asked(request)
    group = _group(request)
    found = pareto(inspection_filter(asked), group=group)
    columns = (
        SheetColumn("Код", 12),
        SheetColumn(_HEADS[group], 36),
        SheetColumn("Дефектных, ед.", 12),
        SheetColumn("Доля, %", 10, decimals=1),
        SheetColumn("Нарастающим, %", 12, decimals=1),
        SheetColumn("Исправимых, ед.", 12),
        SheetColumn("Проверок", 10),
        SheetColumn("Потери, ₽", 14, decimals=2),
    )
    rows: list[list[Value | SheetCell]] = [
        [
            row.code,
            row.name,
            row.qty,
            row.share * 100,
            row.cumulative * 100,
            row.repairable,
            row.inspections,
            row.loss_rub,
        ]
        for row in found.rows
    ]
    note = f"{filters.described(asked, 'Дефекты')} · {formats.moment(local(now()))}"
    content = table_workbook(Sheet("Дефекты", columns, rows, note=note))
    return attachment(content, name="Дефекты по причинам", ending="xlsx", media_type=XLSX)


@require_GET
def defects_filter(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one filter."""
    require(actor(request), "read_stock")
    asked = _asked(request)
    if key not in asked.fields:
        raise Http404
    context = filters.form_context(request, asked, asked.fields[key], reverse("quality:defects"))
    return render(request, "potok/listing/filter.html", context)


def _asked(request: HttpRequest) -> Asked:
    return Asked(request.GET, {field.key: field for field in LOG_FILTERS}, {}, Sort("at", descending=True))


def _group(request: HttpRequest) -> str:
    given = request.GET.get("by", "")
    return given if given in GROUPS else "cause"


def _edit(request: HttpRequest, key: str) -> str:
    return f"{reverse('quality:defects_filter', args=[key])}?{request.GET.urlencode()}"
