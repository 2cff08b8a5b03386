"""Vehicles for a daily freight (004 §2.5; catalogue 55)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import ceiling
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol, round_down, round_up
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("004", "§2.5", "48")
#: Trips this near to a whole number are whole.
_NOISE = 1e-9

_FREIGHT = Symbol("freight", "Q_а", "суточный грузооборот", "t/day")
_TRIP = Symbol("trip", "t_р", "рейс: погрузка, разгрузка и пробег", "h")
_CAPACITY = Symbol("capacity", "q_а", "грузоподъёмность автомашины", "t")
_WORK = Symbol("work", "Т_сут", "работа автомашины в сутки", "h/day")

TRIPS = Formula(
    id="transport.trips",
    source=_SOURCE,
    title="Рейсов одной автомашины в сутки",
    english="Trips of a vehicle per day",
    result=Symbol("trips", "n_р", "рейсов автомашины в сутки", "pcs/day"),
    expression=_WORK / _TRIP,
)

DAILY_CAPACITY = Formula(
    id="transport.vehicle_daily_capacity",
    source=_SOURCE,
    title="Суточная производительность автомашины",
    english="Daily capacity of a vehicle",
    result=Symbol("daily", "q_сут", "автомашина перевозит в сутки", "t/day"),
    expression=_CAPACITY * _WORK / _TRIP,
)

VEHICLES_RAW = Formula(
    id="transport.vehicles_raw",
    source=_SOURCE,
    title="Расчётное число автомашин",
    english="Calculated number of vehicles",
    result=Symbol("raw", "N_а", "расчётное число автомашин", "pcs"),
    expression=_FREIGHT * _TRIP / (_CAPACITY * _WORK),
)

VEHICLES = Formula(
    id="transport.vehicles",
    source=_SOURCE,
    title="Принятое число автомашин",
    english="Accepted number of vehicles",
    result=Symbol("vehicles", "N_пр", "принятое число автомашин", "pcs"),
    expression=ceiling(VEHICLES_RAW.result),
)

INPUTS = Inputs(
    fields=(
        Number("daily_freight_t", "Суточный грузооборот", "t/day", at_least=0),
        Number("trip_h", "Длительность рейса", "h", above=0),
        Number("vehicle_capacity_t", "Грузоподъёмность автомашины", "t", above=0),
        Number("work_h_per_day", "Работа автомашины в сутки", "h/day", above=0, at_most=24),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Trips, capacity and number of vehicles (catalogue 55, formula 48)."""
    freight, capacity = given.number("daily_freight_t"), given.number("vehicle_capacity_t")
    trip, hours = given.number("trip_h"), given.number("work_h_per_day")
    trips = work.apply(TRIPS, work=hours, trip=trip)
    daily = work.apply(DAILY_CAPACITY, capacity=capacity, work=hours, trip=trip)
    raw = work.apply(VEHICLES_RAW, freight=freight, trip=trip, capacity=capacity, work=hours)
    vehicles = work.apply(VEHICLES, raw=raw)
    _warn_of_broken_trips(trips.number, freight.number / capacity.number, vehicles.number, work)
    if work.recording:
        work.conclude(
            f"Нужно автомашин: {number_text(vehicles.number)} (по расчёту {number_text(raw.number)}); одна "
            f"перевозит {number_text(daily.number)} т в сутки."
        )
    return {
        "trips_per_vehicle_raw": trips,
        "vehicle_daily_capacity_t": daily,
        "vehicles_raw": raw,
        "vehicles": vehicles,
    }


def _warn_of_broken_trips(trips: float, loads: float, accepted: float, work: Calculation) -> None:
    """Formula (48) counts fractions of a trip; tell what whole trips would need."""
    whole = round_down(trips)
    if whole == 0:
        work.warn(
            "trip_longer_than_day",
            "Рейс длиннее работы за сутки: число автомашин верно, только если рейс продолжается на другой "
            "день.",
        )
    elif trips - whole > _NOISE and (needed := round_up(loads / whole)) > accepted:
        work.warn(
            "fractional_trips",
            f"Рейсов в сутки {number_text(trips)}, дробная часть засчитана. Если начатый рейс должен "
            f"кончиться в те же сутки, рейсов {whole}, а автомашин нужно {needed}.",
        )


METHOD = Method(
    id="transport.vehicles",
    title="Число автомашин",
    purpose="Сколько автомашин нужно для суточного грузооборота.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(TRIPS, DAILY_CAPACITY, VEHICLES_RAW, VEHICLES),
    compute=compute,
)
