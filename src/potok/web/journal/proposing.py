"""Another volume or date: proposed by the planner, answered by the client department (7.2, T10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.errors import PotokError
from potok.operations.orders.reads.client_tasks import proposals_to_answer
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.reads.volumes import volume_options
from potok.operations.orders.services.proposals import answer_proposal, propose_volume, withdraw_proposal
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.fields import NumberField
from potok.web.journal import dialogs, volumes
from potok.web.journal.conflicts import Conflict
from potok.web.journal.running import Done, act_on_each, act_once
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor

#: Orders of one mass proposal: every one has its own candidates to look at.
_MOST = 20


class TooManyProposalsError(PotokError):
    """Volumes are proposed for a few orders at a time."""

    code = "too_many_proposals"
    template = (
        "Объём предлагается не больше чем {most} заказам за раз: у каждого свои варианты. Выбрано {count}."
    )
    http_status = 422


class ProposalForm(forms.Form):
    """Volume, date and reason for one order."""

    qty_pcs = NumberField(label="Объём", max_digits=12, decimal_places=0)
    due_date = forms.DateField(label="Срок")
    reason = forms.CharField(
        label="Причина",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Клиентский отдел должен знать, почему"},
    )


class ManyForm(forms.Form):
    """One reason and a volume for every order."""

    reason = ProposalForm.base_fields["reason"]

    def __init__(self, *args: Any, rows: tuple[JournalRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = rows
        for row in rows:
            found = [
                option
                for option in volumes.options(volume_options(row.order_no), requested=row.qty_requested_pcs)
                if option.allowed
            ]
            choices = [(row.qty_pcs, f"{formats.pieces(row.qty_pcs)} — не предлагать")]
            choices += [
                (option.qty_pcs, f"{formats.pieces(option.qty_pcs)} — {option.title.lower()}, {option.note}")
                for option in found
                if not option.current
            ]
            best = next((option.qty_pcs for option in found if option.best), row.qty_pcs)
            self.fields[row.order_no] = forms.TypedChoiceField(
                label=f"{row.order_no} · {row.product_name}",
                coerce=int,
                choices=choices,
                initial=best,
            )

    def chosen(self) -> dict[str, int]:
        """New volumes by number, of the orders that get one."""
        return {
            row.order_no: self.cleaned_data[row.order_no]
            for row in self._rows
            if self.cleaned_data[row.order_no] != row.qty_pcs
        }

    def clean(self) -> dict[str, Any]:
        """At least one order gets another volume."""
        found = super().clean() or {}
        if all(found.get(row.order_no, row.qty_pcs) == row.qty_pcs for row in self._rows):
            self.add_error(self._rows[0].order_no, "Выберите другой объём хотя бы одному заказу")
        return found


class AnswerForm(forms.Form):
    """What the client department says to a proposal."""

    answer = forms.CharField(
        label="Ответ", max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Candidates of one order, or the best candidate of each of several."""
    person = actor(request)
    require(person, "propose_volume")
    rows = selected(request).able("propose", person).rows
    if len(rows) == 1:
        row = rows[0]
        return _one(request, row, ProposalForm(initial=_begun(request, row)))
    if len(rows) > _MOST:
        raise TooManyProposalsError(most=_MOST, count=len(rows))
    return dialogs.show(request, "propose_many", rows, form=ManyForm(rows=rows))


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Send the proposal of the dialog to the client department."""
    person, versions = actor(request), read_versions(request)
    require(person, "propose_volume")
    row, form = dialogs.shown_orders(request)[0], ProposalForm(request.POST)
    if not form.is_valid():
        return _one(request, row, form, status=422)
    given = form.cleaned_data

    def act() -> Done:
        proposal = propose_volume(
            person,
            order_no=row.order_no,
            reason=given["reason"],
            qty_pcs=int(given["qty_pcs"]),
            due_date=given["due_date"],
            expected_version=versions[row.order_no],
        )
        text = f"{formats.pieces(proposal.new_qty_pcs)} шт. к {formats.date(proposal.new_due_date)}"
        return Done(f"{row.order_no}: предложение отправлено", text)

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "propose_volume", act),
        lambda conflict: _one(request, row, form, conflict=conflict),
    )


@require_POST
def propose_many(request: HttpRequest) -> HttpResponse:
    """Send the chosen volumes, one proposal an order."""
    person, versions = actor(request), read_versions(request)
    require(person, "propose_volume")
    rows = dialogs.shown_orders(request)
    form = ManyForm(request.POST, rows=rows)
    if not form.is_valid():
        return dialogs.show(request, "propose_many", rows, form=form, status=422)
    wanted = form.chosen()

    def act(number: str) -> object:
        return propose_volume(
            person,
            order_no=number,
            reason=form.cleaned_data["reason"],
            qty_pcs=wanted[number],
            expected_version=versions[number],
        )

    return act_on_each(request, person, "propose_volume", list(wanted), act, title="Предложено")


@require_POST
def ask_answer(request: HttpRequest) -> HttpResponse:
    """The proposal and two answers."""
    person = actor(request)
    require(person, "answer_proposal")
    return _answer_dialog(request, selected(request).rows[0], AnswerForm())


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Accept or refuse the proposal of the dialog."""
    person, versions = actor(request), read_versions(request)
    row, form = dialogs.shown_orders(request)[0], AnswerForm(request.POST)
    accept = request.POST.get("accept") == "1"
    if form.is_valid() and not accept and not form.cleaned_data["answer"].strip():
        form.add_error("answer", "Напишите, почему не подходит")
    if not form.is_valid():
        return _answer_dialog(request, row, form, status=422)

    def act() -> Done:
        done = answer_proposal(
            person,
            order_no=row.order_no,
            accept=accept,
            answer=form.cleaned_data["answer"],
            expected_version=versions[row.order_no],
        )
        if not accept:
            return Done(f"{row.order_no}: предложение отклонено", "Плановик увидит ответ в карточке")
        text = f"{formats.pieces(done.qty_pcs)} шт. к {formats.date(done.due_date)}"
        return Done(f"{row.order_no}: предложение принято", text)

    return dialogs.or_conflict(
        request,
        lambda: act_once(request, person, "answer_proposal", act),
        lambda conflict: _answer_dialog(request, row, form, conflict=conflict),
    )


