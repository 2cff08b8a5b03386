"""The company's own templates of print forms."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from ninja import Schema
from pydantic import StringConstraints

from potok.api.fields import Given, Line, Moment
from potok.api.section import Section
from potok.documents.papers.own_templates import (
    LARGEST_BYTES,
    OwnTemplate,
    form_of,
    own_templates,
    restore_template,
    save_template,
    template_of,
)
from potok.operations.people.acting import Actor

section = Section("Печатные формы")


class TemplateOut(Schema):
    """A form and whether the company prints it by its own template."""

    key: str
    code: str
    title: str
    changed_at: Moment | None


class TemplateList(Schema):
    """All forms."""

    forms: list[TemplateOut]


class TemplateIn(Given):
    """A template in the language of Typst."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=LARGEST_BYTES)]


@section.read("", right="change_settings", answer=TemplateList, summary="Печатные формы")
def list_forms(_: Actor) -> dict[str, Any]:
    """Every form with the time when its own template was uploaded."""
    return {"forms": [_row(one) for one in own_templates(settings.POTOK_TEMPLATES)]}


@section.download(
    "/{key}/template", right="change_settings", media_type="text/plain", summary="Шаблон печатной формы"
)
def template(_: Actor, key: Line) -> HttpResponse:
    """The template in use."""
    text = template_of(form_of(key), settings.POTOK_TEMPLATES)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@section.command(
    "/{key}/template", name="change_settings", method="PUT", answer=TemplateOut, summary="Заменить шаблон"
)
def replace(_: Actor, key: Line, given: TemplateIn) -> dict[str, Any]:
    """Use another template from now on, after a trial print."""
    save_template(form_of(key), settings.POTOK_TEMPLATES, given.text.encode())
    return _one(key)


@section.command("/{key}/restore", name="change_settings", answer=TemplateOut, summary="Встроенный шаблон")
def restore(_: Actor, key: Line) -> dict[str, Any]:
    """Use the built-in template again."""
    restore_template(form_of(key), settings.POTOK_TEMPLATES)
    return _one(key)


def _one(key: str) -> dict[str, Any]:
    return next(_row(one) for one in own_templates(settings.POTOK_TEMPLATES) if one.form.key == key)


def _row(one: OwnTemplate) -> dict[str, Any]:
    return {
        "key": one.form.key,
        "code": one.form.code,
        "title": one.form.title,
        "changed_at": one.changed_at,
    }
