"""The start page: the first page of the person's own department."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potok.operations.people.roles import Role
from potok.web.shell import navigation
from potok.web.shell.person import actor

_AT_THE_JOURNAL = frozenset({Role.PLANNER, Role.CLIENT_DEPT})


def home(request: HttpRequest) -> HttpResponse:
    """Send the person to where their work is: planners and the client department to the journal."""
    roles = actor(request).roles
    if roles & _AT_THE_JOURNAL:
        return redirect("journal:list")
    shown = navigation.departments(roles, current="", shown_badges={})
    if shown:
        return redirect(shown[0].entries[0].href)
    context = {
        "title": "Страниц пока нет",
        "status": 404,
        "text": "Для ваших ролей ещё нет страниц. Обратитесь к администратору.",
    }
    return render(request, "potok/refusal.html", context, status=404)
