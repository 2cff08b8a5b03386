"""The journal of events: every command writes who did what to which order, old and new, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from potok.operations.bulk_writes import insert_rows
from potok.operations.orders.models import OrderEvent
from potok.operations.people.acting import Actor

_WRITTEN = (
    "order",
    "kind",
    "at",
    "user",
    "role",
    "from_status",
    "to_status",
    "old",
    "new",
    "reason_code",
    "text",
    "request_id",
)


@dataclass(frozen=True, slots=True)
class Witness:
    """Who acts, under which command and when: what all events of a command share."""

    actor: Actor
    command: str
    at: dt.datetime

    def event(
        self,
        order_id: int,
        kind: str,
        *,
        from_status: str = "",
        to_status: str = "",
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        reason_code: str = "",
        text: str = "",
    ) -> OrderEvent:
        """An event that is not yet written."""
        return OrderEvent(
            order_id=order_id,
            kind=kind,
            at=self.at,
            user_id=self.actor.user_id,
            role=self.actor.role_for(self.command),
            from_status=from_status,
            to_status=to_status,
            old=dict(old or {}),
            new=dict(new or {}),
            reason_code=reason_code,
            text=text[:500],
            request_id=self.actor.request_id,
        )


def record(events: Iterable[OrderEvent]) -> None:
    """Write events, in one statement."""
    insert_rows(OrderEvent, _WRITTEN, (_values(event) for event in events))


def _values(event: OrderEvent) -> dict[str, Any]:
    given = {name: getattr(event, name) for name in _WRITTEN if name not in {"order", "user"}}
    return {**given, "order": event.order_id, "user": event.user_id}
