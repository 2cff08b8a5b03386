"""Dates of an order corrected for a reason: first what else would move, then the new plan (7.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.catalog.clock import aware, local
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.states import DATE_REASONS
from potok.operations.people.acting import require
from potok.operations.planning.diff import OrderChange
from potok.operations.planning.services.corrections import correct_dates, preview_correction
from potok.operations.planning.services.moving import MovePreview
from potok.web import formats
from potok.web.journal import dialogs
from potok.web.journal.running import Done, act_once
from potok.web.journal.selection import selected
from potok.web.shell.person import actor

_TIMES = ["%H:%M", "%H.%M", "%H%M", "%H"]
_SHOWN = 12


class DatesForm(forms.Form):
    """When the order should start, and why."""

    date = forms.DateField(label="Начать")
    time = forms.TimeField(
        label="Время",
        input_formats=_TIMES,
        widget=forms.TimeInput(
            attrs={"inputmode": "numeric", "placeholder": "ЧЧ:ММ", "autocomplete": "off"}, format="%H:%M"
        ),
    )
    reason_code = forms.ChoiceField(label="Причина", choices=DATE_REASONS)
    text = forms.CharField(
        label="Пояснение", max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, object]:
        """«Другое» needs words."""
        found = super().clean() or {}
        if found.get("reason_code") == "other" and not str(found.get("text", "")).strip():
            self.add_error("text", "Для причины «другое» нужно пояснение")
        return found

    @property
    def moment(self) -> dt.datetime:
        """The wanted start, aware."""
        return aware(dt.datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"]))


@dataclass(frozen=True, slots=True)
class Shift:
    """What a correction would do: the order itself, those that become late, how many only move."""

    preview: MovePreview
    own: OrderChange | None
    broken: tuple[OrderChange, ...]
    saved: int
    others: tuple[OrderChange, ...]
    rest: int

    @property
    def moved(self) -> int:
        """Other orders whose dates change."""
        return len(self.broken) + len(self.others) + self.rest


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """The form for one order; of several the planner picks one."""
    person = actor(request)
    require(person, "correct_dates")
    rows = selected(request).able("dates", person).rows
    if len(rows) > 1:
        return dialogs.show(request, "dates_which", rows)
    return _show(request, rows[0], DatesForm(initial=_now(rows[0])))


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The form again with what would move."""
    person = actor(request)
    require(person, "correct_dates")
    row, form = dialogs.shown_orders(request)[0], DatesForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    found = preview_correction(person, order_no=row.order_no, launch_at=form.moment)
    return _show(request, row, form, shift=_shift(row.order_no, found))


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Put the corrected plan in force."""
    person = actor(request)
    require(person, "correct_dates")
    row, form = dialogs.shown_orders(request)[0], DatesForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)

    def act() -> Done:
        done = correct_dates(
            person,
            order_no=row.order_no,
            launch_at=form.moment,
            reason_code=form.cleaned_data["reason_code"],
            text=form.cleaned_data["text"],
        )
        moved = formats.counted(len(done.moved), "заказа", "заказов", "заказов")
        return Done(f"{row.order_no}: сроки изменены", f"План {done.number}, даты изменились у {moved}")

    return act_once(request, person, "correct_dates", act)


def _now(row: JournalRow) -> dict[str, object]:
    if row.launch_at is None:
        return {}
    launch = local(row.launch_at)
    return {"date": launch.date(), "time": launch.time()}


def _shift(order_no: str, found: MovePreview) -> Shift:
    others = [change for change in found.changes if change.order_no != order_no and _visible(change)]
    broken = tuple(change for change in others if change.kind == "broken")
    moved = [change for change in others if change.kind != "broken"]
    return Shift(
        preview=found,
        own=next((change for change in found.changes if change.order_no == order_no), None),
        broken=broken,
        saved=sum(change.kind == "saved" for change in others),
        others=tuple(moved[:_SHOWN]),
        rest=max(0, len(moved) - _SHOWN),
    )


def _visible(change: OrderChange) -> bool:
    """Whether the dates differ as they are shown, to the minute."""
    before, after = (change.launch_before, change.release_before), (change.launch_after, change.release_after)
    return [formats.moment(each) for each in before] != [formats.moment(each) for each in after]


def _show(
    request: HttpRequest, row: JournalRow, form: DatesForm, *, shift: Shift | None = None, status: int = 200
) -> HttpResponse:
    return dialogs.show(request, "dates", [row], form=form, shift=shift, status=status)
