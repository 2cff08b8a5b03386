"""A lot with its way, an item with its lots, a paper with its lines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, Value, table_workbook
from potok.operations.catalog.clock import local
from potok.operations.people.acting import Actor, require
from potok.operations.quality.kinds import DECISIONS
from potok.operations.quality.reads.log import decisions_of
from potok.operations.stores.reads import lots as lot_reads
from potok.operations.stores.reads.lots import LotListRow, LotsFilter
from potok.operations.stores.reads.papers import PaperCard, known_papers, paper_card
from potok.operations.stores.reads.prints import FORM_OF
from potok.operations.stores.reads.stock import StockFilter, stock_page
from potok.operations.stores.reads.trace import Trace, TracedLot, lot_moves, move_count, trace_lot
from potok.operations.stores.reversing import RIGHT_OF
from potok.web import formats
from potok.web.components import marks
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import Crumb, Event, Fact
from potok.web.components.states import LOT_QUALITY
from potok.web.listing.buttons import Button, permitted
from potok.web.pull_table.links import order_link
from potok.web.shell.person import actor
from potok.web.stock.words import MOVE_KINDS, PAPER_KINDS, expiry, lot_link, paper_link

_DECISIONS = dict(DECISIONS)
#: Lots of one direction drawn on the page; the export has all of them.
SHOWN_LOTS = 300


@require_GET
def lot(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a lot: facts, its way back and forward, movements, decisions."""
    require(actor(request), "read_stock")
    trace = trace_lot(code)
    moves = lot_moves(code)
    papers = known_papers({move.document for move in moves})
    context: dict[str, Any] = {
        "title": f"Партия {code}",
        "nav": "stock",
        "crumbs": [Crumb("Партии", reverse("stock:lots"))],
        "lot": trace.lot,
        "facts": _facts(trace.lot),
        "status": marks.state_pill("lot", trace.lot.qc_status),
        "back": _drawn(trace.back),
        "forward": _drawn(trace.forward),
        "back_rest": max(0, len(trace.back) - SHOWN_LOTS),
        "forward_rest": max(0, len(trace.forward) - SHOWN_LOTS),
        "suppliers": [(paper_link(each.paper), lot_link(each.lot), each) for each in trace.suppliers],
        "customers": [(paper_link(each.paper), lot_link(each.lot), each) for each in trace.customers],
        "moves": [
            (local(move.at), MOVE_KINDS[move.kind], _document(move.document, papers), move) for move in moves
        ],
        "moves_all": move_count(code),
        "events": _decisions(code),
        "buttons": lot_buttons(actor(request), trace.lot),
        "export_href": reverse("stock:lot_export", args=[code]),
        "decimals": 0 if trace.lot.unit == "pcs" else 3,
    }
    return render(request, "potok/stock/lot.html", context)


@require_GET
def lot_look(request: HttpRequest, code: str) -> HttpResponse:
    """Quick look at a lot."""
    require(actor(request), "read_stock")
    trace = trace_lot(code)
    context = {
        "lot": trace.lot,
        "lot_page": reverse("stock:lot", args=[code]),
        "status": marks.state_mark("lot", trace.lot.qc_status, full=True),
        "expiry": expiry(trace.lot.expiry_date, trace.lot.expires_at, trace.lot.days_left),
        "back": len(trace.back),
        "forward": len(trace.forward),
        "decimals": 0 if trace.lot.unit == "pcs" else 3,
        "buttons": lot_buttons(actor(request), trace.lot),
        "events": _decisions(code),
    }
    return render(request, "potok/stock/lot_look.html", context)


