"""Small marks as ready HTML: icons, state pills, cover, priority, slack, numbers with units.

They are plain functions because a journal page draws hundreds of them; the template tags call the same
functions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache

from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from potok.web import formats
from potok.web.components.states import COVER, KINDS, ORDER_STATUS, State

_PRIORITY_WORDS = {1: "срочный", 2: "обычный", 3: "на склад"}
_TIGHT_SLACK_DAYS = 2
_SIZES = frozenset({12, 14, 16, 20})


def html(text: str) -> SafeString:
    """Markup that this package composed of escaped parts and its own tags."""
    return mark_safe(text)  # noqa: S308 - every caller escapes what comes from outside


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 16, classes: str = "", label: str = "") -> SafeString:
    """An icon of the sprite.

    Args:
        name: Symbol (frontend/icons.json).
        size: 12, 14, 16 or 20 px.
        classes: More classes, for instance `tone-bad` or `icon--solid`.
        label: Spoken name; without it the icon is decoration and hidden from readers.
    """
    if size not in _SIZES:
        raise ValueError(f"icons are drawn at 12, 14, 16 or 20 px, not {size}")
    css = " ".join(filter(None, ("icon", f"icon--{size}" if size != 16 else "", classes)))
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return html(f'<svg class="{css}" {spoken}><use href="{_sprite()}#{name}"></use></svg>')


@cache
def _sprite() -> str:
    return static("potok/icons.svg")


def pill(state: State, *, text: str = "", title: str = "", full: bool = False) -> SafeString:
    """A state as a pill: icon and word on the tint of its tone."""
    word = text or (state.label if full else state.word)
    return html(
        f'<span class="pill pill--{state.tone}"{_title(title)}>'
        f"{icon(state.icon, 14)}{conditional_escape(word)}</span>"
    )


def mark(
    state: State, *, text: str = "", note: str = "", title: str = "", full: bool = False, strong: bool = False
) -> SafeString:
    """A state without background, for lists: icon, word, note in grey."""
    word = text or (state.label if full else state.word)
    behind = format_html(' <span class="mark__note">{}</span>', note) if note else ""
    css = f"mark mark--{state.tone}" + (" mark--strong" if strong else "")
    return html(
        f'<span class="{css}"{_title(title)}>{icon(state.icon, 14)}'
        f"<span>{conditional_escape(word)}{behind}</span></span>"
    )


def status_pill(status: str, *, full: bool = False, title: str = "") -> SafeString:
    """Status of an order."""
    return pill(ORDER_STATUS[status], full=full, title=title)


def state_pill(kind: str, code: str, *, full: bool = False, title: str = "", text: str = "") -> SafeString:
    """A state of any kind (`states.KINDS`) as a pill."""
    return pill(KINDS[kind][code], full=full, title=title, text=text)


def state_mark(
    kind: str,
    code: str,
    *,
    full: bool = False,
    title: str = "",
    text: str = "",
    note: str = "",
    strong: bool = False,
) -> SafeString:
    """A state of any kind (`states.KINDS`) without background."""
    return mark(KINDS[kind][code], full=full, title=title, text=text, note=note, strong=strong)


def cover_mark(
    cover: str,
    date: dt.date | None = None,
    items: Sequence[str] = (),
    *,
    preview: bool = False,
    full: bool = False,
) -> SafeString:
    """Cover of an order or of one component.

    In lists: «Обеспечено», «06.04 · R25», «Нет прихода · R13». `full` is for cards and lines of a
    requirement: «В наличии», «Ожидается 07.04.2026». `preview` marks the dry run of a new order.
    """
    state = COVER[cover]
    codes = ", ".join(items)
    if full:
        text = f"{state.label} {formats.date(date)}" if cover == "expected" and date else state.label
    elif cover == "expected" and date is not None:
        text = " · ".join(filter(None, (formats.short_date(date), codes)))
    else:
        text = " · ".join(filter(None, (state.word, codes if cover != "in_stock" else "")))
    look = State("circle-check", state.word, state.tone) if full and cover == "in_stock" else state
    return mark(look, text=text, title="предварительно, резерва нет" if preview else "", strong=False)


def priority_mark(priority: int) -> SafeString:
    """Priority 1 red with an arrow, 3 grey; on cards of a phone «срочный» as a word."""
    word = _PRIORITY_WORDS[priority]
    arrow = icon("arrow-up", 12) if priority == 1 else ""
    return html(
        f'<span class="priority priority--{priority}" title="{word}">{arrow}'
        f'<span class="priority__figure">{priority}</span>'
        f'<span class="priority__word">{word}</span></span>'
    )


def slack_mark(days: int | None) -> SafeString:
    """Slack in days: red with minus below 0, amber to 2, plain from 3."""
    if days is None:
        return html(f'<span class="ink-2">{formats.NOT_APPLICABLE}</span>')
    css = "slack--late" if days < 0 else "slack--tight" if days <= _TIGHT_SLACK_DAYS else "slack"
    return html(f'<span class="{css}">{formats.number(days)}</span>')


def moment_mark(value: dt.datetime | None) -> SafeString:
    """Date without year and greyed time, for columns inside the planning horizon."""
    if value is None:
        return html(f'<span class="ink-2">{formats.NOT_APPLICABLE}</span>')
    return html(f'{value:%d.%m} <span class="time">{value:%H:%M}</span>')


def amount(value: formats.Number | None, unit: str, decimals: int | None = None) -> SafeString:
    """A quantity with its unit in grey, for cells of mixed units."""
    if value is None:
        return html(f'<span class="ink-2">{formats.NOT_APPLICABLE}</span>')
    text = formats.pieces(value) if unit == "pcs" and decimals is None else formats.number(value, decimals)
    name = conditional_escape(formats.unit_name(unit))
    return html(f'{text}{formats.NO_BREAK_SPACE}<span class="unit">{name}</span>')


def key(*names: str) -> SafeString:
    """Key caps, one for each name."""
    return html(" ".join(f"<kbd>{conditional_escape(name)}</kbd>" for name in names))


def _title(title: str) -> str:
    return format_html(' title="{}"', title) if title else ""
