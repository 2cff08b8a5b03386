"""Sample values of the other components."""

from __future__ import annotations

import datetime as dt

from potok.errors import Problem
from potok.web import formats
from potok.web.components import marks
from potok.web.components.matrix import Block, Cell, Matrix, MatrixRow, Period
from potok.web.components.parts import (
    LIST_HINTS,
    ConflictField,
    Event,
    Fact,
    Figure,
    FilterChip,
    FilterOffer,
    Hint,
    Item,
    PathStep,
    ViewTab,
)

HINTS = (*LIST_HINTS, Hint(("F9",), "копия"), Hint(("F5",), "обновить"))
MATRIX_HINTS = (
    Hint(("←", "→"), "день"),
    Hint(("↑", "↓"), "строка"),
    Hint(("Пробел",), "раскрыть"),
    Hint(("Enter",), "откуда число"),
    Hint(("N",), "следующий дефицит"),
)

FACTS = (
    Fact("Количество", "7\u202f280 шт.", "6\u202f552 кг"),
    Fact("Допустимый объём", "5\u202f824 … 9\u202f100", "кратно 14"),
    Fact("Срок на складе ГП", "03.04.2026"),
    Fact("Приоритет", "3", "на склад"),
    Fact("Ранний запуск", "не определён", tone="bad"),
    Fact("Позднее начало", "31.03.2026", "17:20"),
    Fact("Запас", "—"),
    Fact("Клиент", "Склад ГП", "Дмитриев"),
)
FIGURES = (
    Figure("Опаздывают заказы", "24", "из 82", was="27", tone="done"),
    Figure("Взвешенное опоздание", "254,2", "дн.", was="273,1", tone="done"),
    Figure("Переналадки", "45,6", "ч", was="46,5", tone="done"),
    Figure("Сдвинуто заказов", "51", "из 82", was="0", tone="wait"),
)
PATH = (
    PathStep("Новый", "past", "circle-dot", "02.03.2026 08:12 · Дмитриев"),
    PathStep("В ожидании", "now", "hourglass", "с 02.03.2026 09:42 · М. Котова", "wait"),
    PathStep("В производстве", "future", "play", "когда сырьё на складе"),
    PathStep("Выполнен", "future", "circle-check", "после проведения ТК"),
)
EVENTS = (
    Event(
        "Отправлен сигнал СГ-0012 «не заказано»: R13, 149,273 кг",
        dt.datetime(2026, 3, 2, 9, 44),
        "Поток",
        "bell",
    ),
    Event("Новый → В ожидании. Дефицит: R13, R15", dt.datetime(2026, 3, 2, 9, 42), "М. Котова", "hourglass"),
    Event(
        "Срок изменён",
        dt.datetime(2026, 3, 2, 9, 30),
        "М. Котова",
        "calendar",
        "31.03.2026",
        "03.04.2026",
        "срочность",
    ),
    Event("Создан: 7\u202f280 шт. к 03.04.2026", dt.datetime(2026, 3, 2, 8, 12), "Дмитриев", "plus"),
)
DOCUMENTS = (
    Item("Заявка клиентского отдела", "file-text", "КО-0412 · 02.03.2026", "#"),
    Item("Сигнал в прямые закупки", "bell", "СГ-0012 · открыт, R13", "#"),
    Item("Рецептура P106", "clipboard-list", "версия 3 · с 12.01.2026", "#"),
)
EFFECTS = (
    Item("Списание", "arrow-down", "9 строк: 5 сырья, 4 тары · с резерва ЗП-0014"),
    Item("Приход", "arrow-up", "1\u202f188 шт. на склад ГП, партия 0014-01"),
    Item("Карантин", "flask-conical", "до решения ОТК, срок годности 06.03.2028"),
)
CONFLICT = (
    ConflictField("Кол-во, шт.", "3\u202f324", "3\u202f000"),
    ConflictField("Срок", "31.03.2026", "31.03.2026"),
)
PROBLEMS = (
    Problem("orders.csv", 18, "qty_pcs", "12O0", "целое число больше 0"),
    Problem(
        "orders.csv", 41, "product_id", "Р101", "код изделия из items.csv, похоже на «P101» (латинская P)"
    ),
    Problem("boms.csv", 7, "loss_pct", "", "число от 0 до 100"),
    Problem("routings.csv", None, "machine_id", None, "колонка в первой строке файла"),
)
VIEWS = (
    ("Новые", "3"),
    ("Дефицит", "21"),
    ("К распределению", "11"),
    ("План цехов", "48"),
    ("Срок под угрозой", "25"),
    ("Выполненные за месяц", "0"),
    ("Все", "83"),
)
CHIPS = (
    FilterChip("created", "Создан", "10.02–02.03.2026", "?", "../filter/"),
    FilterChip("workshop", "Цех", "№ 1, № 2, № 3", "?", "../filter/"),
    FilterChip("manager", "Ответственный", "мои и общие", "?"),
)
OFFERS = (
    FilterOffer("Статус", "../filter/"),
    FilterOffer("Срок", "../filter/"),
    FilterOffer("Клиент", "../filter/"),
)


