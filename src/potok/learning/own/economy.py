"""Themes about programme, quality, cost and effect."""

from __future__ import annotations

from typing import Any

from potok.learning.own.draw import Draw
from potok.learning.own.model import Theme, always, for_each

_PRODUCTS = ("Корпуса", "Втулки", "Крышки", "Уплотнения", "Кольца", "Фланцы", "Тройники")
_MATERIALS = ("Смола", "Растворитель", "Пигмент", "Наполнитель", "Отвердитель")


def _defects(draw: Draw) -> dict[str, Any]:
    scrap = draw.number(100_000, 800_000, 10_000)
    return {
        "scrap_cost_rub": scrap,
        "rework_cost_rub": draw.number(50_000, 300_000, 5000),
        "scrap_use_value_rub": draw.near(scrap * 0.07, 0.3, 1000),
        "withheld_from_guilty_rub": draw.number(5000, 25_000, 1000),
        "supplier_claims_rub": draw.number(5000, 30_000, 1000),
        "gross_output_cost_rub": draw.number(8_000_000, 30_000_000, 500_000),
    }


def _fulfilment(draw: Draw) -> dict[str, Any]:
    products = []
    for name in draw.some(_PRODUCTS, draw.count(3, 5)):
        plan = draw.number(500, 4000, 50)
        products.append(
            {
                "name": name,
                "plan_qty": plan,
                "actual_qty": draw.near(plan, 0.1, 10),
                "price_rub_per_unit": draw.number(200, 2000, 50),
            }
        )
    return {"qty_unit": "шт.", "products": products}


def _factors(draw: Draw) -> dict[str, Any]:
    machines, hours, output = draw.number(20, 180, 5), draw.number(3800, 6200, 100), draw.number(4, 12, 0.5)
    return {
        "result_name": "Выпуск цеха",
        "result_unit": "т",
        "multiplier": 0.001,
        "factors": [
            {"code": "n", "name": "Число машин", "base": machines, "actual": draw.near(machines, 0.06, 1)},
            {"code": "t", "name": "Фонд машины, ч", "base": hours, "actual": draw.near(hours, 0.04, 10)},
            {
                "code": "q",
                "name": "Производительность, кг/ч",
                "base": output,
                "actual": draw.near(output, 0.06, 0.1),
            },
        ],
    }


def _capacity(draw: Draw) -> dict[str, Any]:
    return {
        "output_unit": "т",
        "equipment": [
            {
                "name": name,
                "hourly_output": draw.number(0.5, 3, 0.1),
                "count_pcs": draw.count(2, 6),
                "calendar_h": 8760,
                "downtime_h": draw.number(400, 900, 20),
            }
            for name in ("Реакторы малые", "Реакторы большие")
        ],
        "commissioned": [
            {"name": "Новый реактор", "capacity": draw.number(5000, 20_000, 500), "months": draw.count(3, 10)}
        ],
        "retired": [
            {"name": "Старый реактор", "capacity": draw.number(2000, 4000, 200), "months": draw.count(2, 9)}
        ],
    }


def _cost(draw: Draw) -> dict[str, Any]:
    materials = []
    for name in draw.some(_MATERIALS, 3):
        norm, price = draw.number(0.2, 2, 0.1), draw.number(500, 5000, 100)
        materials.append(
            {
                "group": "raw",
                "name": name,
                "unit": "t",
                "norm_base": norm,
                "price_base_rub": price,
                "norm_actual": draw.near(norm, 0.1, 0.01),
                "price_actual_rub": draw.near(price, 0.1, 10),
                "returnable_waste": False,
            }
        )
    wage, shop, plant = draw.number(300, 900, 20), draw.number(200, 600, 20), draw.number(100, 400, 20)
    return {
        "output_unit": "t",
        "output_base": draw.number(400, 2000, 50),
        "output_actual": draw.number(400, 2000, 50),
        "workers_base_people": draw.count(8, 30),
        "workers_actual_people": draw.count(8, 30),
        "materials": materials,
        "wage_items": [
            {"name": "Зарплата с отчислениями", "base_rub": wage, "actual_rub": draw.near(wage, 0.08, 5)}
        ],
        "overhead_items": [
            {
                "name": "Цеховые расходы",
                "level": "shop",
                "base_rub": shop,
                "actual_rub": draw.near(shop, 0.08, 5),
            },
            {
                "name": "Общезаводские расходы",
                "level": "plant",
                "base_rub": plant,
                "actual_rub": draw.near(plant, 0.08, 5),
            },
        ],
    }


