"""Priority of orders, several orders made one, one order made several."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.reads.products import product_facts
from potok.operations.orders.services.priority import set_priority
from potok.operations.orders.services.splitting import merge_orders, split_order
from potok.operations.orders.states import PRIORITIES
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.fields import NumberField
from potok.web.journal import dialogs
from potok.web.journal.address import card_href
from potok.web.journal.conflicts import Conflict
from potok.web.journal.running import Done, act_once, listed
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor

_MOST_PARTS = 10


class PriorityForm(forms.Form):
    """New priority of the chosen orders."""

    priority = forms.TypedChoiceField(label="Приоритет", coerce=int, choices=PRIORITIES, initial=1)
    reason = forms.CharField(label="Пояснение", max_length=250, required=False)


class SplitForm(forms.Form):
    """Pieces of the parts; empty fields are no parts."""

    def __init__(self, *args: object, order: JournalRow, multiple: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._order, self._multiple = order, multiple
        for number in range(1, _MOST_PARTS + 1):
            self.fields[f"part{number}"] = NumberField(label=f"{order.order_no}/{number}", required=False)

    @property
    def parts(self) -> list[int]:
        """Pieces of every part in sequence."""
        found = (self.cleaned_data.get(name) for name in self.fields)
        return [int(qty) for qty in found if qty is not None]

    def clean_part(self, qty: Decimal | None) -> None:
        """A part is a whole number of multiples."""
        if qty is not None and (qty <= 0 or qty % self._multiple):
            raise forms.ValidationError(f"Кратно {self._multiple} шт.")

    def clean(self) -> dict[str, Decimal | None]:
        """The parts sum up to the order."""
        found = super().clean() or {}
        for name in self.fields:
            try:
                self.clean_part(found.get(name))
            except forms.ValidationError as error:
                self.add_error(name, error)
        left = self._order.qty_pcs - sum(qty for qty in found.values() if qty is not None)
        if left and not self.errors:
            side = "не хватает" if left > 0 else "лишние"
            self.add_error("part1", f"До объёма заказа {side} {formats.pieces(abs(left))} шт.")
        return found


@require_POST
def ask_priority(request: HttpRequest) -> HttpResponse:
    """Which priority."""
    person = actor(request)
    require(person, "set_priority")
    rows = selected(request).able("priority", person).rows
    form = PriorityForm(initial={"priority": rows[0].priority if len(rows) == 1 else 1})
    return dialogs.show(request, "priority", rows, form=form)


@require_POST
def prioritise(request: HttpRequest) -> HttpResponse:
    """Give the orders of the dialog their priority."""
    person = actor(request)
    form, versions = PriorityForm(request.POST), read_versions(request)
    if not form.is_valid():
        return dialogs.show(request, "priority", dialogs.shown_orders(request), form=form, status=422)

    def act() -> Done:
        done = set_priority(
            person,
            order_nos=list(versions),
            priority=form.cleaned_data["priority"],
            reason=form.cleaned_data["reason"],
            expected_versions=versions,
        )
        counted = formats.counted(len(done.changed), "заказ", "заказа", "заказов")
        moved = f"Очередь за сырьём сдвинулась у {len(done.moved)}" if done.moved else listed(done.changed)
        if done.refused:
            text = " ".join(refusal.message for refusal in done.refused[:3])
            return Done(f"Приоритет изменён: {counted}", text, "wait")
        return Done(f"Приоритет изменён: {counted}", moved)

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "set_priority", act),
        lambda conflict: dialogs.show(
            request, "priority", dialogs.shown_orders(request), conflict=conflict, form=form
        ),
    )


@require_POST
def ask_merge(request: HttpRequest) -> HttpResponse:
    """What the orders would become."""
    person = actor(request)
    require(person, "merge_orders")
    return _merge_dialog(request, selected(request).able("merge", person).rows)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Make one order of those of the dialog and open it."""
    person, versions = actor(request), read_versions(request)

    def act() -> Done:
        done = merge_orders(person, order_nos=list(versions), expected_versions=versions)
        heir = done.heirs[0]
        return Done(f"{heir} вместо {len(done.sources)} заказов", listed(done.sources), href=card_href(heir))

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "merge_orders", act),
        lambda conflict: _merge_dialog(request, dialogs.shown_orders(request), conflict),
    )


@require_POST
def ask_split(request: HttpRequest) -> HttpResponse:
    """Into which parts."""
    person = actor(request)
    require(person, "split_order")
    row = selected(request).rows[0]
    multiple = _multiple(row)
    half = row.qty_pcs // 2 // multiple * multiple
    begun = {"part1": Decimal(row.qty_pcs - half), "part2": Decimal(half)} if half else {}
    return _split_dialog(request, row, SplitForm(order=row, multiple=multiple, initial=begun))


@require_POST
def split(request: HttpRequest) -> HttpResponse:
    """Divide the order of the dialog and show its parts."""
    person, versions = actor(request), read_versions(request)
    require(person, "split_order")
    row = dialogs.shown_orders(request)[0]
    form = SplitForm(request.POST, order=row, multiple=_multiple(row))
    if not form.is_valid():
        return _split_dialog(request, row, form, status=422)

    def act() -> Done:
        done = split_order(
            person, order_no=row.order_no, parts=form.parts, expected_version=versions[row.order_no]
        )
        waiting = f"Ждут сырья: {listed(done.waiting)}" if done.waiting else ""
        href = f"{reverse('journal:list')}?view=all&text={row.order_no}"
        return Done(f"{row.order_no} разделён: {listed(done.heirs)}", waiting, href=href)

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "split_order", act),
        lambda conflict: _split_dialog(request, row, form, conflict=conflict),
    )


def _merge_dialog(
    request: HttpRequest, rows: Sequence[JournalRow], conflict: Conflict | None = None
) -> HttpResponse:
    return dialogs.show(
        request,
        "merge",
        rows,
        conflict=conflict,
        qty_pcs=sum(row.qty_pcs for row in rows),
        due_date=min(row.due_date for row in rows),
        priority=min(row.priority for row in rows),
    )


def _split_dialog(
    request: HttpRequest,
    row: JournalRow,
    form: SplitForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    return dialogs.show(
        request,
        "split",
        [row],
        conflict=conflict,
        status=status,
        form=form,
        multiple=_multiple(row),
    )


def _multiple(row: JournalRow) -> int:
    found = product_facts(row.product)
    return found.multiple if found is not None else 1
