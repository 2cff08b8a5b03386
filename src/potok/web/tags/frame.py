"""The shell, lists, tables and matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from potok.web.components import matrix, table, table_html
from potok.web.components.parts import COMMON_HINTS, FilterChip, FilterOffer, ViewTab
from potok.web.shell import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: object) -> str:
    """The present address with changed parameters; an empty value drops one, `after` always goes."""
    request: HttpRequest = context["request"]
    kept = {key: request.GET.getlist(key) for key in request.GET if key not in changes and key != "after"}
    kept.update({key: [str(value)] for key, value in changes.items() if value not in (None, "")})
    return f"?{urlencode(kept, doseq=True)}"


@register.inclusion_tag("potok/components/navigation.html", takes_context=True, name="navigation")
def navigation_tag(context: Context) -> dict[str, Any]:
    """Departments and foot."""
    shell = context["shell"]
    return {"request": context["request"], "shell": shell, "nav": shell.key(context.get("nav") or "")}


def _badges(context: Context) -> dict[str, navigation.Badge]:
    """Counts, when they are what is asked for: a page comes without them, its script brings them."""
    return context["shell"].badges if context.get("live") else {}


@register.simple_tag(takes_context=True)
def nav_departments(context: Context) -> list[navigation.ShownDepartment]:
    """Departments for the signed-in person."""
    shell = context["shell"]
    return navigation.departments(shell.person.roles, current=context["nav"], shown_badges=_badges(context))


@register.simple_tag(takes_context=True)
def nav_foot(context: Context) -> list[navigation.ShownEntry]:
    """Entries at the foot for the signed-in person."""
    shell = context["shell"]
    return navigation.foot(shell.person.roles, current=context["nav"], shown_badges=_badges(context))


@register.inclusion_tag("potok/components/crumbs.html", takes_context=True)
def crumbs(context: Context) -> dict[str, Any]:
    """Breadcrumbs from `nav`, `crumbs` (in between) and `title`."""
    shell = context["shell"]
    nav = shell.key(context.get("nav", ""))
    return {"crumbs": shell.crumbs(nav, context.get("title", ""), list(context.get("crumbs") or []))}


@register.inclusion_tag("potok/components/hints.html", takes_context=True)
def hint_bar(context: Context) -> dict[str, Any]:
    """Keys of the screen: `hints` of the context, seven at most in the bar, all behind «?»."""
    hints = list(context.get("hints") or [])
    return {
        "bar": [hint for hint in hints if not hint.only_list][:7],
        "all": [*hints, *COMMON_HINTS],
        "end": context.get("hints_end", ""),
        "stale": context.get("hints_stale", False),
        "shows_rows": context.get("hints_rows", False),
    }


@register.inclusion_tag("potok/components/tabs.html")
def view_tabs(tabs: Sequence[ViewTab], end: str = "", label: str = "Виды") -> dict[str, Any]:
    """View tabs with counts; `end` is HTML at the right («+ Вид»)."""
    return {"tabs": tabs, "end": end, "label": label}


@register.inclusion_tag("potok/components/filters.html")
def filter_bar(
    chips: Sequence[FilterChip], offers: Sequence[FilterOffer] = (), note: str = "", clear_href: str = ""
) -> dict[str, Any]:
    """Filter chips, «+ Фильтр» and a note at the right («Сортировка: …»)."""
    return {"chips": chips, "offers": offers, "note": note, "clear_href": clear_href}


@register.inclusion_tag("potok/components/table.html")
def data_table(table: table.Table, empty: str = "") -> dict[str, Any]:
    """A data table; `empty` is HTML (`{% empty_state … as nothing %}`) shown when there are no rows."""
    return {"table": table, "empty": empty}


@register.inclusion_tag("potok/components/table_rows.html")
def table_rows(table: table.Table) -> dict[str, Any]:
    """Rows of the next keyset page: the whole answer to `Table.more_url`."""
    return {"table": table}


@register.filter
def table_columns(of: table.Table) -> SafeString:
    """`<colgroup>` of a table."""
    return table_html.columns_html(of)


@register.filter
def table_head(of: table.Table) -> SafeString:
    """Head row of a table."""
    return table_html.head_html(of)


@register.filter
def table_body(of: table.Table) -> SafeString:
    """Rows of a table."""
    return table_html.rows_html(of)


@register.inclusion_tag("potok/components/column_chooser.html")
def column_chooser(table: table.Table) -> dict[str, Any]:
    """The button «Колонки» with the menu of columns."""
    shown = [column.key for column in table.visible]
    chosen = {column.key: column for column in table.columns}
    rest = [column for column in table.columns if column.key not in shown]
    return {"table": table, "shown": [chosen[key] for key in shown], "rest": rest}


@register.inclusion_tag("potok/components/matrix.html", name="matrix")
def matrix_tag(matrix: matrix.Matrix) -> dict[str, Any]:
    """A matrix of items and time."""
    return {"matrix": matrix}


@register.inclusion_tag("potok/components/matrix_block.html")
def matrix_block(matrix: matrix.Matrix, block: matrix.Block) -> dict[str, Any]:
    """One item anew, opened or closed: the whole answer to `MatrixRow.toggle_url`."""
    return {"matrix": matrix, "block": block}


@register.filter
def matrix_columns(of: matrix.Matrix) -> SafeString:
    """`<colgroup>` of a matrix."""
    return matrix.columns_html(of)


@register.filter
def matrix_head(of: matrix.Matrix) -> SafeString:
    """Head row of a matrix."""
    return matrix.head_html(of)


@register.simple_tag
def matrix_rows(of: matrix.Matrix, block: matrix.Block) -> SafeString:
    """Rows of an item."""
    return matrix.block_html(of, block)
