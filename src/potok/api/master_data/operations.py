"""Operations of every resource: list, preview, write, remove, history.

Annotations of the operations are types made at run time, so this module must not postpone them.
"""

from typing import Any

from ninja import Schema
from pydantic import Field

from potok.api.fields import Given, Moment, PlainValue, Remark
from potok.api.master_data.rows import in_schema, out_schema, texts_of, values_of
from potok.api.section import Section
from potok.operations.master_data.given import rows_of_texts
from potok.operations.master_data.registry import RESOURCES
from potok.operations.master_data.resource import Difference, Key, Resource, Terms
from potok.operations.master_data.services.changing import change_records, preview_change, remove_card
from potok.operations.people.acting import Actor

section = Section("Справочники: изменение")
_MOST_ROWS = 20_000


class CountsOut(Schema):
    """What a change does: numbers of rows."""

    new: int
    changed: int
    removed: int


class HistoryOut(Schema):
    """A change of a field, or a row that came or went (`field` empty)."""

    row: str
    field: str
    label: str
    old: PlainValue
    new: PlainValue
    at: Moment
    who: str
    why: str


class HistoryList(Schema):
    """Changes, the newest first."""

    changes: list[HistoryOut]


def _counts(difference: Difference) -> CountsOut:
    return CountsOut(
        new=len(difference.new), changed=len(difference.changed), removed=len(difference.removed)
    )


def _declare(resource: Resource) -> None:
    """The operations of a resource."""
    row_in, row_out = in_schema(resource), out_schema(resource)
    name = "".join(part.title() for part in resource.key.split("_"))
    listed: Any = type(f"{name}List", (Schema,), {"__annotations__": {"rows": list[row_out]}})  # type: ignore[valid-type]
    listed.__doc__ = f"{resource.title}: все строки."
    change_fields: dict[str, Any] = {
        "__annotations__": {"rows": list[row_in], "why": Remark},  # type: ignore[valid-type]
        "rows": Field(max_length=_MOST_ROWS, description=_what_happens(resource)),
        "why": "",
    }
    change: Any = type(f"{name}Change", (Given,), change_fields)
    named = resource.card or resource.keys
    key_columns = {column: row_in.model_fields[column].annotation for column in named}
    card: Any = type(f"{name}Key", (Given,), {"__annotations__": key_columns})
    path = f"/{resource.key.replace('_', '-')}"

    @section.read(path, right=resource.read, answer=listed, summary=f"{resource.title}: список")
    def show(_: Actor) -> Any:  # noqa: ANN401 - the schema made above
        """All rows."""
        return {"rows": values_of(resource, resource.books.records())}

    @section.preview(
        f"{path}/preview",
        right=resource.command,
        answer=CountsOut,
        summary=f"{resource.title}: что изменится",
    )
    def preview(actor: Actor, given: change) -> CountsOut:
        """What the rows would change; nothing is written."""
        rows = rows_of_texts(resource, [texts_of(resource, row) for row in given.rows])
        return _counts(preview_change(actor, resource, rows.rows, problems=rows.problems))

    @section.command(
        path, name=resource.command, answer=CountsOut, summary=f"{resource.title}: записать строки"
    )
    def write(actor: Actor, given: change) -> CountsOut:
        """Write the rows, all or none."""
        rows = rows_of_texts(resource, [texts_of(resource, row) for row in given.rows])
        return _counts(
            change_records(actor, resource, rows.rows, problems=rows.problems, terms=Terms(), why=given.why)
        )

    if not resource.fixed:

        @section.command(
            f"{path}/remove",
            name=resource.command,
            answer=CountsOut,
            summary=f"{resource.title}: удалить",
        )
        def remove(actor: Actor, given: card) -> CountsOut:
            """Delete what nothing else names."""
            key: Key = tuple(getattr(given, column) for column in named)
            before = len(resource.books.records())
            remove_card(actor, resource, card=key)
            return CountsOut(new=0, changed=0, removed=before - len(resource.books.records()))

    @section.preview(
        f"{path}/history",
        right=resource.read,
        answer=HistoryList,
        summary=f"{resource.title}: история",
    )
    def history(_: Actor, given: card) -> Any:  # noqa: ANN401 - the schema above
        """Changes of a record, the newest first."""
        key: Key = tuple(getattr(given, column) for column in named)
        return {"changes": resource.books.history(key)}


def _what_happens(resource: Resource) -> str:
    if resource.grouped:
        names = ", ".join(resource.words[name].title.lower() for name in resource.card)
        return f"Строки заменяют целиком то, что называют ({names}); остальное не меняется."
    return "Строки с известным ключом меняются, новые добавляются, остальное не меняется."


for _resource in RESOURCES:
    _declare(_resource)
