"""Process norms of an oven and what it needs around it (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import MINUTES_PER_HOUR, ceiling
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 1, технологические нормативы")

#: Binary noise a load of exactly one may carry.
_NOISE = 1e-9

PIECES_PER_HOUR = Formula(
    id="bakery.pieces_per_hour",
    source=_SOURCE,
    title="Часовая производительность печи в изделиях",
    english="Pieces baked an hour",
    result=Symbol("pieces", "n", "изделий в час", "pcs/h"),
    expression=MINUTES_PER_HOUR
    * Symbol("load", "N", "изделий в одной посадке", "pcs")
    / (
        Symbol("bake", "t_вып", "время выпечки", "min")
        + Symbol("reload", "t_пер", "время перезагрузки печи", "min")
    ),
)

OVEN_PER_HOUR = Formula(
    id="bakery.oven_per_hour",
    source=_SOURCE,
    title="Часовая производительность печи",
    english="Hourly output of the oven",
    result=Symbol("oven", "П", "часовая производительность печи", "kg/h"),
    expression=PIECES_PER_HOUR.result * Symbol("loaf", "g", "масса изделия", "kg"),
)

OVEN_PER_SHIFT = Formula(
    id="bakery.oven_per_shift",
    source=_SOURCE,
    title="Производительность печи за смену",
    english="Output of the oven a shift",
    result=Symbol("oven_shift", "П_см", "производительность печи за смену", "kg"),
    expression=OVEN_PER_HOUR.result * Symbol("hours", "T_см", "рабочих часов в смене", "h"),
)

DOUGH_PER_HOUR = Formula(
    id="bakery.dough_per_hour",
    source=_SOURCE,
    title="Потребность печи в тесте",
    english="Dough the oven needs an hour",
    result=Symbol("dough", "G_ч", "теста в час", "kg/h"),
    expression=PIECES_PER_HOUR.result * Symbol("piece", "g_т", "масса тестовой заготовки", "kg"),
)

BOWLS_PER_HOUR = Formula(
    id="bakery.bowls_per_hour",
    source=_SOURCE,
    title="Дежей теста в час",
    english="Bowls of dough an hour",
    result=Symbol("bowls_hour", "D", "дежей в час", "pcs/h"),
    expression=DOUGH_PER_HOUR.result / Symbol("bowl", "G_д", "теста в одной деже", "kg"),
)

BOWL_RHYTHM = Formula(
    id="bakery.bowl_rhythm",
    source=_SOURCE,
    title="Ритм замеса",
    english="Interval between bowls",
    result=Symbol("rhythm", "r_д", "промежуток между дежами", "min"),
    expression=MINUTES_PER_HOUR / BOWLS_PER_HOUR.result,
)

BOWLS_EXACT = Formula(
    id="bakery.bowls_exact",
    source=_SOURCE,
    title="Расчётное число деж",
    english="Calculated number of bowls",
    result=Symbol("bowls_exact", "Д_р", "расчётное число деж", "pcs"),
    expression=BOWLS_PER_HOUR.result
    * Symbol("occupied", "t_д", "занятость дежи одним замесом", "min")
    / MINUTES_PER_HOUR,
)

BOWLS = Formula(
    id="bakery.bowls",
    source=_SOURCE,
    title="Принятое число деж",
    english="Accepted number of bowls",
    result=Symbol("bowls", "Д", "принятое число деж", "pcs"),
    expression=ceiling(BOWLS_EXACT.result),
)

TROLLEYS_EXACT = Formula(
    id="bakery.trolleys_exact",
    source=_SOURCE,
    title="Расчётное число вагонеток",
    english="Calculated number of trolleys",
    result=Symbol("trolleys_exact", "В_р", "расчётное число вагонеток", "pcs"),
    expression=PIECES_PER_HOUR.result
    * Symbol("turn", "t_об", "оборот вагонетки", "min")
    / (MINUTES_PER_HOUR * Symbol("on_trolley", "k", "изделий на вагонетке", "pcs")),
)

TROLLEYS = Formula(
    id="bakery.trolleys",
    source=_SOURCE,
    title="Принятое число вагонеток",
    english="Accepted number of trolleys",
    result=Symbol("trolleys", "В", "принятое число вагонеток", "pcs"),
    expression=ceiling(TROLLEYS_EXACT.result),
)

DIVIDER_LOAD = Formula(
    id="bakery.divider_load",
    source=_SOURCE,
    title="Загрузка тестоделителя",
    english="Load of the divider",
    result=Symbol("divider_load", "K_дел", "загрузка тестоделителя", "share"),
    expression=PIECES_PER_HOUR.result
    / (MINUTES_PER_HOUR * Symbol("divider", "q_дел", "производительность тестоделителя", "pcs/min")),
)


INPUTS = Inputs(
    fields=(
        Number("pieces_per_load", "Изделий в посадке печи", "pcs", above=0),
        Number("bake_min", "Время выпечки", "min", above=0),
        Number("reload_min", "Перезагрузка печи (0 у печи непрерывной загрузки)", "min", at_least=0),
        Number("loaf_kg", "Масса изделия", "kg", above=0),
        Number("dough_piece_kg", "Масса тестовой заготовки", "kg", above=0),
        Number("dough_per_bowl_kg", "Теста в деже", "kg", above=0),
        Number("bowl_occupied_min", "Занятость дежи одним замесом", "min", above=0),
        Number("trolley_turn_min", "Оборот вагонетки: расстойка и погрузка", "min", above=0),
        Number("pieces_per_trolley", "Изделий на вагонетке", "pcs", above=0),
        Number("divider_pieces_per_min", "Производительность тестоделителя", "pcs/min", above=0),
        Number("working_h_per_shift", "Рабочих часов в смене", "h", above=0, at_most=24),
    ),
)


def _dough(given: Record, pieces: Value, work: Calculation) -> dict[str, Value]:
    """Dough and bowls."""
    work.section("Тесто и дежи")
    dough = work.apply(DOUGH_PER_HOUR, pieces=pieces, piece=given.number("dough_piece_kg"))
    hourly = work.apply(BOWLS_PER_HOUR, dough=dough, bowl=given.number("dough_per_bowl_kg"))
    rhythm = work.apply(BOWL_RHYTHM, bowls_hour=hourly)
    exact = work.apply(BOWLS_EXACT, bowls_hour=hourly, occupied=given.number("bowl_occupied_min"))
    return {
        "dough_kg_per_h": dough,
        "bowls_per_h": hourly,
        "bowl_rhythm_min": rhythm,
        "bowls_raw": exact,
        "bowls_pcs": work.apply(BOWLS, bowls_exact=exact),
    }


def _warn(given: Record, load: Value, work: Calculation) -> None:
    if load.number > 1 + _NOISE:
        work.warn(
            "divider_overloaded",
            f"Тестоделитель не успевает за печью: загрузка {number_text(load.number)}. Нужен ещё один или "
            "более производительный.",
        )
    if given.number("dough_piece_kg").number < given.number("loaf_kg").number:
        work.warn(
            "light_piece",
            "Заготовка легче изделия: при выпечке и остывании масса теряется. Это верно только для изделий "
            "с начинкой, иначе сверьте обе массы.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Oven, bowls, trolleys, divider (catalogue 95.1)."""
    work.section("Печь")
    pieces = work.apply(
        PIECES_PER_HOUR,
        load=given.number("pieces_per_load"),
        bake=given.number("bake_min"),
        reload=given.number("reload_min"),
    )
    oven = work.apply(OVEN_PER_HOUR, pieces=pieces, loaf=given.number("loaf_kg"))
    shift = work.apply(OVEN_PER_SHIFT, oven=oven, hours=given.number("working_h_per_shift"))
    dough = _dough(given, pieces, work)
    work.section("Вагонетки и тестоделитель")
    turn, on_trolley = given.number("trolley_turn_min"), given.number("pieces_per_trolley")
    exact = work.apply(TROLLEYS_EXACT, pieces=pieces, turn=turn, on_trolley=on_trolley)
    trolleys = work.apply(TROLLEYS, trolleys_exact=exact)
    load = work.apply(DIVIDER_LOAD, pieces=pieces, divider=given.number("divider_pieces_per_min"))
    _warn(given, load, work)
    if work.recording:
        series = (
            xy_series("Расчётное", ("дежи", "вагонетки"), (dough["bowls_raw"].number, exact.number)),
            xy_series("Принятое", ("дежи", "вагонетки"), (dough["bowls_pcs"].number, trolleys.number)),
        )
        work.draw(Figure("bar", "Потребность в дежах и вагонетках", "Оборудование", "Число, шт.", series))
        work.conclude(
            f"Печь даёт {number_text(oven.number)} кг в час ({number_text(shift.number)} кг за смену); нужно "
            f"деж: {number_text(dough['bowls_pcs'].number)}, вагонеток: {number_text(trolleys.number)}."
        )
    return {
        "pieces_per_h": pieces,
        "oven_kg_per_h": oven,
        "oven_kg_per_shift": shift,
        **dough,
        "trolleys_raw": exact,
        "trolleys_pcs": trolleys,
        "divider_load_share": load,
    }


METHOD = Method(
    id="bakery.process_norms",
    title="Технологические нормативы печи",
    purpose="Сколько даёт печь и сколько к ней нужно теста, деж, вагонеток и хода тестоделителя.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        PIECES_PER_HOUR,
        OVEN_PER_HOUR,
        OVEN_PER_SHIFT,
        DOUGH_PER_HOUR,
        BOWLS_PER_HOUR,
        BOWL_RHYTHM,
        BOWLS_EXACT,
        BOWLS,
        TROLLEYS_EXACT,
        TROLLEYS,
        DIVIDER_LOAD,
    ),
    compute=compute,
)
