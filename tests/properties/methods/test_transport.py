"""Identities of catalogue chapter 55 on any freight."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

amounts = st.floats(0.5, 900).map(lambda number: round(number, 3))
several = settings(max_examples=60, deadline=None)


@given(amounts, amounts, amounts, st.floats(0.5, 24))
@several
def test_the_vehicles_carry_the_freight_and_one_fewer_would_not(
    freight: float, trip: float, capacity: float, hours: float
) -> None:
    found = calculate(
        "transport.vehicles",
        {"daily_freight_t": freight, "trip_h": trip, "vehicle_capacity_t": capacity, "work_h_per_day": hours},
    ).result
    daily = found["vehicle_daily_capacity_t"]
    assert daily == pytest.approx(found["trips_per_vehicle_raw"] * capacity)
    assert found["vehicles_raw"] * daily == pytest.approx(freight)
    assert found["vehicles"] * daily >= freight * (1 - 1e-6)
    assert (found["vehicles"] - 1) * daily < freight


@given(amounts, amounts, amounts, amounts, amounts, st.integers(0, 5))
@several
def test_the_loaders_load_the_lot_within_the_norm(
    freight: float, lot: float, capacity: float, stay: float, loading: float, people: int
) -> None:
    found = calculate(
        "transport.wagons",
        {
            "daily_freight_t": freight,
            "shipment_lot_t": lot,
            "wagon_capacity_t": capacity,
            "wagon_idle_norm_h": stay,
            "wagon_loading_h": loading,
            "workers_per_loader": people,
        },
    ).result
    assert found["wagons_per_day"] * found["supply_interval_days"] == pytest.approx(
        found["wagons_per_lot_raw"]
    )
    assert found["wagons_per_lot"] * capacity >= lot * (1 - 1e-6)
    assert found["loaders"] * found["wagons_per_loader"] >= found["wagons_per_lot"] * (1 - 1e-6)
    assert found["workers"] == found["loaders"] * people
