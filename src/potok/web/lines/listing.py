"""The list of lines; a new line, its description, the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import PotokError
from potok.lines.kinds import KINDS, installed
from potok.operations.lines.reads.card import line_card
from potok.operations.lines.reads.listing import PAGE, lines, products, workshops
from potok.operations.lines.services.lines import LineGiven, archive_line, change_line, create_line
from potok.operations.people.acting import require
from potok.web.shell.person import actor

_FIELDS = {"Код": "code", "Название": "title", "Вид линии": "kind", "Изделие": "item", "Цех": "workshop"}


class LineForm(forms.Form):
    """How a line is called and what it is linked to."""

    title = forms.CharField(label="Название", max_length=200)
    item = forms.ChoiceField(label="Изделие", required=False)
    workshop = forms.ChoiceField(label="Цех", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("item", [("", "Без изделия")], products())
        self._offer("workshop", [("", "Без цеха")], workshops())

    def _offer(self, name: str, first: list[tuple[str, str]], found: tuple[tuple[str, str], ...]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared above
        chosen.choices = [*first, *((code, f"{title} · {code}") for code, title in found)]

    def given(self) -> LineGiven:
        """The checked values."""
        return LineGiven(*(self.cleaned_data[name] for name in ("title", "item", "workshop")))


class NewLineForm(LineForm):
    """A new line: its code and kind stay for ever."""

    code = forms.CharField(label="Код", max_length=40)
    kind = forms.ChoiceField(label="Вид линии")
    field_order = ("code", "title", "kind", "item", "workshop")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 - declared above
        kinds.choices = [(kind.id, kind.title) for kind in KINDS.values() if installed(kind.id)]


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Lines in use, or those of the archive (`?archived=1`)."""
    person = actor(request)
    require(person, "read_lines")
    query = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in ("q", "kind", "after")}
    archived = request.GET.get("archived", "") == "1"
    rows = lines(text=query["q"], kind=query["kind"], archived=archived, after=query["after"])
    context = {
        "title": "Линии",
        "nav": "lines",
        "rows": rows,
        "text": query["q"],
        "kind": query["kind"],
        "kinds": [(kind.id, kind.title) for kind in KINDS.values() if installed(kind.id)],
        "archived": archived,
        "next": rows[-1].code if len(rows) == PAGE else None,
        "may_edit": person.may("edit_lines"),
    }
    return render(request, "potok/lines/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Describe a new line; its input comes next."""
    person = actor(request)
    require(person, "edit_lines")
    form = NewLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_line(
                person, code=form.cleaned_data["code"], kind=form.cleaned_data["kind"], given=form.given()
            )
        except PotokError as error:
            add_faults(form, error)
        else:
            return redirect("lines:given", made.code)
    status = 422 if form.errors else 200
    context = {"title": "Новая линия", "nav": "lines", "form": form}
    return render(request, "potok/lines/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """The dialog «Описание линии»: title, product, workshop, archive."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    initial = {"title": card.title, "item": card.item, "workshop": card.workshop}
    form = LineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_line(person, code=code, revision=_revision(request), given=form.given())
        except PotokError as error:
            add_faults(form, error)
        else:
            messages.success(request, f"Линия {code}: описание изменено.")
            return HttpResponseClientRedirect(reverse("lines:line", args=[code]))
    template = "potok/lines/settings_form.html" if request.method == "POST" else "potok/lines/settings.html"
    return render(request, template, {"card": card, "form": form}, status=422 if form.errors else 200)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Into the archive, or back (`back=1`)."""
    archived = request.POST.get("back", "") != "1"
    archive_line(actor(request), code=code, revision=_revision(request), archived=archived)
    messages.success(request, f"Линия {code} {'в архиве' if archived else 'снова в работе'}.")
    return HttpResponseClientRedirect(reverse("lines:line", args=[code]))


def add_faults(form: forms.Form, error: PotokError) -> None:
    """A refusal at the fields that it names, else above the form."""
    for problem in error.problems:
        name = _FIELDS.get(problem.field)
        form.add_error(name if name in form.fields else None, f"Ожидается: {problem.expected}.")
    if not error.problems:
        form.add_error(None, error.message)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
