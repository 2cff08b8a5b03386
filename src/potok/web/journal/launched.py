"""What becomes of a launched order: divided, stopped no more, closed short, its launch taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.people.acting import Actor, require
from potok.operations.shopfloor.services.closing import close_short, order_shortfall
from potok.operations.shopfloor.services.dividing import split_launched
from potok.operations.shopfloor.services.holds import resume_order
from potok.operations.shopfloor.services.launching import revoke_launch
from potok.web import formats
from potok.web.components.fields import NumberField
from potok.web.journal import dialogs
from potok.web.journal.ending import ReasonForm
from potok.web.journal.running import Done, act_once
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor


class _SplitForm(ReasonForm):
    kept_pcs = NumberField(
        label="Оставить в заказе, шт.",
        min_value=1,
        max_digits=12,
        decimal_places=0,
        required=False,
        help_text="Пусто — столько, сколько сделано",
    )


class _ShortForm(ReasonForm):
    with_remainder = forms.BooleanField(label="Завести заказ на недостающее", required=False)


class _NoteForm(forms.Form):
    reason = forms.CharField(label="Примечание", max_length=250, required=False)


@dataclass(frozen=True, slots=True)
class _Act:
    """A command on a launched order, as its dialog shows it.

    Attributes:
        right: The command.
        text: What will happen.
        do: Gives the command: person, order, fields of the form, expected version.
    """

    right: str
    title: str
    text: str
    verb: str
    form: type[forms.Form]
    do: Callable[[Actor, str, Mapping[str, Any], int], Done]


def _split(person: Actor, number: str, given: Mapping[str, Any], version: int) -> Done:
    kept = given["kept_pcs"]
    made = split_launched(
        person,
        order_no=number,
        reason=given["reason"],
        kept_pcs=None if kept is None else int(kept),
        expected_version=version,
    )
    waits = made.child_status == "waiting_shortage"
    text = f"{made.child}: {formats.pieces(made.child_pcs)} шт." + (", ждёт сырья" if waits else "")
    return Done(f"{number}: осталось {formats.pieces(made.kept_pcs)} шт.", text, "wait" if waits else "done")


def _resume(person: Actor, number: str, given: Mapping[str, Any], version: int) -> Done:  # noqa: ARG001 - alike
    replaced = resume_order(person, order_no=number, note=given["reason"])
    return Done(f"{number}: остановка снята", f"Взамен: {', '.join(replaced)}" if replaced else "")


def _close(person: Actor, number: str, given: Mapping[str, Any], version: int) -> Done:
    closed = close_short(
        person,
        order_no=number,
        reason=given["reason"],
        with_remainder=given["with_remainder"],
        expected_version=version,
    )
    rest = f"Заказ на остаток: {closed.remainder}" if closed.remainder else ""
    return Done(f"{number} закрыт, не хватает {formats.pieces(closed.shortfall_pcs)} шт.", rest)


def _shortfall(person: Actor, number: str, given: Mapping[str, Any], version: int) -> Done:  # noqa: ARG001 - alike
    return Done(f"Создан {order_shortfall(person, order_no=number, expected_version=version)}")


def _revoke(person: Actor, number: str, given: Mapping[str, Any], version: int) -> Done:  # noqa: ARG001 - alike
    lost = revoke_launch(person, order_no=number, reason=given["reason"])
    return Done(f"{number}: запуск отменён", "Сырья больше не хватает" if lost else "")


#: By the word of the address.
ACTS: Mapping[str, _Act] = MappingProxyType(
    {
        "split_launched": _Act(
            "split_launched",
            "Разделить по выпуску",
            "В заказе останется сделанное, остальное станет новым заказом со своим сырьём и планом.",
            "Разделить",
            _SplitForm,
            _split,
        ),
        "resume": _Act(
            "resume_order",
            "Снять остановку ОТК",
            "Потерянные партии заменятся свободными; если их не хватает, остановка останется.",
            "Снять остановку",
            _NoteForm,
            _resume,
        ),
        "close_short": _Act(
            "close_short",
            "Закрыть с недовыпуском",
            "Заказ станет «Выполнен» с тем, что проведено; неизрасходованный резерв освободится.",
            "Закрыть",
            _ShortForm,
            _close,
        ),
        "shortfall": _Act(
            "close_short",
            "Заказать недовыпуск",
            "Недостающее станет новым заказом того же клиента.",
            "Создать заказ",
            forms.Form,
            _shortfall,
        ),
        "revoke": _Act(
            "revoke_launch",
            "Отменить запуск",
            "Так отменяется запуск, по которому ничего не сделано: заказ планируется заново.",
            "Отменить запуск",
            ReasonForm,
            _revoke,
        ),
    }
)


@require_POST
def ask(request: HttpRequest, act: str) -> HttpResponse:
    """The dialog of a command."""
    one = ACTS[act]
    require(actor(request), one.right)
    return _dialog(request, act, one.form(), selected(request).rows[:1])


@require_POST
def give(request: HttpRequest, act: str) -> HttpResponse:
    """Give the command of the dialog."""
    one, person = ACTS[act], actor(request)
    require(person, one.right)
    form, versions = one.form(request.POST), read_versions(request)
    if not form.is_valid():
        return _dialog(request, act, form, dialogs.shown_orders(request), status=422)
    number = next(iter(versions))

    def do() -> Done:
        return one.do(person, number, form.cleaned_data, versions[number])

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, one.right, do),
        lambda conflict: _dialog(request, act, form, dialogs.shown_orders(request), conflict=conflict),
    )


def _dialog(
    request: HttpRequest, act: str, form: forms.Form, rows: Sequence[JournalRow], **more: Any
) -> HttpResponse:
    return dialogs.show(request, "launched", rows, form=form, act=ACTS[act], post=f"journal:{act}", **more)
