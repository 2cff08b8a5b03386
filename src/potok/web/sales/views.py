"""The sales plan: products against months, filled in by hand, from a file or from copied rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError
from potok.operations.catalog.clock import today
from potok.operations.master_data.given import in_words, rows_of_form
from potok.operations.master_data.reads import product_names
from potok.operations.master_data.sales_plan import SALES_PLAN
from potok.operations.master_data.services.changing import change_records
from potok.web import formats
from potok.web.components.parts import Hint
from potok.web.settings.addresses import address
from potok.web.shell.person import actor

MONTHS_SHOWN = 6
_MONTHS = ("янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек.")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A product with its quantities.

    Attributes:
        cells: Name of the field and what stands in it, a month each.
        total: Pieces of the months shown.
    """

    code: str
    name: str
    cells: tuple[tuple[str, str], ...]
    total: int


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The page; `?from=2026-03` begins with another month."""
    return _page(request, _first(request.GET.get("from", "")), {})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Write the cells that changed; an empty one takes the product out of the month."""
    first = _first(request.POST.get("from", ""))
    typed = {name: str(value).strip() for name, value in request.POST.items() if "|" in name}
    stored = _stored()
    rows, removed = [], []
    for name, text in typed.items():
        code, month = name.split("|", 1)
        known = stored.get((code, dt.date.fromisoformat(f"{month}-01")))
        plain = "".join(text.split())
        if plain in ("", "0"):
            if known is not None:
                removed.append((code, dt.date.fromisoformat(f"{month}-01")))
        elif plain != str(known):
            rows.append({"product_id": code, "period": f"{month}-01", "qty_pcs": plain})
    given = rows_of_form(SALES_PLAN, rows)
    person = actor(request)
    try:
        change_records(
            person, SALES_PLAN, given.rows, removed=removed, problems=given.problems, why="план продаж"
        )
    except InvalidDataError as error:
        return _page(request, first, typed, error=error)
    changed = len(given.rows) + len(removed)
    words = formats.counted(changed, "ячейка", "ячейки", "ячеек")
    messages.success(request, f"План продаж записан: {words}." if changed else "План не изменился.")
    return redirect(f"{reverse('sales:plan')}?from={first:%Y-%m}")


def _page(
    request: HttpRequest, first: dt.date, typed: Mapping[str, str], *, error: InvalidDataError | None = None
) -> HttpResponse:
    months = [_shifted(first, step) for step in range(MONTHS_SHOWN)]
    stored = _stored()
    names = product_names()
    planned = {code for code, _ in stored}
    every = bool(request.GET.get("all")) or not planned
    codes = [code for code in names if every or code in planned]
    codes += [code for code in sorted(planned) if code not in names]
    rows = [_row(code, names.get(code, ""), months, stored, typed) for code in codes]
    context = {
        "title": "План продаж",
        "nav": "sales",
        "months": [f"{_MONTHS[month.month - 1]} {month.year}" for month in months],
        "rows": rows,
        "totals": [sum(stored.get((row.code, month), 0) for row in rows) for month in months],
        "may_edit": actor(request).may(SALES_PLAN.command),
        "every": every,
        "hidden": len(names) - len([code for code in codes if code in names]),
        "first": f"{first:%Y-%m}",
        "before": f"?from={_shifted(first, -MONTHS_SHOWN):%Y-%m}",
        "after": f"?from={_shifted(first, MONTHS_SHOWN):%Y-%m}",
        "problems": in_words(SALES_PLAN, error.problems) if error else (),
        "urls": {
            "export": address(SALES_PLAN, "export"),
            "load": address(SALES_PLAN, "load"),
            "pull": reverse("pull_table:phased"),
        },
        "hints": (Hint(("Ctrl", "↵"), "сохранить"),),
    }
    return render(request, "potok/sales/plan.html", context, status=422 if error else 200)


def _row(
    code: str,
    name: str,
    months: Sequence[dt.date],
    stored: Mapping[tuple[str, dt.date], int],
    typed: Mapping[str, str],
) -> PlanRow:
    cells = []
    for month in months:
        field = f"{code}|{month:%Y-%m}"
        qty = stored.get((code, month))
        cells.append((field, typed.get(field, formats.pieces(qty) if qty else "")))
    return PlanRow(code, name, tuple(cells), sum(stored.get((code, month), 0) for month in months))


def _stored() -> dict[tuple[str, dt.date], int]:
    return {(row.product_id, row.period): row.qty_pcs for row in SALES_PLAN.books.records()}


def _first(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def _shifted(month: dt.date, step: int) -> dt.date:
    number = month.year * 12 + month.month - 1 + step
    return dt.date(number // 12, number % 12 + 1, 1)
