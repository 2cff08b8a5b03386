"""A command in the side panel: its form, sent once however often, and the page anew with what was done."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseClientRedirect

from potok.operations.people.acting import require
from potok.operations.people.errors import IdempotencyKeyMissingError
from potok.operations.people.idempotency import once
from potok.web.shell.person import actor

_LONGEST_KEY = 60
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - name of a field


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did.

    Attributes:
        words: For the message on the page that follows.
        href: Page to go to; empty = the same page anew.
        warns: The message tells of something that needs attention.
    """

    words: str
    href: str = ""
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """How a command asks.

    Attributes:
        title: Verb and object («Принять приход»).
        over: Small line above it.
        verb: On the button.
        icon: On the button.
        danger: Red text: what cannot be taken back.
        template: Of the form's body; the default lists the fields.
    """

    title: str
    verb: str
    over: str = ""
    icon: str = "check"
    danger: bool = False
    template: str = "potok/listing/fields.html"


def command_panel(
    request: HttpRequest,
    *,
    right: str,
    panel: Panel,
    form: Callable[..., forms.Form],
    act: Callable[[dict[str, Any]], Done],
    initial: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form (GET) or carry the command out (POST).

    Args:
        right: The command in the table of rights.
        form: Class of the form, or what makes one of the same arguments.
        act: Carries it out with the cleaned values; a refusal is shown beside the form, nothing is written.
        context: More values for the template of the body.
    """
    require(actor(request), right)
    if request.method != "POST":
        return _shown(request, panel, form(initial=dict(initial or {})), context)
    filled = form(request.POST)
    if not filled.is_valid():
        return _shown(request, panel, filled, context, status=422)
    return run_once(request, right, lambda: act(filled.cleaned_data))


def run_once(request: HttpRequest, right: str, act: Callable[[], Done]) -> HttpResponse:
    """Run a command under the key of its form; sent again it answers the same and does nothing.

    Raises:
        IdempotencyKeyMissingError: The form has no key.
    """
    key = request.POST.get("once", "")[:_LONGEST_KEY]
    if not key:
        raise IdempotencyKeyMissingError
    _, answer = once(
        actor(request), key=key, name=right, request=_typed(request), act=lambda: (200, asdict(act()))
    )
    return answered(request, Done(**answer))


def _typed(request: HttpRequest) -> bytes:
    """What was sent: the same form sent again with other values is another command."""
    return repr(
        [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name != _TOKEN]
    ).encode()


def answered(request: HttpRequest, done: Done) -> HttpResponse:
    """The page anew, or another one, with the message on it."""
    (messages.warning if done.warns else messages.success)(request, done.words)
    if done.href:
        return HttpResponseClientRedirect(done.href)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def fresh_key() -> str:
    """A key for a form that is shown now."""
    return uuid.uuid4().hex


def _shown(
    request: HttpRequest,
    panel: Panel,
    form: forms.Form,
    context: Mapping[str, Any] | None,
    *,
    status: int = 200,
) -> HttpResponse:
    values = {
        "panel": panel,
        "form": form,
        "action": request.get_full_path(),
        "once": request.POST.get("once") or fresh_key(),
        **(context or {}),
    }
    whole = "potok/listing/panel.html" if status == 200 else "potok/listing/form.html"
    return HttpResponse(render_to_string(whole, values, request), status=status)
