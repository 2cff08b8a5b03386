"""Wage fund of a sewing shop and its labour indicators (003 section 6, formulas 6.12–6.32)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.labour import _piece_wage_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Forms, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

INPUTS = Inputs(
    fields=(
        Number("annual_output_pcs", "Годовой выпуск", "pcs", at_least=0),
        Number("piece_rate_rub", "Сдельная расценка изделия", "rub/pcs", above=0),
        Number("piece_bonus_pct", "Премия сдельщиков", "pct", at_least=0),
        Number("work_time_fund_h", "Фонд рабочего времени", "h", above=0),
        Rows(
            "time_workers",
            "Повременщики",
            (
                Text("name", "Профессия"),
                Number("grade", "Разряд", at_least=1, whole=True, optional=True),
                Number("people", "Численность", "people", at_least=0),
                Number("hourly_rate_rub", "Часовая ставка", "rub/h", above=0, optional=True),
                Number("monthly_salary_rub", "Месячный оклад", "rub/month", above=0, optional=True),
                Number("bonus_pct", "Премия", "pct", at_least=0),
            ),
            at_least_items=0,
            forms=(Forms((("hourly_rate_rub",), ("monthly_salary_rub",))),),
        ),
        Number("minimum_hourly_rate_rub", "Минимальная часовая ставка", "rub/h", at_least=0),
        Number("evening_share", "Доплата за вечерний час", "share", at_least=0),
        Number("evening_time_fund_h", "Вечерний фонд времени", "h", at_least=0),
        Number("attending_piece_workers_people", "Явочных сдельщиков", "people", above=0),
        Number("listed_piece_workers_people", "Списочных сдельщиков", "people", above=0),
        Number("other_allowance_pct", "Прочие доплаты от фонда сдельщиков", "pct", at_least=0),
        Number("juvenile_allowance_krub", "Доплаты подросткам", "krub", at_least=0),
        Number("mothers_allowance_krub", "Доплаты кормящим матерям", "krub", at_least=0),
        Number("vacation_days", "Дней отпуска", "day", at_least=0),
        Number("working_days", "Рабочих дней", "day", above=0, at_most=366),
        Number("public_duties_pct", "Государственные и общественные обязанности", "pct", at_least=0),
        Rows(
            "managers",
            "Руководители",
            (
                Text("name", "Должность"),
                Number("people", "Численность", "people", at_least=0),
                Number("monthly_salary_krub", "Месячный оклад", "krub/month", at_least=0),
                Number("bonus_pct", "Премия", "pct", at_least=0),
            ),
            at_least_items=0,
        ),
        Number("consumption_fund_pct", "Выплаты из фонда потребления", "pct", at_least=0),
        Number("commodity_output_krub", "Товарная продукция", "krub", at_least=0),
    ),
)


def _names(rows: Sequence[Record]) -> list[str]:
    return [row.text("name") for row in rows]


def _bonuses(
    formula: Formula, funds: Sequence[Value], rows: Sequence[Record], work: Calculation
) -> list[Value]:
    """Bonus of every row by its fund; `formula` takes the fund and the per cent."""
    (fund_key,) = set(formula.units) - {"pct"}
    parts = zip(funds, rows, strict=True)
    return work.each(
        formula, [{fund_key: fund, "pct": row.number("bonus_pct")} for fund, row in parts], _names(rows)
    )


def _time_workers(given: Record, work: Calculation) -> tuple[list[Value], list[Value]]:
    """Direct funds and bonuses of the time-workers, by hourly rate or by salary."""
    rows = given.rows("time_workers")
    by_rate, by_salary = work.use(formulas.BY_RATE), work.use(formulas.BY_SALARY)
    funds = []
    for row in rows:
        name, people, rate = row.text("name"), row.number("people"), row.maybe("hourly_rate_rub")
        if rate is None:
            funds.append(by_salary.line(name, salary=row.number("monthly_salary_rub"), people=people))
        else:
            funds.append(by_rate.line(name, rate=rate, fund=given.number("work_time_fund_h"), people=people))
    return funds, _bonuses(formulas.TIME_BONUS, funds, rows, work)


def _direct(given: Record, work: Calculation) -> tuple[dict[str, Value], list[dict[str, Outcome]]]:
    """Direct funds and bonuses up to (6.17): sums by the keys of the result, rows of the time-workers."""
    work.section("Прямой фонд и премии")
    piece = work.apply(
        formulas.DIRECT_PIECE, rate=given.number("piece_rate_rub"), output=given.number("annual_output_pcs")
    )
    bonus = work.apply(formulas.PIECE_BONUS, direct_piece_fund=piece, pct=given.number("piece_bonus_pct"))
    funds, bonuses = _time_workers(given, work)
    by_time = work.apply(formulas.DIRECT_TIME, part=funds)
    names = _names(given.rows("time_workers"))
    rows: list[dict[str, Outcome]] = [
        {"name": name, "direct_fund_krub": fund, "bonus_krub": extra}
        for name, fund, extra in zip(names, funds, bonuses, strict=True)
    ]
    sums = {
        "direct_piece_fund_krub": piece,
        "piece_bonus_krub": bonus,
        "direct_time_fund_krub": by_time,
        "time_bonus_krub": work.apply(formulas.TIME_BONUS_TOTAL, part=bonuses),
        "direct_fund_krub": work.apply(formulas.DIRECT, direct_piece_fund=piece, direct_time_fund=by_time),
    }
    return sums, rows


def _hourly(
    given: Record, direct: dict[str, Value], time_people: Value, work: Calculation
) -> dict[str, Value]:
    """Evening and other allowances and the hourly fund."""
    work.section("Часовой фонд")
    shared = {
        "share": given.number("evening_share"),
        "rate": given.number("minimum_hourly_rate_rub"),
        "evening": given.number("evening_time_fund_h"),
    }
    evening_piece, evening_time = work.each(
        formulas.EVENING,
        [
            {**shared, "people": given.number("attending_piece_workers_people")},
            {**shared, "people": time_people},
        ],
        ("сдельщики", "повременщики"),
    )
    other = work.apply(
        formulas.OTHER,
        direct_piece_fund=direct["direct_piece_fund_krub"],
        pct=given.number("other_allowance_pct"),
    )
    hourly = work.apply(
        formulas.HOURLY,
        workers_direct_fund=direct["direct_fund_krub"],
        time_bonus=direct["time_bonus_krub"],
        evening_piece=evening_piece,
        piece_bonus=direct["piece_bonus_krub"],
        other_allowance=other,
        evening_time=evening_time,
    )
    return {
        "evening_piece_krub": evening_piece,
        "evening_time_krub": evening_time,
        "other_allowance_krub": other,
        "hourly_fund_krub": hourly,
    }


def _annual(given: Record, hourly: Value, work: Calculation) -> dict[str, Value]:
    """Daily and annual fund."""
    work.section("Дневной и годовой фонд")
    daily = work.apply(
        formulas.DAILY,
        workers_hourly_fund=hourly,
        juvenile=given.number("juvenile_allowance_krub"),
        mothers=given.number("mothers_allowance_krub"),
    )
    vacation = work.apply(
        formulas.VACATION,
        workers_daily_fund=daily,
        vacation=given.number("vacation_days"),
        working=given.number("working_days"),
    )
    duties = work.apply(
        formulas.PUBLIC_DUTIES, workers_daily_fund=daily, pct=given.number("public_duties_pct")
    )
    annual = work.apply(
        formulas.ANNUAL, workers_daily_fund=daily, vacation_pay=vacation, public_duties=duties
    )
    return {
        "daily_fund_krub": daily,
        "vacation_pay_krub": vacation,
        "public_duties_krub": duties,
        "annual_fund_krub": annual,
    }


def _managers(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Fund and bonus of the managers, in thousands of roubles."""
    work.section("Руководители")
    rows = given.rows("managers")
    salaries = [{"salary": row.number("monthly_salary_krub"), "people": row.number("people")} for row in rows]
    funds = work.each(formulas.MANAGER_FUND, salaries, _names(rows))
    bonuses = _bonuses(formulas.MANAGER_BONUS, funds, rows, work)
    return {
        "managers": [
            {"name": name, "fund_krub": fund, "bonus_krub": bonus}
            for name, fund, bonus in zip(_names(rows), funds, bonuses, strict=True)
        ],
        "managers_fund_krub": work.apply(formulas.MANAGERS_FUND, part=funds),
        "managers_bonus_krub": work.apply(formulas.MANAGERS_BONUS, part=bonuses),
    }


