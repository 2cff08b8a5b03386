"""«Перераспределить»: an urgent order takes what less urgent ones hold, the victims being named (7.4)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.reads import journal
from potok.operations.orders.services.reallocation import preview_reallocation, reallocate_material
from potok.operations.people.acting import require
from potok.web.journal import dialogs
from potok.web.journal.conflicts import Conflict
from potok.web.journal.running import Done, act_once, listed
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor


class ReallocationForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Причина",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Причина обязательна: её увидят те, у кого забрали сырьё"},
    )


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Who would have to give what."""
    require(actor(request), "reallocate_material")
    return _show(request, selected(request).numbers[0], ReallocationForm())


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Take from the victims that the dialog named."""
    person, versions = actor(request), read_versions(request)
    require(person, "reallocate_material")
    order_no, form = request.POST.get("order", ""), ReallocationForm(request.POST)
    if not form.is_valid():
        return _show(request, order_no, form, status=422)

    def act() -> Done:
        done = reallocate_material(
            person,
            order_no=order_no,
            victims=[number for number in versions if number != order_no],
            reason=form.cleaned_data["reason"],
            expected_versions=versions,
        )
        kept = f"Другими партиями обеспечены: {listed(done.kept)}. " if done.kept else ""
        waiting = f"В ожидание вернулись: {listed(done.waiting)}." if done.waiting else ""
        return Done(f"{order_no} в производстве", kept + waiting)

    def again(conflict: Conflict) -> HttpResponse:
        return _show(request, order_no, form, conflict=conflict)

    return dialogs.or_conflict(request, lambda: act_once(request, person, "reallocate_material", act), again)


def _show(
    request: HttpRequest,
    order_no: str,
    form: ReallocationForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    found = preview_reallocation(actor(request), order_no=order_no)
    rows = journal.rows_of([order_no, *(victim.order_no for victim in found.victims)])
    return dialogs.show(
        request,
        "reallocate",
        [rows[order_no], *(rows[victim.order_no] for victim in found.victims)],
        conflict=conflict,
        status=status,
        form=form,
        found=found,
    )
