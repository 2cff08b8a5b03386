"""What the database has noted of rows: every change with who, when and why, for pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import pghistory
from django.db.models import Model, QuerySet

ModelT = TypeVar("ModelT", bound=type[Model])


def tracked(model: ModelT) -> ModelT:
    """Keep the history of a table whose rows may be deleted: insert, update and delete."""
    # Trackers are made anew for every table: they remember the table they belong to.
    track = pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return cast("ModelT", track(model))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A change of one field of a row, or a row that came or went.

    Attributes:
        row: What names the row among those of the page («строка 10»); empty where there is one.
        field: Name of the column, empty for a row that came or went.
        label: Russian name of what changed.
        at: Moment with its zone.
        who: Person, or «Поток» for the system.
    """

    row: str
    field: str
    label: str
    old: Any
    new: Any
    at: dt.datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How a column stands in a history.

    Attributes:
        label: Russian name.
        source: Lookup of what is shown instead of the value («workshop__code»); empty = the value.
        words: Shown words of codes.
    """

    label: str
    source: str = ""
    words: Mapping[Any, str] | None = None


def events_of(model: type[Model]) -> QuerySet[Any]:
    """The noted states of a table."""
    return model.history.rel.related_model._default_manager.all()  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001 - made by pghistory, public name of Django


def field_changes(
    events: QuerySet[Any],
    fields: Mapping[str, Shown],
    *,
    name: str,
    row_of: Callable[[Mapping[str, Any]], str] = lambda _: "",
    row_columns: Iterable[str] = (),
    limit: int = 500,
) -> tuple[FieldChange, ...]:
    """Differences between the noted states of rows, the newest first: one query.

    Args:
        events: Noted states, any rows of one table.
        fields: Columns whose changes are told.
        name: Column that names a row when it came or went.
        row_of: Names a row among several.
        row_columns: Columns that `row_of` needs.
        limit: Only so many of the newest states are looked at.
    """
    columns = {*fields, *(shown.source for shown in fields.values() if shown.source), name, *row_columns}
    listed = events.order_by("-pgh_id").values(
        "pgh_label", "pgh_obj_id", "pgh_created_at", "pgh_context__metadata", *columns
    )[:limit]
    before: dict[int, Mapping[str, Any]] = {}
    changes: list[FieldChange] = []
    for state in reversed(list(listed)):
        changes += _of_state(state, before.get(state["pgh_obj_id"]), fields, name, row_of)
        before[state["pgh_obj_id"]] = state
    return tuple(reversed(changes))


def _of_state(
    state: Mapping[str, Any],
    earlier: Mapping[str, Any] | None,
    fields: Mapping[str, Shown],
    name: str,
    row_of: Callable[[Mapping[str, Any]], str],
) -> list[FieldChange]:
    context = state["pgh_context__metadata"] or {}
    noted = context.get("at")  # the plant moment of the command
    at = dt.datetime.fromisoformat(noted) if noted else state["pgh_created_at"]
    witness = (at, context.get("who") or "Поток", context.get("why", ""))
    row = row_of(state)
    if state["pgh_label"] == "insert":
        return [FieldChange(row, "", "Добавлено", None, state[name], *witness)]
    if state["pgh_label"] == "delete":
        return [FieldChange(row, "", "Удалено", state[name], None, *witness)]
    if earlier is None:  # the beginning lies beyond the limit
        return []
    return [
        FieldChange(
            row, field, shown.label, _value(earlier, field, shown), _value(state, field, shown), *witness
        )
        for field, shown in fields.items()
        if earlier[field] != state[field]
    ]


def _values(
    field: str, shown: Shown, earlier: Mapping[str, Any], state: Mapping[str, Any]
) -> tuple[object, object]:
    return _value(earlier, field, shown), _value(state, field, shown)


def _value(state: Mapping[str, Any], field: str, shown: Shown) -> object:
    value = state[shown.source or field]
    if isinstance(value, bool):
        return "да" if value else "нет"
    return shown.words.get(value, value) if shown.words else value
