"""Pages of project notes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.documents.project.pdf import project_pdf
from potok.documents.project.word import project_docx
from potok.errors import InvalidDataError
from potok.operations.calculations.reads.projects import PAGE, SavedProject, project, projects
from potok.operations.calculations.services.projects import change_project, save_project
from potok.operations.people.acting import require
from potok.web.components.downloads import attachment
from potok.web.components.parts import Crumb
from potok.web.projects.composing import Draft, draft_of, offered, read_draft
from potok.web.shell.person import actor

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All project notes, newest first."""
    person = actor(request)
    require(person, "read_calculations")
    text, before = request.GET.get("q", "").strip().replace("\x00", ""), request.GET.get("before", "")
    rows = projects(text=text, before=int(before) if before.isdecimal() and len(before) < 18 else None)
    context = {
        "title": "Записки",
        "nav": "projects",
        "rows": rows,
        "text": text,
        "next": rows[-1].key if len(rows) == PAGE else None,
        "may_save": person.may("save_project"),
    }
    return render(request, "potok/projects/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Compose a new note."""
    require(actor(request), "save_project")
    if request.method == "GET":
        return _page(request, Draft(), None)
    draft = read_draft(request.POST)
    if "save" not in request.POST:
        return _page(request, draft, None)
    try:
        saved = save_project(actor(request), draft.given())
    except InvalidDataError as error:
        return _page(request, draft, None, error)
    return redirect("projects:compose", saved.number)


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest, number: str) -> HttpResponse:
    """A saved note: read it, change it."""
    require(actor(request), "read_calculations")
    found = project(number.replace("\x00", ""))
    if request.method == "GET":
        return _page(request, draft_of(found), found)
    require(actor(request), "save_project")
    draft = read_draft(request.POST)
    if "save" not in request.POST:
        return _page(request, draft, found)
    opened = request.POST.get("version", "")
    version = int(opened) if opened.isdecimal() and len(opened) < 10 else 0
    try:
        change_project(actor(request), number=found.number, version=version, given=draft.given())
    except InvalidDataError as error:
        return _page(request, draft, found, error)
    return redirect("projects:compose", found.number)


@require_GET
def document(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The note as PDF, shown by the browser, or as DOCX."""
    require(actor(request), "read_calculations")
    found = project(number.replace("\x00", ""))
    if kind == "docx":
        content = project_docx(found.document())
        return attachment(content, name=found.number, ending="docx", media_type=_DOCX)
    if kind != "pdf":
        raise Http404
    content = project_pdf(found.document())
    response = attachment(content, name=found.number, ending="pdf", media_type="application/pdf")
    shown = response.headers["Content-Disposition"].replace("attachment", "inline", 1)
    response.headers["Content-Disposition"] = shown
    return response


def _page(
    request: HttpRequest, draft: Draft, saved: SavedProject | None, error: InvalidDataError | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": saved.title if saved else "Новая записка",
        "nav": "projects",
        "crumbs": [Crumb(saved.number, reverse("projects:compose", args=[saved.number]))] if saved else [],
        "draft": draft,
        "sections": list(enumerate(draft.sections)),
        "last": len(draft.sections) - 1,
        "saved": saved,
        "opened": request.POST.get("version", saved.version if saved else ""),
        "changed": request.method == "POST",
        "offered": offered(),
        "may_save": actor(request).may("save_project"),
        "problems": error.problems if error else (),
    }
    return render(request, "potok/projects/compose.html", context, status=422 if error else 200)
