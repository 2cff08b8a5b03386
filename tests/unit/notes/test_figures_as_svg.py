from xml.etree import ElementTree as ET

import pytest

from potok.notes.figures import (
    KINDS,
    Figure,
    Level,
    Series,
    bar,
    gantt,
    graph,
    grid_series,
    link,
    node,
    structure,
    waterfall,
    xy_series,
)
from potok.notes.render.svg import PAPER, common_spans, figure_svg
from potok.notes.render.svg.scales import ticks

SVG = "{http://www.w3.org/2000/svg}"
NODES = [
    node("a", "Раскрой", column="Заготовка", kind="ручная"),
    node("b", "Стачивание", column="Монтаж", kind="машинная"),
]
EXAMPLES = {
    "gantt": gantt(
        "Движение", "Операция", [Series("Партия", (bar("Токарная", 0, 5), bar("Фрезерная", 5, 9)))]
    ),
    "bar": Figure("bar", "Загрузка", "Место", "%", (xy_series("Загрузка", ["1", "2"], [80, 95]),)),
    "stacked": Figure(
        "stacked",
        "Баланс",
        "",
        "мин",
        (xy_series("Работа", ["Факт"], [400]), xy_series("Отдых", ["Факт"], [80])),
    ),
    "line": Figure("line", "Задел", "мин", "шт.", (xy_series("1–2", [0, 30, 60], [0, 9, 3]),)),
    "step": Figure("step", "Задел", "мин", "шт.", (xy_series("1–2", [0, 30, 60], [0, 9, 3]),)),
    "scatter": Figure("scatter", "Ряд", "№", "мин", (xy_series("Оставлены", [1, 2], [0.4, 0.5]),)),
    "mixed": Figure(
        "mixed",
        "Потоки",
        "Год",
        "руб.",
        (
            xy_series("Доход", [1, 2], [-5, 8], mark="bar"),
            xy_series("Нарастающим", [1, 2], [-5, 3], mark="line"),
        ),
    ),
    "waterfall": waterfall("Факторы", "т", ("План", 100), [("Часы", -8)], ("Факт", 92)),
    "structure": structure("Затраты", "руб.", [("Сырьё", 75), ("Труд", 25)]),
    "grid": Figure("grid", "Ремонты", "Месяц", "Машина", (grid_series("К, Т", [("Насос", "май", "К")]),)),
    "network": graph("network", "Сеть", NODES, [link("a", "b", "ОН")]),
    "scheme": graph("scheme", "Схема", NODES, [link("a", "b")]),
}


def texts(markup: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(markup).iter(f"{SVG}text")]  # noqa: S314 - own markup


def rects(markup: str) -> dict[str, dict[str, float]]:
    """Rectangles by their hint."""
    found = {}
    for element in ET.fromstring(markup).iter(f"{SVG}rect"):  # noqa: S314 - own markup
        title = element.find(f"{SVG}title")
        if title is not None:
            sizes = {key: float(element.attrib[key]) for key in ("x", "y", "width", "height")}
            found[title.text or ""] = sizes
    return found


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_drawn_as_well_formed_svg_with_its_title(kind: str) -> None:
    figure = EXAMPLES[kind]
    markup = figure_svg(figure, palette=PAPER)
    assert ET.fromstring(markup).attrib["aria-label"] == figure.title  # noqa: S314 - own markup
    assert "style=" not in figure_svg(figure)
    for title in (figure.x_title, figure.y_title):
        assert title in ["", *texts(markup)]


def test_bars_of_a_gantt_chart_lie_at_their_times() -> None:
    found = rects(figure_svg(EXAMPLES["gantt"]))
    first, second = found["Токарная, 0–5"], found["Фрезерная, 5–9"]
    assert second["x"] == pytest.approx(first["x"] + first["width"], abs=0.2)
    assert second["width"] / first["width"] == pytest.approx(4 / 5, abs=0.01)


def test_gantt_charts_side_by_side_share_one_time_axis() -> None:
    short = gantt("Короткий", "Операция", [Series("Партия", (bar("Токарная", 0, 5),))])
    spans = common_spans([short, EXAMPLES["gantt"]])
    assert spans == {"Время, мин": (0.0, 9.0)}
    together = rects(figure_svg(EXAMPLES["gantt"], span=spans["Время, мин"]))
    alone = rects(figure_svg(short, span=spans["Время, мин"]))
    assert alone["Токарная, 0–5"]["width"] == pytest.approx(together["Токарная, 0–5"]["width"], rel=0.1)


