"""The jacket of the source (003): its operations, its order, its own gathering."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from potok.balancing.flow.problem import Flow, FlowGroup, FlowOperation, FlowProblem

FOLDER = Path(__file__).parents[2] / "data" / "jacket"


def read(name: str) -> Any:
    """A file of the jacket."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def jacket() -> tuple[FlowProblem, Flow]:
    """The flow of 49 operators and the source's gathering."""
    rows, order = read("operations")["operations"], read("precedence")
    at = {row["no"]: place for place, row in enumerate(rows)}

    def pairs(key: str) -> tuple[tuple[int, int], ...]:
        return tuple((at[early], at[late]) for early, late in order[key])

    problem = FlowProblem(
        operations=tuple(
            FlowOperation(
                row["no"],
                row["specialty"],
                row["grade"],
                Decimal(str(row["time_s"])),
                row["zone"],
                row["section"],
                (row["machine"] or "").split("+")[0],
            )
            for row in rows
        ),
        takt_s=Decimal(91),
        workers=49,
        precedence=pairs("edges"),
        technology=pairs("technology_edges"),
    )
    groups = read("organizational_operations")["organizational_operations"]
    source = Flow(
        tuple(FlowGroup(tuple(at[no] for no in row["members"]), row["workers_fact"]) for row in groups)
    )
    return problem, source


def small_flow(**changes: Any) -> FlowProblem:
    """Two zones, takt 60 s, four operators: machines, an iron and handwork in a chain."""
    rows = [
        (1, "М", 3, 30, "узел", "м1"),
        (2, "Р", 2, 30, "узел", ""),
        (3, "У", 3, 40, "узел", "утюг"),
        (4, "М", 4, 20, "узел", "м1"),
        (5, "М", 5, 62, "монтаж", "м2"),
        (6, "С", 3, 58, "монтаж", "с1"),
    ]
    given: dict[str, Any] = {
        "operations": tuple(
            FlowOperation(no, letter, grade, Decimal(time), zone, zone, machine)
            for no, letter, grade, time, zone, machine in rows
        ),
        "takt_s": Decimal(60),
        "workers": 4,
        "precedence": ((0, 4), (3, 4), (4, 5)),
        "technology": ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5)),
    }
    return FlowProblem(**{**given, **changes})


def small_given() -> dict[str, Any]:
    """The input of the kind "sewing" with the sequence of `small_flow`, gathered one operation apart."""
    problem = small_flow()
    after: dict[int, list[int]] = {}
    for early, late in problem.technology:
        after.setdefault(late, []).append(problem.operations[early].no)
    return {
        "shift_duration_s": 28800,
        "output_per_shift_pcs": 480,
        "workers_people": problem.workers,
        "multiplicities": [1, 2],
        "rules": {"one_specialty": False},
        "rate_rub_per_s": dict.fromkeys("2345", 0.01),
        "tariff_coefficient": dict.fromkeys("2345", 1.2),
        "shop_area_m2": 100,
        "shop_workers_people": 10,
        "operations": [
            {
                "no": each.no,
                "text": f"операция {each.no}",
                "zone": each.zone,
                "specialty": each.specialty,
                "grade": each.grade,
                "time_s": float(each.time_s),
                **({"machine": each.machine} if each.machine else {}),
                "after": after.get(place, []),
            }
            for place, each in enumerate(problem.operations)
        ],
        "groups": [{"workers_people": 2, "members": [1, 2, 3, 4]}, {"workers_people": 2, "members": [5, 6]}],
    }


def jacket_given() -> dict[str, Any]:
    """The input of the kind "sewing": the source's sequence with the source's own gathering."""
    case = json.loads(
        (FOLDER.parent / "cases" / "sewing.time_saving" / "jacket-time-saving.json").read_text(
            encoding="utf-8"
        )
    )["given"]
    scheme = json.loads(
        (FOLDER.parent / "cases" / "sewing.scheme" / "jacket-full-scheme.json").read_text(encoding="utf-8")
    )["given"]
    order = read("precedence")
    after: dict[int, list[int]] = {}
    for early, late in order["technology_edges"]:
        after.setdefault(late, []).append(early)
    flow = read("organizational_operations")
    factory = {row["key"]: row["factory"] for row in read("indicators")["rows"]}
    return {
        "shift_duration_s": flow["shift_duration_s"],
        "output_per_shift_pcs": flow["output_per_shift_pcs"],
        "tolerance": flow["tolerance"],
        "multiplicities": [1, 2, 3],
        "rate_rub_per_s": scheme["rate_rub_per_s"],
        "tariff_coefficient": scheme["tariff_coefficient"],
        "mechanised_specialties": scheme["mechanised_specialties"],
        "reserve_pct": scheme["reserve_pct"],
        "spare_machines_pcs": sum(
            row["reserve_installed_pcs"] for row in read("equipment")["flow_equipment"]
        ),
        "shop_area_m2": scheme["shop_area_m2"],
        "shop_workers_people": scheme["shop_workers_people"],
        "workers_at_hand": 49,
        "machines_at_hand": {
            row["code"]: row["total_pcs"]
            for row in read("equipment")["flow_equipment"]
            if row["specialty"] in {"М", "С", "А", "У"}
        },
        "factory": {
            "output_per_shift_pcs": factory["output_per_shift_pcs"],
            "workers_people": factory["flow_workers_people"],
            **case,
        },
        "operations": [
            {
                "no": row["no"],
                "text": row["text"],
                "node": row["node"],
                "zone": ZONES[row["zone"]],
                "section": SECTIONS[row["section"]],
                "specialty": row["specialty"],
                "grade": row["grade"],
                "time_s": row["time_s"],
                **({"equipment": ", ".join(row["equipment"])} if row["equipment"] else {}),
                **({"machine": row["machine"].split("+")[0]} if row["machine"] else {}),
                "after": after.get(row["no"], []),
            }
            for row in read("operations")["operations"]
        ],
        "hard_order": [{"before": early, "after": late} for early, late in order["edges"]],
        "groups": [
            {"workers_people": row["workers_fact"], "members": row["members"]}
            for row in flow["organizational_operations"]
        ],
    }


SECTIONS = {"launch": "Запуск", "preparatory": "Заготовительная", "assembly": "Монтаж и отделка"}
ZONES = {
    "launch": "Запуск",
    "collar_lapel": "Воротник, лацкан",
    "sleeve_cuff": "Рукав, манжета",
    "front_facing_back": "Перед, подборт, спинка",
    "assembly": "Монтаж и отделка",
}
