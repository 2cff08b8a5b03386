"""Working time fund, annual output and commodity output of a shop (003, 6.1–6.5; catalogue 85.1)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, nearest
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SECTION = "разд. 6"
#: Grades that sum to 100 % up to binary noise.
_NOISE = 1e-9

_FULL_DAYS = Symbol("full_days", "Д_п", "полные рабочие дни", "day")
_SHORT_DAYS = Symbol("short_days", "Д_с", "сокращённые рабочие дни", "day")
_FULL_DAY = Symbol("full_day", "t_п", "полный рабочий день", "h/day")
_SHORT_DAY = Symbol("short_day", "t_с", "сокращённый рабочий день", "h/day")
_PER_SHIFT = Symbol("per_shift", "В_см", "выпуск в полную смену", "pcs")
_SHIFTS = Symbol("shifts", "К_см", "число смен в сутки", "shift/day")
_FLOWS = Symbol("flows", "п", "число потоков", "pcs")

PLANNED_DAYS = Formula(
    id="economics.planned_days",
    source=Source("003", _SECTION, "6.1"),
    title="Планируемые полные дни",
    english="Planned full days",
    result=Symbol("planned", "Д_п.пл", "планируемые полные дни", "day"),
    expression=_FULL_DAYS - Symbol("vacation", "Д_отп", "отпуск", "day"),
)

TIME_FUND = Formula(
    id="economics.working_time_fund",
    source=Source("003", _SECTION, "6.1"),
    title="Фонд рабочего времени",
    english="Working time fund",
    result=Symbol("fund", "F", "фонд рабочего времени", "h"),
    expression=PLANNED_DAYS.result * _FULL_DAY + _SHORT_DAYS * _SHORT_DAY,
)

SHORT_SHIFT_EXACT = Formula(
    id="economics.short_shift_output_exact",
    source=Source("003", _SECTION, "6.2"),
    title="Расчётный выпуск в сокращённую смену",
    english="Calculated short-shift output",
    result=Symbol("short_exact", "В_с.р", "расчётный выпуск в сокращённую смену", "pcs"),
    expression=_PER_SHIFT / _FULL_DAY * _SHORT_DAY,
)

SHORT_SHIFT = Formula(
    id="economics.short_shift_output",
    source=Source("003", _SECTION, "6.2"),
    title="Выпуск в сокращённую смену",
    english="Short-shift output",
    result=Symbol("short", "В_с", "выпуск в сокращённую смену", "pcs"),
    expression=nearest(SHORT_SHIFT_EXACT.result),
)

ANNUAL_OUTPUT = Formula(
    id="economics.annual_output",
    source=Source("003", _SECTION, "6.3"),
    title="Годовой выпуск",
    english="Annual output",
    result=Symbol("annual", "В_год", "годовой выпуск", "pcs"),
    expression=_PER_SHIFT * _SHIFTS * _FLOWS * PLANNED_DAYS.result
    + _SHIFTS * _FLOWS * _SHORT_DAYS * SHORT_SHIFT.result,
)

GRADE_COEFFICIENT = Formula(
    id="economics.grade_coefficient",
    source=Source("003", _SECTION, "6.4"),
    title="Коэффициент сортности",
    english="Grade coefficient",
    result=Symbol("grade", "К_с", "коэффициент сортности", "share"),
    expression=(
        Symbol("first", "Р_1", "доля первого сорта", "pct")
        + Symbol("second", "Р_2", "доля второго сорта", "pct")
        * (1 - Symbol("discount", "с_2", "скидка со второго сорта", "share"))
    )
    / HUNDRED_PERCENT,
)

COMMODITY_OUTPUT = Formula(
    id="economics.commodity_output",
    source=Source("003", _SECTION, "6.5"),
    title="Товарная продукция",
    english="Commodity output",
    result=Symbol("commodity", "ТП", "товарная продукция", "krub"),
    expression=Symbol("price", "Ц_отп", "отпускная цена", "rub/pcs")
    * ANNUAL_OUTPUT.result
    * GRADE_COEFFICIENT.result
    / Const(1000, "rub/krub"),
)


def _vacation_fits(given: Record) -> Iterable[Fault]:
    days, vacation = given.number("full_days").number, given.number("vacation_days").number
    if vacation > days:
        yield Fault("vacation_days", f"не больше полных дней ({number_text(days)})", number_text(vacation))


def _grades_fit(given: Record) -> Iterable[Fault]:
    first, second = given.number("first_grade_pct").number, given.number("second_grade_pct").number
    if first + second > 100 + _NOISE:
        expected = f"вместе с первым сортом ({number_text(first)} %) не больше 100 %"
        yield Fault("second_grade_pct", expected, number_text(second))


INPUTS = Inputs(
    fields=(
        Number("full_days", "Полные рабочие дни", "day", at_least=0, at_most=366),
        Number("short_days", "Сокращённые рабочие дни", "day", at_least=0, at_most=366),
        Number("vacation_days", "Отпуск", "day", at_least=0),
        Number("full_day_h", "Полный рабочий день", "h/day", above=0, at_most=24),
        Number("short_day_h", "Сокращённый рабочий день", "h/day", at_least=0, at_most=24),
        Number("output_per_shift_pcs", "Выпуск в полную смену", "pcs", at_least=0),
        Number("shifts", "Смен в сутки", "shift/day", above=0),
        Number("flows", "Потоков", "pcs", above=0),
        Number("first_grade_pct", "Первый сорт", "pct", at_least=0, at_most=100),
        Number("second_grade_pct", "Второй сорт", "pct", at_least=0, at_most=100),
        Number("second_grade_discount_share", "Скидка со второго сорта", "share", at_least=0, at_most=1),
        Number("price_rub", "Отпускная цена", "rub/pcs", at_least=0),
    ),
    checks=(_vacation_fits, _grades_fit),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Days, hours, output, grade, value (catalogue 85.1)."""
    full_day, short_day = given.number("full_day_h"), given.number("short_day_h")
    short_days, per_shift = given.number("short_days"), given.number("output_per_shift_pcs")
    work.section("Фонд времени")
    planned = work.apply(
        PLANNED_DAYS, full_days=given.number("full_days"), vacation=given.number("vacation_days")
    )
    fund = work.apply(
        TIME_FUND, planned=planned, full_day=full_day, short_days=short_days, short_day=short_day
    )
    work.section("Выпуск")
    exact = work.apply(SHORT_SHIFT_EXACT, per_shift=per_shift, full_day=full_day, short_day=short_day)
    short = work.apply(SHORT_SHIFT, short_exact=exact)
    annual = work.apply(
        ANNUAL_OUTPUT,
        per_shift=per_shift,
        shifts=given.number("shifts"),
        flows=given.number("flows"),
        planned=planned,
        short_days=short_days,
        short=short,
    )
    work.section("Товарная продукция")
    grade = work.apply(
        GRADE_COEFFICIENT,
        first=given.number("first_grade_pct"),
        second=given.number("second_grade_pct"),
        discount=given.number("second_grade_discount_share"),
    )
    commodity = work.apply(COMMODITY_OUTPUT, price=given.number("price_rub"), annual=annual, grade=grade)
    _warn(given, annual, work)
    if work.recording:
        work.conclude(
            f"Годовой выпуск {number_text(annual.number)} шт., товарная продукция "
            f"{number_text(commodity.number)} тыс. руб."
        )
    return {
        "planned_full_days": planned,
        "work_time_fund_h": fund,
        "short_shift_output_exact_pcs": exact,
        "short_shift_output_pcs": short,
        "annual_output_pcs": annual,
        "sort_coefficient_share": grade,
        "commodity_output_krub": commodity,
    }


