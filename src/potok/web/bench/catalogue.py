"""The catalogue of methods by theme with search, and the list of saved calculations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.methods import method, method_ids, topics
from potok.operations.calculations.reads.listing import PAGE, ListedCalculation, calculations
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.bench.examples import examples
from potok.web.components.parts import Hint, ViewTab
from potok.web.shell.palette import Hit, source
from potok.web.shell.person import actor
from potok.web.tags.plant_time import local

_HINTS = [Hint(("/",), "поиск"), Hint(("Enter",), "открыть"), Hint(("Ctrl", "K"), "найти что угодно")]


@dataclass(frozen=True, slots=True)
class Entry:
    """A method in the catalogue."""

    id: str
    title: str
    purpose: str
    source: str
    examples: int
    errata: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its methods."""

    name: str
    title: str
    entries: tuple[Entry, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All methods by theme; the catalogue is part of the program."""
    found = [_entry(name) for name in method_ids()]
    return tuple(
        Theme(topic.name, topic.title, mine)
        for topic in topics()
        if (mine := tuple(entry for entry in found if entry.id.partition(".")[0] == topic.name))
    )


def _entry(name: str) -> Entry:
    chosen, cases = method(name), examples(name)
    errata = sum(len(case.errata) for case in cases)
    return Entry(name, chosen.title, chosen.purpose, chosen.source.text(), len(cases), errata)


def matching(text: str) -> tuple[Theme, ...]:
    """Themes with the methods whose title, purpose, theme or id holds every word of a text."""
    words = text.casefold().replace("ё", "е").split()
    found = []
    for theme in themes():
        mine = tuple(entry for entry in theme.entries if _holds(theme, entry, words))
        if mine:
            found.append(Theme(theme.name, theme.title, mine))
    return tuple(found)


def _holds(theme: Theme, entry: Entry, words: Iterable[str]) -> bool:
    text = f"{entry.title} {entry.purpose} {theme.title} {entry.id}".casefold().replace("ё", "е")
    return all(word in text for word in words)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """All calculations by theme; htmx asks for the found ones only."""
    require(actor(request), "calculate")
    text = request.GET.get("q", "").strip()
    found = matching(text)
    context = {
        "title": "Расчёты",
        "nav": "bench",
        "hints": _HINTS,
        "tabs": _tabs("methods"),
        "themes": found,
        "text": text,
        "count": sum(len(theme.entries) for theme in found),
    }
    template = "potok/bench/themes.html" if request.htmx else "potok/bench/catalogue.html"  # type: ignore[attr-defined]  # set by django_htmx
    return render(request, template, context)


@require_GET
def saved_list(request: HttpRequest) -> HttpResponse:
    """Saved calculations, newest first; further pages come by htmx."""
    require(actor(request), "read_calculations")
    text, before = request.GET.get("q", "").strip().replace("\x00", ""), request.GET.get("before", "")
    rows = calculations(text=text, before=int(before) if before.isdecimal() and len(before) < 18 else None)
    context: dict[str, Any] = {
        "title": "Сохранённые расчёты",
        "nav": "bench",
        "hints": _HINTS,
        "tabs": _tabs("saved"),
        "rows": rows,
        "text": text,
        "next": rows[-1].key if len(rows) == PAGE else None,
    }
    template = "potok/bench/saved_rows.html" if request.htmx else "potok/bench/saved_list.html"  # type: ignore[attr-defined]  # set by django_htmx
    return render(request, template, context)


def _tabs(current: str) -> list[ViewTab]:
    count = sum(len(theme.entries) for theme in themes())
    return [
        ViewTab("Каталог", reverse("bench:list"), str(count), current == "methods"),
        ViewTab("Сохранённые", reverse("bench:saved_list"), "", current == "saved"),
    ]


@source("Расчёты")
def find_methods(_: HttpRequest, text: str) -> Iterable[Hit]:
    """Methods for the search of the shell."""
    for theme in matching(text):
        for entry in theme.entries:
            yield Hit(entry.title, reverse("bench:method", args=[entry.id]), theme.title, "calculator")


@source("Сохранённые расчёты")
def find_saved(_: HttpRequest, text: str) -> Iterable[Hit]:
    """Saved calculations for the search of the shell."""
    for row in calculations(text=text.replace("\x00", ""), limit=6):
        yield Hit(_saved_title(row), reverse("bench:saved", args=[row.number]), _saved_note(row), "file-text")


def _saved_title(row: ListedCalculation) -> str:
    return f"{row.number} · {row.name or row.title}"


def _saved_note(row: ListedCalculation) -> str:
    return f"{row.author}, {formats.short_date(local(row.saved_at))}"
