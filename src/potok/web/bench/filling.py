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
from potok.operations.calculations.errors import UnknownFillerError
from potok.operations.calculations.fillers import FILLERS, Choice, Filler, fill
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


def offers(method_id: str) -> tuple[Filler, ...]:
    """Ways to fill a method from the plant."""
    return tuple(filler for filler in FILLERS if filler.method == method_id)


@require_GET
def choose(request: HttpRequest, method_id: str, key: str) -> HttpResponse:
    """The dialog that asks what a filler needs."""
    require(actor(request), "calculate")
    filler = _filler(method_id, key)
    context = {"method": method(method_id), "filler": filler, "choices": choices_for(filler)}
    return render(request, "potok/bench/fill_dialog.html", context)


def filled(method_id: str, query: QueryDict) -> Filled:
    """Take the data that an address names."""
    filler = _filler(method_id, query.get("fill", ""))
    choice = Choice(
        product=query.get("product", ""),
        workshop=query.get("workshop", ""),
        start=_date(query.get("start", "")),
        end=_date(query.get("end", "")),
    )
    found = fill(filler, choice)
    return Filled(found.given, filler.title, found.subject, found.subject_name, found.remarks)


def _filler(method_id: str, key: str) -> Filler:
    """The filler of an address.

    Raises:
        UnknownFillerError: There is none.
    """
    for filler in offers(method_id):
        if filler.key == key:
            return filler
    raise UnknownFillerError(key=key, method=method_id)


def _date(text: str) -> dt.date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
