"""A sample form with every kind of control, one of them with a fault."""

from __future__ import annotations

from typing import NoReturn

from django import forms

from potok.web.components.fields import NumberField


class SampleForm(forms.Form):
    """Fields as pages use them."""

    qty = NumberField(label="Кол-во", help_text="кратно 14")
    due = forms.DateField(label="Срок")
    reason = forms.ChoiceField(
        label="Причина", choices=[("urgent", "срочность"), ("breakdown", "поломка"), ("other", "другое")]
    )
    comment = forms.CharField(label="Пояснение", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    stop = forms.BooleanField(label="Остановить запущенные партии", required=False)

    def clean_due(self) -> NoReturn:
        """A date in the past, to show a fault."""
        raise forms.ValidationError("Срок в прошлом. Ближайший: 03.03.2026")
