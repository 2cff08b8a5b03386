"""Saved views: keep what is on the screen under a name, for oneself or for roles; delete it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from potok.operations.orders.errors import UnknownViewError
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.reads.saved_views import ViewToOpen, saved_views
from potok.operations.orders.services.views import delete_view, save_view
from potok.operations.people.acting import Actor, require
from potok.operations.people.roles import Role
from potok.web.components.table import arranged
from potok.web.journal import address, columns, filters, listing
from potok.web.journal.address import Address
from potok.web.shell.person import actor

_ROLES = [(role.value, role.label) for role in Role]


class ViewForm(forms.Form):
    """Name and roles of a view."""

    name = forms.CharField(label="Название", max_length=80)
    shared_with = forms.MultipleChoiceField(
        label="Кому показывать",
        required=False,
        choices=_ROLES,
        widget=forms.CheckboxSelectMultiple,
    )


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Dialog with the name, then the view itself. The same name again replaces the view."""
    person = actor(request)
    require(person, "save_view")
    place = address.read(request.GET)
    current = listing.current_view(person, place)
    form = ViewForm(request.POST or None, initial=_initial(current, again="again" in request.GET))
    if request.method != "POST" or not form.is_valid():
        context = {
            "form": form,
            "place": place,
            "chosen": form["shared_with"].value() or [],
            "roles": _ROLES,
            "shows": _shows(place),
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "potok/journal/save_view.html", context, status=status)
    shown = arranged(columns.COLUMNS, listing.layout_of(request, current))
    view = save_view(
        person,
        name=form.cleaned_data["name"],
        given=place.given,
        columns=[column.key for column in shown],
        shared_with=[Role(code) for code in form.cleaned_data["shared_with"]],
    )
    return HttpResponseClientRedirect(f"{reverse('journal:list')}?{Address(view.filter, view.id).text()}")


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Ask, then delete an own view; its list stays open under a built-in view."""
    person = actor(request)
    require(person, "save_view")
    if request.method == "GET":
        view = _own(person, view_id)
        return render(request, "potok/journal/delete_view.html", {"view": view})
    view = _own(person, view_id)
    delete_view(person, view_id=view_id)
    return HttpResponseClientRedirect(f"{reverse('journal:list')}?{Address(view.filter).text()}")


def _own(person: Actor, view_id: int) -> ViewToOpen:
    for view in saved_views(person):
        if view.id == view_id and view.own:
            return view
    raise UnknownViewError(view=view_id)


def _initial(current: ViewToOpen | None, *, again: bool) -> dict[str, Any]:
    if current is None or not again:
        return {}
    return {"name": current.name, "shared_with": list(current.shared_with)}


def _shows(place: Address) -> str:
    """What is saved, in words."""
    given = place.given
    return "; ".join([f"вид «{VIEWS[given.view].label}»", *filters.in_words(given)])
