"""Lines to begin with: a hand packing line of household chemistry with people of different ability.

Source 002 prints no numbers, so operations, times and people are invented; people are named as in a play.
"""

from __future__ import annotations

from typing import Any

from potok.lines.kinds import Example

_OPERATIONS: tuple[dict[str, Any], ...] = (
    {"name": "Подача и осмотр флаконов", "time_min": 0.38, "group": "подготовка", "strain_points": 2},
    {
        "name": "Этикетка лицевая",
        "time_min": 0.46,
        "after": ["Подача и осмотр флаконов"],
        "machine": "Этикетировщик",
        "group": "этикетка",
        "strain_points": 3,
    },
    {
        "name": "Этикетка обратная",
        "time_min": 0.44,
        "after": ["Этикетка лицевая"],
        "machine": "Этикетировщик",
        "group": "этикетка",
        "strain_points": 3,
    },
    {
        "name": "Наполнение",
        "time_min": 0.96,
        "after": ["Этикетка обратная"],
        "places_pcs": 2,
        "machine": "Полуавтомат розлива",
        "group": "розлив",
        "strain_points": 5,
    },
    {
        "name": "Контроль массы",
        "time_min": 0.3,
        "after": ["Наполнение"],
        "machine": "Весы",
        "group": "контроль",
        "strain_points": 2,
    },
    {"name": "Сборка распылителя", "time_min": 0.6, "group": "распылитель", "strain_points": 4},
    {
        "name": "Проверка распылителя",
        "time_min": 0.34,
        "after": ["Сборка распылителя"],
        "group": "распылитель",
        "strain_points": 3,
    },
    {
        "name": "Ввёртывание распылителя",
        "time_min": 0.54,
        "after": ["Контроль массы", "Проверка распылителя"],
        "machine": "Винтовёрт",
        "group": "распылитель",
        "strain_points": 5,
    },
    {
        "name": "Нанесение даты",
        "time_min": 0.28,
        "after": ["Ввёртывание распылителя"],
        "machine": "Принтер",
        "group": "контроль",
        "strain_points": 1,
    },
    {
        "name": "Обтирка и осмотр",
        "time_min": 0.4,
        "after": ["Нанесение даты"],
        "group": "контроль",
        "strain_points": 2,
    },
    {"name": "Сборка короба", "time_min": 0.33, "group": "упаковка", "strain_points": 2},
    {
        "name": "Укладка в короб",
        "time_min": 0.48,
        "after": ["Обтирка и осмотр", "Сборка короба"],
        "group": "упаковка",
        "strain_points": 4,
    },
    {
        "name": "Заклейка короба",
        "time_min": 0.26,
        "after": ["Укладка в короб"],
        "machine": "Заклейщик",
        "group": "упаковка",
        "strain_points": 2,
    },
    {
        "name": "Укладка на поддон",
        "time_min": 0.32,
        "after": ["Заклейка короба"],
        "group": "упаковка",
        "strain_points": 7,
    },
)
#: The first so many operations are in the filling room, the others in the packing room.
_FILLING = 4
_WALK_MIN, _TRANSPORT_MIN = 0.4, 0.0
#: The operation of the route that the line is.
_ROUTE_OPERATION = 30

_RESTRICTIONS: tuple[dict[str, Any], ...] = (
    {"name": "Без звуковых сигналов", "time_factor": 1.0, "forbidden": ["Контроль массы"]},
    {
        "name": "Сидя, проходы 1,2 м",
        "time_factor": 1.05,
        "walk_factor": 1.6,
        "area_factor": 1.35,
        "forbidden": ["Подача и осмотр флаконов", "Укладка на поддон"],
    },
    {
        "name": "Работа одной рукой",
        "time_factor": 1.2,
        "max_load_pct": 90,
        "forbidden": ["Сборка распылителя", "Ввёртывание распылителя", "Сборка короба", "Укладка на поддон"],
    },
    {
        "name": "Без мелких деталей",
        "time_factor": 1.08,
        "forbidden": ["Проверка распылителя", "Нанесение даты", "Обтирка и осмотр", "Контроль массы"],
    },
    {
        "name": "Простые операции рядом с наставником",
        "time_factor": 1.3,
        "max_load_pct": 85,
        "forbidden": ["Наполнение", "Контроль массы", "Проверка распылителя", "Нанесение даты"],
    },
)

