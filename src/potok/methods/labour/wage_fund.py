"""Direct, hourly, daily and annual wage funds of a group of workers (004 §2.8, formulas 68–80)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.labour import _wage_fund_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import structure
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

#: Binary noise that makes no fund longer.
_NOISE = 1e-9


def _brigadiers_are_workers(given: Record) -> Iterable[Fault]:
    listed, brigadiers = given.number("list_people"), given.number("brigadiers_people")
    if brigadiers.number > listed.number:
        yield Fault(
            "brigadiers_people",
            f"не больше списочной численности ({number_text(listed.number)} чел.)",
            number_text(brigadiers.number),
            code="out_of_range",
        )


INPUTS = Inputs(
    fields=(
        Number("effective_h", "Эффективный фонд времени рабочего", "h", above=0),
        Number("effective_days", "Эффективный фонд времени рабочего", "day", above=0),
        Number("list_people", "Списочная численность", "people", above=0),
        Number("attendance_people", "Явочная численность в сутки, все смены", "people", at_least=0),
        Number("hourly_rate_rub", "Часовая тарифная ставка", "rub/h", above=0),
        Number("shift_h", "Длительность смены", "h/day", above=0, at_most=24),
        Number("bonus_share", "Премия от прямого фонда", "share", at_least=0),
        Number("evening_share", "Доплата за вечерний час", "share", at_least=0),
        Number("night_share", "Доплата за ночной час", "share", at_least=0),
        Number("evening_man_h", "Вечерние часы всех рабочих за год", "man_h", at_least=0),
        Number("night_man_h", "Ночные часы всех рабочих за год", "man_h", at_least=0),
        Number("holiday_days", "Праздничных дней работы", "day", at_least=0),
        Number("overtime_h_per_month", "Переработка одного рабочего", "h/month", at_least=0),
        Number("brigadiers_people", "Бригадиров", "people", at_least=0),
        Number("brigadier_share", "Доплата за бригадирство", "share", at_least=0),
        Number("trainees_people", "Учеников", "people", at_least=0),
        Number("trainee_pay_rub", "Оплата обучения одного ученика", "rub/people", at_least=0),
        Number("teen_reduced_h", "Сокращение дня подростков на среднесписочного рабочего", "h", at_least=0),
        Number("nursing_breaks_h", "Перерывы кормящих матерей на среднесписочного рабочего", "h", at_least=0),
        Number("vacation_days", "Отпуск на рабочего", "day", at_least=0),
        Number("public_duty_days", "Государственные обязанности на рабочего", "day", at_least=0),
        Number("study_days", "Учебный отпуск на рабочего", "day", at_least=0),
        Number("severance_rub", "Выходные пособия", "rub", at_least=0),
        Number("incentive_fund_rub", "Выплаты из фонда материального поощрения", "rub", at_least=0),
    ),
    checks=(_brigadiers_are_workers,),
)


def _warn(given: Record, work: Calculation) -> None:
    fund, people = given.number("effective_h").number, given.number("list_people").number
    special = given.number("evening_man_h").number + given.number("night_man_h").number
    if special > fund * people:
        work.warn(
            "more_special_hours_than_worked",
            f"Вечерних и ночных {number_text(special)} чел.-ч больше, чем все рабочие отрабатывают за год "
            f"({number_text(fund * people)} чел.-ч): задаются часы всех рабочих вместе.",
        )
    whole = given.number("effective_days").number * given.number("shift_h").number
    if fund > whole * (1 + _NOISE):
        work.warn(
            "hours_above_days",
            f"Эффективный фонд {number_text(fund)} ч больше эффективных дней, умноженных на длительность "
            f"смены ({number_text(whole)} ч).",
        )
    if given.number("attendance_people").number > people:
        work.warn(
            "attendance_above_list",
            "Явочная численность больше списочной: в формуле (72) она берётся в сутки, за все смены.",
        )


def _additions(given: Record, direct: Value, work: Calculation) -> dict[str, Value]:
    """What is added to the direct fund up to the hourly one, by the keys of the result."""
    rate, people, fund = (
        given.number("hourly_rate_rub"),
        given.number("list_people"),
        given.number("effective_h"),
    )
    return {
        "bonus_rub": work.apply(formulas.BONUS, direct_fund=direct, share=given.number("bonus_share")),
        "evening_night_rub": work.apply(
            formulas.EVENING_NIGHT,
            rate=rate,
            evening_share=given.number("evening_share"),
            evening=given.number("evening_man_h"),
            night_share=given.number("night_share"),
            night=given.number("night_man_h"),
        ),
        "holiday_rub": work.apply(
            formulas.HOLIDAY,
            rate=rate,
            shift=given.number("shift_h"),
            holidays=given.number("holiday_days"),
            attendance=given.number("attendance_people"),
        ),
        "overtime_rub": work.apply(
            formulas.OVERTIME, rate=rate, overtime=given.number("overtime_h_per_month"), people=people
        ),
        "brigadier_rub": work.apply(
            formulas.BRIGADIER,
            fund=fund,
            brigadiers=given.number("brigadiers_people"),
            rate=rate,
            share=given.number("brigadier_share"),
        ),
        "trainee_rub": work.apply(
            formulas.TRAINEE, trainees=given.number("trainees_people"), sum=given.number("trainee_pay_rub")
        ),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """The four funds and the average wages (catalogue 70.3)."""
    _warn(given, work)
    people, fund = given.number("list_people"), given.number("effective_h")
    work.section("Часовой фонд")
    direct = work.apply(formulas.DIRECT, fund=fund, people=people, rate=given.number("hourly_rate_rub"))
    added = _additions(given, direct, work)
    hourly = work.apply(
        formulas.HOURLY,
        direct_fund=direct,
        bonus=added["bonus_rub"],
        evening_night=added["evening_night_rub"],
        holiday_pay=added["holiday_rub"],
        overtime_pay=added["overtime_rub"],
        brigadier_pay=added["brigadier_rub"],
        trainee_pay=added["trainee_rub"],
    )
    average_hourly = work.apply(formulas.AVERAGE_HOURLY, hourly_fund=hourly, people=people, fund=fund)
    work.section("Дневной фонд")
    teen = work.apply(
        formulas.TEEN, avg_hourly=average_hourly, hours=given.number("teen_reduced_h"), people=people
    )
    nursing = work.apply(
        formulas.NURSING, avg_hourly=average_hourly, hours=given.number("nursing_breaks_h"), people=people
    )
    daily = work.apply(formulas.DAILY, hourly_fund=hourly, teen_pay=teen, nursing_pay=nursing)
    average_daily = work.apply(
        formulas.AVERAGE_DAILY, daily_fund=daily, people=people, days=given.number("effective_days")
    )
    work.section("Годовой фонд")
    vacation, duty, study = work.each(
        formulas.PAID_ABSENCE,
        [
            {"avg_daily": average_daily, "absent": given.number(key), "people": people}
            for key in ("vacation_days", "public_duty_days", "study_days")
        ],
        ("отпуск", "государственные обязанности", "учебный отпуск"),
    )
    severance = given.number("severance_rub")
    annual = work.apply(
        formulas.ANNUAL, daily_fund=daily, vacation=vacation, duty=duty, study=study, severance=severance
    )
    average_annual = work.apply(
        formulas.AVERAGE_ANNUAL,
        annual_fund=annual,
        incentive=given.number("incentive_fund_rub"),
        people=people,
    )
    monthly = work.apply(formulas.AVERAGE_MONTHLY, avg_annual=average_annual)
    result: dict[str, Value] = {
        "direct_fund_rub": direct,
        **added,
        "hourly_fund_rub": hourly,
        "avg_hourly_rub": average_hourly,
        "teen_rub": teen,
        "nursing_rub": nursing,
        "daily_fund_rub": daily,
        "avg_daily_rub": average_daily,
        "vacation_rub": vacation,
        "public_duty_rub": duty,
        "study_rub": study,
        "annual_fund_rub": annual,
        "avg_annual_rub": average_annual,
        "avg_monthly_rub": monthly,
    }
    if work.recording:
        _explain({**result, "severance_rub": severance}, work)
    return dict(result)


#: What the annual fund consists of.
_PARTS = {
    "direct_fund_rub": "Прямой фонд",
    "bonus_rub": "Премии",
    "evening_night_rub": "Вечерние и ночные",
    "holiday_rub": "Праздники",
    "overtime_rub": "Переработка",
    "brigadier_rub": "Бригадирам",
    "trainee_rub": "Обучение учеников",
    "teen_rub": "Подросткам",
    "nursing_rub": "Кормящим матерям",
    "vacation_rub": "Отпуска",
    "public_duty_rub": "Государственные обязанности",
    "study_rub": "Учебные отпуска",
    "severance_rub": "Выходные пособия",
}


def _explain(found: dict[str, Value], work: Calculation) -> None:
    """Structure of the annual fund and the conclusion."""
    parts = [(title, found[key].number) for key, title in _PARTS.items() if found[key].number]
    work.draw(structure("Структура годового фонда заработной платы", "Сумма, руб.", parts))
    work.conclude(
        f"Годовой фонд {number_text(found['annual_fund_rub'].number)} руб.; среднемесячная заработная плата "
        f"с выплатами из фонда поощрения {number_text(found['avg_monthly_rub'].number)} руб."
    )


METHOD = Method(
    id="labour.wage_fund",
    title="Фонды заработной платы рабочих",
    purpose="Прямой, часовой, дневной и годовой фонды и средняя заработная плата группы рабочих.",
    source=Source("004", "§2.8", "68–80"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
