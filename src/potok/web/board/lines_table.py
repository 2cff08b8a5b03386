"""The lines of a plan as a table, the accessible twin of the canvas, and as a list by machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from potok.operations.catalog.clock import local, now
from potok.operations.planning.reads.board import plan_lines
from potok.operations.planning.reads.review import shown_plan
from potok.web import formats
from potok.web.board.links import order_url, with_plan
from potok.web.components import marks
from potok.web.components.table import Column, Layout, Row, Sort, Table, clipped, link

_PAGE = 200
#: Lines of a machine on a phone before «ещё N».
_NEXT_LINES = 6
_COLUMNS = (
    Column("order", "Заказ", 84, sort="order", sticky=True, required=True, card="number"),
    Column("operation", "Операция", 96, sort="operation", card="detail"),
    Column("product", "Изделие", None, sort="product", card="title"),
    Column("machine", "Машина", 172, sort="machine", card="detail"),
    Column("start", "Начало", 100, sort="start", card="due", before="с"),
    Column("finish", "Окончание", 100, sort="finish"),
    Column("qty", "Кол-во, шт.", 84, "right", sort="qty", descending_first=True),
    Column("batches", "Загрузок", 72, "right", shown=False),
    Column("setup", "Наладка, мин", 88, "right", sort="setup", descending_first=True, shown=False),
    Column("due", "Срок", 56, sort="due"),
    Column("slack", "Запас, дн.", 76, "right", sort="slack", card="slack", before="запас"),
    Column("agreement", "Согласование", 132, sort="agreement", card="state"),
    Column("why", "Почему тогда", 262, card="cover"),
    Column("customer", "Заказчик", 150, sort="customer", shown=False),
)
_KEYS = {
    "order": lambda line: (line["order_no"], line["op_no"]),
    "operation": lambda line: (line["op_no"], line["start"]),
    "product": lambda line: (line["product"], line["start"]),
    "machine": lambda line: (line["workshop"], line["machine"], line["start"]),
    "start": lambda line: (line["start"], line["machine"]),
    "finish": lambda line: (line["finish"], line["machine"]),
    "qty": lambda line: (line["qty_pcs"], line["start"]),
    "setup": lambda line: (line["setup_min"], line["start"]),
    "due": lambda line: (line["due"], line["start"]),
    "slack": lambda line: (line["slack_days"], line["start"]),
    "agreement": lambda line: (line["agreement"], line["start"]),
    "customer": lambda line: (line["customer"], line["start"]),
}


def table(request: HttpRequest, number: int | None) -> Table:
    """All lines of a version, page by page; `?sort=` as in every table, `?start=` rows shown before."""
    sort = Sort.parse(request.GET.get("sort", ""), tuple(_KEYS), Sort("machine"))
    lines = sorted(plan_lines(shown_plan(number)), key=_KEYS[sort.key], reverse=sort.descending)
    text = request.GET.get("start", "")
    start = int(text) if text.isascii() and text.isdigit() else 0
    page = lines[start : start + _PAGE]
    more = start + _PAGE < len(lines)
    return Table(
        id="plan",
        label="Операции плана",
        columns=_COLUMNS,
        rows=[_row(line) for line in page],
        query={key: value for key, value in request.GET.dict().items() if key != "start"},
        sort=sort,
        more_url=with_plan("rows", number, sort=str(sort), start=str(start + _PAGE)) if more else "",
        found=len(lines),
        start=start,
        selectable=False,
        layout=Layout.from_cookies(request.COOKIES, "plan"),
    )


def _row(line: Mapping[str, Any]) -> Row:
    href = order_url(line["order_no"])
    slack = line["slack_days"]
    return Row(
        key=str(line["id"]),
        href=href,
        tone="bad" if slack < 0 else "",
        label=f"{line['order_no']}, {line['op_name']}",
        cells={
            "order": link(href, line["order_no"], main=True) if href else line["order_no"],
            "operation": line["op_name"] or str(line["op_no"]),
            "product": clipped(line["product"]),
            "machine": clipped(line["machine_name"]),
            "start": marks.moment_mark(line["start_at"]),
            "finish": marks.moment_mark(line["finish_at"]),
            "qty": formats.pieces(line["qty_pcs"]),
            "batches": formats.number(line["batches"]) if line["batches"] else formats.NOT_APPLICABLE,
            "setup": formats.number(line["setup_min"], 1),
            "due": formats.short_date(dt.date.fromisoformat(line["due"])),
            "slack": marks.slack_mark(slack),
            "agreement": state_of(line),
            "why": clipped(line["why"], muted=True),
            "customer": clipped(formats.customer(line["customer"])),
        },
    )


def state_of(line: Mapping[str, Any]) -> SafeString:
    """Agreement of a line, «предварительно» for lines that shops do not get."""
    if line["preliminary"]:
        return marks.state_mark("order", "waiting_shortage", text="Предварительно")
    return marks.state_mark("agreement", line["agreement"])


def by_machine(number: int | None, chosen: str = "") -> list[dict[str, Any]]:
    """Workshops, their machines and the lines from now on, the next ones first.

    Args:
        number: Version.
        chosen: Code of a machine whose lines are all given; empty = the next lines of every machine.
    """
    moment = local(now())
    shown: list[dict[str, Any]] = []
    lines = plan_lines(shown_plan(number))
    for workshop, group in groupby(lines, key=lambda line: line["workshop"]):
        machines = []
        for code, found in groupby(group, key=lambda line: line["machine"]):
            if chosen and code != chosen:
                continue
            every = list(found)
            ahead = [line for line in every if line["finish_at"] > moment]
            listed = every if chosen else ahead[:_NEXT_LINES]
            machines.append(
                {
                    "code": code,
                    "name": every[0]["machine_name"],
                    "lines": [_listed(line, moment) for line in listed],
                    "rest": 0 if chosen else len(every) - len(listed),
                }
            )
        if machines:
            shown.append({"name": workshop, "machines": machines})
    return shown


def _listed(line: Mapping[str, Any], moment: dt.datetime) -> dict[str, Any]:
    return {
        **line,
        "href": order_url(line["order_no"]),
        "state": state_of(line),
        "goes": line["start_at"] <= moment < line["finish_at"],
        "due_date": dt.date.fromisoformat(line["due"]),
    }
