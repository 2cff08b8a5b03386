"""Saving a calculation: the dialog and the command."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import InvalidDataError
from potok.methods import method
from potok.operations.calculations.reads import card
from potok.operations.calculations.reads.subjects import SUBJECT_CHOICES, subject_hits
from potok.operations.calculations.services.saving import Subject, change_calculation, save_calculation
from potok.operations.people.acting import require
from potok.web.bench.computing import compute_form
from potok.web.shell.person import actor


class SaveForm(forms.Form):
    """How a calculation is called and what it is about."""

    name = forms.CharField(label="Название", max_length=200, required=False)
    comment = forms.CharField(
        label="Примечание", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    subject = forms.ChoiceField(label="Относится к", choices=SUBJECT_CHOICES)
    subject_name = forms.CharField(label="Код или название", max_length=120, required=False)


@require_POST
def dialog(request: HttpRequest, method_id: str) -> HttpResponse:
    """Ask for name, remark and link; of an open calculation they are filled in."""
    require(actor(request), "save_calculation")
    chosen = method(method_id)
    number, version = request.POST.get("_number", ""), request.POST.get("_version", "")
    initial: dict[str, Any] = {
        "subject": request.POST.get("_subject", "none"),
        "subject_name": request.POST.get("_subject_name", ""),
    }
    if number:
        saved = card.calculation(number)
        initial = {
            "name": saved.name,
            "subject": saved.subject,
            "subject_name": saved.subject_name,
        }
    context = {
        "method": chosen,
        "form": SaveForm(initial=initial),
        "number": number,
        "version": version,
        "refused": compute_form(chosen, request.POST).note is None,
    }
    return render(request, "potok/bench/save_dialog.html", context)


@require_POST
def save(request: HttpRequest, method_id: str) -> HttpResponse:
    """Keep the data of the form, as a new calculation or as the next version of the open one."""
    person = actor(request)
    require(person, "save_calculation")
    chosen = method(method_id)
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _again(request, method_id, form)
    computed = compute_form(chosen, request.POST)
    subject = Subject(form.cleaned_data["subject"], form.cleaned_data["subject_name"])
    texts = {"name": form.cleaned_data["name"], "comment": form.cleaned_data["comment"]}
    number, version = request.POST.get("_number", ""), request.POST.get("_version", "")
    try:
        if number and version.isdecimal() and "as_new" not in request.POST:
            saved = change_calculation(
                person, number=number, version=int(version), given=computed.given, subject=subject, **texts
            )
        else:
            copied = request.POST.get("_copied", "") or number
            saved = save_calculation(
                person,
                method_id=chosen.id,
                given=computed.given,
                subject=subject,
                copied_from=copied,
                **texts,
            )
    except InvalidDataError as error:
        for problem in error.problems:
            name = {"subject": "subject_name"}.get(problem.field or "", problem.field)
            form.add_error(name if name in form.fields else None, f"Ожидается: {problem.expected}.")
        return _again(request, method_id, form)
    return HttpResponseClientRedirect(reverse("bench:saved", args=[saved.number]))


def _again(request: HttpRequest, method_id: str, form: SaveForm) -> HttpResponse:
    context = {
        "method": method(method_id),
        "form": form,
        "number": request.POST.get("_number", ""),
        "version": request.POST.get("_version", ""),
        "refused": False,
    }
    return render(request, "potok/bench/save_form.html", context, status=422)


@require_GET
def subjects(request: HttpRequest) -> HttpResponse:
    """Codes for the list below the field of the dialog."""
    require(actor(request), "save_calculation")
    kind, text = request.GET.get("subject", ""), request.GET.get("subject_name", "").replace("\x00", "")
    return render(request, "potok/bench/subject_options.html", {"hits": subject_hits(kind, text)})
