"""Small factories and data sets of demands for tests."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

from potok.scheduling.factory.problem import FactoryProblem, Order

START = dt.datetime(2027, 1, 4)


def random_factory(seed: int, orders: int = 30, machines: int = 4) -> FactoryProblem:
    """Orders of three operations with two machines each, loaded so that some are late."""
    chance = random.Random(seed)
    return FactoryProblem(
        machines,
        tuple(
            Order(
                operations=tuple(
                    tuple((machine, chance.randint(1, 9)) for machine in chance.sample(range(machines), 2))
                    for _ in range(3)
                ),
                release=(release := chance.randint(0, 60)),
                due=release + chance.randint(10, 30),
                weight=chance.randint(1, 5),
            )
            for _ in range(orders)
        ),
    )


def demand_data(demands: int = 12, seed: int = 0) -> dict[str, Any]:
    """Two products, one of them with a made component, three machines, eight hours on working days."""
    chance = random.Random(seed)
    return {
        "meta": {
            "start": START.isoformat(),
            "shifts": [{"weekday": day, "from": "08:00", "to": "16:00"} for day in range(5)],
        },
        "items": [
            {"code": "C", "kind": "bought", "lead_days": 9},
            {"code": "D", "kind": "bought", "lead_days": 2},
            {"code": "P", "kind": "made", "lead_days": 0},
            {"code": "Q", "kind": "made", "lead_days": 0},
        ],
        "boms": [
            {"item": "P", "components": [{"item": "C", "qty": 2}, {"item": "Q", "qty": 1}]},
            {"item": "Q", "components": [{"item": "D", "qty": 1}]},
        ],
        "routings": [
            {"item": "P", "steps": [_step(20, 30, 6, "M1", "M2"), _step(10, 15, 4, "M3")]},
            {"item": "Q", "steps": [_step(10, 15, 5, "M1", "M3")]},
        ],
        "resources": [{"code": code, "group": "G"} for code in ("M1", "M2", "M3")],
        "stock": [{"item": "C", "qty": 40}, {"item": "Q", "qty": 5}],
        "orders": [],
        "demands": [
            {
                "code": f"D{number}",
                "item": chance.choice("PQ"),
                "qty": chance.randint(5, 20),
                "priority": chance.randint(1, 4),
                "due": (START + dt.timedelta(days=chance.choice((4, 7, 8, 9, 11)), hours=16)).isoformat(),
            }
            for number in range(demands)
        ],
    }


def demand_text(demands: int = 12, seed: int = 0) -> str:
    """The same as JSON."""
    return json.dumps(demand_data(demands, seed))


def _step(seq: int, setup: float, unit: float, *alternates: str) -> dict[str, Any]:
    return {"seq": seq, "setup_min": setup, "unit_min": unit, "alternates": list(alternates)}
