"""Saved views of the journal: a named filter, private or shared with roles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Max, Q

from potok.errors import InvalidDataError, Problem
from potok.operations.orders.errors import UnknownViewError
from potok.operations.orders.models import SavedView
from potok.operations.orders.reads.journal_columns import COLUMNS
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.saved_views import ViewToOpen, view_to_open
from potok.operations.people.acting import Actor, command
from potok.operations.people.roles import Role

_LONGEST_NAME = 80
_KEYS = frozenset(column.key for column in COLUMNS)


def save_view(
    actor: Actor,
    *,
    name: str,
    given: JournalFilter,
    columns: Sequence[str] = (),
    shared_with: Collection[Role] = (),
) -> ViewToOpen:
    """Keep a filter, its sort and columns under a name; the same name again replaces the view.

    Args:
        columns: Keys of the shown columns in their sequence, empty = the usual ones.
        shared_with: Roles that see the view too, empty = private.

    Raises:
        InvalidDataError: The name is empty or too long, a column is unknown.
    """
    faults = [*_name_faults(name), *_column_faults(columns)]
    if faults:
        raise InvalidDataError(faults)
    with command(actor, "save_view"):
        mine = SavedView.objects.filter(owner_id=actor.user_id)
        last = mine.aggregate(last=Max("position"))["last"] or 0
        view, _ = SavedView.objects.update_or_create(
            owner_id=actor.user_id,
            name=name.strip(),
            defaults={
                "query": given.query_string(),
                "columns": list(columns),
                "shared_with": sorted(role.value for role in shared_with),
            },
            create_defaults={
                "query": given.query_string(),
                "columns": list(columns),
                "shared_with": sorted(role.value for role in shared_with),
                "position": last + 1,
            },
        )
    return view_to_open(view, actor)


def delete_view(actor: Actor, *, view_id: int) -> None:
    """Delete an own view.

    Raises:
        UnknownViewError: There is no such view or it belongs to somebody else.
    """
    with command(actor, "save_view"):
        mine = Q(owner_id=actor.user_id, id=view_id)
        deleted, _ = SavedView.objects.filter(mine).delete()
        if not deleted:
            raise UnknownViewError(view=view_id)


def _name_faults(name: str) -> list[Problem]:
    if 0 < len(name.strip()) <= _LONGEST_NAME:
        return []
    return [Problem("Вид журнала", None, "name", name, f"название от 1 до {_LONGEST_NAME} знаков")]


def _column_faults(columns: Sequence[str]) -> list[Problem]:
    return [
        Problem("Вид журнала", None, "columns", key, "столбец журнала", "unknown_reference")
        for key in columns
        if key not in _KEYS
    ]
