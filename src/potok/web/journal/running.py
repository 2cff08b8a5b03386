"""A command of a dialog acts once however often its form is sent, and tells in a toast what it did."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from potok.errors import PotokError
from potok.operations.people.acting import Actor
from potok.operations.people.errors import IdempotencyKeyMissingError
from potok.operations.people.idempotency import once
from potok.web import formats
from potok.web.components.toasts import toast

#: Event on which lists and cards read themselves anew.
CHANGED = "orders-changed"
_LONGEST_KEY = 60
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did.

    Attributes:
        title: First line of the toast («Подтверждено 3 заказа»).
        text: Second line.
        tone: done | wait | bad.
        href: Page to go to; empty = the page reads itself anew.
    """

    title: str
    text: str = ""
    tone: str = "done"
    href: str = ""


def act_once(request: HttpRequest, person: Actor, name: str, act: Callable[[], Done]) -> HttpResponse:
    """Run a command under the key of its form; sent again it answers the same and does nothing.

    Raises:
        IdempotencyKeyMissingError: The form has no key.
        PotokError: The command is refused; nothing is written and the form may be sent again.
    """
    _, answer = _once(request, person, name, lambda: asdict(act()))
    return answered(request, Done(**answer))


def act_on_each(
    request: HttpRequest,
    person: Actor,
    name: str,
    numbers: Collection[str],
    act: Callable[[str], object],
    *,
    title: str,
) -> HttpResponse:
    """Run a command on orders one by one, each in its own transaction and under a key of its own.

    A refusal does not stop the others; the refusal of a single order is raised.

    Args:
        title: What was done, for the toast («Отменено»).
    """
    done: list[str] = []
    refused: list[PotokError] = []
    for number in numbers:
        try:
            _once(request, person, name, partial(_noted, act, number), part=number)
        except PotokError as error:
            refused.append(error)
        else:
            done.append(number)
    if refused and not done:
        raise refused[0]
    counted = f"{title} {formats.counted(len(done), 'заказ', 'заказа', 'заказов')}"
    if not refused:
        return answered(request, Done(counted, listed(done)))
    reasons = " ".join(error.message for error in refused[:_NAMED])
    return answered(request, Done(counted, f"Не выполнено: {len(refused)}. {reasons}", "wait"))


def answered(request: HttpRequest, done: Done) -> HttpResponse:
    """The answer to the browser script: a toast and a refresh, or another page with the toast on it."""
    if done.href:
        messages.success(request, f"{done.title}. {done.text}" if done.text else done.title)
        return HttpResponseClientRedirect(done.href)
    response = toast(HttpResponse(status=204), done.title, done.text, tone=done.tone)
    return trigger_client_event(response, CHANGED)


def listed(numbers: Collection[str]) -> str:
    """Numbers for a toast: «ЗП-0001, ЗП-0002 и ещё 5»."""
    named = list(numbers)[:_NAMED]
    rest = len(numbers) - len(named)
    text = ", ".join(named)
    return f"{text} и ещё {rest}" if rest > 0 else text


def _once(
    request: HttpRequest, person: Actor, name: str, act: Callable[[], Any], *, part: str = ""
) -> tuple[int, Any]:
    key = request.POST.get("once", "")[:_LONGEST_KEY]
    if not key:
        raise IdempotencyKeyMissingError
    return once(
        person,
        key=f"{key} {part}".strip(),
        name=name,
        request=request.body,
        act=lambda: (200, act()),
    )


def _noted(act: Callable[[str], object], number: str) -> None:
    act(number)
