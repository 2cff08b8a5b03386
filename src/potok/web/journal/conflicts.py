"""Another person changed the order meanwhile: who, when, and «у вас / сейчас» of the changed fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from potok.operations.catalog.clock import local
from potok.operations.orders.errors import VersionConflictError
from potok.operations.orders.reads.history import history
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.states import PRIORITIES
from potok.web import formats
from potok.web.components.parts import ConflictField
from potok.web.components.states import AGREEMENT, COVER, ORDER_STATUS, PROGRESS


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict in the words of the page.

    Attributes:
        message: «ЗП-0071 изменён в 14:19, Орлова. Ваша версия 3, сейчас 4.»
    """

    message: str
    fields: tuple[ConflictField, ...]


_LABELS = {
    "qty_pcs": "Кол-во, шт.",
    "min_qty_pcs": "Минимум, шт.",
    "max_qty_pcs": "Максимум, шт.",
    "done_pcs": "Сделано, шт.",
    "due_date": "Срок",
    "priority": "Приоритет",
    "status": "Статус",
    "progress": "Ход",
    "agreement": "Согласование",
    "cover": "Обеспечение",
    "cover_date": "Сырьё к",
    "earliest_start_date": "Ранний запуск",
    "launch_at": "Запуск",
    "release_at": "Выпуск",
    "returned_reason": "Причина возврата",
    "cancel_reason": "Причина отмены",
    "slack_days": "Запас, дней",
    "comment": "Комментарий",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {code: state.word for code, state in ORDER_STATUS.items()},
    "progress": {code: state.word for code, state in PROGRESS.items()},
    "agreement": {code: state.word for code, state in AGREEMENT.items()},
    "cover": {code: state.word for code, state in COVER.items()},
    "priority": {str(code): f"{code} · {word}" for code, word in PRIORITIES},
}


def conflict_of(error: VersionConflictError, row: JournalRow) -> Conflict:
    """The conflict of a command on an order as the dialog shows it."""
    last = next(iter(history(row.id, row.order_no)), None)
    by = f" в {formats.time(local(last.recorded_at))}, {last.who}" if last else ""
    message = (
        f"{row.order_no} изменён{by}. Ваша версия {error.data['expected']}, сейчас {error.data['current']}."
    )
    changed: Mapping[str, Mapping[str, str | None]] = error.data.get("changed") or {}
    fields = tuple(
        ConflictField(label, _shown(name, changed[name]["old"]), _shown(name, changed[name]["new"]))
        for name, label in _LABELS.items()
        if name in changed
    )
    return Conflict(message, fields)


def _shown(name: str, text: str | None) -> str:
    """A stored value as people read it."""
    if text in (None, ""):
        return formats.NOT_APPLICABLE
    if name in _WORDS:
        return _WORDS[name].get(str(text), str(text))
    if name.endswith("_at"):
        return formats.moment(local(dt.datetime.fromisoformat(str(text))))
    if name.endswith("_date"):
        return formats.date(dt.date.fromisoformat(str(text)))
    if name.endswith("_pcs") or name == "slack_days":
        return formats.number(int(str(text)))
    return str(text)
