"""Evenness of output by periods and the output lost (004 §2.6; catalogue 60.4)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, minimum, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.units import unit_name
from potok.notes.value import Value

_SOURCE = Source("004", "§2.6, ритмичность")

_PLAN = Symbol("plan", "Q_0t", "план периода", "unit")
_ACTUAL = Symbol("actual", "Q_1t", "факт периода", "unit")
_PLAN_TOTAL = Symbol("plan_total", "Q_0", "план всего", "unit")

CREDITED = Formula(
    id="programme.rhythm_credited",
    source=_SOURCE,
    title="Зачёт периода: не выше его плана",
    english="Credited output of a period",
    result=Symbol("credited", "Q_зач.t", "зачтено в периоде", "unit"),
    expression=minimum(_PLAN, _ACTUAL),
)

FULFILMENT = Formula(
    id="programme.rhythm_fulfilment",
    source=_SOURCE,
    title="Выполнение плана",
    english="Fulfilment of the plan",
    result=Symbol("fulfilment", "K_вып", "выполнение плана", "pct"),
    expression=_ACTUAL * HUNDRED_PERCENT / _PLAN,
)

PLAN_TOTAL = Formula(
    id="programme.rhythm_plan",
    source=_SOURCE,
    title="План за все периоды",
    english="Plan of all periods",
    result=_PLAN_TOTAL,
    expression=total(Symbol("plan", "Q_0t", "план периода", "unit", series=True)),
)

ACTUAL_TOTAL = Formula(
    id="programme.rhythm_actual",
    source=_SOURCE,
    title="Факт за все периоды",
    english="Actual output of all periods",
    result=Symbol("actual_total", "Q_1", "факт всего", "unit"),
    expression=total(Symbol("actual", "Q_1t", "факт периода", "unit", series=True)),
)

CREDITED_TOTAL = Formula(
    id="programme.rhythm_credited_total",
    source=_SOURCE,
    title="Зачтено за все периоды",
    english="Credited output of all periods",
    result=Symbol("credited_total", "Q_зач", "зачтено всего", "unit"),
    expression=total(Symbol("credited", "Q_зач.t", "зачтено в периоде", "unit", series=True)),
)

RHYTHM = Formula(
    id="programme.rhythm",
    source=_SOURCE,
    title="Коэффициент ритмичности",
    english="Coefficient of rhythmicity",
    result=Symbol("rhythm", "K_ритм", "коэффициент ритмичности", "share"),
    expression=CREDITED_TOTAL.result / _PLAN_TOTAL,
)

RHYTHM_PERCENT = Formula(
    id="programme.rhythm_pct",
    source=_SOURCE,
    title="Ритмичность в процентах",
    english="Rhythmicity, per cent",
    result=Symbol("rhythm_pct", "K_ритм", "ритмичность", "pct"),
    expression=RHYTHM.result * HUNDRED_PERCENT,
)

LOST = Formula(
    id="programme.rhythm_lost",
    source=_SOURCE,
    title="Потери выпуска от неритмичной работы",
    english="Output lost by uneven work",
    result=Symbol("lost", "ΔQ", "потери выпуска", "unit"),
    expression=_PLAN_TOTAL - CREDITED_TOTAL.result,
)

LOST_PERCENT = Formula(
    id="programme.rhythm_lost_pct",
    source=_SOURCE,
    title="Потери выпуска к плану",
    english="Output lost, per cent of the plan",
    result=Symbol("lost_pct", "δQ", "потери выпуска к плану", "pct"),
    expression=LOST.result * HUNDRED_PERCENT / _PLAN_TOTAL,
)

INPUTS = Inputs(
    fields=(
        Text("qty_unit", "Единица продукции"),
        Rows(
            "periods",
            "Периоды",
            (
                Text("label", "Период"),
                Number("plan_qty", "План", "unit", at_least=0),
                Number("actual_qty", "Факт", "unit", at_least=0),
            ),
        ),
    ),
)


def _periods(given: Record, work: Calculation) -> tuple[list[Value], list[Outcome]]:
    """Credited output, and the rows of the periods."""
    unit = given.text("qty_unit")
    credited, fulfilment = work.use(CREDITED), work.use(FULFILMENT)
    amounts, rows = [], list[Outcome]()
    for period in given.rows("periods"):
        label = period.text("label")
        parts = {"plan": period.number("plan_qty"), "actual": period.number("actual_qty")}
        amounts.append(credited.line_in(label, unit, **parts))
        planned = parts["plan"].number > 0
        percent = fulfilment.line(label, **parts) if planned else None
        rows.append({"label": label, "credited_qty": amounts[-1], "fulfilment_pct": percent})
        if not planned and parts["actual"].number:
            work.warn("unplanned_output", f"{label}: плана нет, выпуск периода не зачтён.")
    return amounts, rows


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Credited output period by period, then the coefficient and the losses (catalogue 60.4)."""
    unit, periods = given.text("qty_unit"), given.rows("periods")
    work.section("Периоды")
    amounts, rows = _periods(given, work)
    work.section("Ритмичность")
    plan = work.use(PLAN_TOTAL).line_in("", unit, plan=[period.number("plan_qty") for period in periods])
    actual = work.use(ACTUAL_TOTAL).line_in(
        "", unit, actual=[period.number("actual_qty") for period in periods]
    )
    credited = work.use(CREDITED_TOTAL).line_in("", unit, credited=amounts)
    lost = work.use(LOST).line_in("", unit, plan_total=plan, credited_total=credited)
    shares: dict[str, Value | None] = dict.fromkeys(
        ("fulfilment_pct", "rhythm_share", "rhythm_pct", "lost_output_pct")
    )
    if plan.number:
        rhythm = work.apply(RHYTHM, credited_total=credited, plan_total=plan)
        shares = {
            "fulfilment_pct": work.apply(FULFILMENT, "все периоды", plan=plan, actual=actual),
            "rhythm_share": rhythm,
            "rhythm_pct": work.apply(RHYTHM_PERCENT, rhythm=rhythm),
            "lost_output_pct": work.apply(LOST_PERCENT, lost=lost, plan_total=plan),
        }
    else:
        work.warn("no_plan", "Плана нет ни в одном периоде: ритмичность не определена.")
    if work.recording:
        _explain(given, amounts, shares["rhythm_pct"], lost, work)
    return {
        "periods": rows,
        "plan_qty": plan,
        "actual_qty": actual,
        "credited_qty": credited,
        "lost_output_qty": lost,
        **shares,
    }


