"""Fulfilment of the plan by quality: grades (004 §2.6; 003 formula 6.4; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, first, total
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.6, выполнение плана по качеству")
_GRADES = Source("003", "разд. 6.1", "6.4")

_QUANTITY = Symbol("q", "q_i", "количество сорта", "unit", series=True)
_COEFFICIENT = Symbol("coefficient", "K", "коэффициент сортности", "share")
_PLANNED = Symbol("planned", "K_п", "коэффициент сортности по плану", "share")
_ACTUAL = Symbol("actual", "K_ф", "коэффициент сортности по факту", "share")

QUANTITY = Formula(
    id="programme.grades_quantity",
    source=_GRADES,
    title="Количество всех сортов",
    english="Quantity of all grades",
    result=Symbol("quantity", "Q", "количество всех сортов", "unit"),
    expression=total(_QUANTITY),
)

COEFFICIENT = Formula(
    id="programme.grade_coefficient",
    source=_GRADES,
    title="Коэффициент сортности",
    english="Grade coefficient",
    result=_COEFFICIENT,
    expression=total(Symbol("share", "s_i", "цена сорта к цене первого", "share", series=True) * _QUANTITY)
    / total(_QUANTITY),
)

FIRST_GRADE = Formula(
    id="programme.first_grade",
    source=_SOURCE,
    title="Удельный вес первого сорта",
    english="Share of the first grade",
    result=Symbol("first_pct", "d_1", "удельный вес первого сорта", "pct"),
    expression=first(_QUANTITY) * HUNDRED_PERCENT / total(_QUANTITY),
)

FULFILMENT = Formula(
    id="programme.quality_fulfilment",
    source=_SOURCE,
    title="Выполнение плана по качеству",
    english="Fulfilment of the plan by quality",
    result=Symbol("fulfilment", "K_кач", "выполнение плана по качеству", "pct"),
    expression=_ACTUAL * HUNDRED_PERCENT / _PLANNED,
)

EFFECT = Formula(
    id="programme.grade_effect",
    source=_SOURCE,
    title="Влияние сортности на стоимость выпуска",
    english="Effect of grades on output value",
    result=Symbol("effect", "ΔВ", "влияние сортности", "rub"),
    expression=(_ACTUAL - _PLANNED)
    * Symbol("price", "Ц", "цена первого сорта", "rub/unit")
    * Symbol("quantity", "Q_ф", "фактический выпуск", "unit"),
)

WEIGHTED = Formula(
    id="programme.weighted_coefficient",
    source=Source("convention", "каталог, 95.6"),
    title="Коэффициент сортности программы, взвешенный по цене и количеству",
    english="Grade coefficient of the programme",
    result=Symbol("weighted", "K_пр", "коэффициент сортности программы", "share"),
    expression=total(
        Symbol("coefficient", "K_i", "коэффициент сортности изделия", "share", series=True)
        * Symbol("price", "Ц_i", "цена изделия", "rub/unit", series=True)
        * Symbol("quantity", "Q_i", "количество изделия", "unit", series=True)
    )
    / total(
        Symbol("price", "Ц_i", "цена изделия", "rub/unit", series=True)
        * Symbol("quantity", "Q_i", "количество изделия", "unit", series=True)
    ),
)

EFFECT_TOTAL = Formula(
    id="programme.grade_effect_total",
    source=_SOURCE,
    title="Влияние сортности по программе",
    english="Effect of grades, all products",
    result=Symbol("effect_total", "ΔВ_Σ", "влияние сортности по программе", "rub"),
    expression=total(Symbol("effect", "ΔВ_i", "влияние сортности изделия", "rub", series=True)),
)

#: Keys of the quantities by grade, and what they are.
_AMOUNTS = {"plan_qty": "план", "actual_qty": "факт"}


def _an_amount_for_each_grade(given: Record) -> Iterable[Fault]:
    count = len(given.rows("grades"))
    for place, product in enumerate(given.rows("products")):
        for key in _AMOUNTS:
            found = len(product.numbers(key))
            if found != count:
                expected = f"{count} чисел, по одному на сорт"
                yield Fault(f"products[{place}].{key}", expected, f"чисел: {found}", code="bad_length")


INPUTS = Inputs(
    fields=(
        Rows(
            "grades",
            "Сорта, первый первым",
            (Text("name", "Сорт"), Number("price_share", "Цена к цене первого сорта", "share", at_least=0)),
        ),
        Rows(
            "products",
            "Изделия",
            (
                Text("name", "Изделие"),
                Number("price_rub", "Цена первого сорта", "rub/unit", above=0),
                NumberList("plan_qty", "План по сортам", Number("plan", "План", "unit", at_least=0)),
                NumberList("actual_qty", "Факт по сортам", Number("actual", "Факт", "unit", at_least=0)),
            ),
        ),
    ),
    checks=(_an_amount_for_each_grade,),
)


@dataclass(frozen=True, slots=True)
class _Side:
    """Plan or fact of one product; no coefficient and share without output."""

    quantity: Value
    coefficient: Value | None
    first_pct: Value | None


@dataclass(frozen=True, slots=True)
class _Product:
    """One product: both sides, and the money of the difference."""

    name: str
    price: Value
    plan: _Side
    actual: _Side
    fulfilment: Value | None
    effect: Value | None


@dataclass(frozen=True, slots=True)
class _SideSteps:
    """Formulas of plan and fact, their lines stand together."""

    quantity: FormulaUse
    coefficient: FormulaUse
    first_grade: FormulaUse


def _side(product: Record, key: str, shares: Sequence[Value], steps: _SideSteps, work: Calculation) -> _Side:
    """Plan or fact of a product."""
    name, title, amounts = product.text("name"), _AMOUNTS[key], product.numbers(key)
    label = f"{name}, {title}"
    quantity = steps.quantity.line(label, q=amounts)
    if not quantity.number:
        work.warn("no_output", f"«{name}»: {title} нулевой, сортность не определена.")
        return _Side(quantity, None, None)
    coefficient = steps.coefficient.line(label, share=shares, q=amounts)
    return _Side(quantity, coefficient, steps.first_grade.line(label, q=amounts))


def _products(given: Record, work: Calculation) -> list[_Product]:
    """Both sides of every product, the fulfilment and the effect."""
    shares = [grade.number("price_share") for grade in given.rows("grades")]
    steps = _SideSteps(work.use(QUANTITY), work.use(COEFFICIENT), work.use(FIRST_GRADE))
    fulfilments, effects = work.use(FULFILMENT), work.use(EFFECT)
    found = []
    for row in given.rows("products"):
        name, price = row.text("name"), row.number("price_rub")
        plan, actual = (_side(row, key, shares, steps, work) for key in _AMOUNTS)
        fulfilment = effect = None
        if plan.coefficient is not None and actual.coefficient is not None:
            pair = {"planned": plan.coefficient, "actual": actual.coefficient}
            fulfilment = fulfilments.line(name, **pair) if plan.coefficient.number else None
            effect = effects.line(name, price=price, quantity=actual.quantity, **pair)
        found.append(_Product(name, price, plan, actual, fulfilment, effect))
    return found


def _programme(use: FormulaUse, title: str, sides: Sequence[tuple[Value, _Side]]) -> Value | None:
    """Weighted coefficient of plan or fact; products without output weigh nothing."""
    made = [(price, side.coefficient, side.quantity) for price, side in sides if side.coefficient is not None]
    if not made:
        return None
    prices, coefficients, quantities = zip(*made, strict=True)
    return use.line(title, coefficient=coefficients, price=prices, quantity=quantities)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Products, then the programme weighted by value (catalogue 95.6)."""
    work.section("Изделия")
    products = _products(given, work)
    work.section("Программа")
    use = work.use(WEIGHTED)
    plan = _programme(use, "план", [(item.price, item.plan) for item in products])
    actual = _programme(use, "факт", [(item.price, item.actual) for item in products])
    fulfilment = None
    if plan is not None and actual is not None and plan.number:
        fulfilment = work.apply(FULFILMENT, "программа", planned=plan, actual=actual)
    effect = work.apply(EFFECT_TOTAL, effect=[item.effect for item in products if item.effect is not None])
    if work.recording:
        _explain(products, fulfilment, effect, work)
    return {
        "products": [
            {
                "name": item.name,
                "plan_coefficient": item.plan.coefficient,
                "actual_coefficient": item.actual.coefficient,
                "fulfilment_pct": item.fulfilment,
                "plan_first_pct": item.plan.first_pct,
                "actual_first_pct": item.actual.first_pct,
                "effect_rub": item.effect,
            }
            for item in products
        ],
        "plan_coefficient": plan,
        "actual_coefficient": actual,
        "fulfilment_pct": fulfilment,
        "effect_rub": effect,
    }


def _explain(
    products: Sequence[_Product], fulfilment: Value | None, effect: Value, work: Calculation
) -> None:
    """Share of the first grade by product."""
    known = [
        (item.name, item.plan.first_pct.number, item.actual.first_pct.number)
        for item in products
        if item.plan.first_pct is not None and item.actual.first_pct is not None
    ]
    if known:
        names, plans, actuals = zip(*known, strict=True)
        series = (xy_series("План", names, plans), xy_series("Факт", names, actuals))
        work.draw(Figure("bar", "Удельный вес первого сорта", "Изделие", "Первый сорт, %", series))
    if fulfilment is not None:
        work.conclude(
            f"План по качеству выполнен на {number_text(fulfilment.number)} %, сортность изменила стоимость "
            f"выпуска на {number_text(effect.number)} руб."
        )


METHOD = Method(
    id="programme.quality_plan",
    title="Выполнение плана по качеству (сортность)",
    purpose="Выполнен ли план по сортам и на сколько рублей сортность изменила стоимость выпуска.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(QUANTITY, COEFFICIENT, FIRST_GRADE, FULFILMENT, EFFECT, WEIGHTED, EFFECT_TOTAL),
    compute=compute,
)
