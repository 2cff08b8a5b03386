"""Formulas of the effect of better office work (004 §2.10, example 1; catalogue 90.1)."""

from __future__ import annotations

from potok.notes.algebra import total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("004", "§2.10, пример 1")

_MONTHS = Const(12, "month/year")

_STAFF = Symbol("staff", "Л", "численность аппарата управления", "people")
_WAGE = Symbol("wage", "ФЗП", "годовой фонд зарплаты одного работника", "rub/year")

HOUR_COST = Formula(
    id="management.hour_cost",
    source=SOURCE,
    title="Стоимость часа работника",
    english="Cost of a working hour",
    result=Symbol("hour_cost", "с_ч", "стоимость часа работника", "rub/h"),
    expression=_WAGE / Symbol("hours", "T", "годовой эффективный фонд времени работника", "h/year"),
)

DOCUMENTS = Formula(
    id="management.gain_documents",
    source=SOURCE,
    title="Прирост прибыли от сокращения трудоёмкости документов",
    english="Gain from less work on documents",
    result=Symbol("documents_gain", "ΔП_док", "прирост от документов", "rub/year"),
    expression=Symbol("documents", "N", "документов в год", "pcs/year")
    * Symbol("document_hours", "t_док", "часов на документ", "h")
    * HOUR_COST.result
    * Symbol("labour_saving", "Δw_1", "сокращение трудоёмкости документов", "share"),
)

TRAINING = Formula(
    id="management.gain_training",
    source=SOURCE,
    title="Прирост прибыли от сокращения срока обучения",
    english="Gain from shorter training",
    result=Symbol("training_gain", "ΔП_об", "прирост от обучения", "rub/year"),
    expression=_STAFF
    * _WAGE
    / _MONTHS
    * Symbol("reduction", "Δt_об", "сокращение срока обучения", "month")
    / Symbol("service", "t_пр", "средняя продолжительность работы сотрудника", "year"),
)

STANDARDISATION = Formula(
    id="management.gain_standardisation",
    source=SOURCE,
    title="Прирост прибыли от стандартизации документов",
    english="Gain from standardisation of documents",
    result=Symbol("standardisation", "ΔП_1", "прирост от стандартизации", "rub/year"),
    expression=DOCUMENTS.result + TRAINING.result,
)

PRODUCTIVITY = Formula(
    id="management.gain_productivity",
    source=SOURCE,
    title="Прирост прибыли от роста производительности",
    english="Gain from productivity",
    result=Symbol("productivity_gain", "ΔП_пт", "прирост от производительности", "rub/year"),
    expression=_STAFF
    * _WAGE
    * Symbol("productivity", "Δw_2", "рост производительности", "share")
    * Symbol("document_share", "α", "доля времени на документы", "share"),
)

TURNOVER = Formula(
    id="management.gain_turnover",
    source=SOURCE,
    title="Прирост прибыли от снижения текучести",
    english="Gain from lower turnover",
    result=Symbol("turnover_gain", "ΔП_тек", "прирост от снижения текучести", "rub/year"),
    expression=_STAFF
    * Symbol("turnover", "Δβ", "снижение текучести за год", "1/year")
    * Symbol("training", "t_об", "общая продолжительность обучения", "month")
    * _WAGE
    / _MONTHS,
)

WORKPLACES = Formula(
    id="management.gain_workplaces",
    source=SOURCE,
    title="Прирост прибыли от переоборудования рабочих мест",
    english="Gain from better workplaces",
    result=Symbol("workplaces", "ΔП_2", "прирост от рабочих мест", "rub/year"),
    expression=PRODUCTIVITY.result + TURNOVER.result,
)

MEETINGS_COST = Formula(
    id="management.meetings_cost",
    source=SOURCE,
    title="Стоимость совещаний за год",
    english="Cost of meetings a year",
    result=Symbol("meetings_cost", "С_сов", "стоимость совещаний", "rub/year"),
    expression=Symbol("participants", "n", "участников совещания", "people")
    * Symbol("meetings", "l", "совещаний за период", "pcs")
    * Symbol("duration", "t", "длительность совещания", "h")
    * Symbol("periods", "p", "периодов счёта в году", "1/year")
    * HOUR_COST.result,
)

MEETINGS = Formula(
    id="management.gain_meetings",
    source=SOURCE,
    title="Прирост прибыли от сокращения совещаний",
    english="Gain from fewer meetings",
    result=Symbol("meetings_gain", "ΔП_3", "прирост от совещаний", "rub/year"),
    expression=Symbol("before", "С_сов.1", "стоимость совещаний до", "rub/year")
    - Symbol("after", "С_сов.2", "стоимость совещаний после", "rub/year"),
)

GAIN = Formula(
    id="management.gain_total",
    source=SOURCE,
    title="Прирост прибыли всего",
    english="Gain of all measures",
    result=Symbol("gain", "ΔП", "прирост прибыли", "rub/year"),
    expression=STANDARDISATION.result + WORKPLACES.result + MEETINGS.result,
)

CAPEX = Formula(
    id="management.capex",
    source=SOURCE,
    title="Капитальные затраты всего",
    english="Capital costs",
    result=Symbol("capex", "ΣK", "капитальные затраты", "rub"),
    expression=total(Symbol("part", "K_i", "капитальные затраты направления", "rub", series=True)),
)

EFFECT = Formula(
    id="management.annual_effect",
    source=SOURCE,
    title="Годовой экономический эффект",
    english="Annual effect",
    result=Symbol("effect", "Э_г", "годовой эффект", "rub/year"),
    expression=GAIN.result
    - Symbol("norm", "E_н", "нормативный коэффициент эффективности", "1/year") * CAPEX.result,
)

PAYBACK = Formula(
    id="management.payback",
    source=SOURCE,
    title="Срок окупаемости",
    english="Payback period",
    result=Symbol("payback", "T_ок", "срок окупаемости", "year"),
    expression=CAPEX.result / GAIN.result,
)

FORMULAS = (
    HOUR_COST,
    DOCUMENTS,
    TRAINING,
    STANDARDISATION,
    PRODUCTIVITY,
    TURNOVER,
    WORKPLACES,
    MEETINGS_COST,
    MEETINGS,
    GAIN,
    CAPEX,
    EFFECT,
    PAYBACK,
)