def _explain(
    given: Record, amounts: Sequence[Value], rhythm: Value | None, lost: Value, work: Calculation
) -> None:
    """Plan, fact and credited output by period."""
    periods, name = given.rows("periods"), unit_name(given.text("qty_unit"))
    labels = [period.text("label") for period in periods]
    series = (
        xy_series("План", labels, (period.number("plan_qty").number for period in periods)),
        xy_series("Факт", labels, (period.number("actual_qty").number for period in periods)),
        xy_series("Зачтено", labels, (amount.number for amount in amounts)),
    )
    work.draw(Figure("bar", "План, факт и зачёт по периодам", "Период", f"Выпуск, {name}", series))
    if rhythm is not None:
        work.conclude(
            f"Ритмичность {number_text(rhythm.number)} %, потери выпуска {number_text(lost.number)} {name}."
        )


METHOD = Method(
    id="programme.rhythm",
    title="Ритмичность выпуска",
    purpose="Насколько ровно по периодам выполнен план и сколько выпуска потеряно.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        CREDITED,
        FULFILMENT,
        PLAN_TOTAL,
        ACTUAL_TOTAL,
        CREDITED_TOTAL,
        RHYTHM,
        RHYTHM_PERCENT,
        LOST,
        LOST_PERCENT,
    ),
    compute=compute,
)
