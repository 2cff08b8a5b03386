"""The engineer designs the filling line of the first workshop: one version at work, a faster one in draft."""

from __future__ import annotations

from functools import partial
from typing import Any

from potok.operations.lines.services.acceptance import accept_version
from potok.operations.lines.services.lines import LineGiven, create_line
from potok.operations.lines.services.versions import save_version
from potok.server.demo_play.cast import Cast

CODE = "Л-1"
_PRODUCT, _WORKSHOP, _OPERATION = "P101", "1", 30
#: Operation, time of a piece in s, places that one person serves, pieces at once.
_OPERATIONS = (
    ("Подача тары", 11, 3, 1),
    ("Розлив", 44, 4, 1),
    ("Укупорка", 18, 3, 1),
    ("Контроль массы", 9, 3, 1),
    ("Этикетирование", 16, 2, 1),
    ("Укладка на поддон", 22, 1, 2),
)
#: The faster variant: pieces a shift, and new times of a piece, s: quick valves, a vacuum gripper.
_FASTER_PCS, _FASTER = 1265, {"Розлив": 42, "Укладка на поддон": 20}


def design_lines(cast: Cast) -> None:
    """The present line is designed and accepted, then a faster one is tried; it waits for the visitor."""
    engineer = cast.person("engineer")
    about = LineGiven("Фасовка краски ВД, 15 кг", _PRODUCT, _WORKSHOP)
    made = cast.tried("edit_lines", partial(create_line, engineer, code=CODE, kind="continuous", given=about))
    if made is None:
        return
    present = _given()
    cast.tried("edit_lines", partial(save_version, engineer, code=CODE, given=present, title="Как сейчас"))
    cast.tried("accept_line", partial(accept_version, engineer, code=CODE, number=1))
    faster = {**present, "program_pcs": _FASTER_PCS}
    faster["operations"] = [
        {**operation, "time_s": _FASTER.get(operation["name"], operation["time_s"])}
        for operation in present["operations"]
    ]
    title = "Быстрые клапаны и вакуумный захват"
    cast.tried("edit_lines", partial(save_version, engineer, code=CODE, given=faster, title=title, base=1))


def _given() -> dict[str, Any]:
    """The line as it works: 150 pieces an hour, three people, 460 working minutes in a shift."""
    return {
        "program_pcs": 1150,
        "shift_h": 8.5,
        "shifts_per_day": 2,
        "loss_share": 0,
        "break_per_shift_min": 50,
        "stops_min_per_hour": 1,
        "downtime_share": 0,
        "lines_count": 1,
        "piece_kg": 15,
        "layout": "one_sided",
        "workplace_spacing_m": 1.4,
        "item_spacing_m": 0.7,
        "transport_batch_pcs": 1,
        "safety_backlog_shift_share": 0.05,
        "operations": [
            {
                "name": name,
                "time_s": seconds,
                "service_norm": served,
                "simultaneous_pcs": pieces,
                "route_op_no": _OPERATION,
            }
            for name, seconds, served, pieces in _OPERATIONS
        ],
    }
