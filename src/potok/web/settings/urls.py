"""Addresses of the settings: those of every declared resource are made alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from potok.operations.master_data.registry import RESOURCES
from potok.operations.master_data.resource import Resource
from potok.web.settings import calendar, cards, company, files, index, lists, print_forms, user_files, users

app_name = "settings"


def _pages(resource: Resource) -> list[tuple[str, Callable[..., HttpResponse], str, str]]:
    """Address, view, name and right of the pages of a resource."""
    key, read, change = resource.key, resource.read, resource.command
    listed = calendar.month if key == "calendars" else lists.records
    return [
        (f"{key}/", listed, key, read),
        (f"{key}/-/rows/", lists.rows, f"{key}_rows", read),
        (f"{key}/-/export.xlsx", lists.export, f"{key}_export", read),
        (f"{key}/-/load/", files.load, f"{key}_load", change),
        (f"{key}/-/load/check/", files.check, f"{key}_check", change),
        (f"{key}/-/load/apply/", files.apply, f"{key}_apply", change),
        (f"{key}/-/new/", cards.new, f"{key}_new", change),
        (f"{key}/-/line/", cards.line, f"{key}_line", change),
        (f"{key}/-/save/", cards.save, f"{key}_save", change),
        (f"{key}/<path:key>/remove/", cards.remove, f"{key}_remove", change),
        (f"{key}/<path:key>/", cards.card, f"{key}_card", read),
    ]


def _path(resource: Resource, address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    extra: dict[str, Any] = {} if view is calendar.month else {"resource": resource}
    return path(address, view, extra, name=name)


_OWN: list[tuple[str, Callable[..., HttpResponse], str, str]] = [
    ("", index.index, "index", "read_catalog"),
    ("offers/<str:of>/", cards.offers, "offers", "read_catalog"),
    ("company/", company.company, "company", "read_catalog"),
    ("company/save/", company.save_company, "save_company", "change_settings"),
    ("print-forms/", print_forms.forms_page, "print_forms", "change_settings"),
    ("print-forms/<str:key>/template/", print_forms.download, "print_form_download", "change_settings"),
    ("print-forms/<str:key>/trial/", print_forms.trial, "print_form_trial", "change_settings"),
    ("print-forms/<str:key>/upload/", print_forms.upload, "print_form_upload", "change_settings"),
    ("print-forms/<str:key>/restore/", print_forms.restore, "print_form_restore", "change_settings"),
    ("users/", users.users, "users", "manage_users"),
    ("users/-/new/", users.new_user, "new_user", "manage_users"),
    ("users/-/export.xlsx", user_files.export, "users_export", "manage_users"),
    ("users/-/load/", user_files.load, "users_load", "manage_users"),
    ("users/-/rights/", users.rights, "rights", "manage_users"),
    ("users/<str:username>/", users.user, "user", "manage_users"),
    ("users/<str:username>/reset/", users.reset, "reset", "manage_users"),
    ("users/<str:username>/active/", users.activate, "activate", "manage_users"),
    ("users/<str:username>/unlock/", users.unlock, "unlock", "manage_users"),
    ("users/<str:username>/revoke/", users.revoke, "revoke_token", "manage_users"),
    ("calendars/-/make/", calendar.make, "calendars_make", "edit_calendars"),
    ("calendars/-/make/check/", calendar.check_made, "calendars_check_made", "edit_calendars"),
    ("calendars/-/make/apply/", calendar.apply_made, "calendars_apply_made", "edit_calendars"),
]

urlpatterns = [path(address, view, name=name) for address, view, name, _ in _OWN]
RIGHTS = {name: right for _, _, name, right in _OWN}
for _resource in RESOURCES:
    for _address, _view, _name, _right in _pages(_resource):
        urlpatterns.append(_path(_resource, _address, _view, _name))
        RIGHTS[_name] = _right
