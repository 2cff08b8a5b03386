"""Which commands a row of the journal can take, for the selection bar (order-workflow 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.people.acting import Actor

_OPEN = frozenset({"new", "waiting_shortage", "in_production"})


def _confirmable(row: JournalRow) -> bool:
    return row.status == "waiting_shortage" or (row.status == "new" and not row.returned_reason)


def _open(row: JournalRow) -> bool:
    return row.status in _OPEN


def _not_launched(row: JournalRow) -> bool:
    return row.status in _OPEN and row.launch_actual_at is None


def _new(row: JournalRow) -> bool:
    return row.status == "new" and not row.returned_reason


def _planned(row: JournalRow) -> bool:
    return row.status in _OPEN and row.launch_at is not None


#: Verb of the selection bar → command of the rights table, and which rows it fits.
_VERBS: Mapping[str, tuple[str, Callable[[JournalRow], bool]]] = {
    "confirm": ("confirm_orders", _confirmable),
    "propose": ("propose_volume", _not_launched),
    "dates": ("correct_dates", _planned),
    "return": ("return_order", _new),
    "merge": ("merge_orders", _not_launched),
    "priority": ("set_priority", _open),
    "cancel": ("cancel_order", _not_launched),
}


def row_commands(row: JournalRow, person: Actor) -> tuple[str, ...]:
    """Verbs that the person may use on the row now."""
    return tuple(verb for verb, (command, fits) in _VERBS.items() if fits(row) and person.may(command))


class May:
    """Rights of a person for templates: `{% if may.create_order %}`."""

    def __init__(self, person: Actor) -> None:
        self._person = person

    def __getitem__(self, command: str) -> bool:
        """Whether the person may give the command."""
        return self._person.may(command)
