"""«Улучшить»: start a search, follow it and that for variants, stop them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from potok.operations.lines.jobs import defer_improvement
from potok.operations.lines.reads.runs import run_by_id
from potok.operations.lines.services.runs import request_improvement, request_stop
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.toasts import toast
from potok.web.shell.person import actor

#: What the form offers; the search ends earlier when nothing better can be.
LEAST_S, USUAL_S, MOST_S = 1, 20, 1800


class ImproveForm(forms.Form):
    """How long to search."""

    time_limit_s = forms.IntegerField(
        label="Время поиска", min_value=LEAST_S, max_value=MOST_S, initial=USUAL_S
    )


@require_POST
def start(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Queue a search; the strip of the page then follows it."""
    form = ImproveForm(request.POST)
    if not form.is_valid():
        context = {"improve_form": form}
        return render(request, "potok/lines/improve_fields.html", context, status=422)
    request_improvement(
        actor(request),
        code=code,
        number=number,
        defer=defer_improvement,
        time_limit_s=form.cleaned_data["time_limit_s"],
    )
    return HttpResponseClientRefresh()


@require_GET
def strip(request: HttpRequest, run_id: int) -> HttpResponse:
    """The strip anew; when the search is over, the browser goes to its version."""
    require(actor(request), "read_lines")
    run = run_by_id(run_id)
    if run.going:
        context = {"run": run, "may_edit": actor(request).may("edit_lines")}
        return render(request, "potok/lines/strip.html", context)
    if run.aim == "variants" and run.state != "failed":
        found = formats.counted(run.improvements, "вариант", "варианта", "вариантов")
        messages.success(request, f"Найдено: {found}.")
        return HttpResponseClientRedirect(
            reverse("lines:version", args=[run.line, run.number]) + "?tab=variants"
        )
    if run.result is not None:
        messages.success(request, f"Готова версия {run.result}: улучшение версии {run.number}.")
        return HttpResponseClientRedirect(reverse("lines:version", args=[run.line, run.result]))
    if run.state == "failed":
        return toast(HttpResponse(), "Расчёт не удался", run.error, tone="bad")
    return toast(
        HttpResponse(), "Лучшего не найдено", f"За {run.elapsed_s} с версия {run.number} осталась лучшей."
    )


@require_POST
def stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask a search to end with its best."""
    person = actor(request)
    request_stop(person, run_id=run_id)
    return render(request, "potok/lines/strip.html", {"run": run_by_id(run_id), "may_edit": True})
