"""Supplements for professional skill (001 section 5; catalogue 95.5)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.labour._earnings import TARIFF, TARIFF_TOTAL
from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, minimum, total
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Forms, Inputs, Number, NumberMap, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 5")
_CONVENTION = Source("convention", "каталог, 95.5")
#: A grade without a limit gets no supplement.
_NO_SUPPLEMENT = Value(0, "pct")

_LIMIT = Symbol("limit", "n_пр", "предел надбавки по разряду", "pct")
_GRANTED = Symbol("granted", "n", "надбавка", "pct")
_SUPPLEMENT = Symbol("supplement", "Н", "сумма надбавки", "rub")

BY_CRITERIA = Formula(
    id="labour.skill_by_criteria",
    source=_CONVENTION,
    title="Надбавка по выполненным показателям",
    english="Supplement by the criteria met",
    result=_GRANTED,
    expression=_LIMIT
    * Symbol("met", "m", "выполнено показателей")
    / Symbol("criteria", "m_вс", "всего показателей"),
)

ASSESSED = Formula(
    id="labour.skill_assessed",
    source=_SOURCE,
    title="Назначенная надбавка, не выше предела",
    english="Supplement as assessed, up to the limit",
    result=_GRANTED,
    expression=minimum(Symbol("assessed", "n_наз", "назначенная надбавка", "pct"), _LIMIT),
)

SUPPLEMENT = Formula(
    id="labour.skill_supplement_sum",
    source=_SOURCE,
    title="Сумма надбавки",
    english="Sum of the supplement",
    result=_SUPPLEMENT,
    expression=TARIFF.result * _GRANTED / HUNDRED_PERCENT,
)

EARNED = Formula(
    id="labour.skill_earned",
    source=_SOURCE,
    title="Заработок с надбавкой",
    english="Earnings with the supplement",
    result=Symbol("earned", "З", "заработок с надбавкой", "rub"),
    expression=TARIFF.result + _SUPPLEMENT,
)

SUPPLEMENT_TOTAL = Formula(
    id="labour.skill_supplement_total",
    source=_SOURCE,
    title="Надбавки всех рабочих",
    english="Supplements of all workers",
    result=Symbol("supplement_total", "ΣН", "надбавки всех рабочих", "rub"),
    expression=total(Symbol("part", "Н_i", "сумма надбавки", "rub", series=True)),
)

FORMULAS = (BY_CRITERIA, ASSESSED, TARIFF, SUPPLEMENT, EARNED, SUPPLEMENT_TOTAL, TARIFF_TOTAL)


def _grades_are_numbers(given: Record) -> Iterable[Fault]:
    for grade in given.table("max_pct"):
        if not grade.isdecimal():
            yield Fault(f"max_pct.{grade}", "разряд целым числом, например «4»", grade, code="bad_key")


def _criteria_are_among_all(given: Record) -> Iterable[Fault]:
    whole = given.number("criteria_total").number
    for place, worker in enumerate(given.rows("workers")):
        met = worker.maybe("criteria_met")
        if met is not None and met.number > whole:
            yield Fault(
                f"workers[{place}].criteria_met",
                f"не больше числа показателей ({number_text(whole)})",
                number_text(met.number),
                code="out_of_range",
            )


INPUTS = Inputs(
    fields=(
        NumberMap(
            "max_pct",
            "Предел надбавки по разряду",
            Number("max_pct", "Процент", "pct", at_least=0),
            key_title="Разряд",
        ),
        Number("criteria_total", "Показателей мастерства", above=0, whole=True),
        Rows(
            "workers",
            "Рабочие",
            (
                Text("name", "Имя"),
                Number("grade", "Разряд", at_least=1, whole=True),
                Number("hourly_rate_rub", "Часовая ставка", "rub/h", above=0),
                Number("worked_h", "Отработано", "h", at_least=0),
                Number("assessed_pct", "Назначенная надбавка", "pct", at_least=0, optional=True),
                Number("criteria_met", "Выполнено показателей", at_least=0, optional=True),
            ),
            forms=(Forms((("assessed_pct",), ("criteria_met",))),),
        ),
    ),
    checks=(_grades_are_numbers, _criteria_are_among_all),
)


def _limit(worker: Record, limits: dict[int, Value], work: Calculation) -> Value:
    """The limit of the worker's grade, nothing when the table has none."""
    grade = round(worker.number("grade").number)
    if grade not in limits:
        work.warn(
            "grade_without_limit",
            f"Для разряда {grade} предел надбавки не задан: {worker.text('name')} надбавки не получает.",
        )
    return limits.get(grade, _NO_SUPPLEMENT)


