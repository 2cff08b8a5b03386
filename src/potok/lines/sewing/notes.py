"""The explained calculations of a flow: inputs of the methods `sewing.*` made from its gathering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from potok.lines.sewing.model import SewingLine
from potok.lines.sewing.places import Workplace
from potok.methods.sewing.equipment_summary import METHOD as EQUIPMENT
from potok.methods.sewing.flow import METHOD as FLOW
from potok.methods.sewing.scheme import METHOD as SCHEME
from potok.methods.sewing.sequence_summary import METHOD as SEQUENCE
from potok.methods.sewing.time_saving import METHOD as TIME_SAVING
from potok.notes.note import Note

#: Class of the equipment of a specialty: its kind in `sewing.equipment_summary` and its name.
CLASSES = {
    "М": ("universal", "Универсальные машины"),
    "С": ("special", "Специальные машины"),
    "А": ("semi_automatic", "Полуавтоматы"),
    "П": ("press", "Прессы"),
    "У": ("iron", "Утюги"),
}
_TABLES = ("table", "Столы для ручных работ")
#: Kinds that formula 2.9 counts as installed machines.
_INSTALLED = frozenset({"universal", "special", "semi_automatic"})


def flow_notes(line: SewingLine) -> tuple[Note, ...]:
    """What needs no gathering: methods compared with the factory, times by nodes, takt and operators."""
    return (*_time_saving(line), SEQUENCE.run(_sequence(line)), FLOW.run(_flow(line)))


def scheme_note(line: SewingLine, places: Sequence[Workplace]) -> Note:
    """Technological scheme of a gathering with labour summaries and indicators."""
    return SCHEME.run(_scheme(line, places))


def equipment_note(line: SewingLine, places: Sequence[Workplace]) -> Note:
    """Equipment of a gathering with its reserve."""
    return EQUIPMENT.run(
        {
            "reserve_pct": line.record.number("reserve_pct").number,
            "workers_people": line.flow.workers if line.flow else 0,
            "classes": equipment_classes(line, places),
        }
    )


def equipment_classes(line: SewingLine, places: Sequence[Workplace]) -> list[dict[str, Any]]:
    """Machines, irons and tables of the workplaces by class and model (table 2.6)."""
    specialty = {each.machine: each.specialty for each in line.problem.operations if each.machine}
    counts: dict[str, int] = {}
    for place in places:
        for kind, number in place.machines.items():
            counts[kind] = counts.get(kind, 0) + number
    classes: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for kind, number in counts.items():
        named = CLASSES.get(specialty[kind], ("special", f"Оборудование специальности {specialty[kind]}"))
        classes.setdefault(named, []).append({"model": kind, "main_pcs": number})
    by_hand = sum(
        place.group.workers - sum(place.machines.values()) for place in places if not place.machines
    )
    by_hand += sum(place.crew.get("Р", 0) for place in places if place.machines)
    if by_hand:
        classes[_TABLES] = [{"model": "", "main_pcs": by_hand}]
    order = [*CLASSES.values(), _TABLES]
    ranked = sorted(classes.items(), key=lambda row: order.index(row[0]) if row[0] in order else len(order))
    return [{"name": name, "kind": kind, "models": models} for (kind, name), models in ranked]


def _time_saving(line: SewingLine) -> Iterable[Note]:
    factory = line.record.maybe_group("factory")
    if factory is None:
        return ()
    rows = [
        {
            "name": row.text("name"),
            "factory_time_s": row.number("factory_time_s").number,
            "project_time_s": row.number("project_time_s").number,
        }
        for row in factory.rows("operations")
    ]
    unchanged = factory.number("unchanged_time_s").number
    return (TIME_SAVING.run({"operations": rows, "unchanged_time_s": unchanged}),)


def _sequence(line: SewingLine) -> dict[str, Any]:
    return {
        "mechanised_specialties": list(line.mechanised),
        "operations": [
            {
                "node": line.text(place, "node") or operation.zone or "изделие",
                "section": operation.section,
                "specialty": operation.specialty,
                "time_s": float(operation.time_s),
            }
            for place, operation in enumerate(line.problem.operations)
        ],
    }


def _flow(line: SewingLine) -> dict[str, Any]:
    times: dict[str, float] = {}
    for operation in line.problem.operations:
        name = operation.zone or operation.section
        times[name] = times.get(name, 0.0) + float(operation.time_s)
    return {
        **_shift(line),
        "sections": [{"name": name, "time_s": time} for name, time in times.items()],
        "tolerance": _tolerance(line),
        "multiplicities": list(line.problem.multiplicities),
    }


def _shift(line: SewingLine) -> dict[str, Any]:
    keys = ("shift_duration_s", "output_per_shift_pcs")
    return {key: line.record.number(key).number for key in keys}


def _tolerance(line: SewingLine) -> dict[str, float]:
    return {"low": float(line.problem.low), "high": float(line.problem.high)}


def _table(line: SewingLine, key: str) -> Mapping[str, float]:
    return {grade: value.number for grade, value in line.record.table(key).items()}


def _scheme(line: SewingLine, places: Sequence[Workplace]) -> dict[str, Any]:
    classes = equipment_classes(line, places)
    machines = sum(
        model["main_pcs"] for part in classes if part["kind"] in _INSTALLED for model in part["models"]
    )
    operations = line.problem.operations
    return {
        **_shift(line),
        "takt_s": float(line.problem.takt_s),
        "rate_rub_per_s": _table(line, "rate_rub_per_s"),
        "tariff_coefficient": _table(line, "tariff_coefficient"),
        "tolerance": _tolerance(line),
        "mechanised_specialties": list(line.mechanised),
        "installed_machines_pcs": machines + line.record.number("spare_machines_pcs").number,
        "reserve_pct": line.record.number("reserve_pct").number,
        "shop_area_m2": line.record.number("shop_area_m2").number,
        "shop_workers_people": line.record.number("shop_workers_people").number,
        "operations": [
            {
                "no": operation.no,
                "section": operation.section,
                "specialty": operation.specialty,
                "grade": operation.grade,
                "time_s": float(operation.time_s),
            }
            for operation in operations
        ],
        "groups": [_group(line, place) for place in places],
    }


def _group(line: SewingLine, place: Workplace) -> dict[str, Any]:
    members = [line.problem.operations[member] for member in place.group.members]
    found: dict[str, Any] = {
        "no": place.no,
        "section": members[0].section,
        "specialty": place.specialty,
        "workers_people": place.group.workers,
        "members": [member.no for member in members],
    }
    if len(place.crew) > 1:
        found["crew"] = [
            {"specialty": letter, "workers_people": workers} for letter, workers in place.crew.items()
        ]
    return found
