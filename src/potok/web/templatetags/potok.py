"""Tags and filters of the component library; every page begins with `{% load potok %}`.

Examples of each stand in docs/subsystems/web-components.md and, drawn, at /gallery.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.errors import Problem
from potok.web import formats
from potok.web.components import fields, marks, matrix, table
from potok.web.components.parts import (
    COMMON_HINTS,
    ConflictField,
    Event,
    Fact,
    Figure,
    FilterChip,
    FilterOffer,
    Item,
    PathStep,
    ViewTab,
)
from potok.web.shell import navigation

register = template.Library()

# Marks
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.status_pill, name="status_pill")
register.simple_tag(marks.state_pill, name="state_pill")
register.simple_tag(marks.state_mark, name="state_mark")
register.simple_tag(marks.cover_mark, name="cover_mark")
register.simple_tag(marks.priority_mark, name="priority_mark")
register.simple_tag(marks.slack_mark, name="slack_mark")
register.simple_tag(marks.amount, name="amount")
register.simple_tag(marks.key, name="key")
register.simple_tag(fields.field, name="field")

# Numbers
register.filter("number", formats.number)
register.filter("signed", formats.signed)
register.filter("pieces", formats.pieces)
register.filter("kilograms", formats.kilograms)
register.filter("share", formats.share)
register.filter("percent", formats.percent)
register.filter("roubles", formats.roubles)
register.filter("unit", formats.unit_name)
register.filter("days", formats.days)
register.filter("duration", formats.duration)
register.filter("customer", formats.customer)
register.filter("weekday", formats.weekday)


def _local(value: dt.date | None) -> Any:  # noqa: ANN401 - whatever kind of moment came in
    """Aware moments in plant time; dates as they are."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.make_naive(value, timezone.get_default_timezone())
    return value


@register.filter
def ru_date(value: dt.date | None) -> str:
    """ДД.ММ.ГГГГ."""
    return formats.date(_local(value))


@register.filter
def ru_short_date(value: dt.date | None) -> str:
    """ДД.ММ."""
    return formats.short_date(_local(value))


@register.filter
def ru_time(value: dt.datetime | None) -> str:
    """ЧЧ:ММ."""
    return formats.time(_local(value))


@register.filter
def ru_moment(value: dt.datetime | None) -> str:
    """ДД.ММ.ГГГГ ЧЧ:ММ."""
    return formats.moment(_local(value))


@register.filter
def ru_short_moment(value: dt.datetime | None) -> str:
    """ДД.ММ ЧЧ:ММ."""
    return formats.short_moment(_local(value))


@register.filter
def moment_mark(value: dt.datetime | None) -> SafeString:
    """ДД.ММ and a greyed time."""
    return marks.moment_mark(_local(value))


@register.filter
def counted(value: int, forms: str) -> str:
    """A count with its word: `{{ n|counted:"заказ,заказа,заказов" }}`."""
    one, few, many = forms.split(",")
    return formats.counted(value, one, few, many)


@register.simple_tag
def quantity(value: formats.Number | None, unit: str, decimals: int | None = None) -> str:
    """A quantity with its unit as text."""
    return formats.quantity(value, unit, decimals)


@register.simple_tag
def date_range(first: dt.date | None, last: dt.date | None) -> str:
    """A range of dates."""
    return formats.date_range(first, last)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: object) -> str:
    """The present address with changed parameters; an empty value drops one, `after` always goes."""
    request: HttpRequest = context["request"]
    kept = {key: request.GET.getlist(key) for key in request.GET if key not in changes and key != "after"}
    kept.update({key: [str(value)] for key, value in changes.items() if value not in (None, "")})
    return f"?{urlencode(kept, doseq=True)}"


# Shell
@register.inclusion_tag("potok/components/navigation.html", takes_context=True, name="navigation")
def navigation_tag(context: Context) -> dict[str, Any]:
    """Departments and foot."""
    shell = context["shell"]
    return {"request": context["request"], "shell": shell, "nav": shell.key(context.get("nav") or "")}


@register.simple_tag(takes_context=True)
def nav_departments(context: Context) -> list[navigation.ShownDepartment]:
    """Departments for the signed-in person."""
    shell = context["shell"]
    return navigation.departments(shell.person.roles, current=context["nav"], shown_badges=shell.badges)


@register.simple_tag(takes_context=True)
def nav_foot(context: Context) -> list[navigation.ShownEntry]:
    """Entries at the foot for the signed-in person."""
    shell = context["shell"]
    return navigation.foot(shell.person.roles, current=context["nav"], shown_badges=shell.badges)


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


# Lists and tables
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
    return table.columns_html(of)


@register.filter
def table_head(of: table.Table) -> SafeString:
    """Head row of a table."""
    return table.head_html(of)


@register.filter
def table_body(of: table.Table) -> SafeString:
    """Rows of a table."""
    return table.rows_html(of)


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


# Parts of a page
@register.inclusion_tag("potok/components/facts.html")
def fact_strip(facts: Sequence[Fact]) -> dict[str, Any]:
    """Facts with hairlines between."""
    return {"facts": facts}


@register.inclusion_tag("potok/components/figures.html")
def figures(figures: Sequence[Figure]) -> dict[str, Any]:
    """Big numbers in one card."""
    return {"figures": figures}