def _indicators(given: Record, annual: Value, time_people: Value, work: Calculation) -> dict[str, Value]:
    """Average wage and income, productivity; managers count in the personnel only."""
    work.section("Показатели по труду")
    listed = work.apply(formulas.LISTED, piece=given.number("listed_piece_workers_people"), time=time_people)
    wage = work.apply(formulas.AVERAGE_WAGE, workers_annual_fund=annual, listed_workers=listed)
    payments = work.apply(
        formulas.CONSUMPTION, workers_annual_fund=annual, pct=given.number("consumption_fund_pct")
    )
    income = work.apply(
        formulas.AVERAGE_INCOME,
        workers_annual_fund=annual,
        consumption_payments=payments,
        listed_workers=listed,
    )
    output = work.apply(
        formulas.OUTPUT_PER_WORKER,
        output=given.number("annual_output_pcs"),
        attending=given.number("attending_piece_workers_people"),
    )
    managers = [row.number("people") for row in given.rows("managers")]
    managing = work.apply(formulas.HEADCOUNT, "руководители", part=managers)
    personnel = work.apply(formulas.PERSONNEL, listed_workers=listed, managers=managing)
    commodity = given.number("commodity_output_krub")
    return {
        "listed_workers_people": listed,
        "average_monthly_wage_krub": wage,
        "consumption_payments_krub": payments,
        "average_monthly_income_krub": income,
        "output_per_worker_pcs": output,
        "industrial_personnel_people": personnel,
        "commodity_per_worker_krub": work.apply(
            formulas.COMMODITY_PER_WORKER, commodity=commodity, industrial_personnel=personnel
        ),
    }


