"""«Применить к маршруту»: times of a saved calculation go into a route, seen before they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError
from potok.operations.calculations.norm_times import NormTime
from potok.operations.calculations.reads.card import calculation
from potok.operations.calculations.reads.routes import RouteOperation, products_with_route, route_operations
from potok.operations.calculations.services.route_times import (
    TakenTime,
    apply_times,
    preview_times,
    times_of,
)
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.toasts import toast
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time of the calculation and the places of the route it may go to.

    Attributes:
        options: Value, Russian name and whether it is chosen.
    """

    place: int
    time: NormTime
    options: tuple[tuple[str, str, bool], ...]


@require_GET
def dialog(request: HttpRequest, number: str) -> HttpResponse:
    """Ask which product and which operations; operations of the same name are chosen already."""
    require(actor(request), "edit_routes")
    saved = calculation(number)
    times = times_of(saved)
    products = products_with_route()
    first = saved.subject_name if saved.subject in ("product", "route") else ""
    product = request.GET.get("product", "") or first or (products[0][0] if products else "")
    operations = route_operations(product)
    context = {
        "saved": saved,
        "products": [(code, name, code == product) for code, name in products],
        "rows": [TimeRow(place, time, _options(time, operations)) for place, time in enumerate(times)],
        "batches": any(operation.in_batches for operation in operations),
    }
    return render(request, "potok/bench/route_dialog.html", context)


def _options(time: NormTime, operations: Sequence[RouteOperation]) -> tuple[tuple[str, str, bool], ...]:
    named = [operation for operation in operations if operation.name.casefold() == time.name.casefold()]
    chosen = named[0].op_no if len(named) == 1 else None
    options = [("", "Не применять", chosen is None)]
    for operation in operations:
        name = f"{operation.op_no} {operation.name}"
        several = len(operation.machines) > 1
        words = f"{name}, все машины" if several else f"{name}, {operation.machines[0]}"
        options.append((str(operation.op_no), words, operation.op_no == chosen))
        if several:
            options += [
                (f"{operation.op_no}|{machine}", f"{name}, только {machine}", False)
                for machine in operation.machines
            ]
    return tuple(options)


@require_POST
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """What the route becomes; faults stand in the same place."""
    person = actor(request)
    require(person, "edit_routes")
    taken = _taken(request.POST)
    context: dict[str, object] = {"begun": bool(taken)}
    if taken:
        try:
            context["change"] = preview_times(
                person,
                number=number,
                product=request.POST.get("product", ""),
                taken=taken,
                whole_batch=_whole_batch(request.POST),
            )
        except InvalidDataError as error:
            context["problems"] = error.problems
    return render(request, "potok/bench/route_preview.html", context)


@require_POST
def apply(request: HttpRequest, number: str) -> HttpResponse:
    """Write what was seen."""
    change = apply_times(
        actor(request),
        number=number,
        product=request.POST.get("product", ""),
        taken=_taken(request.POST),
        whole_batch=_whole_batch(request.POST),
        seen=request.POST.get("seen", ""),
    )
    lines = formats.counted(len(change.changes), "строка", "строки", "строк")
    return toast(
        HttpResponse(status=204),
        f"Маршрут {change.product}: изменено {lines}"
        if change.changes
        else f"Маршрут {change.product} тот же",
        f"В истории маршрута — расчёт {number}. План пересчитает планировщик." if change.changes else "",
    )


def _taken(query: QueryDict) -> list[TakenTime]:
    """Times with an operation chosen; what is no number is an operation that no route has."""
    found = []
    for name in query:
        place, chosen = name.removeprefix("time-"), query.get(name, "")
        if name.startswith("time-") and place.isdecimal() and len(place) < 6 and chosen:
            op_no, _, machine = chosen.partition("|")
            found.append(
                TakenTime(int(place), int(op_no) if op_no.isdecimal() and len(op_no) < 9 else -1, machine)
            )
    return found


def _whole_batch(query: QueryDict) -> bool:
    return query.get("per", "") == "batch"
