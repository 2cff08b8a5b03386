"""«Выбор типа потока»: fourteen characteristics with reasons, computed from the line (003 table 2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.lines.design import LineColumn, LineDesign, LineTable
from potok.lines.simulated.handing_over import Given, simulated_line
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept
from potok.notes.render.numbers import number_text
from potok.simulation.calculated import station_takts
from potok.simulation.line import SimulatedLine

#: The characteristics of the source in its order.
CHARACTERISTICS = (
    "Вид изделия",
    "Наименование секций, их число",
    "Мощность потока",
    "Количество моделей в потоке",
    "Способ запуска моделей в поток",
    "Форма организации работы потока",
    "Характеристика типа питания потока",
    "Способ запуска кроя и полуфабрикатов",
    "Размер транспортной партии",
    "Характер движения предметов труда",
    "Расположение рабочих мест",
    "Оснащённость транспортными средствами",
    "Количество поточных линий и групп",
    "Преемственность смен",
)
#: Deviation of a station from the takt at which a regulated rhythm is still kept (catalogue 25.1: 5–8 %).
_REGULATED = 0.08
_LAUNCH = "запуск"


def _whole(given: Record) -> list[Fault]:
    count = len(given.rows("rows"))
    if count == len(CHARACTERISTICS):
        return []
    return [
        Fault("rows", f"{len(CHARACTERISTICS)} признаков в порядке источника", str(count), code="bad_length")
    ]


INPUTS = Inputs(
    fields=(
        Text("product", "Изделие"),
        Rows(
            "rows",
            "Признаки",
            (
                Number("no", "№", at_least=1, at_most=len(CHARACTERISTICS), whole=True),
                Text("name", "Признак классификации"),
                Text("preparatory", "Заготовка или весь поток"),
                Text("assembly", "Монтаж", optional=True),
                Text("reason", "Обоснование"),
            ),
            unique="no",
        ),
    ),
    checks=(_whole,),
)


def tables(given: Mapping[str, Any]) -> tuple[LineTable, ...]:
    """The sheet as a table.

    Raises:
        InvalidInputError: All faults with their paths.
    """
    record = accept(INPUTS, given).record
    rows = tuple(
        (
            round(row.number("no").number),
            row.text("name"),
            row.text("preparatory"),
            row.maybe_text("assembly"),
            row.text("reason"),
        )
        for row in record.rows("rows")
    )
    columns = (
        LineColumn("№", decimals=0),
        LineColumn("Признак классификации потока"),
        LineColumn("Заготовка или весь поток"),
        LineColumn("Монтаж"),
        LineColumn("Обоснование"),
    )
    return (LineTable("flow_type", f"Характеристика потока: {record.text('product')}", columns, rows),)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the line says about itself; the last section is the assembly."""

    product: str
    sections: tuple[tuple[str, int, int], ...]
    output_pcs: float
    conveyor: bool
    batches: tuple[int, ...]
    deviation: float
    multiple: int
    stations: int
    returns: int
    backlog_pcs: int
    groups: int


def propose(product: str, given: Given, design: LineDesign) -> dict[str, Any]:
    """The sheet of a line: values and reasons from its data; the engineer may word them anew.

    Raises:
        NothingToSimulateError: The design does not say which places there are.
    """
    facts = _facts(product, simulated_line(given, design), given, design.kind)
    made = _rows(facts)
    return {
        "product": product,
        "rows": [
            {"no": number, "name": name, "preparatory": one, "assembly": other or None, "reason": reason}
            for number, (name, (one, other, reason)) in enumerate(
                zip(CHARACTERISTICS, made, strict=True), start=1
            )
        ],
    }


def _facts(product: str, line: SimulatedLine, given: Given, kind: str) -> _Facts:
    takts, takt = station_takts(line), line.takt_s or max(station_takts(line).values())
    told = {row.get("no"): row for row in given["operations"]}
    sections: dict[str, list[int]] = {}
    zones: dict[str, set[str]] = {}
    numbers = _numbers_of_steps(line)
    for step in line.steps:
        row = told.get(numbers[step.no], {})
        section = row.get("section") or "Линия"
        if section.casefold() == _LAUNCH:
            continue  # the launch serves the sections, it is none
        sections.setdefault(section, []).append(step.station)
        zones.setdefault(section, set()).add(row.get("zone") or section)
    people = {station.no: len(station.places) for station in line.stations}
    counted = tuple(
        (section, len(set(stations)), sum(people[no] for no in set(stations)))
        for section, stations in sections.items()
    )
    position = {station.no: place for place, station in enumerate(line.stations)}
    at = {step.no: position[step.station] for step in line.steps}
    batches = dict.fromkeys(sections, 1)
    for step in line.steps:
        section = told.get(numbers[step.no], {}).get("section") or "Линия"
        if section in batches:
            batches[section] = max(batches[section], step.batch)
    return _Facts(
        product=product,
        sections=counted,
        output_pcs=given.get("output_per_shift_pcs") or line.shift_s / takt,
        conveyor=kind == "continuous",
        batches=tuple(batches.values()),
        deviation=max(abs(found / takt - 1) for found in takts.values()),
        multiple=sum(count > 1 for count in people.values()),
        stations=len(people),
        returns=sum(at[link.after] < at[link.before] for link in line.links),
        backlog_pcs=sum(link.initial + link.technological for link in line.links),
        groups=sum(len(found) for found in list(zones.values())[:-1]),
    )


