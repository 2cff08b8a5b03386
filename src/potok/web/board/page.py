"""The page «План на доске»: the canvas with its data, the same plan as a table, the list of a phone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads import versions
from potok.operations.planning.reads.agreement import agreement_counts
from potok.operations.planning.reads.board import board as board_data
from potok.operations.planning.reads.live import live_bars
from potok.operations.planning.reads.review import Review, review, shown_plan
from potok.operations.planning.reads.tray import tray
from potok.web.board import figures, lines_table
from potok.web.board.forms import RunForm
from potok.web.board.links import ORDER_PLACE, board_url, order_url, with_plan
from potok.web.components.parts import Hint
from potok.web.shell.person import actor

_COMMANDS = (
    "run_plan",
    "publish_plan",
    "reject_plan",
    "move_line",
    "place_order",
    "pin_line",
    "repair_plan",
    "send_lines",
    "report_stop",
    "correct_dates",
    "check_plan",
)
#: Chips of the tray before «ещё N».
_TRAY_SHOWN = 8
#: Why an order is outside the plan, in a word; the sentence is the tooltip.
_TRAY_WORDS = {"no_known_cover": "нет прихода", "no_capacity": "нет машины", "no_route": "нет маршрута"}
_HINTS = (
    Hint(("Пробел",), "закрепить"),
    Hint(("Alt", "←", "→"), "сдвинуть на смену"),
    Hint(("+", "−"), "масштаб"),
    Hint(("P",), "поставить заказ из лотка", only_list=True),
    Hint(("T",), "сейчас"),
    Hint(("D",), "что изменится"),
    Hint(("L",), "таблицей"),
    Hint(("←", "↑", "→", "↓"), "от полосы к полосе", only_list=True),
    Hint(("Enter",), "карточка заказа", only_list=True),
    Hint(("Shift", "←", "→"), "двигать доску", only_list=True),
    Hint(("PgUp", "PgDn"), "двигать доску на экран", only_list=True),
    Hint(("Home", "End"), "первая и последняя полоса машины", only_list=True),
    Hint(("Ctrl", "колесо"), "масштаб под указателем", only_list=True),
    Hint(("Ctrl", "↵"), "принять план", only_list=True),
)

_TABLE_HINTS = (
    Hint(("↑", "↓"), "строка"),
    Hint(("Enter",), "карточка заказа"),
    Hint(("L",), "доской"),
    Hint(("D",), "что изменится"),
    Hint(("Ctrl", "↵"), "принять план", only_list=True),
)


def asked_number(request: HttpRequest) -> int | None:
    """Number of the version in `?plan=`; nonsense means the plan in force."""
    text = request.GET.get("plan", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def rights(person: Actor) -> dict[str, bool]:
    """Which commands of this page the person may give."""
    return {name: person.may(name) for name in _COMMANDS}


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The board; `?plan=` another version, `?view=table` the table, `?order=` scrolls to an order.

    `?repair=` opens the dialog of a repair after such an event.
    """
    person = actor(request)
    require(person, "read_plan")
    seen = review(asked_number(request))
    may_place = _editable(seen) and person.may("place_order")
    left = [
        {
            **order,
            "href": order_url(order["order_no"]),
            "place_href": with_plan("place", seen.number, order=order["order_no"])
            if may_place and order["op_no"] is not None
            else "",
            "word": _TRAY_WORDS.get(order["reason_code"], "новый"),
            "from_date": dt.date.fromisoformat(order["earliest_start"]) if order["earliest_start"] else None,
        }
        for order in tray(shown_plan(seen.number))
    ]
    as_table = request.GET.get("view") == "table"
    context = {
        "title": "План на доске",
        "nav": "board",
        "rail": True,
        "seen": seen,
        "may": rights(person),
        "versions": versions.version_rows(20),
        "tray": left[:_TRAY_SHOWN],
        "tray_rest": left[_TRAY_SHOWN:],
        "tray_count": len(left),
        "as_table": as_table,
        "table": lines_table.table(request, seen.number) if as_table else None,
        "urls": _urls(seen, person),
        "run_form": RunForm(),
        "changes": changes(seen) if seen.difference else None,
        "hints": _TABLE_HINTS if as_table else _HINTS,
        "hints_end": _verified(seen),
        "repair_url": _asked_repair(request, seen, person),
        **strip_context(seen, person),
    }
    # A run shows what it finds also where there is no plan yet.
    context["has_board"] = not as_table and (seen.head is not None or context["going"])
    return render(request, "potok/board/board.html", context)


