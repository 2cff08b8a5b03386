"""Runs of the engine from the page: start, progress, stop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from potok.operations.people.acting import require
from potok.operations.planning.jobs import defer_run
from potok.operations.planning.reads import versions
from potok.operations.planning.reads.review import review
from potok.operations.planning.services import runs
from potok.web.board.forms import RunForm
from potok.web.board.links import board_url
from potok.web.board.page import asked_number, strip_context
from potok.web.components.toasts import toast
from potok.web.shell.person import actor


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Queue a run beside the version that is looked at (`?plan=`); the strip then follows it."""
    form = RunForm(request.POST)
    if not form.is_valid():
        return render(request, "potok/board/run_fields.html", {"run_form": form}, status=422)
    runs.request_run(
        actor(request),
        defer=defer_run,
        time_limit_s=form.cleaned_data["time_limit_s"],
        title=form.cleaned_data["title"],
        beside=asked_number(request),
    )
    return HttpResponseClientRefresh()


@require_GET
def strip(request: HttpRequest) -> HttpResponse:
    """The strip anew; when the followed run (`?run=`) is over, the browser goes to its draft."""
    person = actor(request)
    require(person, "read_plan")
    # The strip is read before the run: a run that ends between the two is then seen as ended, while the
    # other way round the strip would stop asking without the browser having been sent to the draft.
    context = strip_context(review(asked_number(request)), person)
    followed = request.GET.get("run", "")
    ended = versions.run_by_id(int(followed)) if followed.isascii() and followed.isdigit() else None
    if ended is not None and ended["plan"] is not None and ended["requested_by"] == person.user_id:
        return HttpResponseClientRedirect(board_url(ended["plan"]))
    answer = render(request, "potok/board/strip.html", context)
    if ended is not None and ended["state"] == "failed":
        return toast(answer, "Расчёт не удался", ended["error"].get("message", ""), tone="bad")
    if ended is not None and ended["plan"] is not None:
        return toast(answer, f"Готов черновик {ended['plan']}", "Он есть в списке версий.")
    return answer


@require_POST
def stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask a run to end with its best plan."""
    person = actor(request)
    runs.request_stop(person, run_id=run_id)
    context = strip_context(review(asked_number(request)), person)
    return render(request, "potok/board/strip.html", context)
