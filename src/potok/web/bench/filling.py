"""Data from the plant: what is offered for a method, and the choice of product, machine or period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.methods import method
from potok.operations.calculations.fillers import Choice, fill, filler_named
from potok.operations.calculations.fillers.choices import choices_for
from potok.operations.people.acting import require
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class Filled:
    """Data taken from the plant, and what it is about."""

    given: Mapping[str, Any]
    title: str
    subject: str
    subject_name: str
    remarks: tuple[str, ...]


@require_GET
def choose(request: HttpRequest, method_id: str, key: str) -> HttpResponse:
    """The dialog that asks what a filler needs."""
    require(actor(request), "calculate")
    filler = filler_named(method_id, key)
    context = {"method": method(method_id), "filler": filler, "choices": choices_for(filler)}
    return render(request, "potok/bench/fill_dialog.html", context)


def filled(method_id: str, query: QueryDict) -> Filled:
    """Take the data that an address names."""
    filler = filler_named(method_id, query.get("fill", ""))
    choice = Choice(
        product=query.get("product", ""),
        workshop=query.get("workshop", ""),
        start=_date(query.get("start", "")),
        end=_date(query.get("end", "")),
    )
    found = fill(filler, choice)
    return Filled(found.given, filler.title, found.subject, found.subject_name, found.remarks)


def _date(text: str) -> dt.date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
