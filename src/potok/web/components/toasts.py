"""Toasts: what a command did, told by a header of its answer and shown by the browser script."""

from __future__ import annotations

from django.http import HttpResponse
from django_htmx.http import trigger_client_event


def toast(
    response: HttpResponse, title: str, text: str = "", *, tone: str = "done", undo: str = ""
) -> HttpResponse:
    """Show a toast when the answer arrives.

    Args:
        response: Answer to an htmx request.
        title: What happened («Подтверждено 3 заказа»).
        text: Second line.
        tone: done | wait | bad.
        undo: Address to which «Отменить» posts within 10 s; empty when the command is not reversible.
    """
    details = {"title": title, "text": text, "tone": tone, "undo": undo}
    return trigger_client_event(response, "toast", details)
