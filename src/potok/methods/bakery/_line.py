"""The description of a bread line (data/bakery/line.json) as the input of the technological plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from potok.errors import InvalidDataError, Problem

#: What the source does not say: dough may wait a quarter of an hour, pieces for the rest of a bake longer.
_REST_HOLD_MIN, _PROOF_HOLD_MIN, _CHANGEOVER_MIN = 15, 45, 0
_SHIFT_START_H = 8
#: Operations of the line by their numbers in the source.
_DOSING, _KNEADING, _REST, _DIVIDING, _FORMING, _PROOF, _BAKING, _COOLING, _PACKING = range(1, 10)


def is_line(data: object) -> bool:
    """Whether a file describes a line and not the input of a plan."""
    return (
        isinstance(data, Mapping) and {"product", "batch", "operations", "machines", "regime"} <= data.keys()
    )


def given_of_line(line: Mapping[str, Any], *, date: str, plan_kg: float | None = None) -> dict[str, object]:
    """The plan's input: a transfer batch is a bowl, the leading machine is the oven.

    The oven's loads of a bowl: as many bakes as fit into the time that its capacity gives a bowl.

    Args:
        line: The parsed file.
        date: Of the plan.
        plan_kg: The day's task; None = the batch of the line in every shift.

    Raises:
        InvalidDataError: Something the plan needs is missing.
    """
    try:
        return _given(line, date, plan_kg)
    except (KeyError, IndexError, TypeError, StopIteration) as error:
        raise InvalidDataError(
            [Problem("line.json", None, str(error).strip("'"), None, "описание линии с девятью операциями")]
        ) from error


def _given(line: Mapping[str, Any], date: str, plan_kg: float | None) -> dict[str, object]:
    product, regime = line["product"], line["regime"]
    times = {operation["op_no"]: float(operation["time_min_per_100kg"]) for operation in line["operations"]}
    bowl_kg = float(line["batch"]["transfer_batch_kg"])
    shifts = regime["shifts_per_day"]
    oven = next(machine for machine in line["machines"] if machine.get("leading"))
    least, most = product["dough_piece_kg"]
    piece_kg = (least + most) / 2
    pieces = int(bowl_kg / piece_kg)
    turn_min = pieces * product["net_kg"] / (oven["capacity_t_per_h"] * 1000) * 60
    loads = max(1, int(turn_min / times[_BAKING]))

    def of_bowl(operation: int) -> float:
        return times[operation] * bowl_kg / 100

    return {
        "date": date,
        "shifts": shifts,
        "shift_start_h": _SHIFT_START_H,
        "shift_h": regime["shift_h"],
        "break_min": regime["sanitary_break_min_per_shift"],
        "changeover_min": _CHANGEOVER_MIN,
        "proofer_pcs": pieces,
        "ovens": [{"name": oven["name"]}],
        "products": [
            {
                "name": product["name"],
                "plan_kg": line["batch"]["batch_kg"] * shifts if plan_kg is None else plan_kg,
                "loaf_kg": product["net_kg"],
                "dough_piece_kg": piece_kg,
                "dough_per_bowl_kg": bowl_kg,
                "dosing_min": of_bowl(_DOSING),
                "kneading_min": of_bowl(_KNEADING),
                "rest_min": times[_REST],
                "rest_hold_min": _REST_HOLD_MIN,
                "dividing_min": of_bowl(_DIVIDING),
                "forming_min": of_bowl(_FORMING),
                "proof_min": times[_PROOF],
                "proof_hold_min": _PROOF_HOLD_MIN,
                "load_pcs": -(-pieces // loads),
                "bake_min": times[_BAKING],
                "reload_min": turn_min / loads - times[_BAKING],
                "remainder": "spread",
                "cooling_min": times[_COOLING],
                "packing_min": of_bowl(_PACKING),
                "ovens": [],
            }
        ],
        "corrections": [],
    }
