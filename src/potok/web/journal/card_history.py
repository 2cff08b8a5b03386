"""The history of an order in words: who, when, old → new, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from potok.operations.catalog.clock import local
from potok.operations.orders.reads.history import HistoryEntry
from potok.operations.orders.states import DATE_REASONS
from potok.web import formats
from potok.web.components.parts import Event
from potok.web.components.states import ORDER_STATUS

_ICONS = {
    "created": "plus",
    "checked": "refresh-cw",
    "returned": "undo-2",
    "resubmitted": "send",
    "cancelled": "ban",
    "cover_lost": "circle-x",
    "reallocated": "arrow-left-right",
    "lots_replaced": "package",
    "proposed": "scale",
    "proposal_accepted": "check",
    "proposal_refused": "circle-x",
    "proposal_withdrawn": "rotate-ccw",
    "urgency_requested": "zap",
    "change_requested": "message-square",
    "cancellation_requested": "message-square",
    "priority": "arrow-up",
    "split": "split",
    "merged": "merge",
    "receipt_redated": "truck",
    "dates": "calendar-days",
    "agreement": "list-checks",
    "signal": "bell",
    "fields": "pencil",
}
_REASONS = dict(DATE_REASONS)
#: Fields that the heading of their event tells already.
_TOLD = {"created": frozenset({"status", "earliest_start_date"}), "priority": frozenset({"priority"})}
#: Changes of dates by the plan come in pairs with these; they say nothing of their own.
_SILENT = frozenset({"progress"})


def events(entries: Sequence[HistoryEntry], *, group: str = "") -> list[Event]:
    """Entries as the thread shows them.

    Args:
        group: «dates» or «volumes» for the entries that touch those, empty = all.
    """
    return [_event(entry) for entry in entries if not group or group in entry.groups]


def _event(entry: HistoryEntry) -> Event:
    changes = [change for change in entry.changes if change.name not in _skipped(entry)]
    text, old, new = _heading(entry), "", ""
    if len(changes) == 1 and not _is_move(entry):
        only = changes[0]
        text = f"{text}. {only.label}" if entry.kind != "fields" else only.label
        old, new = _shown(only.old), _shown(only.new)
    elif changes:
        listed = "; ".join(f"{each.label}: {_shown(each.old)} → {_shown(each.new)}" for each in changes)
        text = f"{text}. {listed}" if entry.kind != "fields" else listed
    return Event(
        text=text,
        at=local(entry.at),
        who=_who(entry),
        icon=_icon(entry),
        old=old,
        new=new,
        why=_why(entry),
    )


def _heading(entry: HistoryEntry) -> str:
    """What happened, with the numbers the command noted."""
    if _is_move(entry):
        words = f"{ORDER_STATUS[entry.before].word} → {ORDER_STATUS[entry.after].word}"
        lacks = _lacks(entry.details)
        return f"{words}. Дефицит: {lacks}" if lacks else words
    tell = _HEADINGS.get(entry.kind)
    return tell(entry) if tell is not None else entry.title


def _is_move(entry: HistoryEntry) -> bool:
    moved = entry.before != entry.after and entry.before in ORDER_STATUS and entry.after in ORDER_STATUS
    return moved and entry.kind not in {"split", "merged"}


def _skipped(entry: HistoryEntry) -> frozenset[str]:
    skipped = _TOLD.get(entry.kind, frozenset()) | _SILENT
    if _is_move(entry):
        skipped |= {"status", "recipe_id"}
    if entry.kind == "proposal_accepted":
        skipped |= {"qty_pcs", "due_date"}
    return skipped | ({"cancel_reason"} if entry.kind == "cancelled" else frozenset({"returned_reason"}))


def _created(entry: HistoryEntry) -> str:
    qty, due = entry.details.get("qty_pcs"), entry.details.get("due_date")
    if qty is None or due is None:
        return entry.title
    return f"Создан: {formats.pieces(int(qty))} шт. к {formats.date(dt.date.fromisoformat(str(due)))}"


def _signal(entry: HistoryEntry) -> str:
    details = entry.details
    amount = formats.quantity(Decimal(str(details["missing_qty"])), details["unit"])
    kind = str(details["kind_label"]).lower()
    return f"Сигнал {details['number']} «{kind}»: {details['item']}, {amount}"


def _checked(entry: HistoryEntry) -> str:
    lacks = _lacks(entry.details)
    return f"{entry.title}. Дефицит: {lacks}" if lacks else f"{entry.title}, дефицита нет"


def _priority(entry: HistoryEntry) -> str:
    return f"{entry.title}: {entry.old.get('priority', '')} → {entry.details.get('priority', '')}"


def _proposal(entry: HistoryEntry) -> str:
    parts = []
    old, new = entry.old, entry.details
    if old.get("qty_pcs") != new.get("qty_pcs"):
        parts.append(f"{formats.pieces(int(old['qty_pcs']))} → {formats.pieces(int(new['qty_pcs']))} шт.")
    if old.get("due_date") != new.get("due_date"):
        dates = (dt.date.fromisoformat(str(each["due_date"])) for each in (old, new))
        parts.append(" → ".join(formats.date(date) for date in dates))
    return f"{entry.title}: {', '.join(parts) or 'без изменений'}"


def _succession(entry: HistoryEntry) -> str:
    """Orders that an event names, whatever it calls them."""
    details = entry.details
    found = [
        str(each) for value in details.values() if isinstance(value, list | tuple) for each in value
    ] or [str(value) for value in details.values() if isinstance(value, str)]
    return f"{entry.title}: {', '.join(found)}" if found else entry.title


def _lacks(details: Mapping[str, Any]) -> str:
    lack = details.get("lack")
    return ", ".join(lack) if isinstance(lack, dict) else ""


def _why(entry: HistoryEntry) -> str:
    reason = _REASONS.get(entry.reason_code, "")
    if not entry.text or entry.text == reason:
        return reason
    return f"{reason}: {entry.text}" if reason else entry.text


def _who(entry: HistoryEntry) -> str:
    return f"{entry.who}, {entry.role.lower()}" if entry.role and entry.who != "Поток" else entry.who


def _icon(entry: HistoryEntry) -> str:
    if _is_move(entry):
        return ORDER_STATUS[entry.after].icon
    return _ICONS.get(entry.kind, "history")


def _shown(value: object) -> str:
    if value is None or value == "":
        return formats.NOT_APPLICABLE
    if isinstance(value, dt.datetime):
        return formats.short_moment(local(value))
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, int | Decimal):
        return formats.number(value)
    return str(value)


_HEADINGS: Mapping[str, Callable[[HistoryEntry], str]] = {
    "created": _created,
    "checked": _checked,
    "signal": _signal,
    "proposed": _proposal,
    "proposal_accepted": _proposal,
    "proposal_refused": _proposal,
    "proposal_withdrawn": _proposal,
    "priority": _priority,
    "split": _succession,
    "merged": _succession,
}
