from __future__ import annotations

import re

from potok.web.components.table import Column, Layout, Row, Sort, Table, arranged, clipped, link
from potok.web.components.table_html import columns_html, head_html, rows_html

COLUMNS = (
    Column(
        "number", "№", 66, sort="number", sticky=True, required=True, card="number", descending_first=True
    ),
    Column("product", "Изделие", card="title"),
    Column("qty", "Кол-во", 62, "right", sort="qty", card="detail", after="шт."),
    Column("due", "Срок", 80, sort="due", card="due", before="срок"),
    Column("manager", "Ответственный", 110, shown=False),
)


def table(**changes: object) -> Table:
    given: dict[str, object] = {
        "id": "orders",
        "label": "Заказы",
        "columns": COLUMNS,
        "rows": [Row("ЗП-0001", {"number": "ЗП-0001", "qty": "7"}, href="/orders/1/")],
        "query": {"status": ["new", "done"], "sort": "qty", "after": "x"},
        "path": "/orders/",
        "sort": Sort("qty", descending=True),
    }
    return Table(**{**given, **changes})  # type: ignore[arg-type]  # the test names the fields


def keys(columns: tuple[Column, ...]) -> list[str]:
    return [column.key for column in columns]


def test_columns_that_start_hidden_are_not_shown_until_chosen() -> None:
    assert keys(arranged(COLUMNS, Layout())) == ["number", "product", "qty", "due"]
    assert keys(arranged(COLUMNS, Layout(("manager", "qty")))) == ["number", "manager", "qty"]


def test_required_columns_cannot_be_lost_and_unknown_ones_are_ignored() -> None:
    assert keys(arranged(COLUMNS, Layout(("nonsense",)))) == ["number"]


def test_the_layout_of_a_device_is_read_from_its_cookies_and_nonsense_is_ignored() -> None:
    cookies = {"potok_cols_orders": "number.due", "potok_widths_orders": "due-120.qty-99999.product-x.-5.qty"}
    layout = Layout.from_cookies(cookies, "orders")
    assert layout.shown == ("number", "due")
    assert layout.widths == {"due": 120, "qty": 900}
    assert Layout.from_cookies({}, "orders") == Layout()
    assert arranged(COLUMNS, layout)[1].width == 120


def test_widths_are_attributes_so_that_no_inline_style_is_needed() -> None:
    html = columns_html(table())
    assert html.startswith('<colgroup><col width="32"><col data-col="number" width="66">')
    assert '<col data-col="product">' in html
    assert "style" not in html


def test_a_click_on_the_head_turns_the_sort_round_and_keeps_the_filters() -> None:
    shown = table()
    assert shown.sort_href(COLUMNS[2]) == "/orders/?status=new&status=done&sort=qty"
    assert shown.sort_href(COLUMNS[3]) == "/orders/?status=new&status=done&sort=due"
    assert shown.sort_href(COLUMNS[0]) == "/orders/?status=new&status=done&sort=-number"


def test_the_head_tells_readers_which_column_orders_the_rows() -> None:
    html = head_html(table())
    assert re.search(r'data-col="qty"[^>]* aria-sort="descending"', html)
    assert html.count("aria-sort") == 1


def test_a_sort_that_is_not_offered_falls_back() -> None:
    default = Sort("number", descending=True)
    assert Sort.parse("-due", ["due"], default) == Sort("due", descending=True)
    assert Sort.parse("; drop table", ["due"], default) == default
    assert str(Sort.parse("due", ["due"], default)) == "due"


def test_text_of_cells_and_attributes_is_escaped() -> None:
    evil = '"><script>'
    row = Row(evil, {"product": evil, "number": link(evil, evil), "qty": clipped(evil)}, href=evil, look=evil)
    html = rows_html(table(rows=[row], columns=COLUMNS))
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 9


def test_a_row_carries_what_the_keyboard_and_the_selection_bar_need() -> None:
    row = Row(
        "ЗП-0001", {}, href="/o/1/", look="/o/1/look/", tone="bad", can=("confirm", "cancel"), sums={"pcs": 7}
    )
    html = rows_html(table(rows=[row]))
    for part in (
        'data-key="ЗП-0001"',
        'data-href="/o/1/"',
        'data-look="/o/1/look/"',
        'data-can="confirm cancel"',
        'data-sum-pcs="7"',
        'class="is-bad"',
        'aria-selected="false"',
        'aria-label="Выбрать ЗП-0001"',
    ):
        assert part in html


def test_cells_know_their_place_on_the_card_of_a_phone() -> None:
    html = rows_html(table())
    assert 'data-card="detail" data-after="шт."' in html
    assert 'data-card="due" data-before="срок"' in html
    assert "data-card" not in rows_html(table(cards=False))


def test_a_table_without_selection_has_no_check_boxes() -> None:
    bare = table(selectable=False)
    assert "checkbox" not in head_html(bare) + rows_html(bare)
    assert 'class="stick-1 stick-end cell--first"' in head_html(bare)
    assert bare.width_of_all == 4
