"""The time-phased form of the pull table: the page, its opened rows, where its numbers come from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from potok.operations.orders.reads.derivations import Derived, NumberKind, derive, derive_need
from potok.operations.orders.reads.pull_books import PullBooks, load_pull_books
from potok.operations.orders.reads.pull_table import PullFilter, PullView, Scope, pull_view
from potok.operations.orders.reads.signals import signals_of
from potok.operations.purchasing.reads import receipt_facts
from potok.supply.pull_row import SourceKind
from potok.web import formats
from potok.web.components import marks
from potok.web.components.parts import Hint
from potok.web.pull_table import explanations as explained
from potok.web.pull_table import filters, formulas
from potok.web.pull_table.freshness import snapshot_words
from potok.web.pull_table.links import order_link, waiting_orders_href
from potok.web.pull_table.rows import block_of, cell_href, matrix_of
from potok.web.shell.person import actor

HINTS = (
    Hint(("←", "→"), "день"),
    Hint(("↑", "↓"), "строка"),
    Hint(("Пробел",), "раскрыть"),
    Hint(("Enter",), "откуда число"),
    Hint(("N",), "следующий дефицит"),
    Hint(("F5",), "пересчитать"),
    Hint(("/",), "фильтр", only_list=True),
    Hint(("Home", "End"), "первый и последний столбец", only_list=True),
)
#: A matrix of more rows is no help to the eye; the filter finds the rest.
MOST_ROWS = 300


@require_GET
def phased(request: HttpRequest) -> HttpResponse:
    """The page."""
    wanted = filters.read_filter(request.GET)
    pull = load_pull_books()
    view = pull_view(pull, wanted)
    shown = view.rows[:MOST_ROWS]
    context = {
        "title": "Вытягивающая таблица",
        "nav": "pull_table",
        "rail": True,
        "view": view,
        "matrix": matrix_of(pull, shown, opened=_opened(request.GET, view)),
        "left_out": len(view.rows) - len(shown),
        "chips": filters.chips(request, wanted, view),
        "offers": filters.offers(request),
        "legend": _legend(),
        "clear_href": reverse("pull_table:phased") if wanted != PullFilter() else "",
        "export_href": reverse("pull_table:export") + filters.listing(request.GET),
        "orders_href": waiting_orders_href(),
        "signals": [(kind, count) for kind, count in view.figures.signals.items()],
        "signal_count": sum(view.figures.signals.values()),
        "empty": _why_empty(view, wanted),
        "hints": HINTS,
        "hints_end": snapshot_words(),
    }
    return render(request, "potok/pull_table/phased.html", context)


@require_GET
def block(request: HttpRequest, code: str) -> HttpResponse:
    """An item of the matrix opened or closed; the address line keeps what is open."""
    pull = load_pull_books()
    view = pull_view(pull, PullFilter(item_id=code))
    if not view.rows:
        raise Http404
    is_open = bool(request.GET.get("open"))
    context = {
        "matrix": matrix_of(pull, (), opened=()),
        "block": block_of(pull, view.rows[0], is_open=is_open),
    }
    response = render(request, "potok/pull_table/block.html", context)
    address = _with_open(request, pull, code, is_open=is_open)
    if address:
        response["HX-Replace-Url"] = address
    return response


@require_GET
def number(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Where a number of an item comes from."""
    pull = load_pull_books()
    try:
        derived = derive(
            pull,
            code,
            NumberKind(kind),
            first=_date(request.GET.get("date", "")),
            whole=bool(request.GET.get("whole")),
        )
    except (KeyError, ValueError) as error:
        raise Http404 from error
    context = _number_context(request, pull, derived)
    return render(request, "potok/pull_table/number.html", context)


@require_GET
def need(request: HttpRequest, order_no: str, code: str) -> HttpResponse:
    """What a waiting order needs of an item and when it is there."""
    pull = load_pull_books()
    found = derive_need(pull, order_no, code)
    part, item = found.part, found.item
    context = {
        "found": found,
        "part": part,
        "title": f"{order_no}: потребность",
        "over": f"{item.item_id} · {item.name}",
        "unit": item.unit.value,
        "decimals": 0 if item.unit.value == "pcs" else 3,
        "value": explained.amount(part.gross, item.unit),
        "parts": [explained.requirement_line(found.qty_pcs, gross, item) for gross in found.parts],
        "need_date": found.order.demand.need_date(pull.today),
        "formula": formulas.of_requirement(),
        "supply": explained.amount(found.supply.number, item.unit),
        "supply_formula": formulas.of_supply("" if part.day is None else formats.short_date(part.day)),
        "lines": explained.lines_of(found.supply.sources, item, today=pull.today),
        "deciding": found.order.deciding_item if found.order.deciding_item != code else None,
        "foot": _actions(request, code),
    }
    return render(request, "potok/pull_table/need.html", context)


@require_GET
def unstartable(request: HttpRequest) -> HttpResponse:
    """Waiting orders without a known start, and the items that keep them."""
    pull = load_pull_books()
    orders = [
        {"link": order_link(order_no), "product": pull.products[order_no].name, "cover": order}
        for order_no, order in pull.coverage.orders.items()
        if order.earliest_start is None
    ]
    return render(request, "potok/pull_table/unstartable.html", {"orders": orders})


@require_GET
def item_signals(request: HttpRequest, code: str) -> HttpResponse:
    """Signals of an item that are not closed."""
    context = {"code": code, "signals": signals_of(code)}
    return render(request, "potok/pull_table/item_signals.html", context)


