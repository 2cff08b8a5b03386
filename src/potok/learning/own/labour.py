"""Themes about working time, standards and wages."""

from __future__ import annotations

from typing import Any

from potok.learning.own.draw import Draw
from potok.learning.own.model import Theme, always, for_each

_WATCHED = (
    "Контроль загрузки",
    "Регулирование подачи",
    "Контроль температуры",
    "Запись показаний",
    "Отбор пробы",
    "Осмотр аппарата",
)


def _photo(draw: Draw) -> dict[str, Any]:
    shift = draw.number(420, 480, 60)
    parts = {
        "preparatory_min": draw.number(15, 30, 5),
        "aux_dependent_min": draw.number(30, 90, 10),
        "aux_independent_min": draw.number(10, 30, 5),
        "random_work_min": draw.number(0, 20, 5),
        "org_tech_breaks_min": draw.number(15, 40, 5),
        "discipline_breaks_min": draw.number(5, 25, 5),
        "rest_min": draw.number(30, 50, 5),
    }
    photo = {**parts, "operative_min": shift - sum(parts.values())}
    return {
        "shift_min": shift,
        "photos": [photo],
        "norms": {
            "preparatory_min": draw.number(10, 15, 5),
            "aux_independent_min": 10,
            "rest_min": draw.number(20, 30, 5),
        },
    }


def _service(draw: Draw) -> dict[str, Any]:
    return {
        "mode": "continuous",
        "shift_h": 8,
        "preparatory_min": draw.number(10, 20, 5),
        "aux_independent_min": draw.number(10, 20, 5),
        "rest_min": draw.number(20, 40, 5),
        "operations": [
            {
                "name": name,
                "interval_min": int(draw.one(("60", "80", "120", "240"))),
                "duration_min": draw.count(2, 6),
            }
            for name in draw.some(_WATCHED, draw.count(4, 6))
        ],
        "apparatus_count": draw.count(6, 20),
        "hourly_output_kg": draw.number(100, 900, 50),
        "batch_output_kg": None,
        "utilization_share": draw.number(0.9, 1, 0.02),
    }


def _balance(draw: Draw) -> dict[str, Any]:
    return {
        "calendar_days": 365,
        "days_off_days": 104,
        "holidays_days": draw.count(8, 14),
        "absences": {
            "vacation_days": draw.count(24, 36),
            "illness_days": draw.count(3, 8),
            "study_days": draw.count(0, 3),
            "public_duty_days": draw.count(0, 2),
            "other_days": draw.count(0, 3),
        },
        "shift_h": 8,
        "reduced_hours_h": draw.count(0, 8),
    }


def _wage(draw: Draw) -> dict[str, Any]:
    return {
        "rank_coef": draw.number(1.2, 2.4, 0.1),
        "base_rate_rub": draw.number(60, 120, 5),
        "extra_rate_rub": draw.number(10, 40, 5),
        "harm_coef": draw.number(1, 1.24, 0.04),
        "short_day_coef": 1,
        "effective_h": draw.number(1600, 1900, 20),
        "workers_people": draw.count(3, 20),
        "bonus_share": draw.number(0.1, 0.4, 0.05),
        "night_share": draw.number(0.2, 0.4, 0.1),
        "holiday_share": 1,
        "crews": 5,
        "holiday_days": draw.count(10, 14),
        "holiday_hours_per_day": 24,
        "additional_share": draw.number(0.08, 0.15, 0.01),
        "rate_rounding_rub": 0.01,
    }


def _headcount(draw: Draw) -> dict[str, Any]:
    return {
        "nominal_fund_h": draw.number(1960, 2200, 20),
        "effective_fund_h": draw.number(1600, 1880, 20),
        "groups": [
            {
                "name": "Аппаратчики",
                "mode": "service_norm",
                "units_pcs": draw.count(6, 24),
                "shifts": draw.count(2, 3),
                "service_norm_pcs": draw.count(2, 5),
            },
            {
                "name": "Фасовщики",
                "mode": "output_norm",
                "annual_output": draw.number(40_000, 120_000, 5000),
                "output_norm_per_h": draw.number(3, 8, 0.5),
                "norm_coef": draw.number(1, 1.2, 0.05),
            },
            {
                "name": "Слесари",
                "mode": "time_norm",
                "annual_output": draw.number(1000, 5000, 200),
                "time_norm_h": draw.number(1, 4, 0.2),
                "norm_coef": draw.number(1, 1.2, 0.05),
            },
        ],
    }


THEMES = (
    Theme(
        "norms.workday_photo",
        "По фотографии рабочего дня составьте проектируемый баланс времени и найдите возможный рост "
        "производительности труда.",
        _photo,
        always("projected_min.operative_total_min", "excluded_total_min", "productivity_growth_pct"),
    ),
    Theme(
        "norms.service",
        "Рабочий обслуживает аппараты непрерывного процесса. Найдите норму обслуживания, занятость и "
        "численность на смену.",
        _service,
        always("busy_time_min", "service_norm_raw", "service_norm", "employment_share"),
    ),
    Theme(
        "labour.time_balance",
        "Составьте баланс рабочего времени среднесписочного рабочего и найдите эффективный фонд.",
        _balance,
        always("nominal_h", "effective_days", "effective_h", "list_coefficient"),
    ),
    Theme(
        "labour.tariff_wage",
        "Рабочие непрерывного производства работают по графику пяти бригад. Найдите годовой фонд зарплаты и "
        "среднюю зарплату.",
        _wage,
        always("hourly_rate_rub", "basic_rub", "annual_rub", "avg_monthly_rub"),
    ),
    Theme(
        "labour.headcount",
        "Найдите списочную численность рабочих цеха по нормам обслуживания, выработки и времени.",
        _headcount,
        for_each(
            "groups",
            ("list_people", "Списочная численность"),
            after=(("list_coefficient", "Списочный коэффициент"), ("list_people_total", "Всего рабочих")),
        ),
    ),
)
