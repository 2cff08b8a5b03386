"""Supply of wagons for loading (004 §2.5; catalogue 55)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import ceiling
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("004", "§2.5")

_FREIGHT = Symbol("freight", "Q_в", "суточный грузооборот", "t/day")
_CAPACITY = Symbol("capacity", "q_в", "грузоподъёмность вагона", "t")
_LOT = Symbol("lot", "G", "отправляемая партия", "t")
_LOADING = Symbol("loading", "t_загр", "загрузка одного вагона погрузчиком", "h")
_STAY = Symbol("stay", "t_прост", "норма простоя вагонов под погрузкой", "h")

WAGONS_PER_DAY = Formula(
    id="transport.wagons_per_day",
    source=Source("004", "§2.5", "47"),
    title="Число вагонов в сутки",
    english="Wagons per day",
    result=Symbol("per_day", "N_в", "среднее число вагонов в сутки", "pcs/day"),
    expression=_FREIGHT / _CAPACITY,
)

INTERVAL = Formula(
    id="transport.supply_interval",
    source=_SOURCE,
    title="Период подачи вагонов",
    english="Interval between supplies of wagons",
    result=Symbol("interval", "I", "период подачи", "day"),
    expression=_LOT / _FREIGHT,
)

WAGONS_RAW = Formula(
    id="transport.wagons_per_lot_raw",
    source=_SOURCE,
    title="Расчётное число вагонов на партию",
    english="Calculated wagons per lot",
    result=Symbol("raw", "N_п.р", "расчётное число вагонов на партию", "pcs"),
    expression=_LOT / _CAPACITY,
)

WAGONS = Formula(
    id="transport.wagons_per_lot",
    source=_SOURCE,
    title="Число вагонов на партию",
    english="Wagons per lot",
    result=Symbol("wagons", "N_п", "вагонов на партию", "pcs"),
    expression=ceiling(WAGONS_RAW.result),
)

PER_LOADER = Formula(
    id="transport.wagons_per_loader",
    source=_SOURCE,
    title="Вагонов на погрузчик за норму простоя",
    english="Wagons a loader loads within the idle norm",
    result=Symbol("per_loader", "n_погр", "вагонов на погрузчик за норму простоя", "pcs"),
    expression=_STAY / _LOADING,
)

LOADERS_RAW = Formula(
    id="transport.loaders_raw",
    source=_SOURCE,
    title="Расчётное число погрузчиков",
    english="Calculated number of loaders",
    result=Symbol("loaders_raw", "Z_р", "расчётное число погрузчиков", "pcs"),
    expression=WAGONS.result * _LOADING / _STAY,
)

LOADERS = Formula(
    id="transport.loaders",
    source=_SOURCE,
    title="Число погрузчиков",
    english="Number of loaders",
    result=Symbol("loaders", "Z", "число погрузчиков", "pcs"),
    expression=ceiling(LOADERS_RAW.result),
)

WORKERS = Formula(
    id="transport.loading_workers",
    source=_SOURCE,
    title="Рабочих на погрузке",
    english="Loading workers",
    result=Symbol("workers", "Р", "рабочих на погрузке", "people"),
    expression=LOADERS.result * Symbol("per_machine", "w", "людей на погрузчик", "people"),
)

INPUTS = Inputs(
    fields=(
        Number("daily_freight_t", "Суточный грузооборот", "t/day", above=0),
        Number("shipment_lot_t", "Отправляемая партия", "t", above=0),
        Number("wagon_capacity_t", "Грузоподъёмность вагона", "t", above=0),
        Number("wagon_idle_norm_h", "Норма простоя вагонов под погрузкой", "h", above=0),
        Number("wagon_loading_h", "Загрузка одного вагона погрузчиком", "h", above=0),
        Number("workers_per_loader", "Людей на погрузчик", "people", at_least=0),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Wagons, their interval, loaders and workers (catalogue 55, formula 47)."""
    freight, lot = given.number("daily_freight_t"), given.number("shipment_lot_t")
    capacity = given.number("wagon_capacity_t")
    loading, stay = given.number("wagon_loading_h"), given.number("wagon_idle_norm_h")
    work.section("Подача вагонов")
    per_day = work.apply(WAGONS_PER_DAY, freight=freight, capacity=capacity)
    interval = work.apply(INTERVAL, lot=lot, freight=freight)
    wagons_raw = work.apply(WAGONS_RAW, lot=lot, capacity=capacity)
    wagons = work.apply(WAGONS, raw=wagons_raw)
    work.section("Погрузка")
    per_loader = work.apply(PER_LOADER, stay=stay, loading=loading)
    loaders_raw = work.apply(LOADERS_RAW, wagons=wagons, loading=loading, stay=stay)
    loaders = work.apply(LOADERS, loaders_raw=loaders_raw)
    workers = work.apply(WORKERS, loaders=loaders, per_machine=given.number("workers_per_loader"))
    if loading.number > stay.number:
        work.warn(
            "loading_longer_than_norm",
            f"Один вагон загружается {number_text(loading.number)} ч, дольше нормы простоя "
            f"{number_text(stay.number)} ч: норма выполнима, только если вагон загружают несколько "
            "погрузчиков сразу.",
        )
    if work.recording:
        work.conclude(
            f"Подача раз в {number_text(interval.number)} сут., вагонов {number_text(wagons.number)}, "
            f"погрузчиков {number_text(loaders.number)}, людей {number_text(workers.number)}."
        )
    return {
        "wagons_per_day": per_day,
        "supply_interval_days": interval,
        "wagons_per_lot_raw": wagons_raw,
        "wagons_per_lot": wagons,
        "wagons_per_loader": per_loader,
        "loaders_raw": loaders_raw,
        "loaders": loaders,
        "workers": workers,
    }


METHOD = Method(
    id="transport.wagons",
    title="Подача вагонов под погрузку",
    purpose="Как часто подавать вагоны, сколько их, погрузчиков и людей нужно на партию.",
    source=Source("004", "§2.5", "47"),
    inputs=INPUTS,
    formulas=(
        WAGONS_PER_DAY,
        INTERVAL,
        WAGONS_RAW,
        WAGONS,
        PER_LOADER,
        LOADERS_RAW,
        LOADERS,
        WORKERS,
    ),
    compute=compute,
)