def _numbers_of_steps(line: SimulatedLine) -> dict[int, int]:
    """The first operation of every step: «оп. 3–5, 8» → 3; the step itself where it has no title."""
    numbers = {}
    for step in line.steps:
        first = step.title.removeprefix("оп. ").replace("–", ",").split(",")[0]
        numbers[step.no] = int(first) if first.isdecimal() else step.no
    return numbers


Row = tuple[str, str, str]


def _rows(facts: _Facts) -> Sequence[Row]:
    return (*_output_rows(facts), *_supply_rows(facts), *_movement_rows(facts))


def _output_rows(facts: _Facts) -> Sequence[Row]:
    names = "; ".join(name for name, _, _ in facts.sections)
    counts = "; ".join(f"{name}: групп {groups}, рабочих {people}" for name, groups, people in facts.sections)
    workers = sum(people for _, _, people in facts.sections)
    two = len(facts.sections) > 1
    return (
        (facts.product, "", "По заданию на проектирование линии."),
        (f"{names}; всего {len(facts.sections)}", "", f"По технологической последовательности. {counts}."),
        (
            f"{number_text(round(facts.output_pcs))} шт. в смену",
            "",
            f"Смена, делённая на расчётный такт; занято рабочих {workers}.",
        ),
        ("1", "", "Линия рассчитана на одно изделие."),
        (
            "одномодельный",
            "",
            "При одной модели чередовать запуск не нужно.",
        ),
        (
            "групповая" if two else "линейная",
            "агрегатная" if two else "",
            "Узлы обрабатывают группы параллельно, монтаж идёт одной линией."
            if two
            else "Операции идут одна за другой, узлов, которые обрабатывают отдельно, нет.",
        ),
    )


def _supply_rows(facts: _Facts) -> Sequence[Row]:
    first, last = facts.batches[0], facts.batches[-1]
    bundles = max(first, last) > 1
    branches = facts.groups > 1
    return (
        (
            "пачковое" if bundles else "поштучное",
            "",
            "Приёмы «взять» и «отложить» приходятся на пачку, рабочий делает операции группы подряд."
            if bundles
            else "Изделие передают по одному, задел на местах наименьший.",
        ),
        (
            "децентрализованный" if branches else "централизованный",
            "централизованный" if branches else "",
            f"Крой получают отдельно групп заготовки: {facts.groups}; на монтаж узлы поступают комплектом."
            if branches
            else "Запуск идёт с первого места линии.",
        ),
        (
            f"{first} шт.",
            f"{last} шт." if len(facts.batches) > 1 else "",
            "В заготовке детали малы, пачка больше; в монтаже изделие занимает место целиком."
            if first > last
            else "Партия по расчёту линии.",
        ),
    )


def _movement_rows(facts: _Facts) -> Sequence[Row]:
    free = facts.deviation > _REGULATED and not facts.conveyor
    share = number_text(round(100 * facts.deviation, 1))
    rhythm = "больше 8 %, строгий ритм не выдержать." if free else "не больше 8 %, ритм можно задать."
    several = len(facts.sections) > 1
    carried = facts.backlog_pcs > 0
    return (
        (
            "свободный" if free else "регламентированный",
            "",
            "Такт задаёт скорость конвейера."
            if facts.conveyor
            else f"Наибольшее отклонение места от такта {share} %: {rhythm}",
        ),
        (
            "смешанное" if facts.multiple and facts.returns else "последовательное",
            "",
            (
                f"Мест с несколькими рабочими {facts.multiple} из {facts.stations}, "
                f"возвратов пачки {facts.returns}."
            ),
        ),
        (
            "конвейер" if facts.conveyor else "передвижные тележки",
            "подвесные тележки" if several else "",
            "Тележки перевозят и хранят пачки деталей; собранное изделие перемещают подвешенным, без заминов."
            if several
            else "Конвейер перемещает изделия с расчётной скоростью."
            if facts.conveyor
            else "Тележки перевозят и хранят партии между местами.",
        ),
        (
            f"групп {facts.groups}" if facts.groups else "линий 1",
            "линий 1" if facts.groups else "",
            "По участкам технологической последовательности.",
        ),
        (
            "несъёмный",
            "",
            "Незавершённое производство остаётся на местах: не тратится время на раскладку, "
            + (
                f"расчётный задел {facts.backlog_pcs} шт. сохраняется между сменами."
                if carried
                else "площадь и приспособления для хранения не нужны."
            ),
        ),
    )
