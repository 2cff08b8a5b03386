"""Variants from a seed: a page for the student, answers and note for the teacher, sheets for a group."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from potok.documents.learning.sheets import answers_pdf, variants_pdf
from potok.documents.note.heading import Heading
from potok.documents.note.pdf import note_pdf
from potok.learning.answers import note_of, own_answers
from potok.learning.own.making import LARGEST_SEED, MOST_VARIANTS, make, make_group, themes
from potok.methods import method
from potok.notes.inputs.outline import outline
from potok.operations.people.acting import require
from potok.operations.people.rights import roles_for
from potok.web.bench.permalinks import packed
from potok.web.components.downloads import attachment
from potok.web.components.parts import Crumb
from potok.web.learning.frame import answer_text, checked, tabs
from potok.web.shell.person import actor

_PDF = "application/pdf"


class VariantForm(forms.Form):
    """Which variant to open."""

    method = forms.ChoiceField(label="Расчёт", choices=list)
    seed = forms.IntegerField(
        label="Номер варианта",
        min_value=1,
        max_value=LARGEST_SEED,
        initial=1,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # arguments of Django's form
        field = self.fields["method"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(name, method(name).title) for name in themes()]


class SheetForm(VariantForm):
    """A sheet for a group."""

    count = forms.IntegerField(label="Вариантов", min_value=1, max_value=MOST_VARIANTS, initial=25)
    group = forms.CharField(label="Группа", max_length=40, required=False)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Choose a variant or print sheets."""
    person = actor(request)
    require(person, "learn")
    return _listing(
        request, VariantForm(prefix=None), SheetForm(auto_id="sheet_%s"), may_teach=person.may("teach")
    )


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Lead to the variant of the form."""
    person = actor(request)
    require(person, "learn")
    form = VariantForm(request.GET)
    if form.is_valid():
        return redirect("learning:variant", form.cleaned_data["method"], form.cleaned_data["seed"])
    return _listing(request, form, SheetForm(auto_id="sheet_%s"), may_teach=person.may("teach"))


@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The PDF for a group: variants, or their answers for the teacher."""
    person = actor(request)
    require(person, "learn")
    answers = "answers" in request.GET
    if answers:
        require(person, "teach")
    form = SheetForm(request.GET, auto_id="sheet_%s")
    if not form.is_valid():
        return _listing(request, VariantForm(), form, may_teach=person.may("teach"))
    given = form.cleaned_data
    made = make_group(given["method"], given["seed"], given["count"])
    content = (answers_pdf if answers else variants_pdf)(made, group=given["group"])
    name = "Ответы" if answers else "Варианты"
    return attachment(content, name=f"{name} {given['group']}".strip(), ending="pdf", media_type=_PDF)


@require_GET
def variant_page(request: HttpRequest, method_id: str, seed: int) -> HttpResponse:
    """Condition, data and form for the figures; answers for the teacher."""
    person = actor(request)
    require(person, "learn")
    made = make(method_id, seed)
    chosen, run = method(method_id), note_of(made)
    answers = own_answers(made)
    teacher = person.may("teach")
    context = {
        "title": chosen.title,
        "nav": "learning",
        "crumbs": [Crumb("Свои варианты", reverse("learning:variants"))],
        "variant": made,
        "data": outline(run.inputs, chosen.inputs, made.given),
        "answers": answers,
        "right": [(answer.title, answer_text(answer)) for answer in answers] if teacher else [],
        "open_href": f"{reverse('bench:method', args=[method_id])}?d={packed(made.given)}" if teacher else "",
        "next": seed % LARGEST_SEED + 1,
    }
    return render(request, "potok/learning/variant.html", context)


@require_POST
def check_variant(request: HttpRequest, method_id: str, seed: int) -> HttpResponse:
    """Say which figures of a student agree."""
    require(actor(request), "learn")
    checks = checked(own_answers(make(method_id, seed)), request.POST)
    return render(request, "potok/learning/checks.html", {"checks": checks})


@require_GET
def note(request: HttpRequest, method_id: str, seed: int) -> HttpResponse:
    """The whole note of a variant as PDF: for the teacher only."""
    person = actor(request)
    require(person, "teach")
    made = make(method_id, seed)
    heading = Heading(number=f"варианта {seed}", author=person.name)
    content = note_pdf(note_of(made), inputs=method(method_id).inputs, heading=heading)
    return attachment(content, name=f"Решение варианта {seed}", ending="pdf", media_type=_PDF)


def _listing(request: HttpRequest, one: VariantForm, group: SheetForm, *, may_teach: bool) -> HttpResponse:
    context = {
        "title": "Обучение",
        "nav": "learning",
        "tabs": tabs("variants"),
        "one": one,
        "group": group,
        "may_teach": may_teach,
        "teachers": roles_for("teach"),
        "seen": one.is_bound or group.is_bound,
    }
    status = 422 if context["seen"] else 200
    return render(request, "potok/learning/variants.html", context, status=status)
