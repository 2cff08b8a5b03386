"""The page «Машины и ППР» of a workshop: what works, what stands and why; stop and start."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.people.acting import Actor, require
from potok.operations.people.rights import NoRightError
from potok.operations.shopfloor.reads.lists import WorkshopRow
from potok.operations.shopfloor.reads.machines import (
    MachineEvent,
    MachineNow,
    MachineWork,
    machine_history,
    machines_now,
)
from potok.operations.shopfloor.services.machines import start_machine, stop_machine
from potok.web import formats
from potok.web.components import marks
from potok.web.components.parts import Event, Fact
from potok.web.listing.panels import Done, Panel, command_panel
from potok.web.pull_table.links import order_link
from potok.web.shell.person import actor
from potok.web.shift.forms import StartMachineForm, StopMachineForm
from potok.web.shift.places import chosen_workshop, shown_workshops

_FORM = ["GET", "POST"]
_ICONS = {"stopped": "circle-pause", "started": "play"}
_SHOWN_PAUSES = 3


@require_GET
def machines(request: HttpRequest) -> HttpResponse:
    """All machines of a workshop."""
    person = actor(request)
    require(person, "read_shop")
    place = chosen_workshop(person, request.GET)
    found = machines_now(place.code)
    context = {
        "title": "Машины и ППР",
        "nav": "machines",
        "place": place,
        "workshops": shown_workshops(person),
        "machines": [_shown(row) for row in found],
        "facts": _facts(found),
        "may": _may(person, place),
    }
    return render(request, "potok/shift/machines.html", context)


@require_GET
def machine(request: HttpRequest, code: str) -> HttpResponse:
    """A machine in the side panel: its coming pauses and its history."""
    require(actor(request), "read_shop")
    place, row = _found(request, code)
    context = {
        "row": row,
        "shown": _shown(row),
        "place": place,
        "pauses": row.pauses,
        "events": [_event(event) for event in machine_history(code)],
        "may": _may(actor(request), place),
    }
    return render(request, "potok/shift/machine.html", context)


@require_http_methods(_FORM)
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """A machine stands from now on."""
    place, row = _found(request, code)
    require(actor(request), "set_machine_status", workshop_id=place.id)

    def act(values: dict[str, Any]) -> Done:
        until = StopMachineForm.moment_of(values, "until") if values["until_date"] else None
        found = stop_machine(
            actor(request), machine=code, kind=values["kind"], reason=values["reason"], until=until
        )
        words = [f"{row.name}: остановлена."]
        if found.stopped:
            words.append(f"В простой ушли {', '.join(order_no for order_no, _ in found.stopped)}.")
        if found.hit:
            hit = formats.counted(len(found.hit), "операцию", "операции", "операций")
            words.append(f"Задевает {hit} плана: нужен новый расчёт.")
        others = [
            f"{order_no}: {', '.join(codes)}" for order_no, codes in found.alternatives.items() if codes
        ]
        if others:
            words.append(f"Другие машины — {'; '.join(others)}.")
        return Done(" ".join(words), warns=bool(found.hit or found.stopped))

    panel = Panel("Остановить машину", "Остановить", row.name, "circle-pause", danger=True)
    return command_panel(
        request, right="set_machine_status", panel=panel, form=StopMachineForm, act=act,
        initial={"kind": "breakdown"},
    )  # fmt: skip


@require_http_methods(_FORM)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """A machine that stood may work again."""
    place, row = _found(request, code)
    require(actor(request), "set_machine_status", workshop_id=place.id)

    def act(values: dict[str, Any]) -> Done:
        found = start_machine(actor(request), machine=code, reason=values["reason"])
        words = f"{row.name}: может работать."
        if found.waiting:
            orders = ", ".join(order_no for order_no, _ in found.waiting)
            words += f" В простое ещё {orders}: продолжите их в сменном задании."
        return Done(words, warns=bool(found.waiting))

    panel = Panel("Пустить машину", "Пустить", row.name, "play")
    return command_panel(request, right="set_machine_status", panel=panel, form=StartMachineForm, act=act)


def _found(request: HttpRequest, code: str) -> tuple[WorkshopRow, MachineNow]:
    """The machine and its workshop, whichever it is."""
    for place in shown_workshops(actor(request)):
        for row in machines_now(place.code):
            if row.code == code:
                return place, row
    raise Http404(f"Машины {code} нет.")


def _may(person: Actor, place: WorkshopRow) -> bool:
    try:
        require(person, "set_machine_status", workshop_id=place.id)
    except NoRightError:
        return False
    return True


def _shown(row: MachineNow) -> dict[str, Any]:
    return {
        "row": row,
        "status": marks.state_pill("machine", row.status),
        "href": reverse("shift:machine", args=[row.code]),
        "works": [_work(work) for work in row.works],
        "next": _work(row.next_work) if row.next_work else None,
        "pauses": row.pauses[:_SHOWN_PAUSES],
        "more_pauses": max(0, len(row.pauses) - _SHOWN_PAUSES),
    }


def _work(work: MachineWork) -> dict[str, Any]:
    return {"work": work, "order": order_link(work.order_no), "state": marks.state_mark("run", work.state)}


def _facts(rows: tuple[MachineNow, ...]) -> list[Fact]:
    counts = {state: sum(row.status == state for row in rows) for state in ("working", "repair", "broken")}
    busy = sum(any(work.state == "running" for work in row.works) for row in rows)
    return [
        Fact("Машин", formats.number(len(rows))),
        Fact("Готовы к работе", formats.number(counts["working"]), f"заняты {formats.number(busy)}"),
        Fact("В ремонте", formats.number(counts["repair"]), tone="wait" if counts["repair"] else ""),
        Fact("Поломка", formats.number(counts["broken"]), tone="bad" if counts["broken"] else ""),
    ]


def _event(event: MachineEvent) -> Event:
    text = event.text.partition(": ")[2] or event.text
    return Event(text=text, at=event.at, who=event.who, icon=_ICONS.get(event.kind, "pencil"), why=event.why)