@require_GET
def lot_export(request: HttpRequest, code: str) -> HttpResponse:
    """The way of a lot and its movements as XLSX."""
    require(actor(request), "read_stock")
    trace = trace_lot(code)
    columns = (
        SheetColumn("Направление", 12),
        SheetColumn("Уровень", 8),
        SheetColumn("Партия", 18),
        SheetColumn("Позиция", 12),
        SheetColumn("Название", 36),
        SheetColumn("Качество", 18),
        SheetColumn("Место", 26),
        SheetColumn("Остаток", 14, decimals=3),
        SheetColumn("Ед.", 6),
        SheetColumn("Взято", 14, decimals=3),
        SheetColumn("Документы", 30),
    )
    rows: list[list[Value | SheetCell]] = [
        [
            word,
            each.level,
            each.lot.code,
            each.lot.item,
            each.lot.item_name,
            LOT_QUALITY[each.lot.qc_status].label,
            each.lot.location,
            each.lot.qty,
            formats.unit_name(each.lot.unit),
            each.qty_taken,
            ", ".join(each.papers),
        ]
        for word, side in (("назад", trace.back), ("вперёд", trace.forward))
        for each in side
    ]
    content = table_workbook(
        Sheet("Путь партии", columns, rows, note=f"Партия {code}"), _deliveries(trace), _moves(code)
    )
    return attachment(content, name=f"Партия {code}", ending="xlsx", media_type=XLSX)


@require_GET
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Quick look at an item: its stock and its lots, first expired first."""
    require(actor(request), "read_stock")
    found = stock_page(StockFilter(text=code, empty=True), limit=500).rows
    row = next((each for each in found if each.code == code), None)
    lots = lot_reads.lots_page(LotsFilter(items=(code,), sort="expiry", descending=False), limit=100).rows
    context = {
        "row": row,
        "code": code,
        "lots": [
            (lot_link(each.code), marks.state_mark("lot", each.qc_status), _until(each), each)
            for each in lots
        ],
        "lots_href": f"{reverse('stock:lots')}?text={code}",
        "decimals": 0 if row is not None and row.unit == "pcs" else 3,
    }
    return render(request, "potok/stock/item.html", context)


@require_GET
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """Quick look at a paper."""
    require(actor(request), "read_stock")
    card = paper_card(number)
    context = {
        "card": card,
        "head": card.head,
        "kind": PAPER_KINDS[card.head.kind],
        "state": marks.state_mark("paper", card.head.state),
        "order": order_link(card.head.order_no) if card.head.order_no else "",
        "lines": [(lot_link(line.lot), line) for line in card.lines],
        "created_at": local(card.created_at),
        "posted_at": local(card.posted_at) if card.posted_at else None,
        "reversed_by": paper_link(card.reversed_by_no) if card.reversed_by_no else "",
        "buttons": [*_paper_buttons(actor(request), card), *_print_buttons(card)],
        "limits": card.head.kind == "issue" and bool(card.head.order_no),
    }
    return render(request, "potok/stock/paper.html", context)


def lot_buttons(person: Actor, row: LotListRow) -> list[Button]:
    """What the person may do with a lot."""
    query = f"?lot={row.code}"
    buttons = [
        Button(
            "Решение ОТК", "flask-conical", "decide_lot", panel=reverse("quality:decide", args=[row.code])
        ),
        Button(
            "Исправить остаток", "pencil", "correct_stock", panel=reverse("stock:correct", args=[row.code])
        ),
    ]
    if row.item_type == "finished" and row.qc_status == "released":
        buttons.append(Button("Отгрузить", "truck", "ship_product", panel=reverse("stock:ship") + query))
    if row.qc_status == "rejected":
        buttons.append(
            Button(
                "Уменьшить выпуск",
                "minus",
                "write_down_output",
                panel=reverse("quality:write_down", args=[row.code]),
            )
        )
        buttons.append(Button("Списать", "trash-2", "scrap_stock", panel=reverse("stock:scrap") + query))
        if row.item_type != "finished":
            href = reverse("stock:supplier_return") + query
            buttons.append(Button("Вернуть поставщику", "undo-2", "return_stock", panel=href))
    return permitted(person, *buttons)


def _document(number: str, papers: Collection[str]) -> str:
    """A paper of the warehouses as a link, any other document as text."""
    return paper_link(number) if number in papers else number


def _paper_buttons(person: Actor, card: PaperCard) -> list[Button]:
    number = card.head.number
    if card.head.kind == "handover" and card.head.state == "draft":
        return permitted(
            person,
            Button(
                "Принять",
                "check",
                "accept_product",
                panel=reverse("stock:accept", args=[number]),
                primary=True,
            ),
            Button("Отклонить", "x", "accept_product", panel=reverse("stock:decline", args=[number])),
        )
    if card.head.kind == "handover" and card.head.state == "dropped":
        again = reverse("stock:offer_again", args=[number])
        return permitted(person, Button("Передать снова", "send", "offer_product", panel=again))
    if card.head.kind == "count" and card.head.state == "draft":
        page = reverse("stock:count", args=[number])
        return permitted(person, Button("Открыть подсчёт", "pencil", "count_stock", href=page, primary=True))
    right = RIGHT_OF.get(card.head.kind)
    if card.head.state == "posted" and right is not None:
        panel = reverse("stock:reverse", args=[number])
        return permitted(person, Button("Сторнировать", "rotate-ccw", right, panel=panel))
    return []


def _print_buttons(card: PaperCard) -> list[Button]:
    """The paper on its primary form, where it has one."""
    form = FORM_OF.get(card.head.kind)
    if form is None:
        return []
    number = [card.head.number]
    return [
        Button(f"Печать {form.code}", "printer", href=reverse("stock:paper_pdf", args=number)),
        Button(f"{form.code} в XLSX", "file-spreadsheet", href=reverse("stock:paper_xlsx", args=number)),
    ]


def _facts(row: LotListRow) -> list[Fact]:
    decimals = 0 if row.unit == "pcs" else 3
    unit = formats.unit_name(row.unit)
    ends = formats.date(row.expiry_date) if row.expiry_date else "без срока"
    if row.expires_at is not None:
        ends = formats.short_moment(local(row.expires_at))
    over = row.days_left is not None and row.days_left <= 0
    return [
        Fact("Позиция", row.item, row.item_name),
        Fact("Количество", formats.number(row.qty, decimals), unit),
        Fact("В резерве", formats.number(row.reserved, decimals), unit),
        Fact("Место", row.location),
        Fact("Получена", formats.date(row.received_date)),
        Fact("Годна до", ends, "истёк" if over else "", "bad" if over else ""),
    ]


def _drawn(side: tuple[TracedLot, ...]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Lots of one direction by level."""
    levels: dict[int, list[dict[str, Any]]] = {}
    for each in side[:SHOWN_LOTS]:
        levels.setdefault(each.level, []).append(
            {
                "link": lot_link(each.lot.code),
                "lot": each.lot,
                "status": marks.state_mark("lot", each.lot.qc_status),
                "papers": each.papers,
                "taken": each.qty_taken,
                "decimals": 0 if each.lot.unit == "pcs" else 3,
            }
        )
    return sorted(levels.items())


