"""The page «Уведомления» and the panel of the bell."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from potok.operations.notices.reads import Notice, NoticeGroup, notices_of, waiting_count
from potok.operations.notices.registry import MOST_OF_A_SOURCE
from potok.operations.notices.services import dismiss_notices, restore_notice
from potok.web.notices.links import href_of
from potok.web.shell import navigation
from potok.web.shell.errors import asks_for_json
from potok.web.shell.navigation import Badge
from potok.web.shell.person import actor

_IN_PANEL = 6


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as drawn."""

    notice: Notice
    href: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A source as drawn.

    Attributes:
        waiting: Notices in sight.
        aside: Notices put aside.
        left: How many more wait than are shown; in words, because the source may know only «more».
    """

    group: NoticeGroup
    waiting: tuple[ShownNotice, ...]
    aside: tuple[ShownNotice, ...]
    left: str


@navigation.counts("bell")
def bell(request: HttpRequest) -> Badge | None:
    """Number of notices that wait."""
    count, more = waiting_count(actor(request))
    return Badge(f"{count}+" if more else str(count), waiting=True) if count else None


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The page: all that waits, by source, and what was put aside."""
    shown = _shown(request)
    context = {
        "title": "Уведомления",
        "groups": [group for group in shown if group.waiting],
        "aside": [one for group in shown for one in group.aside],
        "count": sum(len(group.waiting) for group in shown),
    }
    return render(request, "potok/notices/notices.html", context)


@require_GET
def panel(request: HttpRequest) -> HttpResponse:
    """What opens under the bell: the first notices of every source."""
    groups = [group for group in _shown(request, most=_IN_PANEL) if group.waiting]
    context = {"groups": groups, "count": sum(len(group.group.waiting) for group in groups)}
    return render(request, "potok/notices/panel.html", context)


@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Put one notice aside, or all that wait."""
    keys = None if request.POST.get("all") else request.POST.getlist("key")
    dismiss_notices(actor(request), keys=keys)
    return _again(request)


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Take a notice up again."""
    restore_notice(actor(request), key=request.POST.get("key", ""))
    return _again(request)


def _again(request: HttpRequest) -> HttpResponse:
    if asks_for_json(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("notices:list")


def _shown(request: HttpRequest, *, most: int = MOST_OF_A_SOURCE) -> list[ShownGroup]:
    return [_group(group, most) for group in notices_of(actor(request))]


def _group(group: NoticeGroup, most: int) -> ShownGroup:
    waiting = group.waiting
    hidden = len(waiting) - most
    left = ""
    if hidden > 0:
        left = f"ещё {hidden}{'+' if group.more else ''}"
    elif group.more:
        left = f"показаны первые {MOST_OF_A_SOURCE}, остальные — в разделе"
    return ShownGroup(
        group,
        tuple(_notice(one) for one in waiting[:most]),
        tuple(_notice(one) for one in group.notices if one.dismissed),
        left,
    )


def _notice(one: Notice) -> ShownNotice:
    return ShownNotice(one, href_of(one.need.subject))
