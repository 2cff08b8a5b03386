"""The day's task of a bread shop shared out to ovens and shifts (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from potok.methods.bakery import _daily_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.figures import Level, Point, Series, bar, gantt
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_HOURS_PER_DAY = 24.0
#: A milligram: what is left after division and multiplication is no unplaced bread.
_LEAST_LEFT_KG = 1e-6
_NOTHING = Value(0, "h")


def _known_ovens(given: Record) -> Iterable[Fault]:
    """Every oven of a product is an oven of the shop."""
    known = [oven.text("name") for oven in given.rows("ovens")]
    for place, product in enumerate(given.rows("products")):
        for number, oven in enumerate(product.rows("ovens")):
            name = oven.text("name")
            if name not in known:
                path = f"products[{place}].ovens[{number}].name"
                yield Fault(path, f"одна из печей: {', '.join(known)}", name, code="unknown_reference")


INPUTS = Inputs(
    fields=(
        Number("shifts", "Смен в сутках", at_least=1, at_most=24, whole=True),
        Number("changeover_h", "Переналадка печи на другое изделие", "h", at_least=0),
        Rows(
            "ovens",
            "Печи",
            (
                Text("name", "Печь"),
                Number("hours_per_shift", "Часов работы в смене", "h", at_least=0, at_most=24),
            ),
            unique="name",
        ),
        Rows(
            "products",
            "Изделия",
            (
                Text("name", "Изделие"),
                Number("plan_kg", "Суточное задание", "kg", at_least=0),
                Rows(
                    "ovens",
                    "Закреплённые печи по порядку",
                    (Text("name", "Печь"), Number("kg_per_h", "Производительность", "kg/h", above=0)),
                    at_least_items=0,
                    unique="name",
                ),
            ),
            at_least_items=0,
            unique="name",
        ),
    ),
    checks=(_known_ovens,),
)


@dataclass(frozen=True, slots=True)
class _Run:
    """One product in one oven in one shift; hours count from the beginning of the shift."""

    shift: int
    oven: str
    product: str
    start_h: float
    set_up_h: float
    hours: Value
    mass: Value


@dataclass(frozen=True, slots=True)
class _Steps:
    """The formulas of the placement, their lines alternate."""

    set_up: FormulaUse
    hours: FormulaUse
    mass: FormulaUse
    remaining: FormulaUse
    busy: FormulaUse


@dataclass(slots=True)
class _Day:
    """State of the placement.

    Attributes:
        given: The input.
        steps: Where the lines go.
        busy: Busy hours of every shift (from 0) and oven so far.
        runs: What was placed, in order.
        masses: Mass of every try, also of those that found no room.
    """

    given: Record
    steps: _Steps
    busy: dict[tuple[int, str], Value] = field(default_factory=dict)
    runs: list[_Run] = field(default_factory=list)
    masses: list[Value] = field(default_factory=list)

    def place(self, product: Record) -> Value:
        """Share out one product; what is left of its plan comes back."""
        funds = {oven.text("name"): oven.number("hours_per_shift") for oven in self.given.rows("ovens")}
        remaining = product.number("plan_kg")
        for shift in range(round(self.given.number("shifts").number)):
            for oven in product.rows("ovens"):
                fund = funds[oven.text("name")]
                remaining = self._run(product.text("name"), shift, oven, fund, remaining)
        return remaining

    def _run(self, product: str, shift: int, oven: Record, fund: Value, remaining: Value) -> Value:
        name, rate = oven.text("name"), oven.number("kg_per_h")
        label = f"{product}, смена {shift + 1}, {name}"
        busy = self.busy.get((shift, name), _NOTHING)
        set_up = self.steps.set_up.line(label, busy=busy, changeover=self.given.number("changeover_h"))
        hours = self.steps.hours.line(
            label, fund=fund, busy=busy, set_up=set_up, remaining=remaining, rate=rate
        )
        mass = self.steps.mass.line(label, hours=hours, rate=rate)
        self.masses.append(mass)
        self.busy[shift, name] = self.steps.busy.line(label, hours=hours, busy=busy, set_up=set_up)
        if hours.number:
            start = busy.number + set_up.number
            self.runs.append(_Run(shift, name, product, start, set_up.number, hours, mass))
        return self.steps.remaining.line(label, remaining=remaining, mass=mass)


def _lines(runs: Sequence[_Run], work: Calculation) -> list[Outcome]:
    """The placed runs as rows; the order of placement is a procedure."""
    step = work.procedure(
        "bakery.daily_order",
        title="Размещение задания",
        rule="Изделия по порядку списка; для каждого смены по порядку, в смене закреплённые за ним печи по "
        "порядку; берётся столько часов, сколько свободно и нужно. Если печь в этой смене уже пекла другое "
        "изделие, сначала тратится переналадка; между сменами переналадки нет.",
        source=formulas.RULE,
        columns=("Изделие", "Смена", "Печь", "Часов", "кг"),
    )
    rows: list[Outcome] = []
    for run in runs:
        shift = step.value(run.shift + 1, "1")
        step.row(run.product, shift, run.oven, run.hours, run.mass)
        rows.append(
            {
                "shift": shift,
                "oven": run.oven,
                "product": run.product,
                "hours": run.hours,
                "kg": run.mass,
            }
        )
    return rows


def _ovens(day: _Day, work: Calculation) -> list[Outcome]:
    """Busy hours and load of every oven; an oven without hours has no load."""
    shifts = day.given.number("shifts")
    ovens = day.given.rows("ovens")
    names = [oven.text("name") for oven in ovens]
    rows = [
        {"busy": [day.busy.get((shift, name), _NOTHING) for shift in range(round(shifts.number))]}
        for name in names
    ]
    busy = work.each(formulas.BUSY_OF_DAY, rows, names)
    use = work.use(formulas.LOAD)
    loads = []
    for oven, name, hours in zip(ovens, names, busy, strict=True):
        fund = oven.number("hours_per_shift")
        loads.append(use.line(name, busy_of_day=hours, fund=fund, shifts=shifts) if fund.number else None)
    return [
        {"name": name, "busy_h": busy[place], "load_share": loads[place]} for place, name in enumerate(names)
    ]


def _unplaced(left: dict[str, Value], work: Calculation) -> list[Outcome]:
    """Products that found no room, with a warning each."""
    found = {name: mass for name, mass in left.items() if mass.number > _LEAST_LEFT_KG}
    for name, mass in found.items():
        work.warn("unplaced", f"«{name}»: не размещено {number_text(mass.number)} кг, печей не хватает.")
    return [{"product": name, "kg": mass} for name, mass in found.items()]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Place product by product, then add up the ovens (catalogue 95.1)."""
    if any(
        oven.number("hours_per_shift").number * given.number("shifts").number > _HOURS_PER_DAY
        for oven in given.rows("ovens")
    ):
        work.warn("longer_than_a_day", "Смены вместе длиннее суток: проверьте часы работы печей.")
    work.section("Размещение")
    steps = _Steps(
        set_up=work.use(formulas.SET_UP),
        hours=work.use(formulas.HOURS),
        mass=work.use(formulas.MASS),
        remaining=work.use(formulas.REMAINING),
        busy=work.use(formulas.BUSY),
    )
    day = _Day(given, steps)
    left = {product.text("name"): day.place(product) for product in given.rows("products")}
    lines = _lines(day.runs, work)
    work.section("Итоги")
    ovens = _ovens(day, work)
    planned = work.apply(formulas.PLANNED, mass=day.masses)
    unplaced = _unplaced(left, work)
    if work.recording:
        _draw(day, work)
        work.conclude(
            f"Размещено {number_text(planned.number)} кг"
            + (f", не размещено изделий: {len(unplaced)}." if unplaced else ", задание размещено всё.")
        )
    return {"lines": lines, "unplaced": unplaced, "ovens": ovens, "planned_kg": planned}


def _draw(day: _Day, work: Calculation) -> None:
    """Ovens over the hours of the day, one shift after another, with the changeovers."""
    longest = max(oven.number("hours_per_shift").number for oven in day.given.rows("ovens"))
    bars: dict[str, list[Point]] = {}
    changeovers: list[Point] = []
    for run in day.runs:
        start = run.shift * longest + run.start_h
        bars.setdefault(run.product, []).append(bar(run.oven, start, start + run.hours.number, run.product))
        if run.set_up_h:
            changeovers.append(bar(run.oven, start - run.set_up_h, start))
    series = [Series(product, tuple(points)) for product, points in bars.items()]
    if changeovers:
        series.append(Series("Переналадка", tuple(changeovers)))
    if series:
        shifts = range(1, round(day.given.number("shifts").number))
        levels = [Level(f"Смена {shift + 1}", shift * longest) for shift in shifts]
        work.draw(gantt("Печи по часам суток, смены подряд", "Печь", series, unit="ч", levels=levels))


METHOD = Method(
    id="bakery.daily_plan",
    title="Суточное задание по печам и сменам",
    purpose="Какая печь, в какую смену и сколько часов печёт каждое изделие суточного задания.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
