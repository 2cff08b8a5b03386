"""Forms of the repair dialog: one for each kind of event, none for «as the books are now»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from potok.operations.catalog.clock import local
from potok.operations.planning.services.repairs import BooksEvent, ReceiptDelay
from potok.scheduling.repair.events import AbsentCrew, Breakdown, RefusedLine, UrgentOrder
from potok.scheduling.repair.weights import PRESETS, RepairWeights
from potok.web.board.forms import ClockField, MomentsForm

Choices = Iterable[tuple[str, str]]


class EventForm(MomentsForm):
    """An event that a planner tries; `machines` are code and name of those to choose from."""

    weights = forms.ChoiceField(
        label="Что важнее",
        choices=[
            ("fewer_changes", "меньше менять"),
            ("usual", "как обычно"),
            ("less_late", "меньше опоздать"),
        ],
        initial="usual",
        required=False,
    )

    def __init__(self, *args: Any, machines: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("machine", "machines"):
            chosen = self.fields.get(name)
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = list(machines)

    def event(self) -> BooksEvent:
        """The event as the services take it."""
        return None

    def chosen_weights(self) -> RepairWeights:
        """What counts as a small change."""
        return PRESETS[self.cleaned_data["weights"] or "usual"]

    def plain_moment(self, name: str) -> dt.datetime:
        """A moment in plant local time."""
        return local(self.moment(name))


class BooksForm(EventForm):
    """The books tell it already: stops, receipts, priorities of today."""


class BreakdownForm(EventForm):
    """A machine stands."""

    machine = forms.ChoiceField(label="Машина")
    start_date = forms.DateField(label="Стоит с")
    start_time = ClockField(label="Время")
    finish_date = forms.DateField(label="Заработает")
    finish_time = ClockField(label="Время")

    def event(self) -> BooksEvent:
        """The breakdown."""
        machine = self.cleaned_data["machine"]
        return Breakdown(machine, self.plain_moment("start"), self.plain_moment("finish"))


class AbsenceForm(EventForm):
    """Nobody works on some machines in one shift."""

    machines = forms.MultipleChoiceField(label="Машины")
    date = forms.DateField(label="Дата смены")
    shift_no = forms.TypedChoiceField(
        label="Смена", coerce=int, choices=[(1, "первая"), (2, "вторая"), (3, "третья")]
    )

    def event(self) -> BooksEvent:
        """The absence."""
        given = self.cleaned_data
        return AbsentCrew(tuple(given["machines"]), given["date"], given["shift_no"])


class DelayForm(EventForm):
    """A receipt comes on another date."""

    receipt = forms.CharField(label="Приход", max_length=60)
    expected_date = forms.DateField(label="Придёт")

    def event(self) -> BooksEvent:
        """The delay."""
        return ReceiptDelay(self.cleaned_data["receipt"].strip(), self.cleaned_data["expected_date"])


class UrgencyForm(EventForm):
    """An order becomes urgent."""

    order_no = forms.CharField(label="Заказ", max_length=40)
    due_date = forms.DateField(label="Новый срок", required=False)

    def event(self) -> BooksEvent:
        """The urgency."""
        return UrgentOrder(self.cleaned_data["order_no"].strip(), self.cleaned_data["due_date"])


class RefusedForm(EventForm):
    """A shop refuses an operation at its place."""

    order_no = forms.CharField(label="Заказ", max_length=40)
    op_no = forms.IntegerField(
        label="Операция", min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    machine = forms.ChoiceField(label="Машина")
    start_date = forms.DateField(label="Возможна с")
    start_time = ClockField(label="Время")

    def event(self) -> BooksEvent:
        """The refusal."""
        given = self.cleaned_data
        return RefusedLine(
            given["order_no"].strip(), given["op_no"], given["machine"], self.plain_moment("start")
        )


#: Kind of event → its name and its form.
EVENTS: dict[str, tuple[str, type[EventForm]]] = {
    "books": ("Как в учёте сейчас: простои, приходы, приоритеты", BooksForm),
    "breakdown": ("Поломка машины", BreakdownForm),
    "absence": ("Нет бригады в смене", AbsenceForm),
    "late_material": ("Приход опаздывает", DelayForm),
    "urgent": ("Срочный заказ", UrgencyForm),
    "refused": ("Цех отказался от операции", RefusedForm),
}

#: What the books still do not know when the plan is repaired after an event, and what follows from that.
NOT_RECORDED: dict[str, str] = {
    "breakdown": "Поломка этим не записана в учёт: о ней сообщает начальник цеха, иначе следующий расчёт "
    "снова займёт машину.",
    "absence": "Отсутствие бригады этим не записано в учёт: закройте смену в календаре, иначе следующий "
    "расчёт снова её займёт.",
    "late_material": "Дата прихода этим не изменена: её переносит закупка, иначе следующий расчёт возьмёт "
    "прежнюю.",
    "urgent": "Приоритет и срок заказа этим не изменены: измените их в заказе, иначе следующий расчёт "
    "возьмёт прежние.",
    "refused": "Следующий расчёт об отказе не знает и может вернуть операцию на место: закрепите её там, "
    "куда она встала.",
}
