"""Effect of organisational and technical measures (004 §2.7, 55–58; catalogue 65.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.economics import _measure_formulas as formulas
from potok.methods.economics import _plan_formulas as totals
from potok.methods.economics._measures import Measure, Plan, measure
from potok.methods.economics._plan_totals import plan_totals
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, waterfall, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Group, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name
from potok.notes.value import Value


def _somebody_stays(given: Record) -> Iterable[Fault]:
    workers = given.group("base").maybe("workers_people")
    released = sum(row.number("released_people").number for row in given.rows("measures"))
    if workers is not None and released >= workers.number:
        shown = number_text(workers.number)
        yield Fault(
            "measures",
            f"высвобождение меньше численности ({shown} чел.)",
            f"{number_text(released)} чел.",
            advice="Проверьте число высвобождаемых работников.",
        )


def _output_stays(given: Record) -> Iterable[Fault]:
    before = given.group("base").number("annual_output").number
    change = sum(row.number("output_change").number for row in given.rows("measures"))
    if before + change <= 0:
        yield Fault(
            "measures",
            f"сокращение выпуска меньше самого выпуска ({number_text(before)})",
            f"изменение выпуска {number_text(change)}",
        )


_RESOURCES = Rows(
    "resources",
    "Ресурсы",
    (
        Text("group", "Группа"),
        Text("name", "Ресурс"),
        Text("unit", "Единица"),
        Number("price_rub", "Цена единицы", "rub", at_least=0),
        Number("norm_before", "Норма расхода до", at_least=0),
        Number("norm_after", "Норма расхода после", at_least=0),
    ),
    at_least_items=0,
    optional=True,
)

INPUTS = Inputs(
    fields=(
        Group(
            "base",
            "До мероприятий",
            (
                Number("annual_output", "Годовой выпуск", "unit/year", above=0),
                Text("output_unit", "Единица выпуска"),
                Number("unit_cost_rub", "Себестоимость единицы", "rub", above=0, optional=True),
                Number("price_rub", "Цена единицы", "rub", at_least=0, optional=True),
                Number("workers_people", "Численность", "people", above=0, optional=True),
                Rows(
                    "fixed_costs_per_unit",
                    "Условно-постоянные расходы на единицу",
                    (Text("name", "Статья"), Number("rub", "Сумма на единицу", "rub", at_least=0)),
                    at_least_items=0,
                    optional=True,
                ),
            ),
        ),
        Number("en_share", "Норматив эффективности", "1/year", at_least=0, default=0.15),
        Number("normative_payback_years", "Нормативный срок окупаемости", "year", above=0, optional=True),
        Rows(
            "measures",
            "Мероприятия",
            (
                Text("id", "Код"),
                Text("title", "Мероприятие"),
                Number("start_month", "Месяц ввода", "month", at_least=1, at_most=12, whole=True),
                Number("output_change", "Изменение годового выпуска", "unit/year", default=0),
                Number("capex_rub", "Затраты на мероприятие", "rub", at_least=0, default=0),
                Number("depreciation_share", "Норма амортизации", "1/year", at_least=0, at_most=1, default=0),
                Number("repair_share", "Затраты на ремонт", "1/year", at_least=0, at_most=1, default=0),
                Number("released_people", "Высвобождаемые работники", "people", at_least=0, default=0),
                Number("annual_wage_rub", "Годовая зарплата работника", "rub/year", at_least=0, default=0),
                Number("social_share", "Социальные взносы", "share", at_least=0, default=0),
                Number("safety_share", "Отчисления на охрану труда", "share", at_least=0, default=0),
                _RESOURCES,
            ),
            unique="id",
        ),
    ),
    checks=(_somebody_stays, _output_stays),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Every measure alone, then the plan as a whole (catalogue 65.1)."""
    base, rows = given.group("base"), given.rows("measures")
    unit = base.text("output_unit")
    work.section("Выпуск и расходы до мероприятий")
    output_after = work.use(formulas.OUTPUT_AFTER).line_in(
        "",
        f"{unit}/year",
        base_output=base.number("annual_output"),
        change=[row.number("output_change") for row in rows],
    )
    fixed = work.apply(
        formulas.FIXED_COSTS, item=[item.number("rub") for item in base.rows("fixed_costs_per_unit")]
    )
    plan = Plan(
        output_after=output_after,
        fixed=fixed,
        unit_cost=base.maybe("unit_cost_rub"),
        normative=given.number("en_share"),
        longest_payback=given.maybe("normative_payback_years"),
        output_unit=unit,
    )
    measures = [measure(row, plan, work) for row in rows]
    work.section("Все мероприятия")
    total = plan_totals(given, measures, plan, work)
    _warn(given, measures, work)
    if work.recording:
        _explain(measures, total, plan, work)
    return {
        "output_after": output_after,
        "measures": [found.results for found in measures],
        "total": total,
    }


def _warn(given: Record, measures: Sequence[Measure], work: Calculation) -> None:
    for row, found in zip(given.rows("measures"), measures, strict=True):
        if found.annual.number <= 0:
            work.warn(
                "no_saving",
                f"«{found.title}»: экономии нет ({number_text(found.annual.number)} руб. в год), затраты не "
                "окупаются.",
            )
        if row.number("released_people").number and not row.number("annual_wage_rub").number:
            work.warn(
                "no_wage",
                f"«{found.title}»: работники высвобождаются, а их зарплата не задана: экономии на труде нет.",
            )
    base = given.group("base")
    grows = any(row.number("output_change").number for row in given.rows("measures"))
    if grows and not base.rows("fixed_costs_per_unit"):
        work.warn(
            "no_fixed_costs",
            "Выпуск меняется, а условно-постоянные расходы не заданы: экономии на них нет.",
        )


def _explain(measures: Sequence[Measure], total: dict[str, Outcome], plan: Plan, work: Calculation) -> None:
    """How the measures lead from the old unit cost to the new one; whether the plan pays."""
    after = total["unit_cost_after_all_rub"]
    if plan.unit_cost is not None and isinstance(after, Value):
        work.draw(
            waterfall(
                "Себестоимость единицы до и после мероприятий",
                f"Себестоимость, руб./{unit_name(plan.output_unit)}",
                ("До", plan.unit_cost.number),
                ((found.title, found.cost_change.number) for found in measures),
                ("После", after.number),
            )
        )
    titles = [found.title for found in measures]
    savings = (
        xy_series("Условно-годовая", titles, (found.annual.number for found in measures)),
        xy_series("До конца года", titles, (found.plan.number for found in measures)),
    )
    work.draw(Figure("bar", "Экономия по мероприятиям", "Мероприятие", "Экономия, руб.", savings))
    annual, effect, payback = (
        total[key] for key in ("annual_saving_rub", "economic_effect_rub", "payback_years")
    )
    if isinstance(annual, Value) and isinstance(effect, Value):
        term = f", срок окупаемости {number_text(payback.number)} года" if isinstance(payback, Value) else ""
        verdict = "эффективен" if effect.number >= 0 else "неэффективен"
        work.conclude(
            f"Условно-годовая экономия {number_text(annual.number)} руб.{term}; хозрасчётный эффект "
            f"{number_text(effect.number)} руб., план мероприятий {verdict}."
        )


METHOD = Method(
    id="economics.measure_effect",
    title="Эффект организационно-технических мероприятий",
    purpose="Сколько экономят мероприятия, когда окупаются, как меняются себестоимость и прибыль.",
    source=Source("004", "§2.7", "55–58"),
    inputs=INPUTS,
    formulas=(*formulas.FORMULAS, *totals.FORMULAS),
    compute=compute,
)
