"""Every page asks who is there; the API and the health pages have their own ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

_OWN_WAYS = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")


class SignedInOnly(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let the person pass or ask for a sign-in."""
        if request.path.startswith(_OWN_WAYS):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
