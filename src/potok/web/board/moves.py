"""Bars moved and pinned by hand: a preview with the victims first, then a draft or a correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from potok.errors import PotokError
from potok.operations.catalog.clock import local
from potok.operations.planning.diff import OrderChange
from potok.operations.planning.reads.moves import MovedLine, moved_line
from potok.operations.planning.services.corrections import correct_dates
from potok.operations.planning.services.moving import Move, move_line, pin_line, preview_move
from potok.operations.planning.services.undoing import undo_change
from potok.web import formats
from potok.web.board.forms import CorrectionForm, MoveForm
from potok.web.board.links import board_url, order_url
from potok.web.board.page import asked_number
from potok.web.components.toasts import toast
from potok.web.shell.person import actor


class UnreadMoveError(PotokError):
    """The script sent a move that makes no sense."""

    code = "unread_move"
    template = "Перенос не прочитан: {why}. Обновите страницу и повторите."
    http_status = 422


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The panel: where the operation would stand, what the checker says, which orders give way."""
    move = _move(request)
    person = actor(request)
    line = moved_line(asked_number(request), move)
    found = preview_move(person, number=line.number, move=move)
    context = {
        "line": line,
        "move": move,
        "wanted": local(move.start_at),
        "found": found,
        "groups": groups_of(found.changes),
        "correction": CorrectionForm() if _correctable(line) and person.may("correct_dates") else None,
        "order_href": order_url(move.order_no),
    }
    return render(request, "potok/board/move_panel.html", context)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Save the move as a draft and show it."""
    move = _move(request)
    line = moved_line(asked_number(request), move)
    draft = move_line(actor(request), number=line.number, move=move)
    messages.success(request, f"{move.order_no}: перенос записан в черновик {draft.number}.")
    return HttpResponseClientRedirect(board_url(draft.number, order=move.order_no))


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take back the last change by hand: the draft before it, or the plan in force."""
    before = undo_change(actor(request), number=number)
    if before is None:
        messages.success(request, f"Черновик {number} отложен: это была первая правка.")
        return HttpResponseClientRedirect(board_url())
    messages.success(request, f"Последняя правка отменена, её нет в черновике {before.number}.")
    return HttpResponseClientRedirect(board_url(before.number))


@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Put the changed dates in force at once, with their reason."""
    move = _move(request)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        raise UnreadMoveError(why="причина не выбрана")
    done = correct_dates(
        actor(request),
        order_no=move.order_no,
        launch_at=move.start_at,
        reason_code=form.cleaned_data["reason_code"],
        text=form.cleaned_data["text"],
    )
    moved = formats.counted(len(done.moved), "заказ", "заказа", "заказов")
    messages.success(request, f"Действует план {done.number}. Сроки изменились: {moved}.")
    return HttpResponseClientRedirect(board_url(order=move.order_no))


@require_POST
def pin(request: HttpRequest) -> HttpResponse:
    """Hold an operation in its place or let it go."""
    number = asked_number(request)
    op_no = request.POST.get("op_no", "")
    if number is None or not op_no.isascii() or not op_no.isdigit():
        raise UnreadMoveError(why="не назван план или операция")
    order_no, pinned = request.POST.get("order_no", ""), bool(request.POST.get("pinned"))
    pin_line(actor(request), number=number, order_no=order_no, op_no=int(op_no), pinned=pinned)
    answer = trigger_client_event(HttpResponse(status=204), "board-changed", {})
    return toast(answer, f"{order_no}: {'закреплён, расчёт его не двигает' if pinned else 'откреплён'}")


def _move(request: HttpRequest) -> Move:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise UnreadMoveError(why=", ".join(form.errors))
    given = form.cleaned_data
    return Move(given["order_no"], given["op_no"], given["machine"], given["start_at"])


def _correctable(line: MovedLine) -> bool:
    """Dates are corrected by the start of the first operation on its own machine, in the plan in force."""
    return line.published and line.first and line.old_machine == line.new_machine


def groups_of(changes: Iterable[OrderChange]) -> list[dict[str, Any]]:
    """Orders by what happens to them, the worst first."""
    changes = tuple(changes)
    titles = (
        ("removed", "Уйдут из плана", "circle-x", "bad"),
        ("broken", "Начнут опаздывать", "triangle-alert", "bad"),
        ("saved", "Успеют в срок", "circle-check", "done"),
        ("added", "Встанут в план", "calendar-days", "accent"),
        ("moved", "Сдвинутся", "arrow-left-right", "wait"),
    )
    groups = []
    for kind, title, icon, tone in titles:
        found = [change for change in changes if change.kind == kind]
        if found:
            groups.append({"title": title, "icon": icon, "tone": tone, "changes": found})
    return groups
