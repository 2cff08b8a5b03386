"""Histories of fields as the events that a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.field_history import FieldChange
from potok.operations.master_data.resource import Key, Resource
from potok.web import formats
from potok.web.components.parts import Event

_ICONS = {"Добавлено": "plus", "Удалено": "trash-2"}
#: A card shows so many changes; the newest matter.
MOST_EVENTS = 60


def events(resource: Resource, card: Key) -> list[Event]:
    """Changes of a card, the newest first."""
    return as_events(resource.books.history(card))


def as_events(changes: Iterable[FieldChange]) -> list[Event]:
    """Changes as events."""
    return [_event(change) for change in list(changes)[:MOST_EVENTS]]


def _event(change: FieldChange) -> Event:
    moved = change.field or change.label not in _ICONS
    named = change.row or _text(change.new or change.old)
    return Event(
        text=f"{change.label}: {named}" if not moved or change.row else change.label,
        at=local(change.at).replace(microsecond=0),
        who=change.who,
        icon=_ICONS.get(change.label, "pencil"),
        old=_text(change.old) if moved else "",
        new=_text(change.new) if moved else "",
        why=change.why,
    )


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return formats.number(value)
    if hasattr(value, "hour"):
        return formats.time(value)  # type: ignore[arg-type]  # a time of day
    return formats.date(value) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]  # a date
