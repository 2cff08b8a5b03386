"""Effect of better office work: documents, workplaces, meetings (004 §2.10, example 1)."""

from __future__ import annotations

from potok.methods.management import _improvement_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import waterfall
from potok.notes.inputs.fields import Group, Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_CAPEX_TITLE = "Капитальные затраты"

_MEETINGS = Group(
    "meetings",
    "Совещания",
    (
        Number("participants_before", "Участников до", "people", at_least=0),
        Number("participants_after", "Участников после", "people", at_least=0),
        Number("count_before", "Совещаний за период до", "pcs", at_least=0),
        Number("count_after", "Совещаний за период после", "pcs", at_least=0),
        Number("duration_before_h", "Длительность до", "h", at_least=0),
        Number("duration_after_h", "Длительность после", "h", at_least=0),
        Number("periods_per_year", "Периодов счёта в году: 12 — месяцы, 1 — год", above=0),
        Number("capex_rub", _CAPEX_TITLE, "rub", at_least=0, default=0),
    ),
)

INPUTS = Inputs(
    fields=(
        Number("staff_people", "Численность аппарата управления", "people", above=0),
        Number("annual_wage_rub", "Годовой фонд зарплаты одного работника", "rub/year", above=0),
        Number("effective_h", "Годовой эффективный фонд времени работника", "h/year", above=0),
        Number("documents_per_year", "Документов в год", "pcs/year", at_least=0),
        Number("document_h", "Часов на документ", "h", at_least=0),
        Number("service_years", "Средняя продолжительность работы сотрудника", "year", above=0),
        Number("training_months", "Общая продолжительность обучения", "month", at_least=0),
        Number("document_work_share", "Доля времени на документы", "share", at_least=0, at_most=1),
        Number(
            "en_share", "Нормативный коэффициент эффективности", "share", at_least=0, at_most=1, default=0.15
        ),
        Group(
            "standardisation",
            "Стандартизация документов",
            (
                Number(
                    "labour_saving_share",
                    "Сокращение трудоёмкости документов",
                    "share",
                    at_least=-1,
                    at_most=1,
                ),
                Number("training_reduction_months", "Сокращение срока обучения", "month"),
                Number("capex_rub", _CAPEX_TITLE, "rub", at_least=0),
            ),
        ),
        Group(
            "workplaces",
            "Переоборудование рабочих мест",
            (
                Number("productivity_gain_share", "Рост производительности", "share", at_least=-1, at_most=1),
                Number(
                    "turnover_reduction_share", "Снижение текучести за год", "share", at_least=-1, at_most=1
                ),
                Number("capex_rub", _CAPEX_TITLE, "rub", at_least=0),
            ),
        ),
        _MEETINGS,
    ),
)


def _standardisation(given: Record, hour_cost: Value, work: Calculation) -> dict[str, Value]:
    """Documents and training."""
    work.section("Стандартизация документов")
    part = given.group("standardisation")
    documents = work.apply(
        formulas.DOCUMENTS,
        documents=given.number("documents_per_year"),
        document_hours=given.number("document_h"),
        hour_cost=hour_cost,
        labour_saving=part.number("labour_saving_share"),
    )
    reduction = part.number("training_reduction_months")
    training = work.apply(
        formulas.TRAINING,
        staff=given.number("staff_people"),
        wage=given.number("annual_wage_rub"),
        reduction=reduction,
        service=given.number("service_years"),
    )
    if reduction.number > given.number("training_months").number:
        work.warn("more_than_the_training", "Обучение сокращается больше, чем длится всё обучение.")
    return {
        "gain_documents_rub": documents,
        "gain_training_rub": training,
        "gain_standardisation_rub": work.apply(
            formulas.STANDARDISATION, documents_gain=documents, training_gain=training
        ),
    }


