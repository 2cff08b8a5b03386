"""Capacity of interchangeable equipment for a plan in its proportions (004 §2.6; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.methods.programme._allocation import Plan, best_plan
from potok.notes.algebra import total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberMap, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.6, взаимозаменяемое оборудование")
_RULE = Source("convention", "каталог, 95.6")

#: A share this little below one still carries the plan: noise of the solver.
_NOISE = 1e-9

_FUND = Symbol("fund", "F_e", "фонд времени единицы", "h")
_COUNT = Symbol("count", "n_e", "единиц оборудования", "pcs")

GROUP_FUND = Formula(
    id="programme.group_fund",
    source=_SOURCE,
    title="Фонд времени типа оборудования",
    english="Time fund of a type",
    result=Symbol("group_fund", "Ф_e", "фонд времени типа", "h"),
    expression=_COUNT * _FUND,
)

FUND_TOTAL = Formula(
    id="programme.fund_total",
    source=_SOURCE,
    title="Фонд времени всего оборудования",
    english="Time fund of all equipment",
    result=Symbol("fund_total", "Ф", "фонд времени всего оборудования", "h"),
    expression=total(Symbol("group_fund", "Ф_e", "фонд времени типа", "h", series=True)),
)

POSSIBLE = Formula(
    id="programme.possible_quantity",
    source=_RULE,
    title="Возможный выпуск изделия",
    english="Possible output of a product",
    result=Symbol("possible", "M_p", "возможный выпуск", "unit"),
    expression=Symbol("share", "k", "выполнимая доля плана", "share") * Symbol("plan", "Q_p", "план", "unit"),
)

ALLOCATED = Formula(
    id="programme.allocated_load",
    source=_RULE,
    title="Загрузка типа оборудования при этом выпуске",
    english="Load of a type",
    result=Symbol("load", "K_e", "загрузка типа", "share"),
    expression=total(
        Symbol("time", "t_pe", "время изделия на этом типе", "h/unit", series=True)
        * Symbol("quantity", "x_pe", "выпуск изделия на этом типе", "unit", series=True)
    )
    / GROUP_FUND.result,
)


def _times_of_known_types(given: Record) -> Iterable[Fault]:
    """Times name types of the list; something is planned."""
    known = [row.text("name") for row in given.rows("equipment")]
    for place, product in enumerate(given.rows("products")):
        for name, time in product.table("time_h").items():
            if name not in known:
                expected = f"один из типов: {', '.join(known)}"
                shown = number_text(time.number)
                yield Fault(f"products[{place}].time_h.{name}", expected, shown, code="unknown_reference")
    if not any(product.number("plan_qty").number for product in given.rows("products")):
        advice = "Доля выполнения не определена, когда плана нет."
        yield Fault("products", "план больше нуля хотя бы у одного изделия", "план 0", advice)


INPUTS = Inputs(
    fields=(
        Rows(
            "equipment",
            "Типы оборудования",
            (
                Text("name", "Тип"),
                Number("count_pcs", "Единиц", "pcs", at_least=0),
                Number("fund_h", "Фонд времени единицы", "h", at_least=0),
            ),
            unique="name",
        ),
        Rows(
            "products",
            "Изделия",
            (
                Text("name", "Изделие"),
                Number("plan_qty", "План", "unit", at_least=0),
                NumberMap(
                    "time_h",
                    "Время на единицу",
                    Number("time", "Время", "h/unit", above=0),
                    key_title="Тип оборудования",
                    gaps=True,
                ),
            ),
        ),
    ),
    checks=(_times_of_known_types,),
)


@dataclass(frozen=True, slots=True)
class _Types:
    """Types of equipment with their funds."""

    names: list[str]
    funds: list[Value]


def _types(given: Record, work: Calculation) -> _Types:
    rows = given.rows("equipment")
    names = [row.text("name") for row in rows]
    pairs = [{"count": row.number("count_pcs"), "fund": row.number("fund_h")} for row in rows]
    return _Types(names, work.each(GROUP_FUND, pairs, names))


def _solved(given: Record, types: _Types, work: Calculation) -> tuple[Value, list[list[Value]]]:
    """Share of the plan, and the quantity of each product on each type (a procedure)."""
    products = given.rows("products")
    times = [
        [found.number if (found := product.table("time_h").get(name)) else None for name in types.names]
        for product in products
    ]
    plan = Plan(
        quantities=[product.number("plan_qty").number for product in products],
        funds=[fund.number for fund in types.funds],
        times=times,
    )
    answer = best_plan(plan)
    step = work.procedure(
        "programme.allocation",
        title="Распределение изделий по типам оборудования",
        rule="Линейная программа: наибольшая доля k, при которой весь план в его пропорциях (сумма выпуска "
        "изделия по типам равна k·план) помещается в фонды времени типов. Распределение не единственно.",
        source=_RULE,
        columns=("Изделие", "Тип", "Выпуск, ед."),
    )
    share = step.value(answer.share, "share")
    amounts = []
    for product, row in zip(products, answer.amounts, strict=True):
        values = [step.value(amount, "unit") for amount in row]
        amounts.append(values)
        for name, value in zip(types.names, values, strict=True):
            if value.number > _NOISE:
                step.row(product.text("name"), name, value)
    return share, amounts


def _loads(
    given: Record, types: _Types, amounts: Sequence[Sequence[Value]], work: Calculation
) -> list[Value | None]:
    """Load of every type; undefined for a type without time."""
    use = work.use(ALLOCATED)
    loads: list[Value | None] = []
    for place, (name, fund) in enumerate(zip(types.names, types.funds, strict=True)):
        made = [
            (product.table("time_h")[name], row[place])
            for product, row in zip(given.rows("products"), amounts, strict=True)
            if name in product.table("time_h")
        ]
        loads.append(
            use.line(
                name,
                time=[time for time, _ in made],
                quantity=[amount for _, amount in made],
                group_fund=fund,
            )
            if fund.number
            else None
        )
    return loads


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Funds, the best share of the plan, what it gives (catalogue 95.6)."""
    products = given.rows("products")
    for product in products:
        if product.number("plan_qty").number and not product.table("time_h"):
            work.warn(
                "no_equipment",
                f"«{product.text('name')}» изготовить не на чем: план в его пропорциях невыполним.",
            )
    work.section("Фонды времени")
    types = _types(given, work)
    fund_total = work.apply(FUND_TOTAL, group_fund=types.funds)
    work.section("Наибольшая доля плана")
    share, amounts = _solved(given, types, work)
    feasible = share.number >= 1 - _NOISE
    names = [product.text("name") for product in products]
    rows = [{"share": share, "plan": product.number("plan_qty")} for product in products]
    possible = work.each(POSSIBLE, rows, names)
    loads = _loads(given, types, amounts, work)
    if not feasible:
        work.warn(
            "plan_infeasible",
            f"План не помещается: выполнимо {number_text(share.number * 100)} % в его пропорциях.",
        )
    if work.recording:
        _explain(types, share, loads, work)
    return {
        "fulfilment_share": share,
        "plan_feasible": feasible,
        "products": [{"name": name, "capacity_qty": possible[place]} for place, name in enumerate(names)],
        "fund_total_h": fund_total,
    }


def _explain(types: _Types, share: Value, loads: Sequence[Value | None], work: Calculation) -> None:
    """Load of the types in the found allocation."""
    known = [(name, load.number) for name, load in zip(types.names, loads, strict=True) if load is not None]
    if known:
        names, numbers = zip(*known, strict=True)
        series = (xy_series("Загрузка", names, numbers),)
        levels = (Level("Полная загрузка", 1),)
        work.draw(Figure("bar", "Загрузка оборудования", "Тип", "Загрузка, доля фонда", series, levels))
    work.conclude(f"Оборудование выполнит {number_text(share.number * 100)} % плана в его пропорциях.")


METHOD = Method(
    id="programme.interchangeable",
    title="Загрузка взаимозаменяемого оборудования",
    purpose="Какую долю плана выполнит оборудование, если изделия можно делать на разных типах.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(GROUP_FUND, FUND_TOTAL, POSSIBLE, ALLOCATED),
    compute=compute,
)
