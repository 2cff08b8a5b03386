"""Who works at the tablet: a signed mark of the person, given for tile and PIN and sent with every entry."""

from __future__ import annotations

import json
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from potok.operations.people.acting import require
from potok.operations.people.floor import FloorPerson, floor_people, person_by_pin, save_floor_person
from potok.operations.shopfloor.errors import OperatorUnknownError
from potok.web.components.toasts import toast
from potok.web.shell.person import actor, initials
from potok.web.shift.forms import FloorPersonForm
from potok.web.shift.places import own_workshop

_SALT = "potok.floor.operator"


def marked(person: FloorPerson) -> str:
    """The mark of a person: it says the name and cannot be forged."""
    return signing.dumps({"name": person.name, "user": person.username}, salt=_SALT)


def name_of(mark: str) -> str:
    """Name on a mark; empty for no mark. It does not grow old: an entry may wait long for the network.

    Raises:
        OperatorUnknownError: The mark is not one of ours.
    """
    if not mark:
        return ""
    try:
        told: dict[str, Any] = signing.loads(mark, salt=_SALT)
    except signing.BadSignature as error:
        raise OperatorUnknownError from error
    return str(told["name"])


@require_POST
def change(request: HttpRequest) -> JsonResponse:
    """The mark of the person whose PIN was typed."""
    person = actor(request)
    require(person, "report_work")
    given = json.loads(request.body or b"{}")
    place = own_workshop(person, str(given.get("workshop", "")))
    found = person_by_pin(
        workshop_id=place.id, username=str(given.get("username", "")), pin=str(given.get("pin", ""))
    )
    return JsonResponse({"mark": marked(found), "name": found.name, "initials": initials(found.name)})


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """People of the tablet: who has a tile, a new person, a new PIN."""
    person = actor(request)
    require(person, "set_pin")
    place = own_workshop(person, request.GET.get("workshop", "") or request.POST.get("workshop", ""))
    known = floor_people(place.id)
    form = FloorPersonForm(request.POST or None, people=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = save_floor_person(
            person,
            workshop=place.code,
            username=given["username"],
            pin=given["pin"],
            first_name=given["first_name"],
            last_name=given["last_name"],
        )
        answer = HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return toast(answer, f"{saved.name}: PIN записан")
    context = {"form": form, "people": known, "place": place}
    return render(request, "potok/shift/people.html", context, status=422 if form.is_bound else 200)
