"""Lists of quality control: lots to decide on, the log of inspections."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.catalog.clock import local
from potok.operations.quality.kinds import CONTROL_KINDS
from potok.operations.quality.reads import log
from potok.operations.quality.reads.log import InspectionFilter, InspectionRow
from potok.operations.stores.reads import lots as lot_reads
from potok.operations.stores.reads.choices import workshop_choices
from potok.operations.stores.reads.lots import LotListRow, LotView
from potok.web import formats
from potok.web.components import marks
from potok.web.components.parts import Hint
from potok.web.components.table import Column, Row, Sort, clipped
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.filters import Asked, FilterField
from potok.web.listing.page import Figures, ListColumn, ListPage
from potok.web.pull_table.links import order_link
from potok.web.shell.person import actor
from potok.web.stock.lists import LOT_COLUMNS, LOT_FILTERS, lots_filter
from potok.web.stock.words import lot_href, lot_link

KINDS = dict(CONTROL_KINDS)
_VIEWS = {
    LotView.UNDECIDED: "Ждут решения",
    LotView.DOUBTFUL: "Заблокированы и условные",
    LotView.REJECTED: "Забракованы",
    LotView.ALL: "Все партии",
}


def _decide_cell(row: LotListRow) -> SafeString:
    href = reverse("quality:decide", args=[row.code])
    return format_html(
        '<a class="main" href="{}" data-panel="{}" data-row-key="F4" title="Решение (F4)">{}</a>',
        lot_href(row.code),
        href,
        row.code,
    )


def _lot_row(row: LotListRow) -> Row:
    return Row(
        key=row.code,
        cells={},
        href=lot_href(row.code),
        look=reverse("quality:decide", args=[row.code]),
        can=("release",) if row.qc_status in {"quarantine", "blocked"} else (),
    )


LOTS = ListPage(
    app="quality",
    name="list",
    title="Решения по партиям",
    right="read_stock",
    columns=(replace(LOT_COLUMNS[0], cell=_decide_cell), *LOT_COLUMNS[1:]),
    row=_lot_row,
    read=lots_filter,
    page=lambda wanted, after, limit: lot_reads.lots_page(wanted, after=after, limit=limit),
    export=lot_reads.lots_for_export,
    foot=lambda wanted: Figures(
        lot_reads.lots_found(wanted),
        counts={view.value: count for view, count in lot_reads.lot_view_counts(*_VIEWS).items()},
    ),
    empty=(
        "Все партии разобраны",
        "Новые появятся, когда склад примет приход или цех сдаст продукцию.",
        "flask-conical",
    ),
    default_sort=Sort("received", descending=False),
    filters=LOT_FILTERS,
    views={view.value: title for view, title in _VIEWS.items()},
    template="potok/quality/lots.html",
    hints=(Hint(("F4",), "решение"),),
    selectable=True,
    context=lambda request, _: {
        "may_decide": actor(request).may("decide_lot"),
        "buttons": permitted(
            actor(request),
            Button("Записать проверку", "clipboard-check", "inspect", panel=reverse("quality:inspect")),
        ),
    },
)


def _result(row: InspectionRow) -> str:
    return "passed" if row.passed else "failed"


def _number_cell(row: InspectionRow) -> SafeString:
    look = reverse("quality:inspection", args=[row.number])
    return format_html('<a class="main" href="?text={}" data-panel="{}">{}</a>', row.number, look, row.number)


def _sample(row: InspectionRow) -> str:
    return "" if row.acceptance_number is None else f"≤ {row.acceptance_number}"


LOG_COLUMNS: tuple[ListColumn[InspectionRow], ...] = (
    ListColumn(
        Column("number", "№", 92, sort="number", sticky=True, required=True, card="number"),
        _number_cell,
        lambda row: row.number,
        12,
    ),
    ListColumn(
        Column("at", "Когда", 96, sort="at", descending_first=True, card="due"),
        lambda row: formats.short_moment(local(row.at)),
        lambda row: local(row.at),
        18,
    ),
    ListColumn(
        Column("kind", "Вид контроля", 138, sort="kind", card="detail"),
        lambda row: clipped(KINDS[row.kind]),
        lambda row: KINDS[row.kind],
        24,
    ),
    ListColumn(
        Column("item", "Позиция", None, sort="item", card="title"),
        lambda row: clipped(f"{row.item} {row.item_name}"),
        lambda row: f"{row.item} {row.item_name}",
        36,
    ),
    ListColumn(
        Column("what", "Что проверено", 132),
        lambda row: clipped(row.characteristic or ""),
        lambda row: row.characteristic,
        24,
    ),
    ListColumn(
        Column("op", "Опер.", 52, "right", hint="Операция маршрута"),
        lambda row: str(row.op_no or ""),
        lambda row: row.op_no,
        8,
    ),
    ListColumn(
        Column("lot", "Партия", 104, card="cover"),
        lambda row: lot_link(row.lot) if row.lot else "",
        lambda row: row.lot,
        16,
    ),
    ListColumn(
        Column("order", "Заказ", 80),
        lambda row: order_link(row.order_no) if row.order_no else "",
        lambda row: row.order_no,
        12,
    ),
    ListColumn(
        Column("inspected", "Проверено", 84, "right", sort="inspected", descending_first=True),
        lambda row: formats.number(row.inspected_pcs),
        lambda row: row.inspected_pcs,
        10,
    ),
    ListColumn(
        Column("defective", "Дефектных", 84, "right", sort="defective", descending_first=True, card="detail"),
        lambda row: format_html(
            '<span class="{}">{}</span>', "strong tone-bad" if row.defective_pcs else "", row.defective_pcs
        ),
        lambda row: row.defective_pcs,
        10,
    ),
    ListColumn(
        Column("limit", "Приём. число", 92, "right", hint="Приёмочное число: столько дефектных допускается"),
        _sample,
        lambda row: row.acceptance_number,
        10,
    ),
    ListColumn(
        Column("result", "Итог", 96, required=True, card="state"),
        lambda row: marks.state_mark("inspection", _result(row)),
        lambda row: "годно" if row.passed else "не годно",
        10,
    ),
    ListColumn(
        Column("remark", "Примечание", 160, shown=False),
        lambda row: clipped(row.remark),
        lambda row: row.remark,
        30,
    ),
)
_RESULTS = (("passed", "годно"), ("failed", "не годно"))
LOG_FILTERS = (
    FilterField("text", "Текст", "text", note="Номер, позиция, партия, заказ"),
    FilterField("kind", "Вид контроля", "choice", lambda: CONTROL_KINDS),
    FilterField("result", "Итог", "choice", lambda: _RESULTS),
    FilterField("workshop", "Цех", "choice", workshop_choices),
    FilterField("period", "Период", "period"),
)


def inspection_filter(asked: Asked) -> InspectionFilter:
    """The filter of the log."""
    return InspectionFilter(
        kinds=asked.chosen("kind"),
        results=("failed",) if asked.view == "failed" else asked.chosen("result"),
        workshops=asked.chosen("workshop"),
        first=asked.date("from"),
        last=asked.date("to"),
        text=asked.text("text"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    )


def _log_row(row: InspectionRow) -> Row:
    look = reverse("quality:inspection", args=[row.number])
    return Row(key=row.number, cells={}, look=look, tone="" if row.passed else "bad")


def _log_buttons(request: HttpRequest, _: Asked) -> dict[str, object]:
    return {
        "buttons": permitted(
            actor(request),
            Button(
                "Записать проверку",
                "plus",
                "inspect",
                panel=reverse("quality:inspect"),
                primary=True,
                hotkey="Insert",
                cap="Ins",
            ),
        )
    }


LOG = ListPage(
    app="quality",
    name="log",
    title="Журнал контроля",
    right="read_stock",
    columns=LOG_COLUMNS,
    row=_log_row,
    read=inspection_filter,
    page=lambda wanted, after, limit: log.inspections_page(wanted, after=after, limit=limit),
    export=log.inspections_for_export,
    foot=lambda wanted: Figures(log.inspections_found(wanted)),
    empty=("Проверок нет", "Запишите первую: по строке плана контроля или по партии.", "clipboard-check"),
    default_sort=Sort("at", descending=True),
    filters=LOG_FILTERS,
    views={"all": "Все", "failed": "Не годно"},
    context=_log_buttons,
)