_WORKERS: tuple[dict[str, Any], ...] = (
    {"code": "Р01", "name": "Иванова", "restriction": "Без звуковых сигналов"},
    {"code": "Р02", "name": "Петров", "time_factor": 0.95},
    {"code": "Р03", "name": "Сидорова", "restriction": "Сидя, проходы 1,2 м"},
    {
        "code": "Р04",
        "name": "Кузнецов",
        "restriction": "Работа одной рукой",
        "own_times_min": {"Укладка в короб": 0.52},
    },
    {"code": "Р05", "name": "Смирнова", "restriction": "Без звуковых сигналов", "time_factor": 1.1},
    {"code": "Р06", "name": "Волков", "restriction": "Без мелких деталей"},
    {"code": "Р07", "name": "Зайцева", "restriction": "Сидя, проходы 1,2 м", "time_factor": 0.96},
    {
        "code": "Р08",
        "name": "Лебедев",
        "restriction": "Простые операции рядом с наставником",
        "mentor": "Р09",
        "nearness": "next",
    },
    {"code": "Р09", "name": "Соколова", "restriction": "Сидя, проходы 1,2 м"},
    {"code": "Р10", "name": "Морозов", "restriction": "Без звуковых сигналов"},
    {"code": "Р11", "name": "Новикова", "time_factor": 1.0},
    {"code": "Р12", "name": "Орлов", "restriction": "Без мелких деталей", "time_factor": 1.05},
)

GIVEN: dict[str, Any] = {
    "goal": "cycle",
    "shift_min": 480,
    "breaks_min": 40,
    "deviation_min": 20,
    "intervals_per_shift": 4,
    "tolerance_pct": 8,
    "zero_tolerance_pcs": 1,
    "transition_min": 0.5,
    "quota_share": 0.5,
    "resolution_min": 0.05,
    "operations": [
        {
            **row,
            "room": "Зал розлива" if number < _FILLING else "Зал упаковки",
            "walk_min": _WALK_MIN,
            "transport_min": _TRANSPORT_MIN,
            "op_no": _ROUTE_OPERATION,
        }
        for number, row in enumerate(_OPERATIONS)
    ],
    "restrictions": list(_RESTRICTIONS),
    "workers": list(_WORKERS),
    "rooms": [
        {"name": "Зал розлива", "area_m2": 48, "equipment_area_m2": 4.5, "service_area_m2": 2.6},
        {"name": "Зал упаковки", "area_m2": 62, "equipment_area_m2": 3.6, "service_area_m2": 2.6},
    ],
    "apart": [{"one": "Обтирка и осмотр", "other": "Контроль массы"}],
    "quotas": [
        {
            "name": "Сидячая работа",
            "workers": ["Р03", "Р07", "Р09"],
            "at_least_people": 3,
        }
    ],
}

#: (code, place) of every place of every operation in order: what the engine found in two minutes.
_SEATS = (
    ("Р08", 1), ("Р09", 2), ("Р12", 3), ("Р03", 6), ("Р10", 4), ("Р02", 7), ("Р07", 5), ("Р02", 7),
    ("Р05", 8), ("Р01", 9), ("Р04", 10), ("Р01", 9), ("Р06", 11), ("Р11", 12), ("Р11", 12),
)  # fmt: skip
#: The same people by interval, found by the engine too: nobody collects more than 22 points instead of 36.
_ROTATION = (
    "Р08 Р09 Р04 Р03 Р12 Р02 Р07 Р02 Р05 Р11 Р10 Р11 Р06 Р01 Р01",
    "Р08 Р09 Р04 Р03 Р12 Р02 Р07 Р02 Р11 Р01 Р05 Р01 Р06 Р10 Р10",
    "Р08 Р09 Р04 Р03 Р12 Р02 Р07 Р02 Р05 Р01 Р11 Р01 Р06 Р10 Р10",
    "Р08 Р09 Р12 Р03 Р06 Р02 Р07 Р02 Р05 Р01 Р10 Р01 Р04 Р11 Р11",
)
_TASKS = tuple((row["name"], copy) for row in _OPERATIONS for copy in range(1, row.get("places_pcs", 1) + 1))
#: Two people who sit in each other's place in the line made by hand.
_SWAPPED = {"Р12": "Р01", "Р01": "Р12"}


def improved() -> dict[str, Any]:
    """The line as the engine staffs and rotates it."""
    seats = [
        {"operation": name, "copy": copy, "worker": code, "place": place}
        for (name, copy), (code, place) in zip(_TASKS, _SEATS, strict=True)
    ]
    rotation = [
        {"interval": number, "operation": name, "copy": copy, "worker": code}
        for number, codes in enumerate(_ROTATION, start=1)
        for (name, copy), code in zip(_TASKS, codes.split(), strict=True)
    ]
    return {**GIVEN, "assignment": seats, "rotation": rotation}


def by_hand() -> dict[str, Any]:
    """The same staffing with two people changed: nobody noticed that one may not do the work there."""
    seats = [
        {**seat, "worker": _SWAPPED.get(seat["worker"], seat["worker"])} for seat in improved()["assignment"]
    ]
    return {**GIVEN, "assignment": seats}


#: The same people as a pool: as few of them as the output of the shift needs.
_POOL: dict[str, Any] = {**GIVEN, "goal": "workers", "programme_pcs": 500}
EXAMPLES = (
    Example("packing", "Ручная фасовка: 14 операций, 12 человек, наименьший такт", GIVEN),
    Example("pool", "Ручная фасовка: меньше всего людей из резерва на 500 шт. в смену", _POOL),
)
