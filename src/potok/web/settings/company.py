"""Company and rules of the plant: the one form of settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError
from potok.operations.master_data.holiday_dates import COUNTRIES
from potok.operations.master_data.services.company import (
    SETTINGS,
    change_settings,
    present_settings,
    settings_history,
)
from potok.web.components.fields import NumberField
from potok.web.components.parts import Hint
from potok.web.settings.histories import as_events
from potok.web.shell.person import actor

_FLAGS = frozenset({"keep_partial_reservation", "agreement_required", "four_eyes"})
_LONGEST = {
    "name": 200, "legal_name": 250, "tax_id": 12, "statistics_code": 14, "address": 250, "phone": 60,
    "director": 150, "chief_accountant": 150,
}  # fmt: skip


def _field(name: str) -> forms.Field:
    words = SETTINGS[name]
    usual: dict[str, Any] = {"label": words.title, "help_text": words.note, "required": False}
    if name in _FLAGS:
        return forms.BooleanField(**usual)
    if name == "country":
        return forms.ChoiceField(choices=list(COUNTRIES.items()), **{**usual, "required": True})
    if name == "plant_today":
        return forms.DateField(**usual)
    if words.least is None:
        return forms.CharField(max_length=_LONGEST[name], **{**usual, "required": name == "name"})
    places = 0 if name == "frozen_zone_h" else 3
    return NumberField(max_digits=12, decimal_places=places, **{**usual, "required": True})


class SettingsForm(forms.Form):
    """All settings; words and bounds are those of the service."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({name: _field(name) for name in SETTINGS})

    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, str]]]]:
        """Headings with their fields and units."""
        found: dict[str, list[tuple[forms.BoundField, str]]] = {}
        for name, setting in SETTINGS.items():
            found.setdefault(setting.group, []).append((self[name], setting.unit))
        return list(found.items())


@require_GET
def company(request: HttpRequest) -> HttpResponse:
    """The form with its history."""
    return _page(request, SettingsForm(initial=present_settings()))


@require_POST
def save_company(request: HttpRequest) -> HttpResponse:
    """Write the settings."""
    form = SettingsForm(request.POST)
    if form.is_valid():
        try:
            changed = change_settings(actor(request), values=form.cleaned_data)
        except InvalidDataError as error:
            for fault in error.problems:
                form.add_error(
                    fault.field if fault.field in form.fields else None, f"Нужно {fault.expected}."
                )
        else:
            messages.success(request, "Настройки записаны." if changed else "Настройки не изменились.")
            return redirect("settings:company")
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: SettingsForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": "Предприятие и правила",
        "nav": "settings",
        "form": form,
        "may_edit": actor(request).may("change_settings"),
        "events": as_events(settings_history()),
        "hints": (Hint(("Ctrl", "↵"), "сохранить"),),
    }
    return render(request, "potok/settings/company.html", context, status=status)
