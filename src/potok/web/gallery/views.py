"""Pages of the gallery; seen by administrators, and by everybody while debugging."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.errors import PotokError
from potok.operations.people.roles import Role
from potok.web.components.states import KINDS
from potok.web.components.table import Layout, Sort, Table
from potok.web.components.toasts import toast
from potok.web.gallery import orders, samples
from potok.web.gallery.forms import SampleForm
from potok.web.shell.person import actor

_Given = ParamSpec("_Given")
_PAGE = 30
_JOB_STEPS = 5


class SampleError(PotokError):
    """A refused command, to show how errors look."""

    code = "sample_refused"
    template = "Карту провести нельзя: не хватает партии {lot}. Нужно {needed} кг, осталось {left} кг."
    http_status = 409


def for_builders(
    view: Callable[Concatenate[HttpRequest, _Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _Given], HttpResponse]:
    """Refuse everybody but administrators unless debugging."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: _Given.args, **kwargs: _Given.kwargs) -> HttpResponse:
        if not settings.DEBUG and Role.ADMIN not in actor(request).roles:
            raise PermissionDenied("Галерея составных частей открыта администратору.")
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_builders
def gallery(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    form = SampleForm({"qty": "7\u202f280", "due": "28.02.2026", "reason": "urgent"})
    form.full_clean()
    context = {
        "title": "Составные части",
        "kinds": {kind: list(states) for kind, states in KINDS.items()},
        "form": form,
        "facts": samples.FACTS,
        "figures": samples.FIGURES,
        "path": samples.PATH,
        "events": samples.EVENTS,
        "documents": samples.DOCUMENTS,
        "effects": samples.EFFECTS,
        "changed": samples.CONFLICT,
        "problems": samples.PROBLEMS,
        "hints": samples.HINTS,
    }
    return render(request, "potok/gallery/gallery.html", context)


@require_GET
@for_builders
def sample_list(request: HttpRequest) -> HttpResponse:
    """A journal of sample orders."""
    context = {
        "title": "Заказы на производство",
        "table": _table(request, start=0),
        "tabs": samples.view_tabs(),
        "chips": samples.CHIPS,
        "offers": samples.OFFERS,
        "hints": samples.HINTS,
        "hints_rows": True,
    }
    return render(request, "potok/gallery/list.html", context)


@require_GET
@for_builders
def sample_rows(request: HttpRequest) -> HttpResponse:
    """The next keyset page."""
    start = int(request.GET["start"])
    return render(request, "potok/gallery/rows.html", {"table": _table(request, start=start)})


@require_GET
@for_builders
def sample_order(request: HttpRequest, index: int) -> HttpResponse:
    """A card page."""
    order = orders.SampleOrder(index)
    context = {
        "title": order.number,
        "nav": "journal",
        "order": order,
        "facts": samples.FACTS,
        "path": samples.PATH,
        "events": samples.EVENTS,
        "documents": samples.DOCUMENTS,
    }
    return render(request, "potok/gallery/order.html", context)


@require_GET
@for_builders
def sample_look(request: HttpRequest, index: int) -> HttpResponse:
    """Quick look at an order."""
    context = {"order": orders.SampleOrder(index), "events": samples.EVENTS}
    return render(request, "potok/gallery/look.html", context)


@require_GET
@for_builders
def sample_matrix(request: HttpRequest) -> HttpResponse:
    """A pull table."""
    context = {
        "title": "Вытягивающая таблица",
        "matrix": samples.sample_matrix(),
        "chips": samples.CHIPS[1:2],
        "offers": samples.OFFERS,
        "hints": samples.MATRIX_HINTS,
        "hints_end": "Снимок остатков 02.03.2026 14:18",
        "rail": True,
    }
    return render(request, "potok/gallery/matrix.html", context)


@require_GET
@for_builders
def sample_block(request: HttpRequest) -> HttpResponse:
    """An item of the matrix, opened or closed."""
    item = request.GET["item"]
    matrix = samples.sample_matrix(request.GET["open"])
    block = next(block for block in matrix.blocks if block.item.key == item)
    return render(request, "potok/gallery/block.html", {"matrix": matrix, "block": block})


@require_GET
@for_builders
def sample_cell(request: HttpRequest) -> HttpResponse:
    """Where a number of the matrix comes from."""
    return render(request, "potok/gallery/cell.html", {"item": request.GET["item"]})


@require_GET
@for_builders
def sample_filter(request: HttpRequest) -> HttpResponse:
    """Form of a filter inside a menu."""
    return render(request, "potok/gallery/filter.html")


@require_GET
@for_builders
def sample_dialog(request: HttpRequest) -> HttpResponse:
    """A dialog loaded from the server."""
    return render(request, "potok/gallery/dialog.html", {"keys": request.GET.getlist("key")})


@require_POST
@for_builders
def sample_command(request: HttpRequest) -> HttpResponse:
    """A command that succeeds, or is refused with `refuse=1`."""
    if request.POST.get("refuse"):
        raise SampleError(lot="L0028", needed="1\u202f298,5", left="1\u202f240,0")
    count = len(request.POST.getlist("key"))
    return toast(
        HttpResponse(status=204),
        f"Подтверждено заказов: {count}" if count else "Готово",
        "1 в производстве, 2 в ожидании",
        undo=reverse("gallery:command"),
    )


@require_http_methods(["GET", "POST"])
@for_builders
def sample_job(request: HttpRequest) -> HttpResponse:
    """Progress of a sample job: five steps."""
    done = int(request.GET["done"]) + 1
    address = reverse("gallery:job")
    context = {
        "done": done,
        "total": _JOB_STEPS,
        "poll": f"{address}?done={done}",
        "stop": f"{address}?done=9",
    }
    return render(request, "potok/gallery/job.html", context)


def _table(request: HttpRequest, *, start: int) -> Table:
    sort = Sort.parse(request.GET.get("sort", ""), orders.SORTABLE, Sort("number", descending=True))
    query = {key: request.GET[key] for key in request.GET if key != "start"}
    return orders.sample_table(
        sort=sort,
        start=start,
        size=min(int(request.GET.get("size", _PAGE)), _PAGE),
        list_path=reverse("gallery:list"),
        query=query,
        layout=Layout.from_cookies(request.COOKIES, "orders"),
    )
