"""Saving of resources in kind and in money (004 §2.7; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.7")

_BEFORE = Symbol("before", "h_0", "норма расхода до мероприятия")
_AFTER = Symbol("after", "h_1", "норма расхода после мероприятия")
_PRICE = Symbol("price", "p", "цена единицы ресурса", "rub")
_MONTHS = Symbol("months", "m", "месяцы действия в плановом году", "month")
_YEAR = Const(12, "month")

UNIT_SAVING = Formula(
    id="economics.resource_unit_saving",
    source=_SOURCE,
    title="Экономия ресурса на единицу продукции",
    english="Saving of a resource per unit",
    result=Symbol("saving", "Δh", "экономия ресурса на единицу, перерасход — с минусом"),
    expression=_BEFORE - _AFTER,
)

SAVING_PERCENT = Formula(
    id="economics.resource_saving_pct",
    source=_SOURCE,
    title="Экономия в процентах нормы",
    english="Saving, per cent of the norm",
    result=Symbol("pct", "δh", "экономия к прежней норме", "pct"),
    expression=UNIT_SAVING.result * HUNDRED_PERCENT / _BEFORE,
)

ANNUAL_SAVING = Formula(
    id="economics.resource_annual_saving",
    source=_SOURCE,
    title="Условно-годовая экономия ресурса",
    english="Annualised saving of a resource",
    result=Symbol("annual", "Э_н", "условно-годовая экономия ресурса"),
    expression=UNIT_SAVING.result * Symbol("output", "Q_2", "годовой выпуск после мероприятия", "unit"),
)

PLAN_SAVING = Formula(
    id="economics.resource_plan_saving",
    source=_SOURCE,
    title="Экономия ресурса до конца года",
    english="In-year saving of a resource",
    result=Symbol("plan", "Э_н.пл", "экономия ресурса до конца года"),
    expression=ANNUAL_SAVING.result * _MONTHS / _YEAR,
)

ANNUAL_MONEY = Formula(
    id="economics.resource_annual_money",
    source=_SOURCE,
    title="Условно-годовая экономия в деньгах",
    english="Annualised saving in money",
    result=Symbol("annual_rub", "Э_р", "условно-годовая экономия на ресурсе", "rub"),
    expression=ANNUAL_SAVING.result * _PRICE,
)

PLAN_MONEY = Formula(
    id="economics.resource_plan_money",
    source=_SOURCE,
    title="Экономия до конца года в деньгах",
    english="In-year saving in money",
    result=Symbol("plan_rub", "Э_р.пл", "экономия на ресурсе до конца года", "rub"),
    expression=PLAN_SAVING.result * _PRICE,
)

TOTAL_ANNUAL = Formula(
    id="economics.resources_annual_money",
    source=_SOURCE,
    title="Условно-годовая экономия на всех ресурсах",
    english="Annualised saving on all resources",
    result=Symbol("total_annual", "Э_у.г", "условно-годовая экономия", "rub"),
    expression=total(Symbol("annual_rub", "Э_р", "экономия на ресурсе", "rub", series=True)),
)

TOTAL_PLAN = Formula(
    id="economics.resources_plan_money",
    source=_SOURCE,
    title="Экономия на всех ресурсах до конца года",
    english="In-year saving on all resources",
    result=Symbol("total_plan", "Э_пл", "экономия до конца года", "rub"),
    expression=total(Symbol("plan_rub", "Э_р.пл", "экономия на ресурсе", "rub", series=True)),
)

LABOUR_SAVING = Formula(
    id="economics.labour_hours_saved",
    source=_SOURCE,
    title="Экономия труда за год",
    english="Labour saved in a year",
    result=Symbol("labour", "Э_т", "экономия труда за год", "man_h"),
    expression=Symbol("released", "R", "высвобождаемые работники", "people")
    * Symbol("hours", "F_г", "годовой фонд времени работника", "h"),
)

LABOUR_PLAN = Formula(
    id="economics.labour_hours_saved_in_year",
    source=_SOURCE,
    title="Экономия труда до конца года",
    english="Labour saved until the end of the year",
    result=Symbol("labour_plan", "Э_т.пл", "экономия труда до конца года", "man_h"),
    expression=LABOUR_SAVING.result * _MONTHS / _YEAR,
)

INPUTS = Inputs(
    fields=(
        Number("output_after", "Годовой выпуск после мероприятия", "unit", above=0),
        Number("months_active", "Месяцы действия в плановом году", "month", at_least=0, at_most=12),
        Number("released_people", "Высвобождаемые работники", "people", at_least=0),
        Number("annual_hours", "Годовой фонд времени работника", "h", at_least=0, at_most=8784),
        Rows(
            "resources",
            "Ресурсы",
            (
                Text("name", "Ресурс"),
                Text("unit", "Единица"),
                Number("norm_before", "Норма расхода до", at_least=0),
                Number("norm_after", "Норма расхода после", at_least=0),
                Number("price_rub", "Цена единицы", "rub", at_least=0),
            ),
            at_least_items=0,
        ),
    ),
)


def _percents(rows: Sequence[Record], savings: Sequence[Value], work: Calculation) -> list[Value | None]:
    """Saving in per cent of the old norm; undefined where there was none."""
    use = work.use(SAVING_PERCENT)
    return [
        use.line(row.text("name"), saving=saving, before=row.number("norm_before"))
        if row.number("norm_before").number
        else None
        for row, saving in zip(rows, savings, strict=True)
    ]


def _columns(given: Record, work: Calculation) -> dict[str, Sequence[Value | None]]:
    """Results of the resources by key."""
    rows = given.rows("resources")
    units = [row.text("unit") for row in rows]
    names = [row.text("name") for row in rows]
    prices = [row.number("price_rub") for row in rows]
    unit_use = work.use(UNIT_SAVING)
    savings = [
        unit_use.line_in(
            name, f"{unit}/ед.", before=row.number("norm_before"), after=row.number("norm_after")
        )
        for row, name, unit in zip(rows, names, units, strict=True)
    ]
    percents = _percents(rows, savings, work)
    annual_use, plan_use = work.use(ANNUAL_SAVING), work.use(PLAN_SAVING)
    annual = [
        annual_use.line_in(name, unit, saving=saving, output=given.number("output_after"))
        for name, unit, saving in zip(names, units, savings, strict=True)
    ]
    plan = [
        plan_use.line_in(name, unit, annual=saved, months=given.number("months_active"))
        for name, unit, saved in zip(names, units, annual, strict=True)
    ]
    money = [{"annual": saved, "price": price} for saved, price in zip(annual, prices, strict=True)]
    plan_money = [{"plan": saved, "price": price} for saved, price in zip(plan, prices, strict=True)]
    return {
        "unit_saving": savings,
        "saving_pct": percents,
        "annual_saving": annual,
        "plan_saving": plan,
        "annual_saving_rub": work.each(ANNUAL_MONEY, money, names),
        "plan_saving_rub": work.each(PLAN_MONEY, plan_money, names),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Savings of every resource, of all, and of labour (catalogue 95.6)."""
    rows = given.rows("resources")
    work.section("Ресурсы")
    columns = _columns(given, work)
    work.section("Всего")
    money = [value for value in columns["annual_saving_rub"] if value is not None]
    plan_money = [value for value in columns["plan_saving_rub"] if value is not None]
    annual = work.apply(TOTAL_ANNUAL, annual_rub=money)
    plan = work.apply(TOTAL_PLAN, plan_rub=plan_money)
    labour = work.apply(
        LABOUR_SAVING, released=given.number("released_people"), hours=given.number("annual_hours")
    )
    labour_plan = work.apply(LABOUR_PLAN, labour=labour, months=given.number("months_active"))
    if given.number("released_people").number and not given.number("annual_hours").number:
        work.warn(
            "no_hours", "Работники высвобождаются, а их годовой фонд времени нулевой: труд не сэкономлен."
        )
    if annual.number < 0:
        work.warn(
            "overspend", f"Ресурсов в деньгах расходуется больше: {number_text(-annual.number)} руб. в год."
        )
    if work.recording and rows:
        series = xy_series("Экономия", (row.text("name") for row in rows), (item.number for item in money))
        title = "Условно-годовая экономия по ресурсам"
        work.draw(Figure("bar", title, "Ресурс", "Экономия, руб.", (series,)))
        work.conclude(
            f"Условно-годовая экономия {number_text(annual.number)} руб., до конца года "
            f"{number_text(plan.number)} руб."
        )
    return {
        "resources": [
            {"name": row.text("name"), **{key: column[place] for key, column in columns.items()}}
            for place, row in enumerate(rows)
        ],
        "annual_saving_rub": annual,
        "plan_saving_rub": plan,
        "labour_saving_man_h": labour,
        "labour_saving_plan_man_h": labour_plan,
    }


METHOD = Method(
    id="economics.resource_saving",
    title="Экономия ресурсов в натуре и в деньгах",
    purpose="Сколько сырья, топлива, энергии и труда экономит мероприятие за год и до конца года.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        UNIT_SAVING,
        SAVING_PERCENT,
        ANNUAL_SAVING,
        PLAN_SAVING,
        ANNUAL_MONEY,
        PLAN_MONEY,
        TOTAL_ANNUAL,
        TOTAL_PLAN,
        LABOUR_SAVING,
        LABOUR_PLAN,
    ),
    compute=compute,
)