@require_GET
def filter_form(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one filter, for the menu of its chip."""
    kept = [(name, value) for name in request.GET for value in request.GET.getlist(name)]
    demands = load_pull_books().books.demands() if key == "workshop" else ()
    workshops = sorted({demand.workshop_id for demand in demands if demand.workshop_id is not None})
    context = {
        "key": key,
        "action": reverse("pull_table:phased"),
        "kept": [(name, value) for name, value in kept if name not in {key, "item"}],
        "wanted": filters.read_filter(request.GET),
        "scopes": [(scope.value, words) for scope, words in filters.SCOPES.items()],
        "types": [(kind.value, words) for kind, words in filters.TYPES.items()],
        "workshops": workshops,
    }
    return render(request, "potok/pull_table/filter.html", context)


def _number_context(request: HttpRequest, pull: PullBooks, derived: Derived) -> dict[str, Any]:
    item = derived.item
    receipts = _receipts_of(pull, derived)
    facts = receipt_facts([receipt.receipt_id for receipt in receipts])
    whole = bool(request.GET.get("whole"))
    column = derived.column
    before = "" if column is None else formats.short_date(column.first - dt.timedelta(days=1))
    return {
        "derived": derived,
        "title": explained.title_of(derived, pull.today),
        "over": f"{item.item_id} · {item.name}",
        "unit": item.unit.value,
        "value": explained.amount(derived.number, item.unit),
        "lines": explained.lines_of(derived.sources, item, today=pull.today),
        "total": explained.total_of(derived),
        "formula": formulas.of_number(
            derived.kind,
            at="" if column is None else explained.end_of(column)[:5],
            before="сейчас" if column is None or column.first <= pull.today else before,
            whole=whole,
        ),
        "formula_legend": formulas.LEGEND[derived.kind],
        "whole": whole,
        "reasons": list(explained.reasons_of(receipts, facts)),
        "held": explained.held_items(derived.held, item),
        "left_out": explained.left_out_items(derived.left_out, item, pull.today),
        "dip": _dip(pull, derived),
        "cured": explained.cure_words(derived),
        "other_href": _other_href(derived, whole=whole),
        "foot": _actions(request, item.item_id),
    }


def _other_href(derived: Derived, *, whole: bool) -> str:
    """The same balance from the lots on, or from the column before."""
    if derived.kind is not NumberKind.BALANCE or derived.column is None:
        return ""
    address = cell_href(derived.item.item_id, derived.kind, derived.column.first)
    return address if whole else f"{address}&whole=1"


def _actions(request: HttpRequest, item: str) -> SafeString:
    """«Спросить», «Что, если…»."""
    context = {"item": item, "may_ask": actor(request).may("raise_signal")}
    return render_to_string("potok/pull_table/actions.html", context, request)


def _receipts_of(pull: PullBooks, derived: Derived) -> list[Any]:
    """Receipts of the number, or those that end the shortage it shows."""
    wanted = {source.reference for source in derived.sources if source.kind is SourceKind.RECEIPT}
    if derived.kind is NumberKind.BALANCE and derived.cure is not None:
        wanted |= {source.reference for source in derived.cure.receipts}
    return [receipt for receipt in pull.receipts_of(derived.item.item_id) if receipt.receipt_id in wanted]


def _dip(pull: PullBooks, derived: Derived) -> Decimal | None:
    """The lowest balance inside a column that ends without a shortage."""
    if derived.kind is not NumberKind.BALANCE or derived.column is None or derived.number < 0:
        return None
    cell = pull.table.row(derived.item.item_id).cells[pull.columns.index(derived.column)]
    return cell.lowest if cell.lowest < 0 else None


def _opened(query: QueryDict, view: PullView) -> list[str]:
    """Items that the address names as open; without a word about it the first one."""
    if "open" in query:
        return list(filter(None, query.get("open", "").split(".")))
    return [row.item.item_id for row in view.rows[:1]]


def _with_open(request: HttpRequest, pull: PullBooks, code: str, *, is_open: bool) -> str:
    """The address of the page with the item added to the open ones or taken from them."""
    current = urlsplit(request.headers.get("HX-Current-URL", ""))
    if current.path != reverse("pull_table:phased"):
        return ""
    query = QueryDict(current.query, mutable=True)
    view = pull_view(pull, filters.read_filter(query))
    opened = [known for known in _opened(query, view) if known != code]
    query["open"] = ".".join([*opened, code] if is_open else opened)
    return f"{current.path}?{query.urlencode()}"


def _legend() -> SafeString:
    return format_html(
        '<span class="legend"><span><span class="tone-done">▲</span>приход годен</span>'
        '<span><b class="tone-bad">−123</b>нехватка нарастающим итогом</span>'
        '<span><span class="need need--wait">123</span>нужен заказу</span>'
        "<span>{}возможен запуск</span></span>",
        marks.icon("play", 12),
    )


def _why_empty(view: PullView, wanted: PullFilter) -> dict[str, str]:
    """What the page says instead of an empty matrix."""
    if wanted.item_id:
        text = f"Ни одному открытому заказу не нужна позиция {wanted.item_id}."
        return {"title": "Позиции в таблице нет", "text": text, "action": "Показать все позиции"}
    if not view.counts[Scope.ALL]:
        if view.pull.products:
            text = "Под фильтр не попала ни одна позиция."
            return {"title": "Ничего не найдено", "text": text, "action": "Снять фильтр"}
        text = "Таблицу вытягивают заказы: подтвердите новые заказы в журнале."
        return {"title": "Таблица пуста", "text": text, "action": ""}
    text = "Сырья и тары хватает всем ждущим заказам этого фильтра."
    return {"title": "Дефицита нет", "text": text, "action": "Показать все позиции"}


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
