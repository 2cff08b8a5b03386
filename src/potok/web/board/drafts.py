"""A draft is accepted as it is, computed anew with some orders left in place, or put aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.operations.planning.jobs import defer_run
from potok.operations.planning.reads.review import review
from potok.operations.planning.services import publication, runs
from potok.operations.planning.services.doubts import confirm_plan
from potok.web import formats
from potok.web.board.links import board_url
from potok.web.shell.person import actor

_USUAL_LIMIT_S = 20


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft in force; with orders in `keep` a new run leaves those where they are now."""
    keep = request.POST.getlist("keep")
    if keep:
        return _again(request, number, keep)
    done = publication.publish_plan(actor(request), number=number)
    moved = formats.counted(len(done.moved), "заказ", "заказа", "заказов")
    lost = f" Лишились дат: {len(done.released)}." if done.released else ""
    messages.success(request, f"Действует план {number}. Даты изменились: {moved}.{lost}")
    return HttpResponseClientRedirect(board_url())


@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft aside; the plan in force stays."""
    publication.reject_plan(actor(request), number=number)
    messages.success(request, f"Черновик {number} отклонён. Действующий план не изменился.")
    return HttpResponseClientRedirect(board_url())


@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """The planner has looked at the plan in force and keeps it although master data changed."""
    confirm_plan(actor(request), number=number)
    messages.success(request, f"План {number} отмечен как проверенный.")
    return HttpResponseClientRedirect(board_url())


def _again(request: HttpRequest, number: int, keep: list[str]) -> HttpResponse:
    seen = review(number)
    limit = seen.run["time_limit_s"] if seen.run else _USUAL_LIMIT_S
    kept = formats.counted(len(keep), "заказ", "заказа", "заказов")
    runs.request_run(
        actor(request),
        defer=defer_run,
        time_limit_s=limit,
        title=f"{kept} на месте, после черновика {number}",
        keep_orders=keep,
        beside=number,
    )
    return HttpResponseClientRedirect(board_url(number))
