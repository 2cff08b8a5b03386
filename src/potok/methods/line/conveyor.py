"""Working length and speed of a conveyor (001 section 3; 004 formulas 15–17)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import last, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 3")
_LAYOUTS = {"one_sided": "одностороннее", "two_sided": "двухстороннее"}
_COUNT_RULES = {"workplaces": "по рабочим местам, l·M", "gaps": "по промежуткам, l·(M−1)"}
#: Belt speed for manual work, m/min (catalogue 15.4).
_SLOWEST, _FASTEST = 0.1, 4.0

_SPACING = Symbol("spacing", "l_i", "шаг рабочих мест на участке", "m", series=True)
_PLACES = Symbol("places", "РМ_i", "рабочих мест на участке", "pcs", series=True)

WORKPLACES = Formula(
    id="line.conveyor_workplaces",
    source=_SOURCE,
    title="Рабочие места вдоль конвейера",
    english="Workplaces along the conveyor",
    result=Symbol("total", "M", "всего рабочих мест", "pcs"),
    expression=total(_PLACES),
)

LENGTH_BY_WORKPLACES = Formula(
    id="line.conveyor_length",
    source=_SOURCE,
    title="Рабочая длина конвейера по рабочим местам",
    english="Conveyor working length by workplaces",
    result=Symbol("side", "L_1", "длина конвейера с рабочими местами на одной стороне", "m"),
    expression=total(_SPACING * _PLACES),
)

LENGTH_BY_GAPS = Formula(
    id="line.conveyor_length_by_gaps",
    source=Source("004", "§2.2", "15"),
    title="Рабочая длина конвейера по промежуткам между местами",
    english="Conveyor working length by gaps",
    result=LENGTH_BY_WORKPLACES.result,
    expression=total(_SPACING * _PLACES) - last(_SPACING),
)

TWO_SIDED_LENGTH = Formula(
    id="line.conveyor_two_sided",
    source=Source("004", "§2.2", "16"),
    title="Рабочая длина конвейера при двухстороннем расположении",
    english="Conveyor working length, two-sided",
    result=Symbol("length", "L", "рабочая длина конвейера", "m"),
    expression=LENGTH_BY_WORKPLACES.result / 2,
)

MEAN_SPACING = Formula(
    id="line.conveyor_mean_spacing",
    source=_SOURCE,
    title="Средний шаг рабочих мест",
    english="Mean spacing of workplaces",
    result=Symbol("mean", "l_ср", "средний шаг рабочих мест", "m"),
    expression=total(_SPACING * _PLACES) / WORKPLACES.result,
)

SPEED = Formula(
    id="line.conveyor_speed",
    source=_SOURCE,
    title="Скорость конвейера",
    english="Belt speed",
    result=Symbol("speed", "v", "скорость конвейера", "m/min"),
    expression=Symbol("object", "l_0", "расстояние между соседними предметами", "m")
    / (
        Symbol("rhythm", "r", "ритм на одно изделие", "min")
        * Symbol("units", "u", "изделий на одном носителе", "pcs")
    ),
)

TRANSIT = Formula(
    id="line.conveyor_transit",
    source=Source("convention", "каталог, гл. 15"),
    title="Время прохождения конвейера",
    english="Transit time",
    result=Symbol("transit", "t_тр", "время прохождения рабочей длины", "min"),
    expression=TWO_SIDED_LENGTH.result / SPEED.result,
)

INPUTS = Inputs(
    fields=(
        Text("layout", "Расположение рабочих мест", choices=_LAYOUTS),
        Text("count_rule", "Как считать длину", choices=_COUNT_RULES),
        Rows(
            "segments",
            "Участки конвейера",
            (
                Number("spacing_m", "Шаг рабочих мест", "m", above=0),
                Number("workplaces_pcs", "Рабочих мест", "pcs", at_least=1, whole=True),
            ),
        ),
        Number("object_spacing_m", "Расстояние между предметами", "m", above=0, optional=True),
        Number("rhythm_min_per_unit", "Ритм на одно изделие", "min", above=0),
        Number("units_per_carrier", "Изделий на одном носителе", "pcs", above=0, default=1),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Length by the chosen count, speed by the distance of the objects (catalogue 15.4)."""
    segments = given.rows("segments")
    spacings = [segment.number("spacing_m") for segment in segments]
    places = [segment.number("workplaces_pcs") for segment in segments]
    workplaces = work.apply(WORKPLACES, places=places)
    by_gaps = given.text("count_rule") == "gaps"
    length = work.apply(LENGTH_BY_GAPS if by_gaps else LENGTH_BY_WORKPLACES, spacing=spacings, places=places)
    if given.text("layout") == "two_sided":
        length = work.apply(TWO_SIDED_LENGTH, side=length)
    mean_spacing = work.apply(MEAN_SPACING, spacing=spacings, places=places, total=workplaces)
    speed = work.apply(
        SPEED,
        object=given.maybe("object_spacing_m") or mean_spacing,
        rhythm=given.number("rhythm_min_per_unit"),
        units=given.number("units_per_carrier"),
    )
    _warn(given, length, speed, work)
    transit = work.apply(TRANSIT, length=length, speed=speed)
    if work.recording:
        work.conclude(
            f"Рабочая длина {number_text(length.number)} м, скорость {number_text(speed.number)} м/мин; "
            f"предмет проходит конвейер за {number_text(transit.number)} мин."
        )
    return {
        "length_m": length,
        "workplaces_pcs": workplaces,
        "mean_spacing_m": mean_spacing,
        "speed_m_per_min": speed,
        "transit_min": transit,
    }


def _warn(given: Record, length: Value, speed: Value, work: Calculation) -> None:
    if not given.has("object_spacing_m"):
        work.warn(
            "assumed_object_spacing",
            "Расстояние между предметами не задано: принят средний шаг рабочих мест.",
        )
    if not _SLOWEST <= speed.number <= _FASTEST:
        work.warn(
            "unusual_speed",
            f"Скорость {number_text(speed.number)} м/мин вне обычных для ручной работы "
            f"{number_text(_SLOWEST)}…{number_text(_FASTEST)} м/мин.",
        )
    if not length.number:
        work.warn("no_gaps", "Одно рабочее место не даёт промежутков: рабочая длина равна нулю.")


METHOD = Method(
    id="line.conveyor",
    title="Длина и скорость конвейера",
    purpose="Рабочая длина конвейера с разным шагом мест, его скорость и время прохождения.",
    source=Source("001", "разд. 3"),
    inputs=INPUTS,
    formulas=(
        WORKPLACES,
        LENGTH_BY_WORKPLACES,
        LENGTH_BY_GAPS,
        TWO_SIDED_LENGTH,
        MEAN_SPACING,
        SPEED,
        TRANSIT,
    ),
    compute=compute,
)