@gzip_page
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """Machines, shifts, bars and the tray of a version; with `?run=` only the bars as that run has them."""
    require(actor(request), "read_plan")
    version, run = shown_plan(asked_number(request)), request.GET.get("run", "")
    is_run = run.isascii() and run.isdigit() and len(run) < 10
    answer = JsonResponse(live_bars(version, int(run)) if is_run else board_data(version))
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The next rows of the table."""
    require(actor(request), "read_plan")
    seen = shown_plan(asked_number(request))
    table = lines_table.table(request, seen.number if seen else None)
    return render(request, "potok/board/rows.html", {"table": table})


@require_GET
def by_machine(request: HttpRequest) -> HttpResponse:
    """The plan as a list by machine, for phones; `?machine=` gives all lines of one."""
    require(actor(request), "read_plan")
    seen = shown_plan(asked_number(request))
    chosen = request.GET.get("machine", "")
    context = {"workshops": lines_table.by_machine(seen.number if seen else None, chosen), "plan": seen}
    template = "potok/board/machine_lines.html" if chosen else "potok/board/by_machine.html"
    return render(request, template, context)


@require_GET
def diff(request: HttpRequest) -> HttpResponse:
    """The panel «Что изменится»; `?scope=all` shows all moved orders."""
    person = actor(request)
    require(person, "read_plan")
    seen = review(asked_number(request))
    if seen.difference is None:
        raise Http404
    shown = changes(seen, everything=request.GET.get("scope") == "all")
    context = {"seen": seen, "changes": shown, "may": rights(person)}
    return render(request, "potok/board/diff.html", context)


def strip_context(seen: Review, person: Actor) -> dict[str, Any]:
    """Figures, the going run and the curve, for the page and for its refresh."""
    going = versions.going_run()
    run = going or (seen.run if seen.is_draft else None)
    unsent = None
    if not seen.is_draft and seen.head is not None:
        counts = agreement_counts(workshops=None)
        unsent = sum(counts.values()) - counts["agreed"]
    return {
        "figures": figures.figures(seen, going, unsent),
        "run": run,
        "going": going is not None,
        "curve": figures.curve(run) if run else None,
        "strip_url": with_plan("strip", seen.number, **({"run": str(going["id"])} if going else {})),
        "may": rights(person),
    }


def changes(seen: Review, *, everything: bool = False) -> dict[str, Any]:
    """Changes of a draft in the groups of the panel, urgent first in each."""
    difference = seen.difference
    if difference is None:
        return {}
    kinds = {kind: difference.of_kind(kind) for kind in ("saved", "broken", "added", "removed", "moved")}
    dated = len(kinds["saved"]) + len(kinds["broken"])
    first = seen.base is None
    return {
        "all": len(difference.changes),
        "dated": dated,
        "everything": everything,
        "first": first,
        "victims": {change.order_no for change in seen.victims()},
        "groups": [
            _group("saved", "Успеют в срок", "circle-check", "done", kinds["saved"]),
            _group("broken", "Начнут опаздывать", "triangle-alert", "bad", kinds["broken"]),
            _group("removed", "Уйдут из плана", "circle-x", "bad", kinds["removed"]),
            *(
                [
                    _group("added", "Получат даты", "calendar-days", "accent", kinds["added"]),
                    _group("moved", "Сдвинутся", "arrow-left-right", "wait", kinds["moved"]),
                ]
                if everything
                else []
            ),
        ],
    }


def _group(kind: str, title: str, icon: str, tone: str, found: list[Any]) -> dict[str, Any]:
    return {"kind": kind, "title": title, "icon": icon, "tone": tone, "changes": found}


def _urls(seen: Review, person: Actor) -> dict[str, str]:
    """Addresses for the script; an empty one means that the person may not."""
    number = seen.number
    editable = _editable(seen)
    return {
        "data": with_plan("data", number),
        "order": order_url(ORDER_PLACE),
        "move": with_plan("move", number) if editable and person.may("move_line") else "",
        "place": with_plan("place", number) if editable and person.may("place_order") else "",
        "pin": with_plan("pin", number) if editable and person.may("pin_line") else "",
        "diff": with_plan("diff", number),
        "table": board_url(number, view="table"),
        "board": board_url(number),
        "list": with_plan("by_machine", number),
    }


def _editable(seen: Review) -> bool:
    """Whether work may be moved on the version: what is over stays as it was."""
    return seen.head is not None and seen.head["state"] in {"draft", "published"}


def _asked_repair(request: HttpRequest, seen: Review, person: Actor) -> str:
    """Address of the dialog of the repair that `?repair=` asks for, empty without one."""
    if not (request.GET.get("repair") and _editable(seen) and person.may("repair_plan")):
        return ""
    given = {
        name: request.GET[name] for name in ("order_no", "op_no", "machine", "from") if name in request.GET
    }
    return with_plan("repair", seen.number, kind=request.GET["repair"], **given)


def _verified(seen: Review) -> str:
    """The foot of the page: no version is stored without an empty report of the checker."""
    if seen.head is None or not seen.head["fingerprint"]:
        return ""
    return f"проверено: 0 нарушений · отпечаток плана {seen.head['fingerprint']}"
