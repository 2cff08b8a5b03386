"""The page «Согласование сроков»: heads of workshops answer lines, the planner sees all answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from potok.errors import PotokError
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads.agreement import AgreementLine, agreement_counts, agreement_lines
from potok.operations.planning.services.agreement import LineKey, answer_lines, send_lines
from potok.web import formats
from potok.web.board.forms import CounterForm, RefusalForm
from potok.web.board.links import board_url, order_url
from potok.web.components import marks
from potok.web.components.parts import Hint, ViewTab
from potok.web.components.table import Column, Layout, Row, Table, clipped, link
from potok.web.components.toasts import toast
from potok.web.shell import navigation
from potok.web.shell.person import actor

_VIEWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "waiting": ("Ждут ответа", ("sent",)),
    "agreed": ("Согласованы", ("agreed",)),
    "objected": ("Отказ, другой срок", ("refused", "countered")),
    "unsent": ("Не отправлены", ("none",)),
    "all": ("Все", ()),
}
_COLUMNS = (
    Column("machine", "Машина", 172, card="detail"),
    Column("shift", "Смена", 84),
    Column("order", "Заказ", 84, required=True, card="number"),
    Column("priority", "!", 36, "center", hint="Приоритет", card="mark"),
    Column("product", "Изделие", None, card="title"),
    Column("operation", "Операция", 92, card="detail"),
    Column("qty", "Кол-во, шт.", 84, "right", card="detail", after="шт."),
    Column("start", "Начало", 96),
    Column("finish", "Окончание", 96, card="cover"),
    Column("due", "Срок", 56),
    Column("slack", "Запас, дн.", 78, "right", card="due", before="запас"),
    Column("state", "Ответ", 230, card="state"),
)
_HINTS = (
    Hint(("↑", "↓"), "строка"),
    Hint(("Пробел",), "выбрать"),
    Hint(("Ctrl", "A"), "выбрать все"),
    Hint(("Ctrl", "↵"), "согласовать"),
    Hint(("Enter",), "открыть карточку"),
)


#: Rows that come at once.
_PAGE = 300


class UnreadSelectionError(PotokError):
    """The selection names a row that this page never made."""

    code = "unread_selection"
    template = "Выбор строк не прочитан: «{key}». Обновите страницу и выберите снова."
    http_status = 422


@navigation.counts("agreement")
def _waiting(request: HttpRequest) -> navigation.Badge | None:
    """Lines that wait for the answer of this person."""
    person = actor(request)
    if not person.may("answer_line"):
        return None
    waiting = agreement_counts(workshops=_workshops(person))["sent"]
    return navigation.Badge(formats.number(waiting), waiting=True) if waiting else None


@require_GET
def agreement(request: HttpRequest) -> HttpResponse:
    """Lines of the own workshops (the planner's: of all), by view."""
    person = actor(request)
    require(person, "read_plan")
    counts = agreement_counts(workshops=_workshops(person))
    view = _view(request, counts)
    context = {
        "title": "Согласование сроков",
        "nav": "agreement",
        "tabs": _tabs(counts, view),
        "table": _table(request, person, view),
        "view": view,
        "counts": counts,
        "may_answer": person.may("answer_line"),
        "may_send": person.may("send_lines") and counts["none"] > 0,
        "hints": _HINTS,
        "hints_rows": True,
    }
    return render(request, "potok/board/agreement.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The next rows of the table."""
    person = actor(request)
    require(person, "read_plan")
    view = _view(request, agreement_counts(workshops=_workshops(person)))
    return render(request, "potok/board/rows.html", {"table": _table(request, person, view)})


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Agree the selected lines."""
    return _answered(request, answer="agreed", word="Согласовано")


@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """The dialog of a refusal, and the refusal itself."""
    form = RefusalForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        return _dialog(request, "refuse", form)
    return _answered(request, answer="refused", word="Отказано", reason=form.cleaned_data["reason"])


@require_POST
def counter(request: HttpRequest) -> HttpResponse:
    """The dialog of another date, and the answer itself."""
    if "start_date" not in request.POST:
        start = local(now()).replace(minute=0, second=0, microsecond=0)
        return _dialog(request, "counter", CounterForm(initial=CounterForm.fields_of("start", start)))
    form = CounterForm(request.POST)
    if not form.is_valid():
        return _dialog(request, "counter", form)
    return _answered(
        request,
        answer="countered",
        word="Предложен другой срок",
        reason=form.cleaned_data["reason"],
        counter_start_at=form.moment("start"),
    )


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Send the lines that no shop head has seen."""
    count = send_lines(actor(request))
    sent = formats.counted(count, "операция", "операции", "операций")
    answer = trigger_client_event(HttpResponse(status=204), "board-changed", {})
    answer = trigger_client_event(answer, "agreement-changed", {})
    return toast(answer, "Отправлено цехам", sent if count else "Новых операций нет.")


def _workshops(person: Actor) -> frozenset[int] | None:
    """Workshops whose lines the person looks at: the own ones of a shop head, all for others."""
    return person.workshops if person.workshops and not person.may("send_lines") else None


def _view(request: HttpRequest, counts: Mapping[str, int]) -> str:
    asked = request.GET.get("view", "")
    if asked in _VIEWS:
        return asked
    return "waiting" if counts["sent"] or not counts["none"] else "all"


def _tabs(counts: Mapping[str, int], current: str) -> list[ViewTab]:
    return [
        ViewTab(
            title,
            f"?view={name}",
            formats.number(sum(counts[state] for state in (states or counts))),
            current=name == current,
        )
        for name, (title, states) in _VIEWS.items()
    ]


def _table(request: HttpRequest, person: Actor, view: str) -> Table:
    lines = agreement_lines(workshops=_workshops(person), states=_VIEWS[view][1])
    text = request.GET.get("start", "")
    start = int(text) if text.isascii() and text.isdigit() else 0
    more = start + _PAGE < len(lines)
    return Table(
        id="agreement",
        label="Операции плана на согласовании",
        columns=_COLUMNS,
        rows=[_row(line, person) for line in lines[start : start + _PAGE]],
        query=request.GET.dict(),
        more_url=f"{reverse('board:agreement_rows')}?view={view}&start={start + _PAGE}" if more else "",
        found=len(lines),
        start=start,
        totals={"pcs": sum((line.qty_pcs for line in lines), start=0)},
        selectable=person.may("answer_line"),
        layout=Layout.from_cookies(request.COOKIES, "agreement"),
    )


def _row(line: AgreementLine, person: Actor) -> Row:
    href = order_url(line.order_no)
    return Row(
        key=_key_of(line),
        href=href,
        tone="bad" if line.agreement in {"refused", "countered"} else "",
        can=("answer",) if _answerable(line, person) else (),
        sums={"pcs": line.qty_pcs},
        label=f"{line.order_no}, {line.op_name}",
        cells={
            "machine": clipped(line.machine_name),
            "shift": _shift(line),
            "order": link(href, line.order_no, main=True) if href else line.order_no,
            "priority": marks.priority_mark(line.priority),
            "product": clipped(line.product),
            "operation": line.op_name or str(line.op_no),
            "qty": formats.pieces(line.qty_pcs),
            "start": marks.moment_mark(line.start_at),
            "finish": _finish(line, person),
            "due": formats.short_date(line.due_date),
            "slack": marks.slack_mark(line.slack_days),
            "state": _state(line, person),
        },
    )


def _finish(line: AgreementLine, person: Actor) -> SafeString:
    """The end; on a phone, which has no selection bar, the whole time and the answers of this one line."""
    context = {
        "start": formats.short_moment(line.start_at),
        "finish": marks.moment_mark(line.finish_at),
        "key": _key_of(line) if _answerable(line, person) else "",
        "agreed": line.agreement == "agreed",
    }
    return SafeString(render_to_string("potok/board/finish_cell.html", context))


def _shift(line: AgreementLine) -> str:
    if line.shift_date is None:
        return formats.NOT_APPLICABLE
    return f"{formats.short_date(line.shift_date)} · {line.shift_no}"


def _state(line: AgreementLine, person: Actor) -> SafeString:
    """The answer as a pill, the way to mend an objection, and what was said, whole in the tooltip."""
    said = []
    if line.counter_start_at is not None:
        said.append(f"с {formats.short_moment(line.counter_start_at)}")
    if line.answer_reason:
        said.append(line.answer_reason)
    note = ", ".join(said)
    who = f"{line.answered_by}, {formats.short_moment(line.answered_at)}" if line.answered_by else ""
    parts = [marks.state_pill("agreement", line.agreement, title=". ".join(filter(None, (note, who))))]
    if line.agreement in {"refused", "countered"} and person.may("repair_plan"):
        parts.append(
            link(_repair_url(line), "Починить", title="Показать, что сдвинется, если операцию перенести")
        )
    if note:
        parts.append(clipped(note, muted=True))
    return SafeString(" ".join(parts))


def _repair_url(line: AgreementLine) -> str:
    """The board with the repair of an objected line: from the shop's own date on, else after its place."""
    possible = line.counter_start_at or line.finish_at
    return board_url(
        None,
        repair="refused",
        order_no=line.order_no,
        op_no=str(line.op_no),
        machine=line.machine,
        **{"from": possible.isoformat(timespec="minutes")},
    )


def _chosen(request: HttpRequest) -> list[LineKey]:
    """The selected lines; with `all` every answerable line of the view in `query`."""
    if not request.POST.get("all"):
        return [_key(text) for text in request.POST.getlist("key")]
    person = actor(request)
    view = QueryDict(request.POST.get("query", "")).get("view", "waiting")
    states = _VIEWS.get(view, _VIEWS["waiting"])[1]
    return [
        LineKey(line.order_no, line.op_no)
        for line in agreement_lines(workshops=_workshops(person), states=states)
        if _answerable(line, person)
    ]


def _key_of(line: AgreementLine) -> str:
    return f"{line.op_no}:{line.order_no}"


def _key(text: str) -> LineKey:
    """The line of a row."""
    op_no, _, order_no = text.partition(":")
    if not op_no.isascii() or not op_no.isdigit() or not order_no:
        raise UnreadSelectionError(key=text)
    return LineKey(order_no, int(op_no))


def _answerable(line: AgreementLine, person: Actor) -> bool:
    return line.agreement != "none" and line.workshop_id in person.workshops


def _answered(request: HttpRequest, *, word: str, **given: Any) -> HttpResponse:
    count = answer_lines(actor(request), keys=_chosen(request), **given)
    answer = trigger_client_event(HttpResponse(status=204), "agreement-changed", {})
    return toast(answer, word, formats.counted(count, "операция", "операции", "операций"))


def _dialog(request: HttpRequest, verb: str, form: Any) -> HttpResponse:  # noqa: ANN401 - one of two forms
    """A question about the selected lines; it carries the selection with it."""
    carried = [(name, value) for name in ("key", "all", "query") for value in request.POST.getlist(name)]
    context = {"form": form, "verb": verb, "carried": carried, "count": len(_chosen(request))}
    return render(request, "potok/board/answer_dialog.html", context, status=422 if form.is_bound else 200)