def _granted(worker: Record, limit: Value, criteria: Value, steps: tuple[FormulaUse, FormulaUse]) -> Value:
    by_criteria, assessed_step = steps
    assessed = worker.maybe("assessed_pct")
    if assessed is not None:
        return assessed_step.line(worker.text("name"), assessed=assessed, limit=limit)
    met = worker.number("criteria_met")
    return by_criteria.line(worker.text("name"), limit=limit, met=met, criteria=criteria)


def _capped(worker: Record, limit: Value, work: Calculation) -> bool:
    """Whether the assessed supplement lies above the limit of the grade."""
    assessed = worker.maybe("assessed_pct")
    if assessed is None or assessed.number <= limit.number:
        return False
    work.warn(
        "supplement_capped",
        f"{worker.text('name')}: назначено {number_text(assessed.number)} %, предел разряда "
        f"{number_text(limit.number)} %; взят предел.",
    )
    return True


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Supplement of every worker, limited by the grade (catalogue 95.5)."""
    workers, criteria = given.rows("workers"), given.number("criteria_total")
    names = [worker.text("name") for worker in workers]
    limits = {int(grade): value for grade, value in given.table("max_pct").items()}
    work.section("Надбавка в процентах")
    steps = work.use(BY_CRITERIA), work.use(ASSESSED)
    caps = [_limit(worker, limits, work) for worker in workers]
    granted = [_granted(worker, cap, criteria, steps) for worker, cap in zip(workers, caps, strict=True)]
    work.section("Заработок")
    times = [
        {"rate": worker.number("hourly_rate_rub"), "hours": worker.number("worked_h")} for worker in workers
    ]
    tariffs = work.each(TARIFF, times, names)
    pairs = [{"tariff": tariff, "granted": pct} for tariff, pct in zip(tariffs, granted, strict=True)]
    sums = work.each(SUPPLEMENT, pairs, names)
    earnings = [{"tariff": tariff, "supplement": part} for tariff, part in zip(tariffs, sums, strict=True)]
    earned = work.each(EARNED, earnings, names)
    supplement_total = work.apply(SUPPLEMENT_TOTAL, part=sums)
    tariff_total = work.apply(TARIFF_TOTAL, part=tariffs)
    if work.recording:
        series = (
            xy_series("Тариф", names, [value.number for value in tariffs]),
            xy_series("Надбавка", names, [value.number for value in sums]),
        )
        work.draw(Figure("stacked", "Заработок с надбавкой за мастерство", "Рабочий", "Сумма, руб.", series))
        work.conclude(
            f"Надбавки за мастерство составляют {number_text(supplement_total.number)} руб. к тарифу "
            f"{number_text(tariff_total.number)} руб."
        )
    return {
        "workers": [
            {
                "name": names[place],
                "max_pct": caps[place],
                "granted_pct": granted[place],
                "capped": _capped(worker, caps[place], work),
                "tariff_rub": tariffs[place],
                "supplement_rub": sums[place],
                "total_rub": earned[place],
            }
            for place, worker in enumerate(workers)
        ],
        "supplement_total_rub": supplement_total,
        "tariff_total_rub": tariff_total,
    }


METHOD = Method(
    id="labour.skill_supplement",
    title="Надбавки за профессиональное мастерство",
    purpose="Надбавка каждого рабочего по выполненным показателям или назначенная, в пределах разряда.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
