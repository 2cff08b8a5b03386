"""Accounts as a workbook, and from one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.errors import InvalidDataError, PotokError
from potok.operations.people.acting import require
from potok.operations.people.roles import Role
from potok.operations.people.user_files import TITLES, load_users, users_workbook
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import Crumb
from potok.web.shell.person import actor

_NOTES = {
    "username": "Обязательно. Известное имя — учётная запись меняется, новое — заводится.",
    "last_name": "Обязательно.",
    "roles": "Через запятую: " + ", ".join(role.label for role in Role if role is not Role.SHOP_HEAD) + ".",
    "workshops": "Коды цехов через запятую.",
}


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """All accounts as XLSX."""
    require(actor(request), "manage_users")
    return attachment(users_workbook(), name="Пользователи", ending="xlsx", media_type=XLSX)


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Accounts from a file: all faults at once, or what was written with the one-time passwords."""
    person = actor(request)
    require(person, "manage_users")
    context: dict[str, Any] = {
        "title": "Пользователи: загрузка",
        "nav": "settings",
        "crumbs": [Crumb("Пользователи и роли", reverse("settings:users"))],
        "columns": [(title, _NOTES.get(name, "")) for name, title in TITLES.items()],
    }
    file = request.FILES.get("file")
    if request.method == "POST" and file is None:
        context["error"] = "Выберите файл: книгу XLSX или CSV."
    elif file is not None:
        try:
            context["loaded"] = load_users(person, name=file.name or "файл", content=file.read())
        except InvalidDataError as error:
            context |= {"problems": error.problems, "found": len(error.problems), "code": error.code}
        except PotokError as error:
            context["error"] = error.message
    refused = "error" in context or "problems" in context
    return render(request, "potok/settings/users_load.html", context, status=422 if refused else 200)
