"""Forms of the board's dialogs; moments are a date and a time of the plant's clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from potok.operations.catalog.clock import aware
from potok.operations.orders.states import DATE_REASONS
from potok.operations.planning.goals import GOALS
from potok.scheduling.request import Goal

#: Whole hours come before «0830»: of «16» the latter would make 01:06.
_TIME_FORMATS = ["%H:%M", "%H.%M", "%H", "%H%M"]


class ClockField(forms.TimeField):
    """A time of day: «8:30», «0830», «8»."""

    def __init__(self, *, label: str) -> None:
        widget = forms.TimeInput(
            attrs={"inputmode": "numeric", "placeholder": "ЧЧ:ММ", "autocomplete": "off"}, format="%H:%M"
        )
        super().__init__(label=label, widget=widget, input_formats=_TIME_FORMATS)


class MomentsForm(forms.Form):
    """A form with moments as two fields each: `<name>_date` and `<name>_time`."""

    def moment(self, name: str) -> dt.datetime:
        """The moment, aware."""
        return self.moment_of(self.cleaned_data, name)

    @staticmethod
    def moment_of(given: Mapping[str, Any], name: str) -> dt.datetime:
        """The moment of cleaned values, aware."""
        return aware(dt.datetime.combine(given[f"{name}_date"], given[f"{name}_time"]))

    @staticmethod
    def fields_of(name: str, moment: dt.datetime) -> dict[str, Any]:
        """Initial values of the two fields."""
        return {f"{name}_date": moment.date(), f"{name}_time": moment.time()}


class RunForm(forms.Form):
    """How long to search, for what and under which name."""

    time_limit_s = forms.IntegerField(
        label="Сколько искать",
        min_value=1,
        max_value=3600,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    goal = forms.ChoiceField(
        label="Что важно после опозданий", choices=GOALS, initial=Goal.USUAL.value, required=False
    )
    title = forms.CharField(
        label="Название черновика",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "например, после поломки Р-3", "autocomplete": "off"}),
    )

    def clean_goal(self) -> Goal:
        """What counts next once the days late are as few as can be."""
        return Goal(self.cleaned_data["goal"] or Goal.USUAL)


class StopForm(MomentsForm):
    """A breakdown or an unplanned repair."""

    machine = forms.ChoiceField(label="Машина")
    kind = forms.ChoiceField(
        label="Что случилось", choices=[("breakdown", "Поломка"), ("repair", "Внеплановый ремонт")]
    )
    start_date = forms.DateField(label="Стоит с")
    start_time = ClockField(label="Время")
    finish_date = forms.DateField(label="Заработает")
    finish_time = ClockField(label="Время")
    reason = forms.CharField(label="Причина", max_length=200)

    def __init__(self, *args: Any, machines: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["machine"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(machines)


class RefusalForm(forms.Form):
    """Why a date does not suit."""

    reason = forms.CharField(label="Причина", max_length=250, widget=forms.Textarea(attrs={"rows": 2}))


class CounterForm(MomentsForm):
    """Another start of an operation, with or without an explanation."""

    start_date = forms.DateField(label="Можем начать")
    start_time = ClockField(label="Время")
    reason = forms.CharField(
        label="Пояснение", max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MoveForm(forms.Form):
    """An operation and where the planner wants it, as the script of the board sends it."""

    order_no = forms.CharField(max_length=40)
    op_no = forms.IntegerField(min_value=0)
    machine = forms.CharField(max_length=60)
    start_at = forms.CharField(max_length=40)

    def clean_start_at(self) -> dt.datetime:
        """The wanted start, aware."""
        try:
            return aware(dt.datetime.fromisoformat(self.cleaned_data["start_at"]).replace(tzinfo=None))
        except ValueError as error:
            raise forms.ValidationError("Время начала не прочитано.") from error


class PlaceForm(MomentsForm):
    """An order of the tray and where its first operation is wanted."""

    order_no = forms.CharField(max_length=40, widget=forms.HiddenInput)
    machine = forms.ChoiceField(label="Машина")
    start_date = forms.DateField(label="Начать")
    start_time = ClockField(label="Время")

    def __init__(self, *args: Any, machines: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["machine"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(machines)


class CorrectionForm(forms.Form):
    """Why the dates of an order change at once (order-workflow 7.4)."""

    reason_code = forms.ChoiceField(label="Причина", choices=DATE_REASONS)
    text = forms.CharField(
        label="Пояснение", max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