def _warn(given: Record, annual: Value, work: Calculation) -> None:
    lost = (
        given.number("output_per_shift_pcs").number
        * given.number("vacation_days").number
        * given.number("shifts").number
        * given.number("flows").number
    )
    if lost:
        share = f" ({number_text(lost / annual.number * 100)} %)" if annual.number else ""
        work.warn(
            "vacation_stops_the_shop",
            "Отпуск одного рабочего вычтен из дней работы цеха, как в источнике. Если отпускников заменяет "
            f"резерв и цех не останавливается, выпуск занижен на {number_text(lost)} шт.{share}.",
        )
    ungraded = 100 - given.number("first_grade_pct").number - given.number("second_grade_pct").number
    if ungraded > _NOISE:
        work.warn("ungraded", f"Несортная продукция {number_text(ungraded)} % оценена нулём.")
    if given.number("short_day_h").number > given.number("full_day_h").number:
        work.warn("short_day_is_longer", "Сокращённый день длиннее полного: проверьте длительности.")


METHOD = Method(
    id="economics.output_plan",
    title="План производства и товарная продукция",
    purpose="Фонд времени, годовой выпуск с сокращёнными днями, сортность и товарная продукция.",
    source=Source("003", _SECTION, "6.1–6.5"),
    inputs=INPUTS,
    formulas=(
        PLANNED_DAYS,
        TIME_FUND,
        SHORT_SHIFT_EXACT,
        SHORT_SHIFT,
        ANNUAL_OUTPUT,
        GRADE_COEFFICIENT,
        COMMODITY_OUTPUT,
    ),
    compute=compute,
)
