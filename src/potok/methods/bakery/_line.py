"""The description of a bread line (data/bakery/line.json) as the input of the technological plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.methods.bakery import bowl_recipe
from potok.methods.bakery._plan_inputs import INPUTS
from potok.methods.bakery._plan_recipes import recipes_of
from potok.notes.calculation import Calculation
from potok.notes.inputs.validation import accept

#: What the source does not say.
_REST_HOLD_MIN, _PROOF_HOLD_MIN, _CHANGEOVER_MIN = 15, 45, 0
_SHIFT_START_H = 8
_RESTING_BOWLS = 1
_ASSUMPTIONS = (
    f"Первая смена начинается в {_SHIFT_START_H}:00.",
    f"Тесто после отлежки ждёт разделки не дольше {_REST_HOLD_MIN} мин.",
    f"Заготовки после расстойки ждут печи не дольше {_PROOF_HOLD_MIN} мин.",
    "Отлёживается одна дежа, в расстойке помещаются заготовки одной дежи.",
    "Темп задаёт печь: из производительностей взята её, остальные машины работают по временам операций.",
    "Тестомес занят отвешиванием и замесом, формовщики — линией разделки.",
    "Укладывает хлеб пекарь; печь в это время его не ждёт.",
)
#: Operations of the line by their numbers in the source.
_DOSING, _KNEADING, _REST, _DIVIDING, _FORMING, _PROOF, _BAKING, _COOLING, _PACKING = range(1, 10)


def is_line(data: object) -> bool:
    """Whether a file describes a line and not the input of a plan."""
    return (
        isinstance(data, Mapping) and {"product", "batch", "operations", "machines", "regime"} <= data.keys()
    )


def given_of_line(
    line: Mapping[str, Any],
    *,
    date: str,
    plan_kg: float | None = None,
    recipe: Mapping[str, Any] | None = None,
    corrections: Sequence[Mapping[str, Any]] = (),
) -> dict[str, object]:
    """The plan's input: a transfer batch or the dough of a recipe is a bowl, the leading machine the oven.

    The oven's loads of a bowl: as many bakes as fit into the time that its capacity gives a bowl. People and
    machines are those of the line; what binds none of its bowls is not asked for.

    Args:
        line: The parsed file.
        date: Of the plan.
        plan_kg: The day's task; None = the batch of the line in every shift.
        recipe: Input of `bakery.bowl_recipe` for the line's product.
        corrections: Dated corrections of that recipe, `product` may be left out.

    Raises:
        InvalidDataError: Something the plan needs is missing, or another machine is narrower than the oven.
        InvalidInputError: The recipe has faults.
    """
    try:
        _check_oven(line)
        given = _given(line, date, plan_kg, None if recipe is None else _dough_kg(recipe))
        product = line["product"]["name"]
    except (KeyError, IndexError, TypeError, StopIteration) as error:
        raise InvalidDataError(
            [_problem(str(error).strip("'"), None, "описание линии с девятью операциями")]
        ) from error
    if corrections and recipe is None:
        raise InvalidDataError([_problem("corrections", None, "рецептура, которую исправляют")])
    if recipe is not None:
        [plain] = given["products"]
        del plain["dough_per_bowl_kg"]
        given["products"] = [
            plain | {field.key: recipe.get(field.key) for field in bowl_recipe.INPUTS.fields}
        ]
        given["corrections"] = [{"product": product, **correction} for correction in corrections]
        _make_room(given)
    return given


def _make_room(given: dict[str, Any]) -> None:
    """The oven's loads and the proofer hold the bowl with the most dough, corrected or not."""
    record = accept(INPUTS, given).record
    [product], [of_record] = given["products"], record.rows("products")
    most_kg = max(recipe.dough.number for recipe in recipes_of(record, of_record, Calculation(record=False)))
    pieces = int(most_kg / product["dough_piece_kg"])
    loads = -(-given["proofer_pcs"] // product["load_pcs"])
    given["proofer_pcs"] = pieces
    product["load_pcs"] = -(-pieces // loads)


def _problem(field: str, value: str | None, expected: str) -> Problem:
    return Problem("line.json", None, field, value, expected)


def _dough_kg(recipe: Mapping[str, Any]) -> float:
    """Dough of a bowl by a recipe."""
    dough: Any = bowl_recipe.METHOD.run(recipe, record=False).result["dough_kg"]
    return float(dough)


def _check_oven(line: Mapping[str, Any]) -> None:
    """The leading machine has the least capacity: the plan takes the pace of the line from it alone.

    Raises:
        InvalidDataError: Another machine gives less.
    """
    oven = _oven(line)
    for machine in line["machines"]:
        if _capacity(machine) < _capacity(oven):
            expected = f"не меньше производительности ведущей машины «{oven['name']}», {_capacity(oven)} т/ч"
            raise InvalidDataError(
                [_problem("capacity_t_per_h", f"{machine['name']}: {_capacity(machine)}", expected)]
            )


def _oven(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(machine for machine in line["machines"] if machine.get("leading"))


def _capacity(machine: Mapping[str, Any]) -> float:
    """Tonnes an hour of all machines of the kind."""
    return float(machine["capacity_t_per_h"]) * _accepted(machine)


def _accepted(machine: Mapping[str, Any]) -> int:
    return int(machine.get("accepted_pcs", 1))


def _people(line: Mapping[str, Any], operation: int) -> int:
    """Who works on an operation, of all that the staffing names for it."""
    return sum(row["people"] for row in line["staffing"] if operation in row["operations"])


def _machines(line: Mapping[str, Any], operation: int) -> int:
    """Machines of an operation."""
    wanted = next(row["machine_id"] for row in line["operations"] if row["op_no"] == operation)
    return next(_accepted(row) for row in line["machines"] if row["machine_id"] == wanted)


def _given(
    line: Mapping[str, Any], date: str, plan_kg: float | None, dough_kg: float | None
) -> dict[str, Any]:
    product, regime = line["product"], line["regime"]
    times = {operation["op_no"]: float(operation["time_min_per_100kg"]) for operation in line["operations"]}
    bowl_kg = float(line["batch"]["transfer_batch_kg"]) if dough_kg is None else dough_kg
    shifts = regime["shifts_per_day"]
    oven = _oven(line)
    names = (
        [oven["name"]]
        if _accepted(oven) == 1
        else [f"{oven['name']} {n + 1}" for n in range(_accepted(oven))]
    )
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
        "dough_makers": _people(line, _KNEADING),
        "kneaders_pcs": _machines(line, _KNEADING),
        "resting_bowls_pcs": _RESTING_BOWLS,
        "dividing_lines_pcs": min(_machines(line, _DIVIDING), _people(line, _DIVIDING)),
        "proofer_pcs": pieces,
        "packers": _people(line, _PACKING),
        "ovens": [{"name": name} for name in names],
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
        "assumptions": list(_ASSUMPTIONS),
    }
