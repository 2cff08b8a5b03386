"""Data table: columns that a user arranges, rows, keyset pages, places on a phone card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias
from urllib.parse import urlencode

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from potok.web.components.marks import html

Align: TypeAlias = Literal["left", "right", "center"]
#: Place of a cell on a phone card: line 1 number, mark, state; 2 title; 3 detail…, due; 4 cover, slack.
CardPlace: TypeAlias = Literal["", "number", "mark", "state", "title", "detail", "due", "cover", "slack"]

_MIN_WIDTH, _MAX_WIDTH = 36, 900
_COOKIE_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table.

    Attributes:
        key: Name in rows, in the address line and in the kept layout.
        title: Head; with the unit when it is one for the column («План, т»).
        width: Pixels; None for the one column that takes the rest.
        sort: Key for `?sort=`, empty when the column is not sortable.
        sticky: Stays at the left when scrolling sideways (the first columns only).
        required: Cannot be switched off (the number of the object).
        shown: On before the user chose.
        hint: Tooltip of the head, for shortened titles.
        card: Place on the card of a phone, empty = not there.
        before: Word before the value on the card («срок»).
        after: Word after it («шт.»).
        descending_first: The first click sorts from the largest.
    """

    key: str
    title: str
    width: int | None = None
    align: Align = "left"
    sort: str = ""
    sticky: bool = False
    required: bool = False
    shown: bool = True
    hint: str = ""
    card: CardPlace = ""
    before: str = ""
    after: str = ""
    descending_first: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: cells by column key, as text (escaped) or as ready HTML of marks.

    Attributes:
        key: Value sent when the row is selected, unique in the table.
        cells: By column key; a missing one is empty.
        href: Page that Enter opens.
        look: Address of the quick look (→), loaded into the side panel.
        tone: "" | bad | wait | past, a tint of the row.
        can: Verbs that are valid for the row, for the selection bar.
        sums: Figures that the selection bar adds up («pcs», «kg»), as plain numbers.
        label: Spoken name, default the key.
    """

    key: str
    cells: Mapping[str, str]
    href: str = ""
    look: str = ""
    tone: str = ""
    can: Sequence[str] = ()
    sums: Mapping[str, object] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of rows: a column's sort key and direction."""

    key: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str, allowed: Sequence[str], default: Sort) -> Sort:
        """The sort of `?sort=due` or `?sort=-due`; anything unknown gives the default."""
        key = text.removeprefix("-")
        return cls(key, text.startswith("-")) if key in allowed else default

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True, slots=True)
class Layout:
    """What the user made of the columns on this device: which, in which order, how wide."""

    shown: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_cookies(cls, cookies: Mapping[str, str], table_id: str) -> Layout:
        """The layout that the browser script keeps for a table; nonsense is ignored."""
        shown = cookies.get(f"potok_cols_{table_id}", "")[:_COOKIE_LIMIT]
        widths = {}
        for part in cookies.get(f"potok_widths_{table_id}", "")[:_COOKIE_LIMIT].split("."):
            key, _, pixels = part.partition("-")
            if key and pixels.isascii() and pixels.isdigit():
                widths[key] = min(_MAX_WIDTH, max(_MIN_WIDTH, int(pixels)))
        return cls(tuple(filter(None, shown.split("."))), widths)


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with everything that `{% data_table %}` needs.

    Attributes:
        id: Short latin name, unique on the page; also names the kept layout.
        label: Spoken name («Заказы на производство»).
        columns: All columns there are, in the default order.
        rows: Rows of this keyset page.
        query: Parameters of the address line that stay when the sort changes.
        path: Address of the list; empty = the page that shows it.
        sort: Present order, None when nothing is sortable.
        more_url: Next keyset page (answers with `{% table_rows %}`), empty at the end.
        found: Rows found by the filter over all pages.
        start: Rows on the pages before this one.
        totals: Sums over all found rows by the names of `Row.sums`, for «все найденные».
        selectable: Check boxes and the selection bar.
        cards: Rows become cards below 700 px.
    """

    id: str
    label: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    query: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    path: str = ""
    sort: Sort | None = None
    more_url: str = ""
    found: int | None = None
    start: int = 0
    totals: Mapping[str, object] = field(default_factory=dict)
    selectable: bool = True
    cards: bool = True
    layout: Layout = field(default_factory=Layout)

    @property
    def visible(self) -> tuple[Column, ...]:
        """Columns in the user's order; required ones are never lost."""
        return arranged(self.columns, self.layout)

    @property
    def width_of_all(self) -> int:
        """Columns of the HTML table, the check box included."""
        return len(self.visible) + self.selectable

    def sort_href(self, column: Column) -> str:
        """Address of the same list ordered by the column, the other way round on the second click."""
        current = self.sort
        descending = column.descending_first
        if current is not None and current.key == column.sort:
            descending = not current.descending
        kept = {key: value for key, value in self.query.items() if key not in {"sort", "after"}}
        return f"{self.path}?{urlencode({**kept, 'sort': Sort(column.sort, descending)}, doseq=True)}"


def arranged(columns: Sequence[Column], layout: Layout) -> tuple[Column, ...]:
    """The columns that are shown, in the user's order and widths (visual language 7, table).

    Sticky and required columns keep their place at the left.
    """
    by_key = {column.key: column for column in columns}
    if layout.shown:
        fixed = [column for column in columns if column.required or column.sticky]
        chosen = [by_key[key] for key in layout.shown if key in by_key]
        ordered = [*fixed, *(column for column in chosen if column not in fixed)]
    else:
        ordered = [column for column in columns if column.shown or column.required]
    return tuple(
        replace(column, width=layout.widths.get(column.key, column.width))
        for column in dict.fromkeys(ordered)
    )


def link(href: str, text: str, *, main: bool = False, title: str = "") -> SafeString:
    """A link in a cell; `main` for the number of the object."""
    css = ' class="main"' if main else ""
    hint = f' title="{escape(title)}"' if title else ""
    return html(f'<a{css} href="{escape(href)}"{hint}>{conditional_escape(text)}</a>')


def clipped(text: str, *, muted: bool = False) -> SafeString:
    """Text that may be cut by the column, with the whole of it as a tooltip."""
    css = ' class="muted"' if muted else ""
    shown = conditional_escape(text)
    return html(f'<span{css} title="{shown}">{shown}</span>')
