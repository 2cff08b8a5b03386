"""The page «Сценарии»: what-if copies of the plan side by side, one of them taken over as a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import PotokError
from potok.operations.people.acting import Actor, require
from potok.operations.planning.jobs import defer_scenario
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.planning.reads.scenarios import figures_in_force, scenario_rows
from potok.operations.planning.services import scenario_changes, scenarios
from potok.scheduling.scenarios import AddShift, Change, MoveRepair
from potok.web.board.forms import ClockField
from potok.web.board.links import board_url
from potok.web.shell.person import actor

#: Machines listed by load in the comparison.
_BUSIEST = 5
_EMPTY = ("", "—")


class ScenarioForm(forms.Form):
    """A name and one change of each kind at most; a group of fields counts when its first one is filled."""

    title = forms.CharField(label="Название", max_length=200)
    time_limit_s = forms.IntegerField(
        label="Сколько искать",
        min_value=1,
        max_value=3600,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    shift_machine = forms.ChoiceField(label="Машина", required=False)
    shift_date = forms.DateField(label="Дата", required=False)
    shift_start = ClockField(label="Начало")
    shift_hours = forms.DecimalField(
        label="Часов",
        min_value=1,
        max_value=24,
        required=False,
        initial=8,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    repair_machine = forms.ChoiceField(label="Машина", required=False)
    repair_from = forms.DateField(label="Ремонт с даты", required=False)
    repair_to = forms.DateField(label="На дату", required=False)
    order_product = forms.CharField(label="Код изделия", max_length=60, required=False)
    order_qty = forms.IntegerField(
        label="Количество",
        min_value=1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    order_due = forms.DateField(label="Срок", required=False)
    receipt = forms.CharField(label="Приход", max_length=60, required=False)
    receipt_date = forms.DateField(label="Придёт", required=False)

    #: The field that begins a change → the fields it cannot do without.
    NEEDED = {
        "shift_machine": ("shift_date", "shift_start", "shift_hours"),
        "repair_machine": ("repair_from", "repair_to"),
        "order_product": ("order_qty", "order_due"),
        "receipt": ("receipt_date",),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shift_start"].required = False
        machines = [_EMPTY, *machine_choices(workshops=None)]
        for name in ("shift_machine", "repair_machine"):
            self.fields[name].choices = machines  # type: ignore[attr-defined]  # a choice field has them

    def clean(self) -> dict[str, Any]:
        """Every begun change is whole."""
        given = super().clean() or {}
        for first, others in self.NEEDED.items():
            for name in others:
                if given.get(first) and given.get(name) is None and name not in self.errors:
                    self.add_error(name, "Заполните, чтобы изменение было полным")
        return given

    def changes(self, person: Actor) -> list[Change]:
        """The changes as the services take them."""
        given = self.cleaned_data
        found: list[Change] = []
        if given["shift_machine"]:
            minutes = int(given["shift_hours"] * 60)
            found.append(AddShift(given["shift_machine"], given["shift_date"], given["shift_start"], minutes))
        if given["repair_machine"]:
            found.append(MoveRepair(given["repair_machine"], given["repair_from"], given["repair_to"]))
        if given["order_product"]:
            found.append(
                scenario_changes.order_taken(
                    person,
                    number=1,
                    product=given["order_product"],
                    qty_pcs=given["order_qty"],
                    due_date=given["order_due"],
                    priority=2,
                )
            )
        if given["receipt"]:
            found.append(
                scenario_changes.receipt_moved(
                    person, receipt=given["receipt"], expected_date=given["receipt_date"]
                )
            )
        return found


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The scenarios and the form of a new one; sent, it is queued."""
    person = actor(request)
    require(person, "read_plan")
    if request.method == "GET":
        return _page(request, person, ScenarioForm())
    require(person, "keep_scenarios")
    form = ScenarioForm(request.POST)
    if form.is_valid():
        try:
            scenario = scenarios.request_scenario(
                person,
                title=form.cleaned_data["title"],
                changes=form.changes(person),
                defer=defer_scenario,
                time_limit_s=form.cleaned_data["time_limit_s"],
            )
        except PotokError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Сценарий «{scenario.title}» считается.")
            return redirect("board:scenarios")
    return _page(request, person, form, status=422)


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """The comparison anew, as long as something is being computed."""
    person = actor(request)
    require(person, "read_plan")
    return render(request, "potok/board/scenario_table.html", _comparison(person))


@require_POST
def stop(request: HttpRequest, scenario: int) -> HttpResponse:
    """End with the best plan found so far."""
    person = actor(request)
    scenarios.stop_scenario(person, scenario_id=scenario)
    return render(request, "potok/board/scenario_table.html", _comparison(person))


@require_POST
def delete(request: HttpRequest, scenario: int) -> HttpResponse:
    """Throw a scenario away."""
    person = actor(request)
    scenarios.delete_scenario(person, scenario_id=scenario)
    return render(request, "potok/board/scenario_table.html", _comparison(person))


@require_POST
def take(request: HttpRequest, scenario: int) -> HttpResponse:
    """Take the plan of a scenario over as a draft and show it."""
    draft = scenarios.take_scenario(actor(request), scenario_id=scenario)
    messages.success(
        request,
        f"Сценарий взят черновиком {draft.number}. Смены, ремонты и заказы сценария внесите в учёт сами.",
    )
    return HttpResponseClientRedirect(board_url(draft.number))


def _page(request: HttpRequest, person: Actor, form: ScenarioForm, status: int = 200) -> HttpResponse:
    context = {"title": "Сценарии", "nav": "scenarios", "form": form, **_comparison(person)}
    return render(request, "potok/board/scenarios.html", context, status=status)


def _comparison(person: Actor) -> dict[str, Any]:
    rows = scenario_rows()
    in_force = figures_in_force()
    return {
        "rows": [{**row, "busiest": _busiest(row["figures"])} for row in rows],
        "in_force": in_force,
        "in_force_busiest": _busiest(in_force),
        "going": any(row["is_going"] for row in rows),
        "may_keep": person.may("keep_scenarios"),
    }


def _busiest(figures: dict[str, Any] | None) -> list[tuple[str, float]]:
    """The machines with the greatest load, in per cent."""
    if figures is None:
        return []
    loads = [(machine, share * 100) for machine, share in figures["load"].items() if share is not None]
    return sorted(loads, key=lambda item: (-item[1], item[0]))[:_BUSIEST]