def _saving(draw: Draw) -> dict[str, Any]:
    resources = []
    for name in draw.some(_MATERIALS, 2):
        norm = draw.number(0.4, 3, 0.1)
        resources.append(
            {
                "name": name,
                "unit": "кг",
                "norm_before": norm,
                "norm_after": round(norm * (1 - draw.number(0.05, 0.2, 0.05)), 4),
                "price_rub": draw.number(20, 300, 10),
            }
        )
    return {
        "output_after": draw.number(20_000, 400_000, 10_000),
        "months_active": draw.count(3, 11),
        "released_people": draw.count(0, 4),
        "annual_hours": draw.number(1700, 1900, 20),
        "resources": resources,
    }


def _measure(draw: Draw) -> dict[str, Any]:
    output = draw.number(20_000, 100_000, 5000)
    cost = draw.number(400, 2000, 50)
    return {
        "base": {
            "annual_output": output,
            "output_unit": "т",
            "unit_cost_rub": cost,
            "workers_people": draw.count(20, 60),
            "fixed_costs_per_unit": [
                {"name": "Условно-постоянные расходы", "rub": draw.near(cost * 0.3, 0.1, 10)}
            ],
        },
        "measures": [
            {
                "id": "auto",
                "title": "Автоматизация участка",
                "start_month": draw.count(2, 9),
                "output_change": draw.near(output * 0.2, 0.3, 1000),
                "capex_rub": draw.number(500_000, 3_000_000, 100_000),
                "depreciation_share": draw.number(0.08, 0.15, 0.01),
                "repair_share": draw.number(0.03, 0.07, 0.01),
                "released_people": draw.count(1, 5),
                "annual_wage_rub": draw.number(360_000, 720_000, 20_000),
                "social_share": 0.3,
                "safety_share": 0.02,
            }
        ],
    }


THEMES = (
    Theme(
        "programme.capacity",
        "Найдите производственную мощность цеха на начало и конец года и среднегодовую с учётом ввода и "
        "выбытия оборудования.",
        _capacity,
        always("capacity_start", "capacity_avg_annual", "capacity_end"),
    ),
    Theme(
        "programme.plan_fulfilment",
        "Найдите выполнение плана цеха по товарной продукции и по ассортименту.",
        _fulfilment,
        for_each(
            "products",
            ("fulfilment_pct", "Выполнение"),
            after=(
                ("fulfilment_pct", "Выполнение по объёму"),
                ("assortment_pct", "Выполнение по ассортименту"),
            ),
        ),
    ),
    Theme(
        "programme.factor_analysis",
        "Найдите изменение выпуска и влияние на него числа машин, фонда времени и производительности.",
        _factors,
        for_each("factors", ("delta", "Влияние"), after=(("delta", "Изменение выпуска"),)),
    ),
    Theme(
        "quality.defects",
        "Найдите абсолютный и относительный размер брака и потерь от него.",
        _defects,
        always("defects_abs_rub", "defects_rel_pct", "loss_abs_rub", "loss_rel_pct"),
    ),
    Theme(
        "costing.variance",
        "Сравните плановую и фактическую себестоимость единицы и найдите влияние норм расхода и цен.",
        _cost,
        always(
            ("cost_base_rub", "Плановая себестоимость единицы"),
            ("cost_actual_rub", "Фактическая себестоимость единицы"),
            ("change_rub", "Изменение себестоимости"),
            ("groups.raw.norm_effect_rub", "Влияние норм расхода"),
            ("groups.raw.price_effect_rub", "Влияние цен"),
        ),
    ),
    Theme(
        "economics.resource_saving",
        "Новая технология снижает нормы расхода и высвобождает рабочих. Найдите экономию за год и в "
        "планируемом году.",
        _saving,
        always("annual_saving_rub", "plan_saving_rub", "labour_saving_man_h"),
    ),
    Theme(
        "economics.measure_effect",
        "Автоматизация увеличивает выпуск и высвобождает рабочих. Найдите изменение себестоимости, "
        "экономию и "
        "срок окупаемости.",
        _measure,
        always(
            ("measures[0].unit_cost_change_rub", "Изменение себестоимости единицы"),
            ("measures[0].annual_saving_rub", "Годовая экономия"),
            ("measures[0].plan_saving_rub", "Экономия в планируемом году"),
        ),
    ),
)
