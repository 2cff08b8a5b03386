"""Another version of the recipe for a confirmed order (order-workflow 11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.services.recipes import switch_recipe
from potok.operations.people.acting import require
from potok.web.journal import dialogs
from potok.web.journal.ending import ReasonForm
from potok.web.journal.running import Done, act_once
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor


@require_POST
def ask_recipe(request: HttpRequest) -> HttpResponse:
    """What the switch means, and why."""
    require(actor(request), "switch_recipe")
    return dialogs.show(request, "recipe", selected(request).rows[:1], form=ReasonForm())


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Give the order the recipe in force and check its cover anew."""
    person, form, versions = actor(request), ReasonForm(request.POST), read_versions(request)
    if not form.is_valid():
        return dialogs.show(request, "recipe", dialogs.shown_orders(request), form=form, status=422)
    number = next(iter(versions))

    def act() -> Done:
        done = switch_recipe(
            person,
            order_no=number,
            reason=form.cleaned_data["reason"],
            expected_version=versions[number],
        )
        lost = (
            "Сырья по новой не хватает: заказ вернулся в ожидание"
            if done.waiting
            else "Обеспечение проверено"
        )
        return Done(f"{number}: рецептура сменена", lost)

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "switch_recipe", act),
        lambda conflict: dialogs.show(
            request, "recipe", dialogs.shown_orders(request), conflict=conflict, form=form
        ),
    )