def _workplaces(given: Record, work: Calculation) -> dict[str, Value]:
    """Productivity and turnover."""
    work.section("Переоборудование рабочих мест")
    part = given.group("workplaces")
    staff, wage = given.number("staff_people"), given.number("annual_wage_rub")
    productivity = work.apply(
        formulas.PRODUCTIVITY,
        staff=staff,
        wage=wage,
        productivity=part.number("productivity_gain_share"),
        document_share=given.number("document_work_share"),
    )
    turnover = work.apply(
        formulas.TURNOVER,
        staff=staff,
        turnover=part.number("turnover_reduction_share"),
        training=given.number("training_months"),
        wage=wage,
    )
    return {
        "gain_productivity_rub": productivity,
        "gain_turnover_rub": turnover,
        "gain_workplaces_rub": work.apply(
            formulas.WORKPLACES, productivity_gain=productivity, turnover_gain=turnover
        ),
    }


def _meetings(given: Record, hour_cost: Value, work: Calculation) -> dict[str, Value]:
    """Cost of meetings before and after."""
    work.section("Совещания")
    part, use = given.group("meetings"), work.use(formulas.MEETINGS_COST)
    before, after = (
        use.line(
            label,
            participants=part.number(f"participants_{when}"),
            meetings=part.number(f"count_{when}"),
            duration=part.number(f"duration_{when}_h"),
            periods=part.number("periods_per_year"),
            hour_cost=hour_cost,
        )
        for when, label in (("before", "до"), ("after", "после"))
    )
    gain = work.apply(formulas.MEETINGS, before=before, after=after)
    return {
        "meetings_cost_before_rub": before,
        "meetings_cost_after_rub": after,
        "gain_meetings_rub": gain,
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Three measures, their sum, the annual effect (catalogue 90.1)."""
    work.section("Стоимость часа")
    hour_cost = work.apply(
        formulas.HOUR_COST, wage=given.number("annual_wage_rub"), hours=given.number("effective_h")
    )
    gains = {
        **_standardisation(given, hour_cost, work),
        **_workplaces(given, work),
        **_meetings(given, hour_cost, work),
    }
    work.section("Эффект")
    gain = work.apply(
        formulas.GAIN,
        standardisation=gains["gain_standardisation_rub"],
        workplaces=gains["gain_workplaces_rub"],
        meetings_gain=gains["gain_meetings_rub"],
    )
    parts = ("standardisation", "workplaces", "meetings")
    capex = work.apply(formulas.CAPEX, part=[given.group(part).number("capex_rub") for part in parts])
    effect = work.apply(formulas.EFFECT, gain=gain, norm=given.number("en_share"), capex=capex)
    payback = None
    if gain.number > 0:
        payback = work.apply(formulas.PAYBACK, capex=capex, gain=gain)
    else:
        work.warn("no_gain", "Прироста прибыли нет: затраты не окупаются.")
    if work.recording:
        _explain(gains, gain, effect, work)
    return {
        "hour_cost_rub": hour_cost,
        **gains,
        "gain_total_rub": gain,
        "capex_rub": capex,
        "annual_effect_rub": effect,
        "payback_years": payback,
    }


def _explain(gains: dict[str, Value], gain: Value, effect: Value, work: Calculation) -> None:
    """What the gain is made of, and what is left of it."""
    changes = [
        ("Документы", gains["gain_documents_rub"].number),
        ("Обучение", gains["gain_training_rub"].number),
        ("Выработка", gains["gain_productivity_rub"].number),
        ("Текучесть", gains["gain_turnover_rub"].number),
        ("Совещания", gains["gain_meetings_rub"].number),
        ("Норматив затрат", effect.number - gain.number),
    ]
    end = ("Годовой эффект", effect.number)
    work.draw(waterfall("Годовой эффект", "Сумма, руб./год", ("Без мероприятий", 0.0), changes, end))
    work.conclude(
        f"Прирост прибыли {number_text(gain.number)} руб. в год, годовой эффект "
        f"{number_text(effect.number)} руб."
    )


METHOD = Method(
    id="management.improvement_effect",
    title="Эффект совершенствования управления",
    purpose="Сколько прибыли дают стандартизация документов, рабочие места и короткие совещания.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
