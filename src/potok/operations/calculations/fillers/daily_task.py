"""The technological plan of the bakery from the day's task by ovens: one calculation feeds the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from potok.operations.calculations.fillers.filler import Choice, Filler, Taken
from potok.operations.calculations.fillers.last_saved import last_number, named
from potok.operations.calculations.reads.card import calculation
from potok.operations.catalog import clock

_TASK, _PLAN = "bakery.daily_plan", "bakery.technological_plan"
_MINUTES = 60


def daily_task(method_id: str) -> Filler | None:
    """The filler of the technological plan from the day's task saved last, None while none is saved.

    The task gives sorts, kilograms, ovens, shifts and the changeover; norms, people and places are those of
    the last technological plan, by the name of the sort. What neither has is left out and typed by hand.
    """
    number = last_number(_TASK) if method_id == _PLAN else None
    if number is None:
        return None
    before = last_number(_PLAN)

    def take(_choice: Choice) -> Taken:
        task = calculation(number)
        plan = None if before is None else calculation(before)
        known = {} if plan is None else plan.given
        given = _given(task.given, known) | {"date": clock.today().isoformat()}
        remarks = [f"Задание: {named(task)}"]
        if plan is not None:
            remarks.append(f"Нормы сортов, люди и места: {named(plan)}")
        new = [row["name"] for row in task.given["products"] if row["name"] not in _sorts(known)]
        if new:
            remarks.append(f"Нормы сортов введите: {', '.join(new)}.")
        return Taken(given, remarks=tuple(remarks))

    return Filler("daily", _PLAN, f"Из суточного задания, расчёт {number}", (), take)


def _sorts(plan: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["name"]: row for row in plan.get("products", ())}


def _given(task: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The input of the plan from that of the task and what is known from the plan before."""
    sorts = _sorts(known)
    products = [
        {
            **sorts.get(row["name"], {}),
            "name": row["name"],
            "plan_kg": row["plan_kg"],
            "ovens": [oven["name"] for oven in row.get("ovens") or ()],
        }
        for row in task["products"]
    ]
    names = {product["name"] for product in products}
    hours = max(oven["hours_per_shift"] for oven in task["ovens"])
    shift = {"shift_h": hours, "break_min": 0}
    if known and abs(known["shift_h"] - known["break_min"] / _MINUTES - hours) * _MINUTES < 1:
        shift = {key: known[key] for key in shift}
    corrections = [row for row in known.get("corrections") or () if row["product"] in names]
    return {
        **known,
        **shift,
        "shifts": task["shifts"],
        "changeover_min": task["changeover_h"] * _MINUTES,
        "ovens": [{"name": oven["name"]} for oven in task["ovens"]],
        "products": products,
        "corrections": corrections,
    }
