"""What the page draws of a continuous line: its operations in order, the conveyor, backlogs, people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from potok.notes.inputs.record import Record
from potok.notes.note import Plain


def page_data(
    given: Record, line: Mapping[str, Any], conveyor: Mapping[str, Any], leading: Mapping[str, Any]
) -> dict[str, Plain]:
    """Plain data of the page.

    Args:
        given: The accepted input of the kind.
        line, conveyor, leading: Results of the three methods.
    """
    shifts = given.number("shifts_per_day").number
    rows = zip(
        given.rows("operations"),
        line["workplaces_raw"],
        line["workplaces"],
        line["load_share"],
        line["workers_by_op"],
        strict=True,
    )
    operations: list[Plain] = [
        {
            "name": operation.text("name"),
            "time_s": operation.number("time_s").number,
            "raw": raw,
            "places": places,
            "load": load,
            "service_norm": operation.number("service_norm").number,
            "workers": workers / shifts,
        }
        for operation, raw, places, load, workers in rows
    ]
    people = line["workers_per_line"] / shifts
    return {
        "operations": operations,
        "time": {
            "regime_min": line["regime_fund_min"],
            "effective_min": line["effective_fund_min"],
            "utilization": line["utilization_share"],
            "launch_pcs": line["launch_program_pcs"],
            "takt_s": line["takt_s"],
            "rhythm_min": line["rhythm_min"],
        },
        "conveyor": {
            "two_sided": given.maybe_text("layout") == "two_sided",
            "places": line["workplaces_total"],
            "length_m": conveyor["length_m"],
            "speed_m_per_min": conveyor["speed_m_per_min"],
            "transit_min": conveyor["transit_min"],
        },
        "backlogs": {
            "technological": line["technological_backlog_pcs"],
            "transport": line["transport_backlog_pcs"],
            "safety": line["safety_backlog_pcs"],
            "total": line["total_backlog_pcs"],
        },
        "people": {
            "in_shift": people,
            "whole": math.ceil(people - 1e-9),
            "places": line["workplaces_total"],
            "a_day": line["workers_per_line"],
            "all_lines": line["workers_total"],
        },
        "leading": {
            "name": given.maybe_text("leading_operation") or leading["limiting_machine"],
            "task_t": leading["shift_task_t"],
            "rhythm_min_per_t": leading["rhythm_min_per_t"],
            "tempo_kg_per_min": leading["tempo_kg_per_min"],
        },
    }
