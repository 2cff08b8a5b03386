"""Mass of the dough piece and yield of bread (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, floor
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("001", "разд. 1, масса тестовой заготовки")
_STANDARD = Source("standard", "выход хлеба")

#: Cooling loss the source names, per cent.
_USUAL_COOLING_LOSS = (2.0, 4.0)

_LOAF = Symbol("loaf", "g", "масса изделия", "kg")
_DOUGH = Symbol("dough", "G_т", "масса теста", "kg")
_TOLERANCE = Symbol("tolerance", "δ", "точность делителя", "pct")

HOT_LOAF = Formula(
    id="bakery.hot_loaf",
    source=_SOURCE,
    title="Масса горячего изделия до усушки",
    english="Mass of the hot loaf",
    result=Symbol("hot", "g_гор", "масса горячего изделия", "kg"),
    expression=_LOAF / (1 - Symbol("cooling", "у_сш", "усушка", "pct") / HUNDRED_PERCENT),
)

DOUGH_PIECE = Formula(
    id="bakery.dough_piece",
    source=_SOURCE,
    title="Масса тестовой заготовки до упёка",
    english="Mass of the dough piece",
    result=Symbol("piece", "g_т", "масса тестовой заготовки", "kg"),
    expression=HOT_LOAF.result / (1 - Symbol("baking", "у_п", "упёк", "pct") / HUNDRED_PERCENT),
)

LIGHTEST_PIECE = Formula(
    id="bakery.lightest_piece",
    source=_SOURCE,
    title="Наименьшая масса заготовки",
    english="Least mass of the dough piece",
    result=Symbol("lightest", "g_т.мин", "наименьшая масса заготовки", "kg"),
    expression=DOUGH_PIECE.result * (1 - _TOLERANCE / HUNDRED_PERCENT),
)

HEAVIEST_PIECE = Formula(
    id="bakery.heaviest_piece",
    source=_SOURCE,
    title="Наибольшая масса заготовки",
    english="Greatest mass of the dough piece",
    result=Symbol("heaviest", "g_т.макс", "наибольшая масса заготовки", "kg"),
    expression=DOUGH_PIECE.result * (1 + _TOLERANCE / HUNDRED_PERCENT),
)

PIECES = Formula(
    id="bakery.pieces",
    source=_STANDARD,
    title="Целых заготовок из теста",
    english="Whole pieces of the dough",
    result=Symbol("pieces", "n", "заготовок", "pcs"),
    expression=floor(_DOUGH / DOUGH_PIECE.result),
)

BREAD = Formula(
    id="bakery.bread",
    source=_STANDARD,
    title="Масса готовых изделий",
    english="Mass of bread",
    result=Symbol("bread", "G_хл", "масса готовых изделий", "kg"),
    expression=PIECES.result * _LOAF,
)

DOUGH_LEFT = Formula(
    id="bakery.dough_left",
    source=_STANDARD,
    title="Остаток теста",
    english="Dough left over",
    result=Symbol("left", "ΔG_т", "остаток теста", "kg"),
    expression=_DOUGH - PIECES.result * DOUGH_PIECE.result,
)

YIELD = Formula(
    id="bakery.dough_yield",
    source=_SOURCE,
    title="Выход изделия из теста",
    english="Bread to dough yield",
    result=Symbol("yield_share", "y", "выход изделия из теста", "share"),
    expression=_LOAF / DOUGH_PIECE.result,
)

BREAD_OF_FLOUR = Formula(
    id="bakery.bread_of_flour",
    source=_STANDARD,
    title="Выход хлеба из 100 кг муки",
    english="Bread of 100 kg of flour",
    result=Symbol("of_flour", "Q_хл", "хлеба из 100 кг муки", "kg"),
    expression=Symbol("dough_of_flour", "Q_т", "теста из 100 кг муки", "kg") * YIELD.result,
)

INPUTS = Inputs(
    fields=(
        Number("loaf_kg", "Масса изделия", "kg", above=0),
        Number("baking_loss_pct", "Упёк", "pct", at_least=0, below=100),
        Number("cooling_loss_pct", "Усушка", "pct", at_least=0, below=100),
        Number("divider_tolerance_pct", "Точность делителя, ±", "pct", at_least=0, below=100),
        Number("dough_kg", "Масса теста", "kg", at_least=0),
        Number("dough_per_100kg_flour_kg", "Выход теста из 100 кг муки", "kg", above=0),
    ),
)


def _warn(given: Record, pieces: float, work: Calculation) -> None:
    least, most = _USUAL_COOLING_LOSS
    loss = given.number("cooling_loss_pct").number
    if not least <= loss <= most:
        work.warn(
            "unusual_cooling_loss",
            f"Усушка {number_text(loss)} % вне обычных {number_text(least)}–{number_text(most)} %.",
        )
    if pieces < 1:
        work.warn("no_piece", "Теста не хватает и на одну заготовку.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Masses from the loaf back to the dough piece, then the yield (catalogue 95.1)."""
    loaf, dough = given.number("loaf_kg"), given.number("dough_kg")
    tolerance = given.number("divider_tolerance_pct")
    work.section("Масса заготовки")
    hot = work.apply(HOT_LOAF, loaf=loaf, cooling=given.number("cooling_loss_pct"))
    piece = work.apply(DOUGH_PIECE, hot=hot, baking=given.number("baking_loss_pct"))
    lightest = work.apply(LIGHTEST_PIECE, piece=piece, tolerance=tolerance)
    heaviest = work.apply(HEAVIEST_PIECE, piece=piece, tolerance=tolerance)
    work.section("Выход")
    pieces = work.apply(PIECES, dough=dough, piece=piece)
    bread = work.apply(BREAD, pieces=pieces, loaf=loaf)
    left = work.apply(DOUGH_LEFT, dough=dough, pieces=pieces, piece=piece)
    share = work.apply(YIELD, loaf=loaf, piece=piece)
    of_flour = work.apply(
        BREAD_OF_FLOUR, dough_of_flour=given.number("dough_per_100kg_flour_kg"), yield_share=share
    )
    _warn(given, pieces.number, work)
    if work.recording:
        names = ("тестовая заготовка", "горячее изделие", "остывшее изделие")
        masses = (piece.number, hot.number, loaf.number)
        series = (xy_series("Масса", names, masses),)
        work.draw(Figure("bar", "От заготовки к изделию", "Состояние", "Масса, кг", series))
        work.conclude(
            f"Заготовка {number_text(piece.number)} кг (от {number_text(lightest.number)} до "
            f"{number_text(heaviest.number)} кг); из теста выходит {number_text(pieces.number)} шт. — "
            f"{number_text(bread.number)} кг изделий."
        )
    return {
        "hot_loaf_kg": hot,
        "dough_piece_kg": piece,
        "dough_piece_min_kg": lightest,
        "dough_piece_max_kg": heaviest,
        "pieces_pcs": pieces,
        "bread_kg": bread,
        "dough_left_kg": left,
        "yield_share": share,
        "bread_per_100kg_flour_kg": of_flour,
    }


METHOD = Method(
    id="bakery.piece_mass",
    title="Масса тестовой заготовки и выход хлеба",
    purpose="Сколько должна весить заготовка с учётом упёка и усушки и сколько хлеба выйдет из теста.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        HOT_LOAF,
        DOUGH_PIECE,
        LIGHTEST_PIECE,
        HEAVIEST_PIECE,
        PIECES,
        BREAD,
        DOUGH_LEFT,
        YIELD,
        BREAD_OF_FLOUR,
    ),
    compute=compute,
)
