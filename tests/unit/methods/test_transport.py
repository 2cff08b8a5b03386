"""What the methods of transport refuse and warn of."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def vehicles(freight: float, trip: float, capacity: float, hours: float) -> dict[str, Any]:
    return {
        "daily_freight_t": freight,
        "trip_h": trip,
        "vehicle_capacity_t": capacity,
        "work_h_per_day": hours,
    }


def test_divisors_of_zero_are_refused_together() -> None:
    assert codes("transport.vehicles", vehicles(-1, 0, 0, 25)) == {
        ("daily_freight_t", "out_of_range"),
        ("trip_h", "out_of_range"),
        ("vehicle_capacity_t", "out_of_range"),
        ("work_h_per_day", "out_of_range"),
    }


def test_no_freight_needs_no_vehicle() -> None:
    assert calculate("transport.vehicles", vehicles(0, 2, 5, 8)).result["vehicles"] == 0


def test_a_whole_number_of_vehicles_is_not_raised_by_binary_noise() -> None:
    result = calculate("transport.vehicles", vehicles(0.3 * 3, 0.1, 0.3, 0.1)).result
    assert result["vehicles"] == 3


def test_a_trip_that_must_end_the_same_day_may_need_more_vehicles() -> None:
    note = calculate("transport.vehicles", vehicles(200, 3, 5, 14))
    (warning,) = note.warnings
    assert warning.code == "fractional_trips"
    assert "рейсов 4, а автомашин нужно 10" in warning.text
    assert note.result["vehicles"] == 9
    assert warnings("transport.vehicles", vehicles(180, 2, 5, 14)) == []


def test_a_trip_longer_than_the_day_is_warned_of() -> None:
    assert warnings("transport.vehicles", vehicles(10, 30, 5, 10)) == ["trip_longer_than_day"]


def wagons(**changed: float) -> dict[str, Any]:
    return {
        "daily_freight_t": 100,
        "shipment_lot_t": 600,
        "wagon_capacity_t": 60,
        "wagon_idle_norm_h": 5,
        "wagon_loading_h": 1,
        "workers_per_loader": 2,
    } | changed


def test_full_wagons_and_busy_loaders_are_not_rounded_up() -> None:
    result = calculate("transport.wagons", wagons()).result
    assert (result["wagons_per_lot"], result["loaders"], result["workers"]) == (10, 2, 4)


def test_a_lot_and_a_freight_of_nothing_are_refused_together() -> None:
    assert codes("transport.wagons", wagons(shipment_lot_t=0, daily_freight_t=0)) == {
        ("shipment_lot_t", "out_of_range"),
        ("daily_freight_t", "out_of_range"),
    }


def test_a_loading_longer_than_the_norm_is_warned_of() -> None:
    assert warnings("transport.wagons", wagons(wagon_loading_h=6)) == ["loading_longer_than_norm"]
    assert warnings("transport.wagons", wagons()) == []


def test_the_cells_of_the_wagons_follow_the_lot() -> None:
    cells = recomputed(calculate("transport.wagons", wagons()), {"shipment_lot_t": 601.0})
    assert cells == pytest.approx(recomputed(calculate("transport.wagons", wagons(shipment_lot_t=601))))
    assert cells["wagons_per_lot"] == 11
