"""Structure of the production cycle and its continuity (004 §3.4; 001 section 4)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_PLACE = Source("004", "§3.4")
_KINDS = {
    "technological": "технологическое время",
    "preparatory": "подготовительно-заключительное",
    "auxiliary": "вспомогательное",
    "control": "контроль",
    "transport": "транспорт",
    "natural": "естественные процессы",
    "break": "перерывы",
}

_PART = Symbol("d", "d_j", "длительность составляющей", "min", series=True)
_CYCLE = Symbol("cycle", "T_ц", "длительность цикла", "min")
_KIND = Symbol("kind", "t_вид", "время одного вида", "min")
_NO_EMPTY_CYCLE = Limit(
    _CYCLE > 0,
    "длительность цикла равна нулю",
    "Задайте хотя бы одну неперекрытую составляющую с ненулевой длительностью.",
)

TOTAL = Formula(
    id="cycle.structure_total",
    source=_PLACE,
    title="Сумма всех составляющих",
    english="Total of all components",
    result=Symbol("total", "T_Σ", "сумма всех составляющих", "min"),
    expression=total(_PART),
)

CYCLE = Formula(
    id="cycle.structure_cycle",
    source=_PLACE,
    title="Длительность цикла: сумма неперекрытых составляющих",
    english="Cycle time: sum of components that are not overlapped",
    result=_CYCLE,
    expression=total(_PART),
)

OVERLAPPED = Formula(
    id="cycle.structure_overlapped",
    source=_PLACE,
    title="Перекрытое время",
    english="Overlapped time",
    result=Symbol("overlapped", "T_пер", "время, перекрытое другими составляющими", "min"),
    expression=TOTAL.result - _CYCLE,
)

BY_KIND = Formula(
    id="cycle.structure_kind",
    source=_PLACE,
    title="Неперекрытое время одного вида",
    english="Time of one kind",
    result=_KIND,
    expression=total(_PART),
)

KIND_PERCENT = Formula(
    id="cycle.structure_kind_pct",
    source=_PLACE,
    title="Доля вида в цикле",
    english="Share of one kind in the cycle",
    result=Symbol("pct", "u_вид", "доля вида в цикле", "pct"),
    expression=_KIND * HUNDRED_PERCENT / _CYCLE,
    limits=(_NO_EMPTY_CYCLE,),
)

TECHNOLOGICAL_SHARE = Formula(
    id="cycle.technological_share",
    source=_PLACE,
    title="Доля технологического времени",
    english="Share of processing time",
    result=Symbol("share", "K_тех", "доля технологического времени", "share"),
    expression=Symbol("tech", "t_тех", "технологическое время", "min") / _CYCLE,
    limits=(_NO_EMPTY_CYCLE,),
)

CONTINUITY = Formula(
    id="cycle.continuity",
    source=Source("001", "разд. 4"),
    title="Коэффициент непрерывности",
    english="Continuity coefficient",
    result=Symbol("continuity", "K_непр", "коэффициент непрерывности", "share"),
    expression=(_CYCLE - Symbol("pause", "t_пер", "перерывы", "min")) / _CYCLE,
    limits=(_NO_EMPTY_CYCLE,),
)

INPUTS = Inputs(
    fields=(
        Rows(
            "components",
            "Составляющие цикла",
            (
                Text("name", "Составляющая"),
                Text("kind", "Вид", choices=_KINDS),
                Number("duration_min", "Длительность", "min", at_least=0),
                Flag("overlapped", "Перекрыта другими"),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Total, cycle, time by kind, shares (catalogue 95.2)."""
    parts = given.rows("components")
    counted = [part for part in parts if not part.flag("overlapped")]
    whole = work.apply(TOTAL, d=[part.number("duration_min") for part in parts])
    cycle = work.apply(CYCLE, d=[part.number("duration_min") for part in counted])
    overlapped = work.apply(OVERLAPPED, total=whole, cycle=cycle)
    by_kind_use, percent_use = work.use(BY_KIND), work.use(KIND_PERCENT)
    by_kind = {
        kind: by_kind_use.line(
            title, d=[part.number("duration_min") for part in counted if part.text("kind") == kind]
        )
        for kind, title in _KINDS.items()
    }
    percents = {
        kind: percent_use.line(title, kind=by_kind[kind], cycle=cycle) for kind, title in _KINDS.items()
    }
    continuity = work.apply(CONTINUITY, cycle=cycle, pause=by_kind["break"])
    if work.recording:
        series = xy_series("Время", _KINDS.values(), (by_kind[kind].number for kind in _KINDS))
        work.draw(Figure("bar", "Структура цикла", "Вид времени", "Время, мин", (series,)))
        work.conclude(
            f"Цикл {number_text(cycle.number)} мин; без перерывов идёт "
            f"{number_text(continuity.number * 100)} % его времени."
        )
    return {
        "total_min": whole,
        "cycle_min": cycle,
        "overlapped_min": overlapped,
        "by_kind_min": by_kind,
        "by_kind_pct": percents,
        "technological_share": work.apply(TECHNOLOGICAL_SHARE, tech=by_kind["technological"], cycle=cycle),
        "continuity_share": continuity,
    }


METHOD = Method(
    id="cycle.structure",
    title="Структура производственного цикла",
    purpose="Из чего складывается цикл: операции, естественные процессы, перерывы; непрерывность процесса.",
    source=_PLACE,
    inputs=INPUTS,
    formulas=(TOTAL, CYCLE, OVERLAPPED, BY_KIND, KIND_PERCENT, TECHNOLOGICAL_SHARE, CONTINUITY),
    compute=compute,
)
