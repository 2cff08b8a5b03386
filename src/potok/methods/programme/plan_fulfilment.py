"""Fulfilment of the plan by volume and by assortment (004 §2.6; catalogue 60.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, minimum, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.units import unit_name
from potok.notes.value import Value

_SOURCE = Source("004", "§2.6, выполнение плана по объёму и ассортименту")

_PLAN = Symbol("plan", "П_i", "план", "unit")
_ACTUAL = Symbol("actual", "Ф_i", "факт", "unit")
_CREDITED = Symbol("credited", "З_i", "зачтено в пределах плана", "unit")

VALUE = Formula(
    id="programme.fulfilment_value",
    source=_SOURCE,
    title="Выпуск изделия в сопоставимых ценах",
    english="Value of output at constant prices",
    result=Symbol("value", "V_i", "стоимость выпуска", "rub"),
    expression=Symbol("quantity", "Q_i", "количество", "unit")
    * Symbol("price", "p_i", "оптовая цена единицы", "rub/unit"),
)

CREDITED = Formula(
    id="programme.fulfilment_credited",
    source=_SOURCE,
    title="Зачёт по ассортименту: не выше плана",
    english="Credited within the plan",
    result=_CREDITED,
    expression=minimum(_PLAN, _ACTUAL),
)

FULFILMENT = Formula(
    id="programme.fulfilment_pct",
    source=_SOURCE,
    title="Выполнение плана по объёму",
    english="Volume fulfilment",
    result=Symbol("fulfilment", "K_об", "выполнение плана по объёму", "pct"),
    expression=_ACTUAL * HUNDRED_PERCENT / _PLAN,
)

ASSORTMENT = Formula(
    id="programme.assortment_pct",
    source=_SOURCE,
    title="Выполнение плана по ассортименту",
    english="Assortment fulfilment",
    result=Symbol("assortment", "K_асс", "выполнение плана по ассортименту", "pct"),
    expression=_CREDITED * HUNDRED_PERCENT / _PLAN,
)

TOTAL = Formula(
    id="programme.fulfilment_total",
    source=_SOURCE,
    title="Итог по изделиям",
    english="Total of products",
    result=Symbol("sum", "Σ", "итог по изделиям", "unit"),
    expression=total(Symbol("part", "v_i", "по изделию", "unit", series=True)),
)

SHORTFALL = Formula(
    id="programme.fulfilment_shortfall",
    source=_SOURCE,
    title="Недодано в пределах плана",
    english="Shortfall within the plan",
    result=Symbol("shortfall", "ΔQ", "недодано", "unit"),
    expression=_PLAN - _CREDITED,
)


def _prices_of_all_or_none(given: Record) -> Iterable[Fault]:
    products = given.rows("products")
    missing = [place for place, product in enumerate(products) if not product.has("price_rub_per_unit")]
    if len(missing) < len(products):
        for place in missing:
            advice = "Задайте цены всем изделиям либо ни одному."
            path = f"products[{place}].price_rub_per_unit"
            yield Fault(path, "число, у других изделий цены заданы", None, advice, "missing")


INPUTS = Inputs(
    fields=(
        Text("qty_unit", "Единица продукции"),
        Rows(
            "products",
            "Изделия",
            (
                Text("name", "Изделие"),
                Number("plan_qty", "План", "unit", at_least=0),
                Number("actual_qty", "Факт", "unit", at_least=0),
                Number("price_rub_per_unit", "Оптовая цена единицы", "rub/unit", above=0, optional=True),
            ),
        ),
    ),
    checks=(_prices_of_all_or_none,),
)

_Columns = dict[str, list[Value]]


def _values(given: Record, unit: str, work: Calculation) -> _Columns:
    """Plan, fact and credit of every product in money, without prices in its own unit."""
    products = given.rows("products")
    columns: _Columns = {}
    for key, title in (("plan", "план"), ("actual", "факт")):
        use = work.use(VALUE)
        columns[key] = [
            _value(product, f"{key}_qty", unit)
            if not product.has("price_rub_per_unit")
            else use.line(
                f"{product.text('name')}, {title}",
                quantity=product.number(f"{key}_qty"),
                price=product.number("price_rub_per_unit"),
            )
            for product in products
        ]
    use = work.use(CREDITED)
    columns["credited"] = [
        use.line_in(product.text("name"), unit, plan=plan, actual=actual)
        for product, plan, actual in zip(products, columns["plan"], columns["actual"], strict=True)
    ]
    return columns


def _value(product: Record, key: str, unit: str) -> Value:
    """A quantity in the unit the user named."""
    found = product.number(key)
    return Value(found.number, unit, found.ref)


def _products(
    products: Sequence[Record], columns: _Columns, work: Calculation
) -> tuple[list[Outcome], list[str]]:
    """Rows of the products, and the names of those below their plan."""
    volume, assortment = work.use(FULFILMENT), work.use(ASSORTMENT)
    rows: list[Outcome] = []
    unmet = []
    for place, product in enumerate(products):
        name = product.text("name")
        plan, actual, credited = (columns[key][place] for key in ("plan", "actual", "credited"))
        planned = plan.number > 0
        rows.append(
            {
                "name": name,
                "plan_value": plan,
                "actual_value": actual,
                "fulfilment_pct": volume.line(name, actual=actual, plan=plan) if planned else None,
                "credited_value": credited,
                "assortment_pct": assortment.line(name, credited=credited, plan=plan) if planned else None,
            }
        )
        if product.number("actual_qty").number < product.number("plan_qty").number:
            unmet.append(name)
    return rows, unmet


def _warn(given: Record, *, priced: bool, work: Calculation) -> None:
    products = given.rows("products")
    if not priced and len(products) > 1:
        work.warn("one_measure", "Цен нет: количества сложены, это верно только для однородной продукции.")
    for product in products:
        if not product.number("plan_qty").number and product.number("actual_qty").number:
            work.warn(
                "unplanned_output",
                f"«{product.text('name')}»: изделие вне плана, в зачёт по ассортименту не входит.",
            )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Products, then the whole programme (catalogue 60.3)."""
    products = given.rows("products")
    priced = products[0].has("price_rub_per_unit")
    unit = "rub" if priced else given.text("qty_unit")
    _warn(given, priced=priced, work=work)
    work.section("Изделия")
    columns = _values(given, unit, work)
    rows, unmet = _products(products, columns, work)
    work.section("Программа")
    sums = work.use(TOTAL)
    plan = sums.line_in("план", unit, part=columns["plan"])
    actual = sums.line_in("факт", unit, part=columns["actual"])
    credited = sums.line_in("зачёт", unit, part=columns["credited"])
    volume = assortment = None
    if plan.number:
        volume = work.apply(FULFILMENT, "программа", actual=actual, plan=plan)
        assortment = work.apply(ASSORTMENT, "программа", credited=credited, plan=plan)
    else:
        work.warn("no_plan", "Плана нет ни у одного изделия: выполнение не определено.")
    shortfall = work.use(SHORTFALL).line_in("", unit, plan=plan, credited=credited)
    if work.recording:
        _explain(products, columns, unit, unmet, work)
    return {
        "value_unit": unit,
        "products": rows,
        "plan_value": plan,
        "actual_value": actual,
        "fulfilment_pct": volume,
        "credited_value": credited,
        "assortment_pct": assortment,
        "shortfall_value": shortfall,
        "assortment_met": not unmet,
        "unmet_products": unmet,
    }


def _explain(
    products: Sequence[Record], columns: _Columns, unit: str, unmet: Sequence[str], work: Calculation
) -> None:
    """Plan, fact and credit of every product; who is below the plan."""
    names = [product.text("name") for product in products]
    titles = (("plan", "План"), ("actual", "Факт"), ("credited", "Зачтено"))
    series = tuple(xy_series(title, names, (item.number for item in columns[key])) for key, title in titles)
    work.draw(Figure("bar", "План и факт по изделиям", "Изделие", f"Выпуск, {unit_name(unit)}", series))
    if unmet:
        work.conclude(f"План по ассортименту не выполнен, ниже плана: {', '.join(unmet)}.")
    else:
        work.conclude("План по ассортименту выполнен: ни одно изделие не ниже своего плана.")


METHOD = Method(
    id="programme.plan_fulfilment",
    title="Выполнение плана по объёму и ассортименту",
    purpose="На сколько процентов выполнен план и не перекрыто ли невыполнение одного изделия другим.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(VALUE, CREDITED, FULFILMENT, ASSORTMENT, TOTAL, SHORTFALL),
    compute=compute,
)
