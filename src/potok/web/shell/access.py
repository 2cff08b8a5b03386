"""Every page asks who is there and whether they may; the API and the health pages have their own ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from potok.errors import PotokError
from potok.operations.people.errors import PasswordMustBeChangedError, SignedOutError
from potok.operations.people.rights import NoRightError, roles_for
from potok.web.shell.errors import asks_for_json, refusal
from potok.web.shell.page_rights import EVERYBODY, STRANGERS, may_open, page_right
from potok.web.shell.person import actor

_OWN_WAYS = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")
#: What a one-time password opens.
_WITH_ONE_TIME_PASSWORD = frozenset({"shell:password", "shell:logout", "shell:login", "shell:session"})


class UndeclaredPageError(PotokError):
    """A page for which nobody has declared a right; data: `page`."""

    code = "undeclared_page"
    template = "Страница {page} закрыта: для неё не объявлено право."
    http_status = 403


class SignedInOnly(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page and shuts pages whose right the person does not have.

    A request of the browser script is answered with problem+json instead of a redirect: the page is still
    open, and so is what was typed on it.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let the person pass, ask for a sign-in, or refuse."""
        if request.path.startswith(_OWN_WAYS):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        right = page_right(name)
        if right == STRANGERS:
            return None
        if not request.user.is_authenticated and asks_for_json(request):
            return refusal(request, SignedOutError())
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        return answer or _asked_for_own_password(request, name) or _refused(request, name, right)


def _asked_for_own_password(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """The way of a person whose password is a one-time one."""
    if not getattr(request.user, "must_change_password", False) or name in _WITH_ONE_TIME_PASSWORD:
        return None
    if asks_for_json(request):
        return refusal(request, PasswordMustBeChangedError())
    return redirect("shell:password")


def _refused(request: HttpRequest, name: str, right: str | None) -> HttpResponseBase | None:
    if right is None:
        return refusal(request, UndeclaredPageError(page=name))
    if right != EVERYBODY and not may_open(actor(request), right):
        return refusal(request, NoRightError(command=right, roles=roles_for(right)))
    return None
