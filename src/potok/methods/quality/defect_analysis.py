"""Losses from defects by period, cause and centre (004 §2.4; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, structure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.4, анализ брака")

_KINDS = {"internal": "внутренний", "external": "внешний"}
#: Sums closer than this are equal: the order of appearance decides.
_DIGITS = 6

_LOSS_I = Symbol("loss_i", "П_i", "потери от случая брака", "rub", series=True)
_LOSS = Symbol("loss", "П", "потери периода", "rub")

LOSS = Formula(
    id="quality.period_loss",
    source=_SOURCE,
    title="Потери от брака за период",
    english="Loss of a period",
    result=_LOSS,
    expression=total(_LOSS_I),
)

LOSS_PERCENT = Formula(
    id="quality.period_loss_pct",
    source=_SOURCE,
    title="Потери к себестоимости выпуска",
    english="Loss, per cent of the cost of output",
    result=Symbol("loss_pct", "П_отн", "потери к себестоимости выпуска", "pct"),
    expression=_LOSS * HUNDRED_PERCENT / Symbol("output", "С", "себестоимость выпуска", "rub"),
)

EXTERNAL = Formula(
    id="quality.external_loss",
    source=_SOURCE,
    title="Потери от внешнего брака",
    english="External failure loss",
    result=Symbol("external", "П_внеш", "потери от внешнего брака", "rub"),
    expression=total(_LOSS_I),
)

REPAIRABLE = Formula(
    id="quality.repairable_loss",
    source=_SOURCE,
    title="Потери от исправимого брака",
    english="Loss from repairable defects",
    result=Symbol("repairable", "П_испр", "потери от исправимого брака", "rub"),
    expression=total(_LOSS_I),
)

GROWTH = Formula(
    id="quality.loss_growth",
    source=_SOURCE,
    title="Темп роста потерь: последний период к первому",
    english="Growth of losses",
    result=Symbol("growth", "T_р", "темп роста потерь", "pct"),
    expression=Symbol("latest", "П_посл", "потери последнего периода", "rub")
    * HUNDRED_PERCENT
    / Symbol("earliest", "П_перв", "потери первого периода", "rub"),
)

GROUP_LOSS = Formula(
    id="quality.group_loss",
    source=_SOURCE,
    title="Потери по причине или месту",
    english="Loss of a cause or centre",
    result=Symbol("group", "П_г", "потери группы", "rub"),
    expression=total(_LOSS_I),
)

GROUP_SHARE = Formula(
    id="quality.group_share",
    source=_SOURCE,
    title="Доля в потерях периода",
    english="Share in the loss",
    result=Symbol("share", "d_г", "доля в потерях", "pct"),
    expression=GROUP_LOSS.result * HUNDRED_PERCENT / _LOSS,
)

CUMULATIVE = Formula(
    id="quality.cumulative_share",
    source=_SOURCE,
    title="Доля нарастающим итогом",
    english="Cumulative share",
    result=Symbol("cumulative", "D_г", "доля нарастающим итогом", "pct"),
    expression=Symbol("before", "D_г−1", "доля предыдущих", "pct") + GROUP_SHARE.result,
)

LOST_PROFIT = Formula(
    id="quality.lost_profit",
    source=_SOURCE,
    title="Недополученная прибыль",
    english="Lost profit",
    result=Symbol("lost_profit", "ΔП", "недополученная прибыль", "rub"),
    expression=_LOSS * Symbol("profitability", "R", "рентабельность", "share"),
)

INPUTS = Inputs(
    fields=(
        Number("profitability_share", "Рентабельность", "share", at_least=0),
        Rows(
            "periods",
            "Периоды",
            (
                Text("label", "Период"),
                Number("output_cost_rub", "Себестоимость выпуска", "rub", above=0),
                Rows(
                    "defects",
                    "Случаи брака",
                    (
                        Text("cause", "Причина"),
                        Text("centre", "Место (центр ответственности)"),
                        Text("kind", "Вид брака", choices=_KINDS),
                        Flag("repairable", "Исправимый"),
                        Number("loss_rub", "Потери", "rub", at_least=0),
                    ),
                    at_least_items=0,
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Group:
    """A cause or a centre with its loss and its share (undefined without losses)."""

    name: str
    loss: Value
    share: Value | None


def _losses(defects: Sequence[Record]) -> list[Value]:
    return [defect.number("loss_rub") for defect in defects]


def _periods(given: Record, work: Calculation) -> list[dict[str, Value]]:
    """Losses of every period by key."""
    loss, percent = work.use(LOSS), work.use(LOSS_PERCENT)
    external, repairable = work.use(EXTERNAL), work.use(REPAIRABLE)
    found = []
    for period in given.rows("periods"):
        label, defects = period.text("label"), period.rows("defects")
        outside = [defect for defect in defects if defect.text("kind") == "external"]
        mended = [defect for defect in defects if defect.flag("repairable")]
        whole = loss.line(label, loss_i=_losses(defects))
        found.append(
            {
                "loss_rub": whole,
                "loss_pct": percent.line(label, loss=whole, output=period.number("output_cost_rub")),
                "external_loss_rub": external.line(label, loss_i=_losses(outside)),
                "repairable_loss_rub": repairable.line(label, loss_i=_losses(mended)),
            }
        )
    return found


def _groups(defects: Sequence[Record], key: str, loss: Value, work: Calculation) -> list[_Group]:
    """Causes or centres of a period, the largest loss first, equal ones in order of appearance."""
    use, share = work.use(GROUP_LOSS), work.use(GROUP_SHARE)
    names = dict.fromkeys(defect.text(key) for defect in defects)
    sums = {
        name: use.line(name, loss_i=_losses([defect for defect in defects if defect.text(key) == name]))
        for name in names
    }
    ordered = sorted(sums, key=lambda name: -round(sums[name].number, _DIGITS))
    return [
        _Group(name, sums[name], share.line(name, group=sums[name], loss=loss) if loss.number else None)
        for name in ordered
    ]


def _cumulative(groups: Sequence[_Group], work: Calculation) -> list[Value | None]:
    """Shares added up from the largest."""
    use = work.use(CUMULATIVE)
    found: list[Value | None] = []
    before = Value(0, "pct")
    for group in groups:
        if group.share is None:
            found.append(None)
            continue
        before = use.line(group.name, before=before, share=group.share)
        found.append(before)
    return found


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Dynamics, causes, centres, lost profit (catalogue 95.6)."""
    periods = given.rows("periods")
    work.section("Потери по периодам")
    found = _periods(given, work)
    first, last = found[0]["loss_rub"], found[-1]["loss_rub"]
    growth = None
    if first.number:
        growth = work.apply(GROWTH, latest=last, earliest=first)
    else:
        work.warn("no_first_loss", "В первом периоде потерь нет: темп роста не определён.")
    defects, label = periods[-1].rows("defects"), periods[-1].text("label")
    work.section(f"Причины: {label}")
    causes = _groups(defects, "cause", last, work)
    cumulative = _cumulative(causes, work)
    work.section(f"Места: {label}")
    centres = _groups(defects, "centre", last, work)
    lost = work.apply(LOST_PROFIT, loss=last, profitability=given.number("profitability_share"))
    if work.recording:
        _explain(periods, found, causes, work)
    by_cause: list[Outcome] = [
        {
            "name": group.name,
            "loss_rub": group.loss,
            "share_pct": group.share,
            "cumulative_pct": cumulative[place],
        }
        for place, group in enumerate(causes)
    ]
    return {
        "periods": [
            {"label": period.text("label"), **numbers} for period, numbers in zip(periods, found, strict=True)
        ],
        "growth_pct": growth,
        "by_cause": by_cause,
        "by_centre": [
            {"name": group.name, "loss_rub": group.loss, "share_pct": group.share} for group in centres
        ],
        "lost_profit_rub": lost,
    }


