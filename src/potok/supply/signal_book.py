"""The life of purchasing signals: open ones compared with those the facts call for (order-workflow 6.4).

One signal per item and kind that is not closed: it is updated rather than repeated, and a dismissed one
stays dismissed until the need changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from potok.supply.signals import DesiredSignal, SignalKind


class SignalState(StrEnum):
    """Where a signal is on its way through purchasing."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ORDERED = "ordered"
    DISMISSED = "dismissed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class KnownSignal:
    """A signal of the books that is not closed, with the figures it was last given."""

    signal_id: str
    item_id: str
    kind: SignalKind
    state: SignalState
    missing_qty: Decimal
    need_date: dt.date | None
    order_by_date: dt.date | None
    order_nos: tuple[str, ...]
    value_rub: Decimal | None


@dataclass(frozen=True, slots=True)
class SignalUpdate:
    """New figures of a known signal; `state` is open again when a dismissed need has changed."""

    signal_id: str
    figures: DesiredSignal
    state: SignalState


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What must be written so that the books say what the facts call for."""

    create: tuple[DesiredSignal, ...]
    update: tuple[SignalUpdate, ...]
    close: tuple[KnownSignal, ...]


def reconcile(
    known: Iterable[KnownSignal],
    desired: Iterable[DesiredSignal],
    *,
    items: Collection[str] | None = None,
) -> Reconciliation:
    """Compare known signals with desired ones; doing it again after writing changes nothing.

    Args:
        known: Signals that are not closed.
        desired: What the facts call for, at most one per item and kind.
        items: Items the desired signals were computed for; signals of others are left alone. None = all.
    """
    open_by_key = {
        (signal.item_id, signal.kind): signal
        for signal in known
        if signal.state is not SignalState.CLOSED and (items is None or signal.item_id in items)
    }
    create, update = [], []
    for signal in desired:
        present = open_by_key.pop((signal.item_id, signal.kind), None)
        if present is None:
            create.append(signal)
        elif present.state is SignalState.DISMISSED:
            if (present.missing_qty, present.need_date) != (signal.missing_qty, signal.need_date):
                update.append(SignalUpdate(present.signal_id, signal, SignalState.OPEN))
        elif _figures(present) != _figures(signal):
            update.append(SignalUpdate(present.signal_id, signal, present.state))
    return Reconciliation(tuple(create), tuple(update), tuple(open_by_key.values()))


def _figures(signal: KnownSignal | DesiredSignal) -> tuple[object, ...]:
    """What is compared and stored; the set of receipts only explains it."""
    return (
        signal.missing_qty,
        signal.need_date,
        signal.order_by_date,
        signal.order_nos,
        signal.value_rub,
    )
