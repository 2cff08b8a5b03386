"""Confirmation of one or many orders: first what would become of them, then the command itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.capacity import CapacityFlag
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.services.checking import recheck_orders
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.cover import MovedOrder
from potok.operations.orders.services.outcomes import ConfirmationResult, Outcome
from potok.operations.orders.services.trial import Trial, preview_confirmation
from potok.web import formats
from potok.web.journal import dialogs
from potok.web.journal.conflicts import Conflict
from potok.web.journal.running import Done, act_once, answered, listed
from potok.web.journal.selection import Selected, read_versions, selected
from potok.web.shell.person import actor

#: Lines of the preview; a longer one says how many more there are.
_SHOWN = 200
_SHOWN_LATER = 12


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of an order.

    Attributes:
        lacks: «R25 — 1 234,5 кг», three at most.
        stays: It waits now and would go on waiting.
    """

    row: JournalRow
    outcome: Outcome
    lacks: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Overload:
    """Orders that push a group of machines above its permitted load in a week."""

    week: dt.date
    machines: str
    share: float | None
    orders: str

    @property
    def percent(self) -> float | None:
        """The share in percent."""
        return None if self.share is None else self.share * 100


@dataclass(frozen=True, slots=True)
class Preview:
    """A trial in the words of the dialog."""

    lines: tuple[Line, ...]
    rest: int
    into_production: int
    into_waiting: int
    staying: int
    later: tuple[MovedOrder, ...]
    overloads: tuple[Overload, ...]

    @property
    def later_shown(self) -> tuple[MovedOrder, ...]:
        """The first orders that move later."""
        return self.later[:_SHOWN_LATER]

    @property
    def later_rest(self) -> int:
        """How many more there are."""
        return len(self.later) - len(self.later_shown)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The dialog with the list of what would happen."""
    return _show(request, selected(request).able("confirm", actor(request)))


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Confirm the orders of the dialog as they were shown."""
    versions = read_versions(request)
    person = actor(request)

    def act() -> Done:
        return _told(confirm_orders(person, order_nos=list(versions), expected_versions=versions))

    def again(conflict: Conflict) -> HttpResponse:
        return _show(request, Selected(dialogs.shown_orders(request)), conflict)

    return dialogs.or_conflict(request, lambda: act_once(request, person, "confirm_orders", act), again)


@require_POST
def recheck(request: HttpRequest) -> HttpResponse:
    """Check orders against stock and receipts as they are now; repeated it finds the same."""
    chosen = selected(request)
    found = recheck_orders(actor(request), order_nos=chosen.numbers)
    own = [number for number in found.coverable if number in chosen.by_number]
    if own:
        return answered(request, Done("Сырьё есть, можно в производство", listed(own)))
    moved = [order.order_no for order in found.moved]
    return answered(
        request, Done("Обеспечение проверено", f"Сдвинулись сроки: {listed(moved)}" if moved else "")
    )


def _show(request: HttpRequest, chosen: Selected, conflict: Conflict | None = None) -> HttpResponse:
    trial = preview_confirmation(actor(request), order_nos=chosen.numbers)
    refused = {refusal.order_no for refusal in trial.result.refused}
    rows = [row for row in chosen.rows if row.order_no not in refused]
    return dialogs.show(
        request,
        "confirm",
        rows,
        conflict=conflict,
        preview=_preview(trial, chosen),
        result=trial.result,
    )


def _preview(trial: Trial, chosen: Selected) -> Preview:
    rows = chosen.by_number
    lines = [
        Line(
            rows[outcome.order_no],
            outcome,
            _lacks(outcome),
            stays=outcome.before == outcome.status,
        )
        for outcome in trial.result.outcomes
    ]
    waiting = [line for line in lines if line.outcome.status == "waiting_shortage"]
    shown = [*waiting, *(line for line in lines if line.outcome.status != "waiting_shortage")][:_SHOWN]
    staying = sum(line.stays for line in lines)
    return Preview(
        lines=tuple(shown),
        rest=len(lines) - len(shown),
        into_production=len(lines) - len(waiting),
        into_waiting=len(waiting) - staying,
        staying=staying,
        later=tuple(order for order in trial.result.moved if _is_later(order)),
        overloads=_overloads(trial.overloads),
    )


def _is_later(order: MovedOrder) -> bool:
    if order.before is None:
        return False
    return order.after is None or order.after > order.before


def _lacks(outcome: Outcome) -> str:
    named = [
        f"{lack.item} — {formats.quantity(lack.lack, lack.unit, 0 if lack.unit == 'pcs' else 1)}"
        for lack in outcome.lacks[:3]
    ]
    rest = len(outcome.lacks) - len(named)
    return "; ".join(named) + (f" и ещё {rest}" if rest else "")


def _overloads(flags: Sequence[CapacityFlag]) -> tuple[Overload, ...]:
    """Flags by week and group of machines."""
    orders: dict[tuple[dt.date, tuple[str, ...]], list[str]] = {}
    shares: dict[tuple[dt.date, tuple[str, ...]], float | None] = {}
    for flag in flags:
        orders.setdefault((flag.week, flag.machines), []).append(flag.order_no)
        shares[flag.week, flag.machines] = flag.share
    names = present_situation().master.machines if flags else {}
    return tuple(
        Overload(
            week, ", ".join(names[code].name for code in machines), shares[week, machines], listed(numbers)
        )
        for (week, machines), numbers in sorted(orders.items())
    )


def _told(result: ConfirmationResult) -> Done:
    count = len(result.outcomes)
    forms = ("Подтверждён", "Подтверждено", "Подтверждено")
    title = f"{formats.plural(count, *forms)} {formats.counted(count, 'заказ', 'заказа', 'заказов')}"
    text = f"{len(result.in_production)} в производстве, {len(result.waiting)} в ожидании"
    if result.refused:
        reasons = " ".join(refusal.message for refusal in result.refused[:3])
        return Done(title, f"{text}. Не подтверждено: {len(result.refused)}. {reasons}", "wait")
    return Done(title, text)
