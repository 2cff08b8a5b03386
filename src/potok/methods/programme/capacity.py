"""Capacity of groups of apparatus and the annual average (004 §2.6, formulas 49–50)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import total
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.expression import Const, Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Forms, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name
from potok.notes.value import Value

_PLACE = "§2.6"
_YEAR = Const(12, "month")
_LONGEST_YEAR_H = 8784

_PART = Symbol("part", "M_i", "мощность, годовая", "unit", series=True)
_MONTHS = Symbol("months", "k_i", "месяцев работы в году", "month", series=True)

EFFECTIVE = Formula(
    id="programme.effective_fund",
    source=Source("004", _PLACE),
    title="Эффективный фонд времени аппарата",
    english="Effective time fund",
    result=Symbol("effective", "T_эф", "эффективный фонд времени", "h"),
    expression=Symbol("calendar", "T_к", "календарный фонд времени", "h")
    - Symbol("downtime", "T_пр", "простои", "h"),
)

CAPACITY = Formula(
    id="programme.capacity",
    source=Source("004", _PLACE, "49"),
    title="Мощность группы аппаратов",
    english="Production capacity",
    result=Symbol("capacity", "M", "мощность группы", "unit"),
    expression=Symbol("hourly", "q", "часовая производительность аппарата", "unit/h")
    * Symbol("count", "n", "аппаратов", "pcs")
    * Symbol("effective", "T_эф", "эффективный фонд времени", "h")
    * Symbol("yield_share", "η", "выход продукта из сырья", "share"),
)

START = Formula(
    id="programme.capacity_start",
    source=Source("004", _PLACE),
    title="Мощность на начало года: сумма групп",
    english="Capacity at the beginning of the year",
    result=Symbol("start", "M_н", "мощность на начало года", "unit"),
    expression=total(Symbol("group", "M_гр", "мощность группы", "unit", series=True)),
)

COMMISSIONED = Formula(
    id="programme.commissioned_average",
    source=Source("004", _PLACE, "50"),
    title="Ввод в среднегодовом исчислении",
    english="Commissioned capacity, annual average",
    result=Symbol("commissioned", "M_вв.ср", "среднегодовой ввод", "unit"),
    expression=total(_PART * _MONTHS / _YEAR),
)

RETIRED = Formula(
    id="programme.retired_average",
    source=Source("004", _PLACE, "50"),
    title="Выбытие в среднегодовом исчислении",
    english="Retired capacity, annual average",
    result=Symbol("retired", "M_выб.ср", "среднегодовое выбытие", "unit"),
    expression=total(_PART * (_YEAR - _MONTHS) / _YEAR),
)

AVERAGE = Formula(
    id="programme.capacity_average",
    source=Source("004", _PLACE, "50"),
    title="Среднегодовая мощность",
    english="Average annual capacity",
    result=Symbol("average", "M_г", "среднегодовая мощность", "unit"),
    expression=START.result + COMMISSIONED.result - RETIRED.result,
)

END = Formula(
    id="programme.capacity_end",
    source=Source("004", _PLACE),
    title="Мощность на конец года",
    english="Capacity at the end of the year",
    result=Symbol("end", "M_к", "мощность на конец года", "unit"),
    expression=START.result
    + total(Symbol("added", "M_вв", "вводимая мощность", "unit", series=True))
    - total(Symbol("removed", "M_выб", "выбывающая мощность", "unit", series=True)),
)


def _downtime_fits(machine: Record) -> Iterable[Fault]:
    calendar, downtime = machine.maybe("calendar_h"), machine.maybe("downtime_h")
    if calendar is not None and downtime is not None and downtime.number > calendar.number:
        expected = f"не больше календарного фонда ({number_text(calendar.number)} ч)"
        yield Fault("downtime_h", expected, number_text(downtime.number), code="out_of_range")


def _a_start_is_known(given: Record) -> Iterable[Fault]:
    if not given.has("capacity_start") and not given.rows("equipment"):
        advice = "Мощность на начало года задаётся числом либо складывается из групп equipment."
        yield Fault("capacity_start", "число либо группы в equipment", None, advice, "missing_form")


def _changes(key: str, title: str, months: str) -> Rows:
    return Rows(
        key,
        title,
        (
            Text("name", "Название"),
            Number("capacity", "Годовая мощность", "unit", at_least=0),
            Number("months", months, "month", at_least=0, at_most=12),
        ),
        at_least_items=0,
        optional=True,
    )


INPUTS = Inputs(
    fields=(
        Text("output_unit", "Единица продукции"),
        Rows(
            "equipment",
            "Группы аппаратов ведущей стадии",
            (
                Text("name", "Группа"),
                Number("hourly_output", "Часовая производительность аппарата", "unit/h", above=0),
                Number("count_pcs", "Аппаратов", "pcs", above=0),
                Number(
                    "effective_h",
                    "Эффективный фонд времени за год",
                    "h",
                    above=0,
                    at_most=_LONGEST_YEAR_H,
                    optional=True,
                ),
                Number(
                    "calendar_h",
                    "Календарный фонд времени за год",
                    "h",
                    above=0,
                    at_most=_LONGEST_YEAR_H,
                    optional=True,
                ),
                Number("downtime_h", "Простои за год", "h", at_least=0, optional=True),
                Number("yield_share", "Выход продукта из сырья", "share", above=0, default=1),
            ),
            at_least_items=0,
            optional=True,
            forms=(Forms((("effective_h",), ("calendar_h", "downtime_h"))),),
            checks=(_downtime_fits,),
        ),
        Number("capacity_start", "Мощность на начало года", "unit", at_least=0, optional=True),
        _changes("commissioned", "Вводимая мощность", "Месяцев работы после ввода"),
        _changes("retired", "Выбывающая мощность", "Месяцев работы до выбытия"),
    ),
    checks=(_a_start_is_known,),
)


def _groups(given: Record, work: Calculation) -> tuple[list[Value], list[Outcome]]:
    """Capacities of the groups, and their rows."""
    unit = given.text("output_unit")
    effective_use, capacity_use = work.use(EFFECTIVE), work.use(CAPACITY)
    found, rows = [], list[Outcome]()
    for machine in given.rows("equipment"):
        name = machine.text("name")
        effective = _fund(machine, effective_use)
        capacity = capacity_use.line_in(
            name,
            unit,
            hourly=machine.number("hourly_output"),
            count=machine.number("count_pcs"),
            effective=effective,
            yield_share=machine.number("yield_share"),
        )
        if machine.number("yield_share").number > 1:
            work.warn("yield_above_one", f"«{name}»: выход больше 1, проверьте, что это доля, а не проценты.")
        found.append(capacity)
        rows.append({"name": name, "effective_h": effective, "capacity": capacity})
    return found, rows


def _fund(machine: Record, use: FormulaUse) -> Value:
    """The fund as given, or calendar time without downtime."""
    given = machine.maybe("effective_h")
    if given is not None:
        return given
    return use.line(
        machine.text("name"), calendar=machine.number("calendar_h"), downtime=machine.number("downtime_h")
    )


def _start(given: Record, groups: Sequence[Value], work: Calculation) -> Value:
    """The capacity at the beginning of the year; a given number wins over the sum of the groups."""
    unit, start = given.text("output_unit"), given.maybe("capacity_start")
    if start is None:
        if len(groups) > 1:
            work.warn(
                "assumed_parallel", "Группы сложены: принято, что это параллельные группы ведущей стадии."
            )
        return work.use(START).line_in("", unit, group=groups)
    if groups:
        work.warn(
            "groups_not_added",
            "Мощность на начало года задана числом: группы аппаратов посчитаны, но в неё не сложены.",
        )
    return Value(start.number, unit, start.ref)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Groups, then the year with what comes and what goes (catalogue 60.1)."""
    unit = given.text("output_unit")
    work.section("Мощность групп")
    groups, rows = _groups(given, work)
    work.section("Среднегодовая мощность")
    start = _start(given, groups, work)
    averages, amounts = [], []
    for key, formula in (("commissioned", COMMISSIONED), ("retired", RETIRED)):
        parts = [row.number("capacity") for row in given.rows(key)]
        months = [row.number("months") for row in given.rows(key)]
        averages.append(work.use(formula).line_in("", unit, part=parts, months=months))
        amounts.append(parts)
    commissioned, retired = averages
    average = work.use(AVERAGE).line_in("", unit, start=start, commissioned=commissioned, retired=retired)
    end = work.use(END).line_in("", unit, start=start, added=amounts[0], removed=amounts[1])
    if end.number < 0 or average.number < 0:
        work.warn("negative_capacity", "Выбывает больше мощности, чем есть: проверьте выбытие.")
    if work.recording:
        name = unit_name(unit)
        changes = [("Ввод", commissioned.number), ("Выбытие", -retired.number)]
        ends = ("На начало года", start.number), ("Среднегодовая", average.number)
        work.draw(waterfall("Среднегодовая мощность", f"Мощность, {name}/год", ends[0], changes, ends[1]))
        work.conclude(
            f"Среднегодовая мощность {number_text(average.number)} {name}, на начало года "
            f"{number_text(start.number)} {name}, на конец {number_text(end.number)} {name}."
        )
    return {
        "groups": rows,
        "capacity_start": start,
        "commissioned_avg": commissioned,
        "retired_avg": retired,
        "capacity_avg_annual": average,
        "capacity_end": end,
    }


METHOD = Method(
    id="programme.capacity",
    title="Производственная мощность",
    purpose="Сколько продукции в год дают аппараты и какова среднегодовая мощность при вводе и выбытии.",
    source=Source("004", _PLACE, "49–50"),
    inputs=INPUTS,
    formulas=(EFFECTIVE, CAPACITY, START, COMMISSIONED, RETIRED, AVERAGE, END),
    compute=compute,
)