@register.inclusion_tag("potok/components/path.html")
def status_path(steps: Sequence[PathStep]) -> dict[str, Any]:
    """Status path."""
    return {"steps": steps}


@register.inclusion_tag("potok/components/history.html")
def history(events: Sequence[Event]) -> dict[str, Any]:
    """A thread of events."""
    return {"events": [(event, _local(event.at)) for event in events]}


@register.inclusion_tag("potok/components/items.html")
def items(items: Sequence[Item], lined: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - a template argument
    """Documents, reasons, effects."""
    return {"items": items, "lined": lined}


@register.simple_tag
def empty_state(
    title: str, text: str = "", icon: str = "inbox", href: str = "", action: str = ""
) -> SafeString:
    """What is empty, why, one step onward."""
    context = {"title": title, "text": text, "icon": icon, "href": href, "action": action}
    return render_to_string("potok/components/empty.html", context)


@register.inclusion_tag("potok/components/skeleton.html")
def skeleton(rows: int = 6, columns: int = 4) -> dict[str, Any]:
    """Grey rows that appear after 300 ms."""
    widths = (60, 80, 70, 90, 50, 80, 60, 70)
    return {
        "rows": [[widths[(row + column) % len(widths)] for column in range(columns)] for row in range(rows)]
    }


@register.inclusion_tag("potok/components/conflict.html")
def conflict(
    message: str, changed: Sequence[ConflictField], take_url: str = "", repeat: str = ""
) -> dict[str, Any]:
    """Another person changed the object: «у вас / сейчас» of changed fields only.

    Args:
        message: Who, when, which versions.
        changed: `ConflictField` values.
        take_url: Address that shows the present state.
        repeat: `form` attribute of the form that is sent again with the new version.
    """
    return {"message": message, "changed": changed, "take_url": take_url, "repeat": repeat}


@register.inclusion_tag("potok/components/file_report.html")
def file_report(problems: Sequence[Problem], found: int | None = None) -> dict[str, Any]:
    """Faults of a file: file, row, field, value, what is expected (`potok.errors.Problem`)."""
    return {"problems": problems, "found": found if found is not None else len(problems)}


@register.inclusion_tag("potok/components/job.html")
def job_progress(
    title: str,
    done: int | None = None,
    total: int | None = None,
    poll_url: str = "",
    stop_url: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Progress of a background job: asks `poll_url` every second, «Стоп» posts to `stop_url`.

    The answer to `poll_url` is the same tag again, or anything else when the job is over.
    """
    return {
        "title": title,
        "done": done,
        "total": total,
        "poll_url": poll_url,
        "stop_url": stop_url,
        "note": note,
    }


@register.inclusion_tag("potok/components/upload.html")
def upload_zone(name: str, accept: str, title: str, note: str = "", multiple: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - a template argument
    """A zone to drop files on, inside the page's own form."""
    return {"name": name, "accept": accept, "title": title, "note": note, "multiple": multiple}


@register.simple_tag
def bar(value: float, maximum: float = 100, tone: str = "", inline: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - a template argument
    """A real progress bar; tone: "" | risk | late | accent."""
    css = "bar" + (f" bar--{tone}" if tone else "") + (" bar--inline" if inline else "")
    return format_html('<progress class="{}" value="{}" max="{}"></progress>', css, value, maximum)


# Containers
@register.simple_block_tag
def card(content: SafeString, title: str = "", note: str = "", end: str = "", plain: bool = False) -> str:  # noqa: FBT001, FBT002 - a template argument
    """A card; `plain` when the content brings its own padding (a table)."""
    return render_to_string(
        "potok/components/card.html",
        {"content": content, "title": title, "note": note, "end": end, "plain": plain},
    )


@register.simple_block_tag
def alert(content: SafeString, tone: str = "bad", title: str = "", icon: str = "", code: str = "") -> str:
    """What happened (title), with which numbers (content), what to do next (buttons), stable code.

    Args:
        tone: bad | wait | done | accent | quiet.
    """
    usual = {"bad": "circle-alert", "wait": "triangle-alert", "done": "circle-check"}
    return render_to_string(
        "potok/components/alert.html",
        {
            "content": content,
            "tone": tone,
            "title": title,
            "icon": icon or usual.get(tone, "info"),
            "code": code,
        },
    )


@register.simple_block_tag
def panel(content: SafeString, title: str, over: str = "", foot: str = "") -> str:
    """Content of the side panel: title, a grey line above it, buttons at the foot."""
    return render_to_string(
        "potok/components/panel.html", {"content": content, "title": title, "over": over, "foot": foot}
    )


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str, wide: bool = False) -> str:  # noqa: A002, FBT001, FBT002 - as in HTML
    """A dialog that stands in the page; a button with `data-dialog="id"` opens it."""
    return render_to_string(
        "potok/components/dialog.html", {"content": content, "id": id, "title": title, "wide": wide}
    )


@register.simple_block_tag
def menu(content: SafeString, id: str, label: str = "") -> str:  # noqa: A002 - as in HTML
    """A menu; a button with `popovertarget="id"` opens it."""
    return render_to_string("potok/components/menu.html", {"content": content, "id": id, "label": label})


@register.filter
def bound(field: BoundField, css: str) -> SafeString:
    """A form field's widget with a class, for layouts that `{% field %}` does not fit."""
    return fields.widget(field, css)
