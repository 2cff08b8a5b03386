"""Print forms: the company takes a template, changes it, tries it and uses it, or goes back to ours."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from potok.documents.papers.own_templates import (
    example_pdf,
    form_of,
    own_templates,
    restore_template,
    save_template,
    template_of,
)
from potok.documents.papers.printing import TemplateBrokenError
from potok.operations.people.acting import require
from potok.web.components.downloads import attachment, shown
from potok.web.shell.person import actor


@require_GET
def forms_page(request: HttpRequest) -> HttpResponse:
    """All forms with the template each uses."""
    require(actor(request), "change_settings")
    rows = [
        (one.form, timezone.localtime(one.changed_at) if one.changed_at else None)
        for one in own_templates(settings.POTOK_TEMPLATES)
    ]
    context = {
        "title": "Печатные формы",
        "nav": "settings",
        "rows": rows,
    }
    return render(request, "potok/settings/print_forms.html", context)


@require_GET
def download(request: HttpRequest, key: str) -> HttpResponse:
    """The template in use."""
    require(actor(request), "change_settings")
    form = form_of(key)
    content = template_of(form, settings.POTOK_TEMPLATES).encode()
    return attachment(content, name=f"Шаблон {form.code}", ending="typ", media_type="text/plain")


@require_GET
def trial(request: HttpRequest, key: str) -> HttpResponse:
    """The form with example data, by the template in use."""
    require(actor(request), "change_settings")
    form = form_of(key)
    template = template_of(form, settings.POTOK_TEMPLATES)
    return shown(example_pdf(form, template=template), name=f"Образец {form.code}")


@require_POST
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Use another template when its trial print succeeds."""
    require(actor(request), "change_settings")
    form, file = form_of(key), request.FILES.get("template")
    if file is None:
        messages.error(request, f"Выберите файл шаблона формы {form.code} (.typ).")
        return redirect("settings:print_forms")
    try:
        save_template(form, settings.POTOK_TEMPLATES, file.read())
    except TemplateBrokenError as error:
        messages.error(request, f"{error.message} Используется прежний шаблон.")
    else:
        messages.success(request, f"Шаблон формы {form.code} проверен пробной печатью и заменён.")
    return redirect("settings:print_forms")


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Use the built-in template again."""
    require(actor(request), "change_settings")
    form = form_of(key)
    if restore_template(form, settings.POTOK_TEMPLATES):
        messages.success(request, f"Форма {form.code} снова печатается по встроенному шаблону.")
    return redirect("settings:print_forms")
