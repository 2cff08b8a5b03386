"""Themes about cycles, lines and transport."""

from __future__ import annotations

from typing import Any

from potok.learning.own.draw import Draw
from potok.learning.own.model import Theme, always

_OPERATIONS = (
    "Заготовка",
    "Разметка",
    "Точение",
    "Фрезерование",
    "Сверление",
    "Шлифование",
    "Сборка",
    "Окраска",
    "Контроль",
    "Упаковка",
)
_EQUIPMENT = (
    "Дозатор",
    "Смеситель",
    "Мельница",
    "Реактор",
    "Фильтр",
    "Сушилка",
    "Пресс",
    "Фасовочный автомат",
)


def _cycle(draw: Draw) -> dict[str, Any]:
    transfer = draw.count(1, 4)
    return {
        "batch_size_pcs": transfer * draw.count(3, 10),
        "transfer_batch_pcs": transfer,
        "operations": [
            {
                "name": name,
                "time_min": draw.number(1, 15, 0.5),
                "workplaces": 1 if draw.count(1, 4) > 1 else 2,
            }
            for name in draw.some(_OPERATIONS, draw.count(4, 6))
        ],
    }


def _line(draw: Draw) -> dict[str, Any]:
    days = draw.count(20, 23)
    shifts = draw.count(1, 2)
    breaks = draw.number(20, 40, 5)
    fund = days * shifts * (480 - breaks)
    takt = draw.number(1.2, 3, 0.2)
    return {
        "program_pcs": round(fund / takt / 100) * 100,
        "period_shifts": days * shifts,
        "shift_h": 8,
        "shifts_per_day": shifts,
        "loss_share": draw.number(0, 0.05, 0.01),
        "loss_basis": draw.one(("launch", "output")),
        "break_per_shift_min": breaks,
        "stops_min_per_hour": 0,
        "downtime_share": draw.number(0, 0.05, 0.01),
        "layout": draw.one(("one_sided", "two_sided")),
        "workplace_spacing_m": draw.number(1, 2, 0.1),
        "item_spacing_m": draw.number(0.8, 1.6, 0.2),
        "transport_batch_pcs": draw.count(1, 4),
        "safety_backlog_shift_share": draw.number(0, 0.5, 0.25),
        "lines_count": 1,
        "operations": [
            {
                "name": name,
                "time_s": draw.number(40, 400, 10),
                "service_norm": 1,
                "simultaneous_pcs": 1,
            }
            for name in draw.some(_OPERATIONS, draw.count(4, 6))
        ],
    }


def _proportionality(draw: Draw) -> dict[str, Any]:
    task = draw.number(0.4, 3, 0.1)
    return {
        "task_t_per_h": task,
        "equipment": [
            {"name": name, "capacity_t_per_h": draw.near(task * 1.1, 0.3, 0.05)}
            for name in draw.some(_EQUIPMENT, draw.count(4, 6))
        ],
    }


def _vehicles(draw: Draw) -> dict[str, Any]:
    return {
        "daily_freight_t": draw.number(60, 400, 10),
        "trip_h": draw.number(1, 4, 0.5),
        "vehicle_capacity_t": draw.number(3, 12, 1),
        "work_h_per_day": draw.number(8, 16, 2),
    }


def _wagons(draw: Draw) -> dict[str, Any]:
    freight = draw.number(60, 240, 20)
    return {
        "daily_freight_t": freight,
        "shipment_lot_t": freight * draw.count(3, 7),
        "wagon_capacity_t": draw.number(60, 70, 2),
        "wagon_idle_norm_h": draw.number(4, 10, 1),
        "wagon_loading_h": draw.number(1, 3, 0.5),
        "workers_per_loader": draw.count(1, 3),
    }


THEMES = (
    Theme(
        "cycle.duration",
        "Партия деталей проходит операции участка. Найдите длительность цикла при последовательном, "
        "параллельном и смешанном движении, постройте графики.",
        _cycle,
        always("sequential_min", "parallel_min", "mixed_min"),
    ),
    Theme(
        "line.continuous",
        "Рассчитайте однопредметную непрерывно-поточную линию: такт, рабочие места, численность и конвейер.",
        _line,
        always(
            "takt_min",
            "workplaces_total",
            "workers_per_line",
            "conveyor_length_m",
            "conveyor_speed_m_per_min",
            "total_backlog_pcs",
        ),
    ),
    Theme(
        "organisation.proportionality",
        "Оцените пропорциональность поточной линии: загрузку оборудования и отклонение мощностей от задания.",
        _proportionality,
        always("proportionality_share", "capacity_ratio_share", "min_to_max_share"),
    ),
    Theme(
        "transport.vehicles",
        "Цех вывозит продукцию автомашинами. Найдите суточную производительность машины и число машин.",
        _vehicles,
        always("vehicle_daily_capacity_t", "vehicles"),
    ),
    Theme(
        "transport.wagons",
        "Продукцию отправляют партиями в вагонах. Найдите период подачи, вагоны в партии, число "
        "погрузчиков и "
        "рабочих.",
        _wagons,
        always("supply_interval_days", "wagons_per_lot", "loaders", "workers"),
    ),
)
