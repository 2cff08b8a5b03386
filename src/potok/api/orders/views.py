"""Saved views of the journal: own ones and those shared with a role."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from ninja import Field, Schema

from potok.api.fields import Given, OneOf
from potok.api.orders.journal import JournalQuery
from potok.api.section import Section
from potok.operations.orders.reads.journal_columns import COLUMNS
from potok.operations.orders.reads.saved_views import ViewToOpen, saved_views
from potok.operations.orders.services import views
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role

section = Section("Виды журнала")

ColumnKey: TypeAlias = Annotated[str, OneOf(column.key for column in COLUMNS)]


class SavedViewOut(Schema):
    """A saved view; `query` holds the same parameters as the address of the journal."""

    id: int
    name: str
    query: dict[str, list[str]]
    columns: list[str]
    own: bool
    owner: str
    shared_with: list[str]

    @staticmethod
    def resolve_query(view: ViewToOpen) -> dict[str, list[str]]:
        """Parameters of the address line."""
        return view.filter.query()


class SavedViewList(Schema):
    """Own views first, then shared ones."""

    views: list[SavedViewOut]


class SaveViewRequest(Given):
    """A filter, its sort and columns under a name."""

    name: str = Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")
    filter: JournalQuery = JournalQuery()
    columns: Annotated[list[ColumnKey], Field(max_length=50)] = []
    shared_with: Annotated[list[Role], Field(max_length=20)] = []


class DeletedView(Schema):
    """The view that is gone."""

    id: int


@section.read("", right="save_view", answer=SavedViewList, summary="Сохранённые виды")
def list_saved_views(actor: Actor) -> dict[str, Any]:
    """Views that the caller sees."""
    return {"views": saved_views(actor)}


@section.command("", name="save_view", answer=SavedViewOut, status=201, summary="Сохранить вид")
def save_view(actor: Actor, payload: SaveViewRequest) -> ViewToOpen:
    """Keep a view; the same name again replaces it."""
    return views.save_view(
        actor,
        name=payload.name,
        given=payload.filter.journal_filter(),
        columns=payload.columns,
        shared_with=payload.shared_with,
    )


@section.command(
    "/{int:view_id}", name="save_view", answer=DeletedView, method="DELETE", summary="Удалить вид"
)
def delete_view(actor: Actor, view_id: int) -> DeletedView:
    """Delete an own view."""
    views.delete_view(actor, view_id=view_id)
    return DeletedView(id=view_id)