@require_POST
def ask_withdraw(request: HttpRequest) -> HttpResponse:
    """The question before a proposal is taken back."""
    require(actor(request), "withdraw_proposal")
    return dialogs.show(request, "withdraw", selected(request).rows[:1])


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the proposal back."""
    person, number = actor(request), next(iter(read_versions(request)))

    def act() -> Done:
        withdraw_proposal(person, order_no=number)
        return Done(f"{number}: предложение отозвано")

    return act_once(request, person, "withdraw_proposal", act)


def _begun(request: HttpRequest, row: JournalRow) -> dict[str, Any]:
    """What the form begins with: the option that was clicked, and what was typed before the click."""
    qty = request.POST.get("qty", "")
    return {
        "qty_pcs": Decimal(qty) if qty.isascii() and qty.isdigit() else Decimal(row.qty_pcs),
        "due_date": request.POST.get("due_date") or row.due_date,
        "reason": request.POST.get("reason", ""),
    }


def _one(
    request: HttpRequest,
    row: JournalRow,
    form: ProposalForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    found = volume_options(row.order_no)
    return dialogs.show(
        request,
        "propose",
        [row],
        conflict=conflict,
        status=status,
        form=form,
        options=volumes.options(found, requested=row.qty_requested_pcs),
        limits=volumes.limits(found),
    )


def _answer_dialog(
    request: HttpRequest,
    row: JournalRow,
    form: AnswerForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    return dialogs.show(
        request,
        "answer",
        [row],
        conflict=conflict,
        status=status,
        form=form,
        proposal=next(iter(proposals_to_answer(row.order_no)), None),
    )
