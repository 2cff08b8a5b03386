"""The start page of the settings: everything by subject, with how much there is of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.operations.master_data.registry import RESOURCES
from potok.operations.master_data.resource import Resource
from potok.operations.people.acting import Actor
from potok.web.settings.addresses import address
from potok.web.shell import palette
from potok.web.shell.palette import Hit
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the settings.

    Attributes:
        editable: The person may change what is there.
    """

    title: str
    about: str
    icon: str
    href: str
    editable: bool


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Pages by subject; those that the person may not read are left out."""
    person = actor(request)
    groups: dict[str, list[Entry]] = {"Предприятие": [_company(person)]}
    if person.may("change_settings"):
        about = "Шаблоны сменного задания, тех. карты, М-11, М-8, М-4, МХ-18: скачать, заменить, вернуть"
        forms = Entry("Печатные формы", about, "printer", reverse("settings:print_forms"), editable=True)
        groups["Предприятие"].append(forms)
    if person.may("change_reasons"):
        about = "Простой, брак, доработка, отклонения и потери: что цеха выбирают в отчётах и картах"
        reasons = Entry("Причины цехов", about, "list-checks", reverse("tech_cards:reasons"), editable=True)
        groups["Предприятие"].append(reasons)
    for resource in RESOURCES:
        if person.may(resource.read):
            groups.setdefault(resource.group, []).append(_entry(resource, person))
    if person.may("manage_users"):
        about = "Кто входит в Поток, роли, сброс пароля, ключи API"
        users = Entry("Пользователи и роли", about, "key-round", reverse("settings:users"), editable=True)
        groups.setdefault("Партнёры и люди", []).insert(0, users)
    context = {"title": "Настройки", "nav": "settings", "groups": list(groups.items())}
    return render(request, "potok/settings/index.html", context)


def _company(person: Actor) -> Entry:
    return Entry(
        "Предприятие и правила",
        "Реквизиты для документов, допуски, замороженная зона, согласование, правило двух рук",
        "settings",
        reverse("settings:company"),
        person.may("change_settings"),
    )


def _entry(resource: Resource, person: Actor) -> Entry:
    href = reverse("sales:plan") if resource.key == "sales" else address(resource)
    return Entry(resource.title, resource.about, resource.icon, href, person.may(resource.command))


@palette.source("Настройки")
def find(request: HttpRequest, text: str) -> Iterator[Hit]:
    """Pages of the settings whose name or purpose holds the text."""
    person = actor(request)
    wanted = text.casefold()
    for resource in RESOURCES:
        if person.may(resource.read) and wanted in f"{resource.title} {resource.about}".casefold():
            entry = _entry(resource, person)
            yield Hit(entry.title, entry.href, resource.group, entry.icon)
