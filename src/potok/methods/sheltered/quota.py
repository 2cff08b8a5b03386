"""Quota of workers with limitations (002, text; catalogue 25.8)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import case, ceiling, equal, floor
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("002", "квоты")
#: A share equal to the quota meets it, whatever the binary noise.
_NOISE = 1e-9

_LIMITED = Symbol("limited", "m", "рабочих с ограничениями", "people")
_OTHERS = Symbol("others", "b", "рабочих без ограничений", "people")
_QUOTA = Symbol("quota", "q", "квота", "share")

SHARE = Formula(
    id="sheltered.limited_share",
    source=_SOURCE,
    title="Доля рабочих с ограничениями",
    english="Share of workers with limitations",
    result=Symbol("share", "u", "доля рабочих с ограничениями", "share"),
    expression=_LIMITED / (_LIMITED + _OTHERS),
    limits=(Limit(_LIMITED + _OTHERS > 0, "на линии нет ни одного рабочего", "Задайте численность."),),
)

MOST_OTHERS = Formula(
    id="sheltered.most_others",
    source=_SOURCE,
    title="Наибольшее число рабочих без ограничений",
    english="Most workers without limitations",
    result=Symbol("most", "b_max", "рабочих без ограничений, не больше", "people"),
    expression=floor(_LIMITED * (1 - _QUOTA) / _QUOTA),
)

SPARE_OTHERS = Formula(
    id="sheltered.spare_others",
    source=_SOURCE,
    title="Запас по рабочим без ограничений",
    english="Spare workers without limitations",
    result=Symbol("spare", "Δb", "запас, отрицательный — превышение", "people"),
    expression=MOST_OTHERS.result - _OTHERS,
)

LIMITED_NEEDED = Formula(
    id="sheltered.limited_needed",
    source=_SOURCE,
    title="Требуемое число рабочих с ограничениями",
    english="Workers with limitations needed",
    result=Symbol("needed", "m_min", "рабочих с ограничениями, не меньше", "people"),
    expression=case(equal(_OTHERS, 0), 0, ceiling(_OTHERS * _QUOTA / (1 - _QUOTA))),
)

INPUTS = Inputs(
    fields=(
        Number("limited_people", "Рабочих с ограничениями", "people", at_least=0, whole=True),
        Number("others_people", "Рабочих без ограничений", "people", at_least=0, whole=True),
        Number("quota_share", "Квота рабочих с ограничениями", "share", above=0, at_most=1),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Share, reserve of others and need of limited workers (catalogue 25.8)."""
    limited, others = given.number("limited_people"), given.number("others_people")
    quota = given.number("quota_share")
    share = work.apply(SHARE, limited=limited, others=others)
    most = work.apply(MOST_OTHERS, limited=limited, quota=quota)
    spare = work.apply(SPARE_OTHERS, most=most, others=others)
    reachable = quota.number < 1 or not others.number
    needed = work.apply(LIMITED_NEEDED, others=others, quota=quota) if reachable else None
    met = share.number >= quota.number - _NOISE
    if not met:
        work.warn(
            "quota_missed",
            f"Доля {number_text(share.number * 100)} % ниже квоты {number_text(quota.number * 100)} %.",
        )
    if not reachable:
        work.warn(
            "quota_of_all",
            "При квоте 100 % рабочих без ограничений быть не может: требуемое число не определено.",
        )
    if work.recording:
        work.conclude(
            f"Доля рабочих с ограничениями {number_text(share.number * 100)} %, "
            f"квота {'соблюдена' if met else 'не соблюдена'}."
        )
    return {
        "limited_share": share,
        "met": met,
        "max_others_people": most,
        "spare_others_people": spare,
        "limited_needed_people": needed,
    }


METHOD = Method(
    id="sheltered.quota",
    title="Квота рабочих с ограничениями",
    purpose="Соблюдена ли квота и сколько рабочих без ограничений можно принять.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(SHARE, MOST_OTHERS, SPARE_OTHERS, LIMITED_NEEDED),
    compute=compute,
)
