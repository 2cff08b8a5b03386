"""Parts of a page and containers around content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.errors import Problem
from potok.web.components.parts import ConflictField, Event, Fact, Figure, Item, PathStep
from potok.web.tags.plant_time import local

register = template.Library()


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
    return {"events": [(event, local(event.at)) for event in events]}


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
