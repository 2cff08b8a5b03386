"""Check of the layout of a sewing flow in its hall (003 tables 3.1, 3.2; catalogue 95.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.methods.sewing import _layout_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, Level, Point, Series, bar
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

#: Binary noise that must not make a flow too large for its hall, m.
_NOISE = 1e-9


def _aisles_are_gaps(given: Record) -> Iterable[Fault]:
    gaps = len(given.rows("aggregates")) - 1
    aisles = given.number("main_aisles").number
    if aisles > gaps:
        yield Fault(
            "main_aisles",
            f"не больше промежутков между агрегатами ({gaps})",
            number_text(aisles),
            "Главный проход заменяет промежуток между агрегатами.",
            "out_of_range",
        )


INPUTS = Inputs(
    fields=(
        Number("place_length_m", "Длина рабочего места", "m", above=0),
        Number("place_width_m", "Ширина рабочего места", "m", above=0),
        Number("start_zone_m", "Зона запуска", "m", at_least=0),
        Number("release_zone_m", "Зона выпуска", "m", at_least=0),
        Number("side_gap_m", "Боковая стена — агрегат", "m", at_least=0),
        Number("between_m", "Между агрегатами", "m", at_least=0),
        Number("main_aisle_m", "Ширина главного прохода", "m", at_least=0),
        Number("main_aisles", "Главных проходов", at_least=0, whole=True),
        Number("column_grid_m", "Шаг колонн", "m", above=0),
        Number("hall_length_m", "Длина цеха", "m", above=0, optional=True),
        Number("hall_width_m", "Ширина цеха", "m", above=0, optional=True),
        Number("workers_people", "Рабочих в смене", "people", above=0),
        Rows(
            "aggregates",
            "Агрегаты",
            (
                Text("name", "Агрегат"),
                Number("workplaces_pcs", "Рабочих мест", "pcs", above=0, whole=True),
                Number("rows", "Рядов", above=0, whole=True),
                Number("conveyor_width_m", "Ширина транспорта", "m", at_least=0),
            ),
        ),
    ),
    checks=(_aisles_are_gaps,),
)


def _aggregates(given: Record, work: Calculation) -> dict[str, list[Value]]:
    """Columns of the aggregates by the keys of the result."""
    aggregates = given.rows("aggregates")
    names = [part.text("name") for part in aggregates]
    work.section("Агрегаты")
    in_row = work.each(
        formulas.PLACES_IN_ROW,
        [{"places": part.number("workplaces_pcs"), "rows": part.number("rows")} for part in aggregates],
        names,
    )
    place_length, place_width = given.number("place_length_m"), given.number("place_width_m")
    lengths = work.each(
        formulas.AGGREGATE_LENGTH,
        [{"in_row": number, "place_length": place_length} for number in in_row],
        names,
    )
    widths = work.each(
        formulas.AGGREGATE_WIDTH,
        [
            {
                "rows": part.number("rows"),
                "place_width": place_width,
                "conveyor": part.number("conveyor_width_m"),
            }
            for part in aggregates
        ],
        names,
    )
    return {"places_in_row": in_row, "length_m": lengths, "width_m": widths}


def _required(given: Record, columns: dict[str, list[Value]], work: Calculation) -> dict[str, Value]:
    """What the flow needs, exactly and by the column grid."""
    work.section("Размеры цеха")
    length = work.apply(
        formulas.REQUIRED_LENGTH,
        start=given.number("start_zone_m"),
        release=given.number("release_zone_m"),
        length=columns["length_m"],
    )
    width = work.apply(
        formulas.REQUIRED_WIDTH,
        side=given.number("side_gap_m"),
        width=columns["width_m"],
        aisles=given.number("main_aisles"),
        aisle=given.number("main_aisle_m"),
        between=given.number("between_m"),
    )
    grid = given.number("column_grid_m")
    return {
        "required_length_m": length,
        "required_width_m": width,
        "grid_length_m": work.apply(formulas.GRID_LENGTH, required_length=length, grid=grid),
        "grid_width_m": work.apply(formulas.GRID_WIDTH, required_width=width, grid=grid),
    }


def _fits(sizes: dict[str, Value], hall: dict[str, Value], work: Calculation) -> bool:
    """Whether the flow fits into the hall; what is missing is warned of."""
    lacking = {
        title: sizes[f"required_{key}"].number - hall[key].number
        for key, title in (("length_m", "длины"), ("width_m", "ширины"))
    }
    short = {title: number for title, number in lacking.items() if number > _NOISE}
    if short:
        listed = ", ".join(f"{title} {number_text(number)} м" for title, number in short.items())
        work.warn("hall_too_small", f"Поток не помещается в цех, не хватает: {listed}.")
    return not short


def _warn_of_places(given: Record, work: Calculation) -> None:
    places = sum(part.number("workplaces_pcs").number for part in given.rows("aggregates"))
    workers = given.number("workers_people").number
    if workers > places:
        work.warn(
            "more_workers_than_places",
            f"Рабочих в смене {number_text(workers)}, а рабочих мест {number_text(places)}.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Sizes of aggregates and hall, area per operator (catalogue 35.4, 95.4)."""
    names = [part.text("name") for part in given.rows("aggregates")]
    _warn_of_places(given, work)
    columns = _aggregates(given, work)
    sizes = _required(given, columns, work)
    hall = {key: given.maybe(f"hall_{key}") or sizes[f"grid_{key}"] for key in ("length_m", "width_m")}
    fits = _fits(sizes, hall, work)
    area = work.apply(formulas.AREA, hall_length=hall["length_m"], hall_width=hall["width_m"])
    each = work.apply(formulas.AREA_PER_WORKER, area=area, workers=given.number("workers_people"))
    if work.recording:
        _draw(given, names, columns["length_m"], hall["length_m"], work)
        length, width = (number_text(sizes[f"required_{key}"].number) for key in hall)
        hall_length, hall_width = (number_text(value.number) for value in hall.values())
        work.conclude(
            f"Потоку нужно {length} × {width} м; цех {hall_length} × {hall_width} м, на рабочего "
            f"{number_text(each.number)} м²."
        )
    return {
        "aggregates": [
            {"name": name, **{key: column[place] for key, column in columns.items()}}
            for place, name in enumerate(names)
        ],
        **sizes,
        "fits": fits,
        "area_m2": area,
        "area_per_worker_m2": each,
    }


def _draw(
    given: Record, names: Sequence[str], lengths: Sequence[Value], hall: Value, work: Calculation
) -> None:
    """How the aggregates lie along the hall, the zones before and behind them."""
    start, release = given.number("start_zone_m").number, given.number("release_zone_m").number
    spans: dict[str, list[Point]] = {"Зона запуска": [], "Рабочие места": [], "Зона выпуска": []}
    for name, length in zip(names, lengths, strict=True):
        end = start + length.number
        spans["Зона запуска"].append(bar(name, 0, start))
        spans["Рабочие места"].append(bar(name, start, end))
        spans["Зона выпуска"].append(bar(name, end, end + release))
    series = tuple(Series(title, tuple(bars)) for title, bars in spans.items())
    title, levels = "Агрегаты вдоль цеха", (Level("Длина цеха", hall.number),)
    work.draw(Figure("gantt", title, "Длина, м", "Агрегат", series, levels))


METHOD = Method(
    id="sewing.layout",
    title="Проверка планировки швейного потока",
    purpose="Какие размеры цеха нужны агрегатам потока и сколько площади приходится на рабочего.",
    source=Source("003", "разд. 3, табл. 3.1, 3.2"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
