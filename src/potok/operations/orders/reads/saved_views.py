"""Saved views that a user sees: own ones and those shared with one of the user's roles."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from django.db.models import Q

from potok.operations.orders.models import SavedView
from potok.operations.orders.reads.journal_filter import JournalFilter, from_query
from potok.operations.people.acting import Actor
from potok.operations.prepared import Prepared

_VISIBLE = Prepared(
    lambda user_id, roles: (
        SavedView.objects.filter(Q(owner_id=user_id) | Q(shared_with__overlap=roles))
        .select_related("owner")
        .order_by("position", "name", "id")
    ),
    "user_id",
    "roles",
)


@dataclass(frozen=True, slots=True)
class ViewToOpen:
    """A saved view.

    Attributes:
        filter: What it shows; parts that are no longer understood are left out.
        own: Whether the user may change and delete it.
        shared_with: Codes of roles.
    """

    id: int
    name: str
    filter: JournalFilter
    columns: tuple[str, ...]
    own: bool
    owner: str
    shared_with: tuple[str, ...]


def saved_views(actor: Actor) -> tuple[ViewToOpen, ...]:
    """Own views first, then shared ones, by position and name: one query."""
    roles = sorted(role.value for role in actor.roles)
    views = [view_to_open(view, actor) for view in _VISIBLE(user_id=actor.user_id, roles=roles)]
    return tuple(sorted(views, key=lambda view: not view.own))


def view_to_open(view: SavedView, actor: Actor) -> ViewToOpen:
    """A stored view as its user sees it."""
    return ViewToOpen(
        id=view.pk,
        name=view.name,
        filter=from_query(parse_qs(view.query)).filter,
        columns=tuple(view.columns),
        own=view.owner_id == actor.user_id,
        owner=view.owner.short_name,
        shared_with=tuple(view.shared_with),
    )