def _explain(
    periods: Sequence[Record],
    found: Sequence[dict[str, Value]],
    causes: Sequence[_Group],
    work: Calculation,
) -> None:
    """Losses by period, the causes of the last one, and which cause leads."""
    labels = [period.text("label") for period in periods]
    losses = [numbers["loss_rub"].number for numbers in found]
    work.draw(
        Figure(
            "bar",
            "Потери от брака по периодам",
            "Период",
            "Потери, руб.",
            (xy_series("Потери", labels, losses),),
        )
    )
    if causes and losses[-1]:
        title = f"Причины брака: {labels[-1]}"
        parts = [(group.name, group.loss.number) for group in causes]
        work.draw(structure(title, "Потери, руб.", parts))
        work.conclude(
            f"Главная причина последнего периода — «{causes[0].name}»: "
            f"{number_text(causes[0].loss.number)} руб. из {number_text(losses[-1])} руб."
        )


METHOD = Method(
    id="quality.defect_analysis",
    title="Анализ брака",
    purpose="Как меняются потери от брака, какие причины и места дают их и сколько прибыли недополучено.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        LOSS,
        LOSS_PERCENT,
        EXTERNAL,
        REPAIRABLE,
        GROWTH,
        GROUP_LOSS,
        GROUP_SHARE,
        CUMULATIVE,
        LOST_PROFIT,
    ),
    compute=compute,
)
