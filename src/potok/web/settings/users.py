"""Users and roles: who may sign in, as what, with which password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.errors import InvalidDataError, PotokError
from potok.operations.catalog.clock import local
from potok.operations.master_data.references import options_of
from potok.operations.people.accounts import (
    Account,
    Grant,
    change_user,
    create_user,
    reset_password,
    revoke_token,
    set_active,
    unlock_user,
)
from potok.operations.people.reads import UserRow, tokens_of, user_history, user_row, user_rows
from potok.operations.people.rights import COMMANDS, OWN_WORKSHOP_ONLY
from potok.operations.people.roles import Role
from potok.web import formats
from potok.web.components import marks
from potok.web.components.parts import LIST_HINTS, Crumb, Hint
from potok.web.components.table import Column, Layout, Row, Table, clipped, link
from potok.web.settings.histories import as_events
from potok.web.shell.person import actor

_COLUMNS = (
    Column("name", "Пользователь", 190, required=True, sticky=True, card="title"),
    Column("username", "Имя входа", 130, card="number"),
    Column("position", "Должность", 200, card="detail"),
    Column("roles", "Роли", None, card="detail"),
    Column("state", "Вход", 170, card="state"),
    Column("last", "Последний вход", 130, card="due", before="входил"),
)
_NEVER = marks.html('<span class="ink-3">не входил</span>')
_ERRORS = {"username": "Имя входа", "last_name": "Фамилия", "grants": "Роли"}


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """The list; `?q=`, `?role=`, `?active=1`."""
    text, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    active = {"1": True, "0": False}.get(request.GET.get("active", ""))
    found = user_rows(text=text, role=role if role in set(Role) else "", active=active)
    table = Table(
        id="users",
        label="Пользователи",
        columns=_COLUMNS,
        rows=[_row(one) for one in found],
        found=len(found),
        selectable=False,
        layout=Layout.from_cookies(request.COOKIES, "users"),
    )
    context = {
        "title": "Пользователи и роли",
        "nav": "settings",
        "table": table,
        "found": len(found),
        "text": text,
        "role": role,
        "roles": [(one.value, one.label) for one in Role],
        "active": request.GET.get("active", ""),
        "hints": (*LIST_HINTS, Hint(("Insert",), "новый пользователь", only_list=True)),
        "hints_rows": True,
    }
    return render(request, "potok/settings/users.html", context)


@require_http_methods(["GET", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    """A new account with its one-time password."""
    if request.method == "GET":
        return _page(request, None, Account("", ""))
    account = _account(request, request.POST.get("username", "").strip())
    try:
        password = create_user(actor(request), account=account)
    except PotokError as error:
        return _page(request, None, account, error=error)
    return _page(request, account.username, account, password=password)


@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, username: str) -> HttpResponse:
    """An account: name, roles, state, tokens, history."""
    if request.method == "GET":
        return _page(request, username, user_row(username).account)
    account = _account(request, username)
    try:
        change_user(actor(request), account=account)
    except PotokError as error:
        return _page(request, username, account, error=error)
    messages.success(request, f"Пользователь «{username}» записан.")
    return redirect("settings:user", username=username)


@require_POST
def reset(request: HttpRequest, username: str) -> HttpResponse:
    """A one-time password; it is shown once, on the answer itself."""
    password = reset_password(actor(request), username=username)
    return _page(request, username, user_row(username).account, password=password)


@require_POST
def activate(request: HttpRequest, username: str) -> HttpResponse:
    """Let in or shut out."""
    active = request.POST.get("active") == "1"
    set_active(actor(request), username=username, active=active)
    messages.success(request, f"«{username}» {'снова может входить' if active else 'больше не войдёт'}.")
    return redirect("settings:user", username=username)


@require_POST
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    """Forget wrong passwords."""
    unlock_user(actor(request), username=username)
    messages.success(request, f"Блокировка входа «{username}» снята.")
    return redirect("settings:user", username=username)


@require_POST
def revoke(request: HttpRequest, username: str) -> HttpResponse:
    """End an API token."""
    given = request.POST.get("token", "")
    if given.isascii() and given.isdigit():
        revoke_token(actor(request), token_id=int(given))
        messages.success(request, "Ключ API отозван.")
    return redirect("settings:user", username=username)


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """Role × command as it is enforced."""
    roles = list(Role)
    table = [
        {
            "command": command,
            "own": command in OWN_WORKSHOP_ONLY,
            "cells": [role in allowed for role in roles],
        }
        for command, allowed in COMMANDS.items()
    ]
    context = {
        "title": "Роли и права",
        "nav": "settings",
        "crumbs": [Crumb("Пользователи и роли", reverse("settings:users"))],
        "roles": roles,
        "table": table,
    }
    return render(request, "potok/settings/rights.html", context)


def _account(request: HttpRequest, username: str) -> Account:
    given = request.POST
    grants = [Grant(Role(code)) for code in given.getlist("role") if code in set(Role) - {Role.SHOP_HEAD}]
    grants += [Grant(Role.SHOP_HEAD, code) for code in given.getlist("workshop")]
    return Account(
        username=username,
        last_name=given.get("last_name", "").strip(),
        first_name=given.get("first_name", "").strip(),
        position=given.get("position", "").strip(),
        grants=tuple(grants),
    )


def _page(
    request: HttpRequest,
    username: str | None,
    account: Account,
    *,
    error: PotokError | None = None,
    password: str = "",
) -> HttpResponse:
    row = user_row(username) if username else None
    problems = error.problems if isinstance(error, InvalidDataError) else ()
    context: dict[str, Any] = {
        "title": row.name if row else "Новый пользователь",
        "nav": "settings",
        "crumbs": [Crumb("Пользователи и роли", reverse("settings:users"))],
        "row": row,
        "account": account,
        "roles": _roles(account.grants),
        "workshops": _workshops(account.grants),
        "error": error if not problems else None,
        "faults": [(_ERRORS.get(fault.field, fault.field), fault.expected) for fault in problems],
        "password": password,
        "own": row is not None and row.username == request.user.get_username(),
        "tokens": tokens_of(username) if username else [],
        "events": as_events(user_history(username)) if username else [],
        "hints": (Hint(("Ctrl", "↵"), "сохранить"),),
    }
    return render(request, "potok/settings/user.html", context, status=422 if error else 200)


def _roles(grants: Sequence[Grant]) -> list[tuple[str, str, bool]]:
    held = {grant.role for grant in grants}
    return [(role.value, role.label, role in held) for role in Role if role is not Role.SHOP_HEAD]


def _workshops(grants: Sequence[Grant]) -> list[tuple[str, str, bool]]:
    held = {grant.workshop for grant in grants if grant.role is Role.SHOP_HEAD}
    return [(code, name, code in held) for code, name in options_of("workshops")]


def _row(one: UserRow) -> Row:
    href = reverse("settings:user", args=[one.username])
    words = ", ".join(_grant_words(grant) for grant in one.grants)
    return Row(
        key=one.username,
        href=href,
        tone="" if one.is_active else "past",
        cells={
            "name": link(href, f"{one.last_name} {one.first_name}".strip() or one.username, main=True),
            "username": one.username,
            "position": clipped(one.position),
            "roles": clipped(words) if words else marks.html('<span class="tone-wait">нет ролей</span>'),
            "state": _state(one),
            "last": formats.moment(local(one.last_login)) if one.last_login else _NEVER,
        },
    )


def _grant_words(grant: Grant) -> str:
    return f"{grant.role.label} № {grant.workshop}" if grant.workshop else grant.role.label


def _state(one: UserRow) -> str:
    if not one.is_active:
        return marks.html('<span class="pill pill--cancel">отключён</span>')
    if one.locked:
        return marks.html('<span class="pill pill--bad">заблокирован</span>')
    if one.one_time:
        return marks.html('<span class="pill pill--wait">одноразовый пароль</span>')
    return marks.html('<span class="pill pill--prod">действует</span>')
