"""Demand for electricity by installed power or by norm (004 §3.4, variant 4; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Modes, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§3.4, вариант 4, вопрос 8")
_CONVENTION = Source("convention", "каталог, 95.6")
#: Hours of a leap year.
_MOST_HOURS = 8784

_ENERGY = Symbol("energy", "Q_i", "потребность потребителя", "kwh")
_POWER = Symbol("power", "N_у", "установленная мощность", "kw")

BY_POWER = Formula(
    id="energy.demand_by_power",
    source=_SOURCE,
    title="Потребность по установленной мощности",
    english="Energy demand by installed power",
    result=_ENERGY,
    expression=_POWER
    * Symbol("demand", "К_с", "коэффициент спроса", "share")
    * Symbol("hours", "Т_max", "время использования максимума нагрузки", "h"),
)

BY_NORM = Formula(
    id="energy.demand_by_norm",
    source=_SOURCE,
    title="Потребность по норме расхода",
    english="Energy demand by consumption norm",
    result=_ENERGY,
    expression=Symbol("norm", "Н_ээ", "норма расхода на единицу продукции", "kwh")
    * Symbol("output", "В_пл", "плановый выпуск", "unit"),
)

USEFUL = Formula(
    id="energy.demand_useful",
    source=_CONVENTION,
    title="Потребность всех потребителей",
    english="Demand of all consumers",
    result=Symbol("useful", "Q_пол", "потребность всех потребителей", "kwh"),
    expression=total(Symbol("energy", "Q_i", "потребность потребителя", "kwh", series=True)),
)

SHARE = Formula(
    id="energy.demand_share",
    source=_CONVENTION,
    title="Доля потребителя",
    english="Share of a consumer",
    result=Symbol("share", "u_i", "доля потребителя", "pct"),
    expression=_ENERGY * HUNDRED_PERCENT / USEFUL.result,
)

LOSSES = Formula(
    id="energy.demand_losses",
    source=_CONVENTION,
    title="Потери в сетях",
    english="Network losses",
    result=Symbol("losses", "ΔQ", "потери в сетях", "kwh"),
    expression=USEFUL.result * Symbol("loss", "λ", "потери в сетях к полезному потреблению", "share"),
)

TOTAL = Formula(
    id="energy.demand_total",
    source=_CONVENTION,
    title="Потребность с потерями",
    english="Total demand",
    result=Symbol("whole", "Q", "потребность с потерями в сетях", "kwh"),
    expression=USEFUL.result + LOSSES.result,
)

INSTALLED = Formula(
    id="energy.installed_power",
    source=_CONVENTION,
    title="Установленная мощность потребителей",
    english="Installed power",
    result=Symbol("installed", "N_Σ", "установленная мощность", "kw"),
    expression=total(Symbol("power", "N_у", "установленная мощность потребителя", "kw", series=True)),
)

INPUTS = Inputs(
    fields=(
        Number("network_loss_share", "Потери в сетях к полезному потреблению", "share", at_least=0, below=1),
        Rows(
            "consumers",
            "Потребители",
            (
                Text("name", "Потребитель"),
                Text("mode", "Способ", choices={"installed": "по мощности", "norm": "по норме"}),
                Number("installed_kw", "Установленная мощность", "kw", above=0, optional=True),
                Number("demand_factor", "Коэффициент спроса", "share", above=0, at_most=1, optional=True),
                Number("max_load_h", "Время использования максимума", "h", at_least=0, optional=True),
                Number("norm_kwh_per_unit", "Норма расхода на единицу", "kwh", above=0, optional=True),
                Number("output", "Плановый выпуск", "unit", at_least=0, optional=True),
            ),
            modes=(
                Modes(
                    "mode",
                    {
                        "installed": ("installed_kw", "demand_factor", "max_load_h"),
                        "norm": ("norm_kwh_per_unit", "output"),
                    },
                ),
            ),
        ),
    ),
)


def _demand(rows: Sequence[Record], work: Calculation) -> list[Value]:
    """Energy of every consumer by its own mode."""
    by_power, by_norm = work.use(BY_POWER), work.use(BY_NORM)
    return [
        by_power.line(
            row.text("name"),
            power=row.number("installed_kw"),
            demand=row.number("demand_factor"),
            hours=row.number("max_load_h"),
        )
        if row.text("mode") == "installed"
        else by_norm.line(row.text("name"), norm=row.number("norm_kwh_per_unit"), output=row.number("output"))
        for row in rows
    ]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Demand by consumer, losses, total (catalogue 95.6)."""
    rows = given.rows("consumers")
    names = [row.text("name") for row in rows]
    work.section("Потребители")
    energies = _demand(rows, work)
    useful = work.apply(USEFUL, energy=energies)
    shares: Sequence[Value | None] = [None] * len(rows)
    if useful.number > 0:
        shares = work.each(SHARE, [{"energy": energy, "useful": useful} for energy in energies], names)
    work.section("Всего")
    losses = work.apply(LOSSES, useful=useful, loss=given.number("network_loss_share"))
    whole = work.apply(TOTAL, useful=useful, losses=losses)
    powered = [row for row in rows if row.text("mode") == "installed"]
    installed = work.apply(INSTALLED, power=[row.number("installed_kw") for row in powered])
    _warn(powered, useful, work)
    if work.recording:
        pairs = [(name, energy.number) for name, energy in zip(names, energies, strict=True)]
        work.draw(structure("Структура потребления электроэнергии", "Энергия, кВт·ч", pairs))
        work.conclude(
            f"Потребность {number_text(whole.number)} кВт·ч, из них потери в сетях "
            f"{number_text(losses.number)} кВт·ч."
        )
    return {
        "consumers": [
            {"name": name, "energy_kwh": energy, "share_pct": share}
            for name, energy, share in zip(names, energies, shares, strict=True)
        ],
        "useful_kwh": useful,
        "losses_kwh": losses,
        "total_kwh": whole,
        "installed_kw": installed,
    }


def _warn(powered: Sequence[Record], useful: Value, work: Calculation) -> None:
    for row in powered:
        hours = row.number("max_load_h").number
        if hours > _MOST_HOURS:
            work.warn(
                "more_than_a_year",
                f"«{row.text('name')}»: {number_text(hours)} ч использования максимума — больше, чем часов в "
                f"году ({_MOST_HOURS}).",
            )
    if not useful.number:
        work.warn("no_demand", "Потребность всех потребителей равна нулю: доли не определены.")


METHOD = Method(
    id="energy.demand",
    title="Потребность в электроэнергии",
    purpose="Сколько электроэнергии нужно потребителям по мощности и по норме, с потерями в сетях.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(BY_POWER, BY_NORM, USEFUL, SHARE, LOSSES, TOTAL, INSTALLED),
    compute=compute,
)