def _decisions(code: str) -> list[Event]:
    return [
        Event(
            text=_DECISIONS[row.decision]
            + (
                f", {formats.number(row.qty)}"
                if row.qty is not None and row.decision == "written_down"
                else ""
            )
            + (f", документ {row.paper}" if row.paper else "")
            + (f", заказ {row.rework_order_no}" if row.rework_order_no else ""),
            at=row.at,
            who=row.who,
            icon="flask-conical",
            why=row.reason,
        )
        for row in decisions_of(code)
    ]


def _until(row: LotListRow) -> str:
    return expiry(row.expiry_date, row.expires_at, row.days_left)


def _deliveries(trace: Trace) -> Sheet:
    columns = (
        SheetColumn("Откуда, куда", 12),
        SheetColumn("Документ", 14),
        SheetColumn("Дата", 12),
        SheetColumn("Партнёр", 34),
        SheetColumn("Партия", 18),
        SheetColumn("Количество", 14, decimals=3),
    )
    rows: list[list[Value | SheetCell]] = [
        [word, each.paper, each.date, each.partner, each.lot, each.qty]
        for word, side in (("поставщик", trace.suppliers), ("клиент", trace.customers))
        for each in side
    ]
    return Sheet("Поставщики и клиенты", columns, rows)


def _moves(code: str) -> Sheet:
    columns = (
        SheetColumn("Время", 18),
        SheetColumn("Движение", 24),
        SheetColumn("Количество", 14, decimals=3),
        SheetColumn("Документ", 18),
        SheetColumn("Кто", 20),
    )
    rows: list[list[Value | SheetCell]] = [
        [local(move.at), MOVE_KINDS[move.kind], move.qty, move.document, move.who]
        for move in lot_moves(code, limit=100_000)
    ]
    return Sheet("Движения", columns, rows)
