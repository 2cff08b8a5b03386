"""A list: the page, its following rows, its filters, its export, from one description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import Sheet, SheetColumn, Value, table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import LIST_HINTS, Hint
from potok.web.components.table import Column, Layout, Row, Sort, Table
from potok.web.listing import filters
from potok.web.listing.filters import Asked, FilterField
from potok.web.shell.person import actor

PAGE_ROWS = 60
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)
Wanted = TypeVar("Wanted")


class Page(Protocol[Made_co]):
    """A keyset page as reads give it."""

    @property
    def rows(self) -> Sequence[Made_co]:
        """Rows in the asked sequence."""

    @property
    def next_mark(self) -> str:
        """Opens the following page, empty on the last one."""


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Made]):
    """A column of the list and of its export.

    Attributes:
        cell: What the page shows.
        value: What the sheet holds; None = the column is not there.
        width: In the sheet, in characters. decimals: Of numbers in the sheet, None = as they are.
    """

    column: Column
    cell: Callable[[Made], str]
    value: Callable[[Made], Value] | None = None
    width: int = 14
    decimals: int | None = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The foot of a list: rows found, and labelled figures beside them."""

    found: int
    figures: Sequence[tuple[str, str]] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Made, Wanted]):
    """Everything about a list.

    Attributes:
        app, name: Names of its addresses: `app:name`, `app:name_rows`, `_export`, `_filter`.
        right: Who may see it.
        row: Key, address and quick look of a row; its cells are filled in from `columns`.
        read: The filter of what the address line asks for.
        page: One keyset page: filter, mark of the page before, number of rows.
        export: All rows.
        foot: Counts and figures of all found rows.
        empty: Title, text and icon of an empty list.
        context: More values for the template.
        more_columns: Columns only of the sheet.
    """

    app: str
    name: str
    title: str
    right: str
    columns: Sequence[ListColumn[Made]]
    row: Callable[[Made], Row]
    read: Callable[[Asked], Wanted]
    page: Callable[[Wanted, str, int], Page[Made]]
    export: Callable[[Wanted], Iterable[Made]]
    foot: Callable[[Wanted], Figures]
    empty: tuple[str, str, str]
    default_sort: Sort
    filters: Sequence[FilterField] = ()
    views: Mapping[str, str] = field(default_factory=dict)
    template: str = "potok/listing/list.html"
    context: Callable[[HttpRequest, Asked], dict[str, Any]] | None = None
    hints: Sequence[Hint] = ()
    selectable: bool = False

    def urls(self, at: str) -> list[URLPattern]:
        """Addresses of the list.

        Args:
            at: Below the section, empty or ending with a slash.
        """
        return [
            path(at, require_GET(self.show), name=self.name),
            path(f"{at}rows/", require_GET(self.rows), name=f"{self.name}_rows"),
            path(f"{at}export/", require_GET(self.download), name=f"{self.name}_export"),
            path(f"{at}filter/<str:key>/", require_GET(self.edit_filter), name=f"{self.name}_filter"),
        ]

    def show(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        require(actor(request), self.right)
        asked = self._asked(request)
        wanted = self.read(asked)
        foot = self.foot(wanted)
        context: dict[str, Any] = {
            "title": self.title,
            "table": self._table(request, asked, wanted, found=foot.found),
            "tabs": filters.tabs(asked, foot.counts),
            "chips": filters.chips(asked, lambda key: self._edit(request, key)),
            "offers": filters.offers(asked, lambda key: self._edit(request, key)),
            "clear_href": f"?view={asked.view}" if self.views else "?",
            "foot": foot,
            "empty": self.empty,
            "export_href": f"{self._url('export')}?{request.GET.urlencode()}",
            "hints": [*self.hints, *(hint for hint in LIST_HINTS if self._has(hint))],
            "hints_rows": True,
        }
        more = self.context(request, asked) if self.context else {}
        return render(request, self.template, context | more)

    def rows(self, request: HttpRequest) -> HttpResponse:
        """The next keyset page."""
        require(actor(request), self.right)
        asked = self._asked(request)
        found = int(request.GET.get("found", "0"))
        context = {"table": self._table(request, asked, self.read(asked), found=found)}
        return render(request, "potok/listing/rows.html", context)

    def download(self, request: HttpRequest) -> HttpResponse:
        """All found rows as XLSX, in the sequence of the screen."""
        require(actor(request), self.right)
        asked = self._asked(request)
        shown = [column for column in self.columns if column.value is not None]
        columns = [SheetColumn(each.column.title, each.width, each.decimals) for each in shown]
        rows = [
            [each.value(made) for each in shown if each.value is not None]
            for made in self.export(self.read(asked))
        ]
        note = f"{filters.described(asked, self.title)} · {formats.moment(local(now()))}"
        content = table_workbook(Sheet(self.title, columns, rows, note=note))
        return attachment(content, name=self.title, ending="xlsx", media_type=XLSX)

    def edit_filter(self, request: HttpRequest, key: str) -> HttpResponse:
        """The form of one filter, for the menu of its chip."""
        require(actor(request), self.right)
        asked = self._asked(request)
        if key not in asked.fields:
            raise Http404
        context = filters.form_context(request, asked, asked.fields[key], self._url())
        return render(request, "potok/listing/filter.html", context)

    def _asked(self, request: HttpRequest) -> Asked:
        sorts = [each.column.sort for each in self.columns if each.column.sort]
        sort = Sort.parse(request.GET.get("sort", ""), [*sorts, self.default_sort.key], self.default_sort)
        return Asked(request.GET, {each.key: each for each in self.filters}, self.views, sort)

    def _table(self, request: HttpRequest, asked: Asked, wanted: Wanted, *, found: int) -> Table:
        page = self.page(wanted, request.GET.get("after", ""), PAGE_ROWS)
        start = int(request.GET.get("start", "0"))
        query: dict[str, Any] = {key: request.GET.getlist(key) for key in request.GET}
        more = ""
        if page.next_mark:
            place = {"after": page.next_mark, "start": start + len(page.rows), "found": found}
            more = f"{self._url('rows')}?{urlencode({**query, **place}, doseq=True)}"
        table_id = f"{self.app}_{self.name}"
        return Table(
            id=table_id,
            label=self.title,
            columns=[each.column for each in self.columns],
            rows=[self._row(made) for made in page.rows],
            query={key: values for key, values in query.items() if key not in {"start", "found"}},
            path=self._url(),
            sort=asked.sort,
            more_url=more,
            found=found,
            start=start,
            selectable=self.selectable,
            layout=Layout.from_cookies(request.COOKIES, table_id),
        )

    def _row(self, made: Made) -> Row:
        return replace(self.row(made), cells={each.column.key: each.cell(made) for each in self.columns})

    def _has(self, hint: Hint) -> bool:
        return self.selectable or hint.keys not in {("Пробел",), ("Ctrl", "A"), ("Shift", "↑", "↓")}

    def _url(self, part: str = "") -> str:
        return reverse(f"{self.app}:{self.name}_{part}" if part else f"{self.app}:{self.name}")

    def _edit(self, request: HttpRequest, key: str) -> str:
        return f"{reverse(f'{self.app}:{self.name}_filter', args=[key])}?{request.GET.urlencode()}"
