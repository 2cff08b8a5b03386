"""Bonus by results: staff by shares of fulfilment, dispatch by growth of volume (001 section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, case, maximum, minimum, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Expr, Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Bindable, Value

_SOURCE = Source("001", "разд. 5")
_CONVENTION = Source("convention", "каталог, 95.5")
#: Binary noise that must not keep a growth below the step of the scale it has reached.
_NOISE = Const(1e-8, "pct")
_BEFORE_THE_SCALE = Value(0, "pct")

_SALARY = Symbol("salary", "О", "оклад", "rub")
_MOST = Symbol("most", "b", "наибольшая премия, доля оклада", "share")
_PROFIT = Symbol("profit", "ЧП", "чистая прибыль нарастающим итогом", "rub")
_SHARE = Symbol("share", "d", "доля выполнения", "share")
_WEIGHT = Symbol("weight", "w", "вес показателей", "share")


def _part(name: str, title: str, english: str, notation: str) -> Formula:
    """Bonus for one kind of indicators; nothing without profit, fulfilment counts from 0 to 1."""
    earned: Expr = _SALARY * _MOST * _WEIGHT * minimum(1, maximum(0, _SHARE))
    return Formula(
        id=f"labour.bonus_{name}",
        source=_SOURCE,
        title=title,
        english=english,
        result=Symbol(name, notation, title[:1].lower() + title[1:], "rub"),
        expression=case(_PROFIT > 0, earned, 0),
    )


COMMON = _part("common", "Премия за общие показатели", "Bonus for common indicators", "П_о")
INDIVIDUAL = _part(
    "individual", "Премия за индивидуальные показатели", "Bonus for individual indicators", "П_и"
)

BONUS = Formula(
    id="labour.result_bonus",
    source=_SOURCE,
    title="Премия работника",
    english="Bonus of an employee",
    result=Symbol("bonus", "П", "премия", "rub"),
    expression=COMMON.result + INDIVIDUAL.result,
)

GROWTH = Formula(
    id="labour.dispatch_growth",
    source=_SOURCE,
    title="Темп роста к прошлому году",
    english="Growth against last year",
    result=Symbol("growth", "T_р", "темп роста", "pct"),
    expression=Symbol("volume", "V", "объём отчётного периода", "unit")
    * HUNDRED_PERCENT
    / Symbol("last", "V_пр", "объём того же периода прошлого года", "unit"),
)

SCALE_PERCENT = Formula(
    id="labour.dispatch_bonus_pct",
    source=_CONVENTION,
    title="Премия по шкале: приращения всех достигнутых ступеней",
    english="Bonus by the scale",
    result=Symbol("pct", "n", "премия по шкале", "pct"),
    expression=total(
        case(
            Symbol("step", "s_j", "начало ступени", "pct", series=True) <= GROWTH.result + _NOISE,
            Symbol("step_bonus", "n_j", "премия ступени", "pct", series=True)
            - Symbol("before", "n_(j−1)", "премия предыдущей ступени", "pct", series=True),
            0,
        )
    ),
)

DISPATCH = Formula(
    id="labour.dispatch_bonus",
    source=_SOURCE,
    title="Премия экспедиции",
    english="Bonus of a dispatch team",
    result=Symbol("dispatch", "П_э", "премия экспедиции", "rub"),
    expression=_SALARY * SCALE_PERCENT.result / HUNDRED_PERCENT,
)

TOTAL = Formula(
    id="labour.result_bonus_total",
    source=_SOURCE,
    title="Премии всего",
    english="Total bonus",
    result=Symbol("total", "ΣП", "премии всего", "rub"),
    expression=total(Symbol("part", "П_i", "премия", "rub", series=True)),
)

FORMULAS = (COMMON, INDIVIDUAL, BONUS, GROWTH, SCALE_PERCENT, DISPATCH, TOTAL)


def _scale_ascends(given: Record) -> Iterable[Fault]:
    steps = [step.number("from_pct").number for step in given.rows("scale")]
    for place, (before, step) in enumerate(pairwise(steps), start=1):
        if step <= before:
            yield Fault(
                f"scale[{place}].from_pct",
                f"больше предыдущей ступени ({number_text(before)} %)",
                number_text(step),
                "Расположите ступени по возрастанию.",
                "not_ascending",
            )


INPUTS = Inputs(
    fields=(
        Number("bonus_share_max", "Наибольшая премия, доля оклада", "share", at_least=0),
        Number("common_weight", "Вес общих показателей", "share", at_least=0, at_most=1),
        Number("individual_weight", "Вес индивидуальных показателей", "share", at_least=0, at_most=1),
        Number("net_profit_cumulative_rub", "Чистая прибыль нарастающим итогом", "rub"),
        Rows(
            "staff",
            "Работники",
            (
                Text("name", "Работник"),
                Number("salary_rub", "Оклад", "rub", at_least=0),
                Number("common_share", "Выполнение общих показателей", "share"),
                Number("individual_share", "Выполнение индивидуальных показателей", "share"),
            ),
            at_least_items=0,
        ),
        Rows(
            "dispatch",
            "Экспедиции",
            (
                Text("name", "Экспедиция"),
                Number("salary_rub", "Оклад", "rub", at_least=0),
                Number("volume", "Объём отчётного периода", "unit", at_least=0),
                Number("volume_last_year", "Объём того же периода прошлого года", "unit", above=0),
                Rows(
                    "scale",
                    "Шкала премии",
                    (
                        Number("from_pct", "Темп роста от", "pct", at_least=0),
                        Number("bonus_pct", "Премия к окладу", "pct", at_least=0),
                    ),
                ),
            ),
            at_least_items=0,
            checks=(_scale_ascends,),
        ),
    ),
)


def _warn(given: Record, work: Calculation) -> None:
    weights = given.number("common_weight").number + given.number("individual_weight").number
    if abs(weights - 1) > 1e-9:
        work.warn(
            "weights_not_one",
            f"Веса общих и индивидуальных показателей вместе дают {number_text(weights)}, а не 1: полное "
            "выполнение не равно наибольшей премии.",
        )
    outside = [
        person.text("name")
        for person in given.rows("staff")
        if not all(0 <= person.number(key).number <= 1 for key in ("common_share", "individual_share"))
    ]
    if outside:
        work.warn(
            "fulfilment_limited",
            f"Доли выполнения ограничены пределами 0…1: {', '.join(outside)}.",
        )
    profit = given.number("net_profit_cumulative_rub").number
    if profit <= 0 and given.rows("staff"):
        work.warn(
            "no_profit",
            f"Чистая прибыль нарастающим итогом {number_text(profit)} руб.: премия работникам не "
            "начисляется, на экспедиции условие прибыли не распространяется.",
        )


def _staff(given: Record, work: Calculation) -> list[dict[str, Value]]:
    """Bonus of the employees, by the keys of the result."""
    people = given.rows("staff")
    names = [person.text("name") for person in people]
    common_to_all = {
        "most": given.number("bonus_share_max"),
        "profit": given.number("net_profit_cumulative_rub"),
    }

    def part(formula: Formula, weight: str, share: str) -> list[Value]:
        rows: list[Mapping[str, Bindable]] = [
            {
                **common_to_all,
                "salary": person.number("salary_rub"),
                "weight": given.number(weight),
                "share": person.number(share),
            }
            for person in people
        ]
        return work.each(formula, rows, names)

    common = part(COMMON, "common_weight", "common_share")
    individual = part(INDIVIDUAL, "individual_weight", "individual_share")
    pairs = zip(common, individual, strict=True)
    bonus = work.each(BONUS, [{"common": a, "individual": b} for a, b in pairs], names)
    return [
        {"common_rub": common[place], "individual_rub": individual[place], "bonus_rub": bonus[place]}
        for place in range(len(names))
    ]


def _dispatch(given: Record, work: Calculation) -> list[dict[str, Value]]:
    """Bonus of the dispatch teams: the last step of the scale that the growth has reached."""
    teams = given.rows("dispatch")
    names = [team.text("name") for team in teams]
    volumes = [{"volume": team.number("volume"), "last": team.number("volume_last_year")} for team in teams]
    growths = work.each(GROWTH, volumes, names)
    scales: list[Mapping[str, Bindable]] = []
    for team, growth in zip(teams, growths, strict=True):
        bonuses = [step.number("bonus_pct") for step in team.rows("scale")]
        scales.append(
            {
                "step": [step.number("from_pct") for step in team.rows("scale")],
                "step_bonus": bonuses,
                "before": [_BEFORE_THE_SCALE, *bonuses[:-1]],
                "growth": growth,
            }
        )
    percents = work.each(SCALE_PERCENT, scales, names)
    pairs = zip(teams, percents, strict=True)
    sums = work.each(
        DISPATCH, [{"salary": team.number("salary_rub"), "pct": pct} for team, pct in pairs], names
    )
    return [
        {"growth_pct": growths[place], "bonus_pct": percents[place], "bonus_rub": sums[place]}
        for place in range(len(names))
    ]


def _named(rows: Sequence[Record], found: Sequence[dict[str, Value]]) -> list[dict[str, Outcome]]:
    return [{"name": row.text("name"), **values} for row, values in zip(rows, found, strict=True)]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Bonus of staff and dispatch (catalogue 95.5)."""
    _warn(given, work)
    work.section("Работники")
    staff = _staff(given, work)
    work.section("Экспедиции")
    dispatch = _dispatch(given, work)
    work.section("Всего")
    whole = work.apply(TOTAL, part=[found["bonus_rub"] for found in (*staff, *dispatch)])
    if work.recording and (staff or dispatch):
        names = [part.text("name") for part in (*given.rows("staff"), *given.rows("dispatch"))]
        sums = [found["bonus_rub"].number for found in (*staff, *dispatch)]
        work.draw(
            Figure(
                "bar",
                "Премии по результатам",
                "Получатель",
                "Сумма, руб.",
                (xy_series("Премия", names, sums),),
            )
        )
        work.conclude(f"Премий начислено {number_text(whole.number)} руб.")
    return {
        "paid": given.number("net_profit_cumulative_rub").number > 0,
        "staff": _named(given.rows("staff"), staff),
        "dispatch": _named(given.rows("dispatch"), dispatch),
        "total_rub": whole,
    }


METHOD = Method(
    id="labour.result_bonus",
    title="Премия по результатам",
    purpose="Премия работников за общие и личные показатели и экспедиций за рост объёма.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
