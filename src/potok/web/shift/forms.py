"""Forms of the shift page: an entry of the tablet, a breakdown, a person of the floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from potok.operations.catalog.clock import aware
from potok.operations.people.floor import FloorPerson
from potok.web.board.forms import ClockField, MomentsForm

_MOST_PCS = 10**9


class EntryForm(forms.Form):
    """An entry as the tablet sends it; its key is made there and stays the same however often it is sent."""

    key = forms.RegexField(r"^[\x21-\x7e]{8,100}$", error_messages={"invalid": "ключ записи не прочитан"})
    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in ("launch", "output", "stop", "resume", "finish")]
    )
    order_no = forms.CharField(max_length=40)
    op_no = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    run = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    at = forms.CharField(max_length=40)
    machine = forms.CharField(max_length=60, required=False)
    beside = forms.BooleanField(required=False)
    good = forms.IntegerField(min_value=0, max_value=_MOST_PCS, required=False)
    rework = forms.IntegerField(min_value=0, max_value=_MOST_PCS, required=False)
    scrap = forms.IntegerField(min_value=0, max_value=_MOST_PCS, required=False)
    reason = forms.CharField(max_length=40, required=False)
    note = forms.CharField(max_length=250, required=False)
    over_plan = forms.BooleanField(required=False)
    operator = forms.CharField(max_length=500, required=False)

    def clean_at(self) -> dt.datetime:
        """The moment of the work by the plant's clock, aware."""
        try:
            return aware(
                dt.datetime.fromisoformat(self.cleaned_data["at"]).replace(tzinfo=None, microsecond=0)
            )
        except ValueError as error:
            raise forms.ValidationError("время ГГГГ-ММ-ДДTЧЧ:ММ:СС") from error


class BreakdownForm(MomentsForm):
    """A machine that stands, and until when it probably will."""

    machine = forms.ChoiceField(label="Машина")
    finish_date = forms.DateField(label="Заработает")
    finish_time = ClockField(label="Время")
    reason = forms.CharField(label="Что случилось", max_length=200)

    def __init__(self, *args: Any, machines: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["machine"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(machines)


class StopMachineForm(MomentsForm):
    """A machine that stands from now on; without an end nobody plans it until it is started."""

    kind = forms.ChoiceField(
        label="Что случилось", choices=[("breakdown", "Поломка"), ("repair", "Внеплановый ремонт")]
    )
    reason = forms.CharField(
        label="Причина", max_length=200, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    until_date = forms.DateField(
        label="Заработает, дата", required=False, help_text="не известно — оставьте пустым"
    )
    until_time = ClockField(label="Время")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_time"].required = False

    def clean(self) -> dict[str, Any]:
        """The end is a date with a time, or nothing."""
        given = super().clean() or {}
        if ("until_date" in given and "until_time" in given) and bool(given["until_date"]) != (
            given["until_time"] is not None
        ):
            missing = "until_time" if given["until_date"] else "until_date"
            self.add_error(missing, "Укажите и дату, и время — или ни того, ни другого.")
        return given


class StartMachineForm(forms.Form):
    """What was done so that a machine works again."""

    reason = forms.CharField(
        label="Что сделано", max_length=250, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )


class FloorPersonForm(forms.Form):
    """A person of the tablet: a known one gets a new PIN, a new one a tile."""

    username = forms.ChoiceField(label="Кому", required=False)
    last_name = forms.CharField(label="Фамилия", max_length=150, required=False)
    first_name = forms.CharField(label="Имя", max_length=150, required=False)
    pin = forms.CharField(
        label="PIN, 4–8 цифр",
        max_length=8,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, people: Sequence[FloorPerson] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["username"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", "новый человек"), *((one.username, one.name) for one in people)]
