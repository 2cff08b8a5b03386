"""Themes about repairs and energy."""

from __future__ import annotations

from typing import Any

from potok.learning.own.draw import Draw
from potok.learning.own.model import Theme, always, for_each

_MACHINES = ("Реактор", "Сушилка", "Пресс", "Мельница", "Компрессор", "Центрифуга", "Печь")


def _repairs(draw: Draw) -> dict[str, Any]:
    saturday = draw.count(0, 1) == 1
    machines = []
    for name in draw.some(_MACHINES, draw.count(2, 3)):
        current = draw.number(720, 2880, 720)
        machines.append(
            {
                "name": name,
                "capital_interval_h": current * draw.count(6, 16),
                "current_interval_h": current,
                "capital_downtime_h": draw.number(80, 360, 20),
                "current_downtime_h": draw.number(8, 40, 4),
            }
        )
    return {
        "calendar_days": 365,
        "work_hours_per_day": 24,
        "full_days_off": 52 if saturday else 0,
        "partial_days": 52 if saturday else 0,
        "partial_day_work_h": 8 if saturday else 0,
        "communications_days": 0 if saturday else draw.count(0, 5),
        "tech_downtime_h": draw.number(0, 120, 10),
        "conventional_year_h": 8640,
        "machines": machines,
    }


def _electricity(draw: Draw) -> dict[str, Any]:
    power = draw.number(1000, 8000, 250)
    return {
        "connected_power_kw": power,
        "equipment": [],
        "annual_energy_kwh": power * draw.number(4000, 7500, 500),
        "capacity_rate_rub_per_kw": draw.number(300, 900, 50),
        "energy_rate_rub_per_kwh": draw.number(2, 5, 0.1),
        "tariff_adjustment_pct": draw.number(-5, 5, 1),
        "network_loss_share": draw.number(0.02, 0.06, 0.01),
        "demand_factor": draw.number(0.7, 1, 0.05),
        "upkeep_factor": draw.number(1.05, 1.08, 0.01),
        "upkeep_rub": 0,
        "product_output_kg": None,
    }


def _steam(draw: Draw) -> dict[str, Any]:
    return {
        "steam_gcal": draw.number(100_000, 500_000, 10_000),
        "hot_water_gcal": draw.number(50_000, 300_000, 10_000),
        "tariff_rub_per_gcal": draw.number(900, 1800, 50),
        "condensate_return_t": draw.number(5000, 40_000, 1000),
        "condensate_price_rub_per_t": draw.number(40, 80, 2),
        "upkeep_rub": draw.number(100_000, 500_000, 10_000),
    }


def _demand(draw: Draw) -> dict[str, Any]:
    names = draw.some(_MACHINES, 3)
    consumers = [
        {
            "name": name,
            "mode": "installed",
            "installed_kw": draw.number(200, 3000, 100),
            "demand_factor": draw.number(0.5, 0.9, 0.05),
            "max_load_h": draw.number(4000, 7000, 200),
            "norm_kwh_per_unit": None,
            "output": None,
        }
        for name in names[:2]
    ]
    consumers.append(
        {
            "name": names[2],
            "mode": "norm",
            "installed_kw": None,
            "demand_factor": None,
            "max_load_h": None,
            "norm_kwh_per_unit": draw.number(200, 3000, 100),
            "output": draw.number(500, 5000, 100),
        }
    )
    return {"network_loss_share": draw.number(0.02, 0.06, 0.01), "consumers": consumers}


THEMES = (
    Theme(
        "maintenance.ppr_cycle",
        "Рассчитайте фонды времени оборудования цеха: простои в ремонтах, эффективный фонд и коэффициент "
        "экстенсивного использования каждой машины.",
        _repairs,
        for_each(
            "machines",
            ("repair_downtime_h_per_year", "Простой в ремонтах за год"),
            ("effective_fund_h", "Эффективный фонд"),
            ("extensive_use_share", "Коэффициент использования"),
            after=(("nominal_fund_h", "Номинальный фонд"),),
        ),
    ),
    Theme(
        "energy.electricity",
        "Предприятие платит за электроэнергию по двухставочному тарифу. Найдите годовые затраты и "
        "себестоимость 1 кВт·ч.",
        _electricity,
        always("payment_rub", "total_cost_rub", "unit_cost_rub_per_kwh"),
    ),
    Theme(
        "energy.steam",
        "Предприятие покупает пар и горячую воду, возвращает конденсат. Найдите затраты и себестоимость "
        "1 Гкал.",
        _steam,
        always("condensate_credit_rub", "total_cost_rub", "unit_cost_rub_per_gcal"),
    ),
    Theme(
        "energy.demand",
        "Найдите годовую потребность цеха в электроэнергии с потерями в сетях и доли потребителей.",
        _demand,
        for_each(
            "consumers",
            ("energy_kwh", "Потребность"),
            after=(("losses_kwh", "Потери в сетях"), ("total_kwh", "Потребность с потерями")),
        ),
    ),
)