def test_columns_of_a_stack_stand_on_one_another() -> None:
    found = rects(figure_svg(EXAMPLES["stacked"]))
    work, rest = found["Работа, Факт: 400"], found["Отдых, Факт: 80"]
    assert rest["y"] + rest["height"] == pytest.approx(work["y"], abs=0.2)


def test_a_waterfall_hangs_each_change_where_the_one_before_ended() -> None:
    found = rects(figure_svg(EXAMPLES["waterfall"]))
    plan, hours, fact = found["План: 100"], found["Часы: −8"], found["Факт: 92"]
    assert hours["y"] == pytest.approx(plan["y"], abs=0.2)
    assert hours["y"] + hours["height"] == pytest.approx(fact["y"], abs=0.2)


def test_parts_of_a_whole_show_their_shares() -> None:
    assert "75 · 75 %" in texts(figure_svg(EXAMPLES["structure"]))


def test_long_names_turn_columns_into_rows_without_losing_a_number() -> None:
    names = [f"Очень длинное название операции номер {number}" for number in range(12)]
    figure = Figure("bar", "Загрузка", "Операция", "%", (xy_series("Загрузка", names, range(1, 13)),))
    found = rects(figure_svg(figure))
    assert [found[f"Загрузка, {name}: {place + 1}"]["x"] for place, name in enumerate(names)]
    assert len({box["x"] for box in found.values()}) == 1


def test_a_level_is_drawn_and_named() -> None:
    figure = Figure(
        "bar", "Загрузка", "Место", "%", (xy_series("Загрузка", ["1"], [80]),), (Level("Норма", 100),)
    )
    markup = figure_svg(figure)
    assert "Норма" in texts(markup)
    assert "stroke-dasharray" in markup


def test_texts_of_users_cannot_become_markup() -> None:
    figure = Figure("bar", "<b>", "<i>", "&", (xy_series("<u>", ['"x"'], [1]),))
    assert "<b>" not in figure_svg(figure)
    ET.fromstring(figure_svg(figure))  # noqa: S314 - own markup


def test_empty_series_and_zeros_are_drawn_too() -> None:
    for kind in ("bar", "stacked", "line", "step", "scatter"):
        assert "0" in texts(figure_svg(Figure(kind, "Пусто", "", "", (Series("Нет", ()),))))
    zero = figure_svg(Figure("structure", "Нули", "", "руб.", (xy_series("Нули", ["Сырьё"], [0]),)))
    assert any("Сырьё" in text for text in texts(zero))


def test_an_unknown_kind_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Figure("pie", "Пирог", "", "", ())


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 3300), (-26.7, 3.3), (0.38, 0.61), (5, 5)])
def test_ticks_are_few_round_numbers_around_the_values(low: float, high: float) -> None:
    marks = ticks(low, high, 6)
    assert marks[0] <= low
    assert marks[-1] >= high
    assert len(marks) <= 8


def test_a_return_of_a_scheme_goes_round_the_boxes_with_its_name_in_sight() -> None:
    nodes = [node(name, name, column="Монтаж") for name in ("a", "b", "c")]
    figure = graph("scheme", "Схема", nodes, [link("a", "b"), link("c", "a", "возврат")])
    root = ET.fromstring(figure_svg(figure))  # noqa: S314 - own markup
    edge = max(float(one.attrib["x"]) + float(one.attrib["width"]) for one in root.iter(f"{SVG}rect"))
    (label,) = [one for one in root.iter(f"{SVG}text") if one.text == "возврат"]
    assert edge < float(label.attrib["x"]) < float(root.attrib["width"])


def test_arrows_of_a_kind_are_named_by_the_legend_once() -> None:
    nodes = [node(name, name, column="Монтаж") for name in ("a", "b", "c")]
    returns = [link("c", "a", "возврат", "возврат"), link("b", "a", "возврат", "возврат")]
    root = ET.fromstring(figure_svg(graph("scheme", "Схема", nodes, [link("a", "b"), *returns])))  # noqa: S314
    assert [one.text for one in root.iter(f"{SVG}text")].count("возврат") == 1
    dashed = [one for one in root.iter(f"{SVG}path") if "stroke-dasharray" in one.attrib]
    assert len(dashed) == len(returns)
