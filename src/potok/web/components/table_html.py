"""Data table as HTML, composed in Python instead of a template: a page of the journal has 650 cells."""

from __future__ import annotations

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from potok.web.components.marks import html, icon
from potok.web.components.table import Column, Row, Table

_ALIGN = {"left": "", "right": "num", "center": "mid"}
_CHECK_WIDTH = 32
_STICKY_LEVELS = 4


def columns_html(table: Table) -> SafeString:
    """The `<colgroup>`: widths as attributes, which a content security policy allows."""
    cols = [f'<col width="{_CHECK_WIDTH}">'] if table.selectable else []
    for column in table.visible:
        width = f' width="{column.width}"' if column.width is not None else ""
        cols.append(f'<col data-col="{escape(column.key)}"{width}>')
    return html(f"<colgroup>{''.join(cols)}</colgroup>")


def head_html(table: Table) -> SafeString:
    """The head row: titles, sort links, grips for resizing."""
    cells = []
    if table.selectable:
        cells.append(
            '<th class="check-cell stick-1"><input type="checkbox" data-select-all '
            'aria-label="Выбрать загруженные строки"></th>'
        )
    for column, css in zip(table.visible, _cell_classes(table), strict=True):
        title = conditional_escape(column.title)
        hint = f' title="{escape(column.hint)}"' if column.hint else ""
        ordered = ""
        if column.sort:
            current = table.sort is not None and table.sort.key == column.sort
            if current and table.sort is not None:
                ordered = f' aria-sort="{"descending" if table.sort.descending else "ascending"}"'
            down = table.sort.descending if current and table.sort is not None else column.descending_first
            arrow = icon("arrow-down" if down else "arrow-up", 12)
            title = html(
                f'<a class="sort" href="{escape(table.sort_href(column))}" data-sort>{title}{arrow}</a>'
            )
        grip = '<span class="th-grip" data-grip aria-hidden="true"></span>'
        cells.append(
            f'<th scope="col" data-col="{escape(column.key)}"{_class(css)}{ordered}{hint}>{title}{grip}</th>'
        )
    return html(f"<tr>{''.join(cells)}</tr>")


def rows_html(table: Table) -> SafeString:
    """All rows of the page as `<tr>` elements."""
    columns = table.visible
    opening = [
        f"<td{_class(css)}{_card(column, cards=table.cards)}>"
        for column, css in zip(columns, _cell_classes(table), strict=True)
    ]
    keys = [column.key for column in columns]
    parts = []
    for row in table.rows:
        parts.append(_row_opening(row, selectable=table.selectable))
        cells = row.cells
        parts.extend(
            f"{start}{conditional_escape(cells.get(key, ''))}</td>"
            for key, start in zip(keys, opening, strict=True)
        )
        parts.append("</tr>")
    return html("".join(parts))


def _row_opening(row: Row, *, selectable: bool) -> str:
    key = escape(row.key)
    attributes = [f'data-key="{key}"']
    if row.href:
        attributes.append(f'data-href="{escape(row.href)}"')
    if row.look:
        attributes.append(f'data-look="{escape(row.look)}"')
    if row.can:
        attributes.append(f'data-can="{escape(" ".join(row.can))}"')
    attributes.extend(f'data-sum-{escape(name)}="{escape(str(value))}"' for name, value in row.sums.items())
    if row.tone:
        attributes.append(f'class="is-{escape(row.tone)}"')
    check = ""
    if selectable:
        attributes.append('aria-selected="false"')
        check = (
            '<td class="check-cell stick-1"><input type="checkbox" tabindex="-1" '
            f'aria-label="Выбрать {escape(row.label or row.key)}"></td>'
        )
    return f'<tr tabindex="-1" {" ".join(attributes)}>{check}'


def _cell_classes(table: Table) -> list[str]:
    """Alignment and stickiness of each visible column."""
    classes = []
    level = 1 if table.selectable else 0
    visible = table.visible
    for index, column in enumerate(visible):
        names = [_ALIGN[column.align]]
        if column.sticky and level < _STICKY_LEVELS:
            level += 1
            names.append(f"stick-{level}")
            following = visible[index + 1] if index + 1 < len(visible) else None
            if following is None or not following.sticky:
                names.append("stick-end")
        if index == 0 and not table.selectable:
            names.append("cell--first")
        classes.append(" ".join(filter(None, names)))
    return classes


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""


def _card(column: Column, *, cards: bool) -> str:
    if not cards or not column.card:
        return ""
    before = f' data-before="{escape(column.before)}"' if column.before else ""
    after = f' data-after="{escape(column.after)}"' if column.after else ""
    return f' data-card="{column.card}"{before}{after}'
