"""Histories of receipts and signals as events of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.purchasing.reads import FieldChange
from potok.web import formats
from potok.web.components.parts import Event
from potok.web.components.states import RECEIPT, SIGNAL_STATE

_ICONS = {
    "": "plus",
    "expected_date": "calendar",
    "promised_date": "calendar",
    "need_date": "calendar",
    "status": "truck",
    "receipt_id": "truck",
    "state": "bell",
    "answer": "message-square",
}


def receipt_events(changes: Iterable[FieldChange]) -> list[Event]:
    """Changes of a receipt, the newest first: who, when, old → new, why."""
    return [_event(change, f"Записан: ожидается {_shown('', change.new)}") for change in changes]


def signal_events(changes: Iterable[FieldChange]) -> list[Event]:
    """Changes of a signal, the newest first."""
    return [_event(change, f"Поднят: не хватает {_shown('missing_qty', change.new)}") for change in changes]


def _event(change: FieldChange, first: str) -> Event:
    return Event(
        text=change.label if change.field else first,
        at=local(change.at),
        who=change.who or "Поток",
        icon=_ICONS.get(change.field, "pencil"),
        old=_shown(change.field, change.old) if change.field else "",
        new=_shown(change.field, change.new) if change.field else "",
        why=change.why,
    )


def _shown(field: str, value: object) -> str:
    if value in (None, ""):
        return formats.NOT_APPLICABLE
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, Decimal):
        return formats.number(value)
    if field == "status":
        return RECEIPT[str(value)].word
    return SIGNAL_STATE[str(value)].word if field == "state" else str(value)