def view_tabs() -> list[ViewTab]:
    """Views with the last one open."""
    return [ViewTab(title, "?", count, current=title == "Все") for title, count in VIEWS]


_DAYS = ("02.03", "03.03", "04.03", "05.03", "06.03", "10.03", "11.03", "12.03", "13.03")
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "вт", "ср", "чт", "пт")
_WEEKS = ("16–22.03", "23–29.03", "30.03–05.04", "06–12.04")
_BALANCES = {
    "R15": (
        "Лак алкидный ПФ-060",
        42_104,
        (140, 140, 140, 140, -2401, -5511, -5511, -5511, -5511, -5511, 5789, 3123, 11484),
    ),
    "R06": (
        "Дисперсия акрил. 50 %",
        32_346,
        (27, 27, 27, -587, -587, -3349, -3349, -3349, -6817, -497, -1505, 6955, 2895),
    ),
    "R46": (
        "Эфир целлюлозы",
        2_485,
        (0, -201, -201, -201, -201, -201, -201, -201, -201, -612, 937, 267, 267),
    ),
    "R13": ("Пигмент синий фталоцианиновый", 682, (117,) * 11 + (-368, -368)),
    "R39": ("Перкарбонат натрия", 56_699, (8112,) * 9 + (10579, 40184, 8990, 7148)),
}
_SIGNALS = {
    "R15": "date_slipped",
    "R06": "date_slipped",
    "R46": "too_late",
    "R13": "not_ordered",
    "R39": "in_time",
}
_NEEDS = (
    ("ЗП-0047", "Эмаль ПФ-266 · 12.03", 4, 10, "2\u202f541", "с 25.03"),
    ("ЗП-0061", "Эмаль ПФ-115 · 13.03", 5, 10, "3\u202f110", "с 25.03"),
    ("ЗП-0072", "Эмаль ПФ-266 · 27.03", 10, 12, "3\u202f874", "с 07.04"),
)


def sample_matrix(opened: str = "R15") -> Matrix:
    """A pull table of five items with one of them open."""
    periods = [
        *(
            Period(day, name, today=index == 0)
            for index, (day, name) in enumerate(zip(_DAYS, _WEEKDAYS, strict=True))
        ),
        *(Period(title, f"неделя {number}", week=True) for number, title in enumerate(_WEEKS, start=12)),
    ]
    blocks = [_block(code, len(periods), is_open=code == opened) for code in _BALANCES]
    return Matrix(
        id="pull",
        label="Вытягивающая таблица",
        name_title="Сырьё и тара",
        fixed=(("Остаток", "02.03"), ("Свободно", "вне рез.")),
        periods=periods,
        blocks=blocks,
        end_title="Сигнал",
    )


def _block(code: str, width: int, *, is_open: bool) -> Block:
    name, stock, balances = _BALANCES[code]
    cells = [
        Cell(
            formats.number(value),
            look=f"../cell/?item={code}",
            negative=value < 0,
            receipt=index > 9 and value > 0,
        )
        for index, value in enumerate(balances)
    ]
    toggle = "" if is_open else code
    item = MatrixRow(
        code,
        marks.html(f"<b>{code}</b> {name}"),
        cells,
        fixed=(formats.number(stock), formats.number(balances[0])),
        end=marks.state_mark("signal", _SIGNALS[code]),
        toggle_url=f"../block/?item={code}&open={toggle}",
    )
    return Block(item, _open_rows(width) if is_open else ())


def _open_rows(width: int) -> list[MatrixRow]:
    receipts = [Cell() for _ in range(width)]
    receipts[10] = Cell("+20\u202f177", plus=True)
    receipts[12] = Cell("+16\u202f508", plus=True)
    rows = [MatrixRow("receipts", "Приход, годен к запуску", receipts)]
    for number, product, needed, start, text, since in _NEEDS:
        cells = [Cell(waiting=needed < index < start) for index in range(width)]
        cells[needed] = Cell(text, need="wait")
        cells[start] = Cell(start=True, waiting=True)
        name = marks.html(f'<a href="#">{number}</a> {product}')
        rows.append(
            MatrixRow(number, name, cells, end=marks.html(f'<span class="strong tone-wait">{since}</span>'))
        )
    ready = [Cell() for _ in range(width)]
    ready[10] = Cell(start=True)
    ready[11] = Cell("2\u202f666", need="ready")
    rows.append(
        MatrixRow("ЗП-0140", marks.html('<a href="#">ЗП-0140</a> Эмаль ПФ-266 · 03.04'), ready, end="с 25.03")
    )
    return rows