def _warn(given: Record, work: Calculation) -> None:
    evening, fund = given.number("evening_time_fund_h").number, given.number("work_time_fund_h").number
    if evening > fund:
        work.warn(
            "evening_above_fund",
            f"Вечерний фонд {number_text(evening)} ч больше фонда рабочего времени {number_text(fund)} ч.",
        )
    listed = given.number("listed_piece_workers_people").number
    if listed < given.number("attending_piece_workers_people").number:
        work.warn("listed_below_attending", "Списочных сдельщиков меньше, чем явочных.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Funds of workers and managers, labour indicators (catalogue 85.3–85.5)."""
    _warn(given, work)
    sums, time_workers = _direct(given, work)
    people = [row.number("people") for row in given.rows("time_workers")]
    time_people = work.apply(formulas.HEADCOUNT, "повременщики", part=people)
    hourly = _hourly(given, sums, time_people, work)
    annual = _annual(given, hourly["hourly_fund_krub"], work)
    managers = _managers(given, work)
    indicators = _indicators(given, annual["annual_fund_krub"], time_people, work)
    if work.recording:
        _explain(given, {**sums, **hourly, **annual, **indicators}, work)
    return {**sums, "time_workers": time_workers, **hourly, **annual, **managers, **indicators}


def _explain(given: Record, found: dict[str, Value], work: Calculation) -> None:
    """Structure of the annual fund of the workers and the conclusion."""
    parts = {
        "Прямой фонд сдельщиков": found["direct_piece_fund_krub"],
        "Прямой фонд повременщиков": found["direct_time_fund_krub"],
        "Премия сдельщиков": found["piece_bonus_krub"],
        "Премия повременщиков": found["time_bonus_krub"],
        "Вечерние сдельщиков": found["evening_piece_krub"],
        "Вечерние повременщиков": found["evening_time_krub"],
        "Прочие доплаты": found["other_allowance_krub"],
        "Подросткам": given.number("juvenile_allowance_krub"),
        "Кормящим матерям": given.number("mothers_allowance_krub"),
        "Отпуска": found["vacation_pay_krub"],
        "Обязанности": found["public_duties_krub"],
    }
    shown = [(name, part.number) for name, part in parts.items() if part.number]
    work.draw(structure("Структура годового фонда рабочих", "Сумма, тыс. руб.", shown))
    work.conclude(
        f"Годовой фонд рабочих {number_text(found['annual_fund_krub'].number)} тыс. руб., среднемесячная "
        f"заработная плата {number_text(found['average_monthly_wage_krub'].number)} тыс. руб., с выплатами "
        f"из фонда потребления {number_text(found['average_monthly_income_krub'].number)} тыс. руб."
    )


METHOD = Method(
    id="labour.piece_wage_fund",
    title="Фонд заработной платы швейного цеха",
    purpose="Фонды сдельщиков, повременщиков и руководителей, средняя плата и производительность труда.",
    source=Source("003", "разд. 6", "6.12–6.32"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
