"""Salary fund of managers, engineers, clerks and service staff (004 §2.8; 003 table 6.8)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.8")
_TABLE = Source("003", "табл. 6.8")

_PEOPLE = Symbol("people", "Ч", "численность", "people")
_SALARY = Symbol("salary", "О", "месячный оклад", "rub/month")
_MONTHS = Symbol("months", "m", "месяцев работы", "month")
_TOTAL = Symbol("total", "З", "фонд с премией", "rub")

FUND = Formula(
    id="labour.salary_fund_of_position",
    source=Source("003", "разд. 6", "6.26"),
    title="Фонд по окладам",
    english="Salary fund",
    result=Symbol("fund", "ФЗП", "фонд по окладам", "rub"),
    expression=_SALARY * _MONTHS * _PEOPLE,
)

BONUS = Formula(
    id="labour.salary_bonus",
    source=Source("003", "разд. 6", "6.27"),
    title="Премия",
    english="Bonus",
    result=Symbol("bonus", "П", "премия", "rub"),
    expression=FUND.result * Symbol("pct", "n_пр", "процент премии", "pct") / HUNDRED_PERCENT,
)

WITH_BONUS = Formula(
    id="labour.salary_with_bonus",
    source=_TABLE,
    title="Фонд с премией",
    english="Fund with bonus",
    result=_TOTAL,
    expression=FUND.result + BONUS.result,
)

AVERAGE_MONTHLY = Formula(
    id="labour.salary_average_monthly",
    source=_SOURCE,
    title="Среднемесячная заработная плата",
    english="Average monthly pay",
    result=Symbol("monthly", "З_см", "среднемесячная заработная плата", "rub/month"),
    expression=_TOTAL / (_PEOPLE * _MONTHS),
)

PEOPLE_SUM = Formula(
    id="labour.salary_people",
    source=_TABLE,
    title="Численность",
    english="Headcount",
    result=_PEOPLE,
    expression=total(Symbol("part", "Ч_i", "численность по должности", "people", series=True)),
)

MONEY_SUM = Formula(
    id="labour.salary_sum",
    source=_TABLE,
    title="Сумма по должностям",
    english="Sum over positions",
    result=Symbol("sum", "Σ", "сумма по должностям", "rub"),
    expression=total(Symbol("part", "S_i", "сумма по должности", "rub", series=True)),
)

PEOPLE_PERCENT = Formula(
    id="labour.salary_people_pct",
    source=_SOURCE,
    title="Доля категории в численности",
    english="Share of the category in the headcount",
    result=Symbol("pct", "u", "доля категории", "pct"),
    expression=_PEOPLE * HUNDRED_PERCENT / Symbol("everyone", "ΣЧ", "численность всего", "people"),
)

AVERAGE_ANNUAL = Formula(
    id="labour.salary_average_annual",
    source=_SOURCE,
    title="Среднегодовая заработная плата категории",
    english="Average annual pay of the category",
    result=Symbol("average", "З_сг", "среднегодовая заработная плата", "rub"),
    expression=_TOTAL / _PEOPLE,
)

FORMULAS = (
    FUND,
    BONUS,
    WITH_BONUS,
    AVERAGE_MONTHLY,
    PEOPLE_SUM,
    MONEY_SUM,
    PEOPLE_PERCENT,
    AVERAGE_ANNUAL,
)

INPUTS = Inputs(
    fields=(
        Rows(
            "positions",
            "Штатное расписание",
            (
                Text("category", "Категория"),
                Text("title", "Должность"),
                Number("people", "Численность", "people", above=0),
                Number("monthly_salary_rub", "Месячный оклад", "rub/month", at_least=0),
                Number("bonus_pct", "Премия", "pct", at_least=0),
                Number("months", "Месяцев работы", "month", above=0, at_most=12),
            ),
        ),
    ),
)


def _positions(positions: Sequence[Record], work: Calculation) -> list[dict[str, Value]]:
    """Fund, bonus, total and average pay of every position."""
    titles = [position.text("title") for position in positions]
    rows = [
        {
            "people": position.number("people"),
            "salary": position.number("monthly_salary_rub"),
            "months": position.number("months"),
        }
        for position in positions
    ]
    funds = work.each(FUND, rows, titles)
    percents = [position.number("bonus_pct") for position in positions]
    pairs = zip(funds, percents, strict=True)
    bonuses = work.each(BONUS, [{"fund": fund, "pct": pct} for fund, pct in pairs], titles)
    parts = zip(funds, bonuses, strict=True)
    totals = work.each(WITH_BONUS, [{"fund": fund, "bonus": bonus} for fund, bonus in parts], titles)
    averages = work.each(
        AVERAGE_MONTHLY,
        [
            {"total": whole, "people": row["people"], "months": row["months"]}
            for whole, row in zip(totals, rows, strict=True)
        ],
        titles,
    )
    return [
        {
            "fund_rub": funds[place],
            "bonus_rub": bonuses[place],
            "total_rub": totals[place],
            "average_monthly_rub": averages[place],
        }
        for place in range(len(titles))
    ]


def _sums(label: str, rows: Sequence[dict[str, Value]], work: Calculation) -> dict[str, Value]:
    """Fund, bonus and total of some positions."""
    use = work.use(MONEY_SUM)
    heads = {"fund_rub": "фонд по окладам", "bonus_rub": "премия", "total_rub": "фонд с премией"}
    return {key: use.line(f"{label}: {head}", part=[row[key] for row in rows]) for key, head in heads.items()}


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Fund by position, by category in order of appearance, and in all (catalogue 95.7)."""
    positions = given.rows("positions")
    work.section("Должности")
    rows = _positions(positions, work)
    categories = list(dict.fromkeys(position.text("category") for position in positions))
    members = {
        name: [place for place, position in enumerate(positions) if position.text("category") == name]
        for name in categories
    }
    work.section("Категории")
    people_use = work.use(PEOPLE_SUM)
    people = {
        name: people_use.line(name, part=[positions[place].number("people") for place in places])
        for name, places in members.items()
    }
    everyone = people_use.line("всего", part=list(people.values()))
    percents = work.each(
        PEOPLE_PERCENT, [{"people": count, "everyone": everyone} for count in people.values()], categories
    )
    sums = {name: _sums(name, [rows[place] for place in places], work) for name, places in members.items()}
    averages = work.each(
        AVERAGE_ANNUAL,
        [{"total": sums[name]["total_rub"], "people": people[name]} for name in categories],
        categories,
    )
    work.section("Всего")
    whole = _sums("всего", list(sums.values()), work)
    if work.recording:
        parts = [(name, sums[name]["total_rub"].number) for name in categories]
        work.draw(structure("Фонд заработной платы по категориям", "Сумма, руб.", parts))
        work.conclude(
            f"Фонд заработной платы {number_text(everyone.number)} чел. с премией "
            f"{number_text(whole['total_rub'].number)} руб."
        )
    return {
        "positions": [
            {"title": position.text("title"), **row} for position, row in zip(positions, rows, strict=True)
        ],
        "categories": [
            {
                "category": name,
                "people": people[name],
                **sums[name],
                "people_pct": percents[place],
                "average_annual_rub": averages[place],
            }
            for place, name in enumerate(categories)
        ],
        "people": everyone,
        **whole,
    }


METHOD = Method(
    id="labour.salary_fund",
    title="Фонд заработной платы по окладам",
    purpose="Годовой фонд руководителей, специалистов, служащих и младшего персонала по штатному расписанию.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
