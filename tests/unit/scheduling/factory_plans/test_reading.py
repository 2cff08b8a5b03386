"""The data set is read whole or refused with every fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders.small_factories import demand_data, demand_text
from potok.errors import InvalidDataError
from potok.scheduling.factory_plans.reading import read_plan_case


def faults(data: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidDataError) as refused:
        read_plan_case(json.dumps(data))
    return [problem.sentence() for problem in refused.value.problems]


def test_steps_are_sorted_by_their_number_and_demands_keep_theirs() -> None:
    case = read_plan_case(demand_text(3))
    assert [step.seq for step in case.routings["P"]] == [10, 20]
    assert [demand.code for demand in case.demands] == ["D0", "D1", "D2"]


def test_every_fault_is_named_with_its_place_at_once() -> None:
    data = demand_data(2)
    data["demands"][0]["qty"] = -1
    data["demands"][1]["item"] = "Z"
    data["meta"]["shifts"][0]["from"] = "восемь"
    told = faults(data)
    assert len(told) == 3
    assert any("demands, строка 1, поле qty: «-1»" in fault for fault in told)
    assert any("demands, строка 2, поле item: «Z»" in fault for fault in told)
    assert any("meta.shifts, строка 1, поле from: «восемь»" in fault for fault in told)


def test_a_ring_of_parts_and_a_missing_routing_are_refused() -> None:
    data = demand_data(12)
    data["boms"][1]["components"].append({"item": "P", "qty": 1})
    assert "замкнутого круга" in faults(data)[0]
    data = demand_data(12)
    data["routings"] = data["routings"][:1]
    assert "маршрут" in faults(data)[0]


def test_what_is_no_json_and_what_has_no_shifts_is_refused() -> None:
    with pytest.raises(InvalidDataError):
        read_plan_case("{")
    data = demand_data(2)
    data["meta"]["shifts"] = []
    assert any("хотя бы одна смена" in fault for fault in faults(data))
