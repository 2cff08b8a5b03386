"""Variants 25 to 28 and 30: programme, measures, wages, cost."""

from __future__ import annotations

from typing import Any

from potok.learning.control.model import Part, Variant, figures


def _product(name: str, plan: float, actual: float) -> dict[str, Any]:
    return {"name": name, "plan_qty": plan, "actual_qty": actual, "price_rub_per_unit": None}


def _factor(code: str, name: str, base: float, actual: float) -> dict[str, Any]:
    return {"code": code, "name": name, "base": base, "actual": actual}


def _material(
    group: str, name: str, unit: str, base: tuple[float, float], actual: tuple[float, float]
) -> dict[str, Any]:
    """A material by norm and price of the plan and of the fact."""
    return {
        "group": group,
        "name": name,
        "unit": unit,
        "norm_base": base[0],
        "price_base_rub": base[1],
        "norm_actual": actual[0],
        "price_actual_rub": actual[1],
        "returnable_waste": False,
    }


_EFFECTS = (("delta", "Изменение выпуска"),)

_AUTOMATION = {
    "base": {
        "annual_output": 60_000,
        "output_unit": "т",
        "unit_cost_rub": 100,
        "workers_people": 8,
        "fixed_costs_per_unit": [{"name": "Условно-постоянные расходы", "rub": 30}],
    },
    "measures": [
        {
            "id": "auto",
            "title": "Автоматизация производства",
            "start_month": 3,
            "output_change": 20_000,
            "capex_rub": 800_000,
            "depreciation_share": 0.15,
            "repair_share": 0.07,
            "released_people": 2,
            "annual_wage_rub": 2200,
            "social_share": 0.34,
            "safety_share": 0.2,
        }
    ],
}
_ANODES_BEFORE, _ANODES_AFTER, _ANODE_PRICE = 0.0647, 0.05823, 21.0

VARIANTS = (
    Variant(
        25,
        (
            "Бизнес-планирование деятельности предприятия.",
            "Расчёты и организация поточных линий.",
        ),
        "Цех выпускает четыре вида пластмассовых изделий. Найдите выполнение программы по объёму и "
        "ассортименту и влияние использования прессов и труда на выпуск.",
        (
            Part(
                "programme.plan_fulfilment",
                {
                    "qty_unit": "т",
                    "products": [
                        _product("Корпуса", 2500, 2605),
                        _product("Колодки", 1700, 1702),
                        _product("Тройники", 3950, 3820),
                        _product("Уплотнения", 1850, 2125),
                    ],
                },
                figures(
                    ("fulfilment_pct", "Выполнение программы по объёму"),
                    ("assortment_pct", "Выполнение по ассортименту"),
                ),
                "Выполнение программы",
            ),
            Part(
                "programme.factor_analysis",
                {
                    "result_name": "Выпуск изделий",
                    "result_unit": "т",
                    "multiplier": 0.001,
                    "factors": [
                        _factor("n", "Число прессов", 170, 175),
                        _factor("t", "Эффективный фонд пресса, ч", 6000, 5900),
                        _factor("q", "Часовая производительность пресса, кг", 9.804, 9.9293),
                    ],
                },
                figures(
                    *_EFFECTS,
                    ("factors[0].delta", "Влияние числа прессов"),
                    ("factors[1].delta", "Влияние фонда времени"),
                    ("factors[2].delta", "Влияние производительности"),
                ),
                "Использование оборудования",
            ),
            Part(
                "programme.factor_analysis",
                {
                    "result_name": "Выпуск изделий",
                    "result_unit": "т",
                    "factors": [
                        _factor("r", "Среднесписочная численность, чел.", 86, 88),
                        _factor("w", "Годовая выработка рабочего, т", 116.28, 116.5),
                    ],
                },
                figures(
                    *_EFFECTS,
                    ("factors[0].delta", "Влияние численности"),
                    ("factors[1].delta", "Влияние выработки"),
                ),
                "Использование живого труда",
            ),
        ),
        remarks=(
            (
                "Эффективный фонд прессов в книге не напечатан. Он восстановлен из выпуска: "
                "10 000 т : (170 · 9,804 кг/ч) = 6000 ч по плану и 10 252 т : (175 · 9,9293 кг/ч) = 5900 "
                "ч по факту."
            ),
        ),
    ),
    Variant(
        26,
        (
            "Содержание и задачи производственной структуры предприятия.",
            "Системы оперативно-производственного планирования.",
        ),
        "Автоматизация с 1 марта увеличивает годовой выпуск с 60 до 80 тыс. т и высвобождает двух "
        "аппаратчиков. Найдите снижение себестоимости 1 т, рост производительности труда и экономию в "
        "планируемом году.",
        (
            Part(
                "economics.measure_effect",
                _AUTOMATION,
                figures(
                    ("measures[0].unit_cost_change_rub", "Изменение себестоимости 1 т"),
                    (
                        "total.productivity_growth_full_year_pct",
                        "Рост производительности труда за полный год",
                    ),
                    ("measures[0].plan_saving_rub", "Экономия в планируемом году"),
                ),
            ),
        ),
        remarks=(
            "Зарплата 2200 руб. в год осталась от старых цен: на итог она почти не влияет.",
            "ЕСН отменён с 2010 года; 34 % — условие задачи, а не сегодняшняя ставка страховых взносов.",
        ),
    ),
    Variant(
        27,
        (
            "Организация и управление ремонтным хозяйством.",
            "Календарно-плановые нормативы оперативного планирования.",
        ),
        "Три рабочих 6 разряда работают во вредных условиях по четырёхбригадному графику непрерывного "
        "производства. Найдите годовой фонд зарплаты и среднюю зарплату за год и месяц.",
        (
            Part(
                "labour.tariff_wage",
                {
                    "rank_coef": 2.3,
                    "base_rate_rub": 18.9,
                    "extra_rate_rub": 11.5,
                    "harm_coef": 1.12,
                    "effective_h": 1864,
                    "workers_people": 3,
                    "bonus_share": 0.3,
                    "night_share": 0.4,
                    "holiday_share": 1.0,
                    "crews": 4,
                    "holiday_days": 12,
                    "holiday_hours_per_day": 24,
                },
                figures(
                    ("annual_rub", "Годовой фонд заработной платы"),
                    ("avg_annual_rub", "Среднегодовая зарплата"),
                    ("avg_monthly_rub", "Среднемесячная зарплата"),
                ),
            ),
        ),
        remarks=(
            "Доля дополнительной зарплаты не дана: принято 10 %, как в примере книги.",
            "О сокращённой неделе не сказано: поправки к ставке нет.",
        ),
    ),
    Variant(
        28,
        (
            "Организация и управление инструментальным хозяйством.",
            "Порядок разработки календарно-плановых нормативов.",
        ),
        "Рассчитайте плановую и фактическую себестоимость 1 т карбида бора, её изменение по статьям и "
        "влияние "
        "норм, цен, производительности, объёма и сметы.",
        (
            Part(
                "costing.variance",
                {
                    "output_unit": "t",
                    "output_base": 800,
                    "output_actual": 880,
                    "workers_base_people": 29,
                    "workers_actual_people": 31,
                    "materials": [
                        _material("raw", "Борная кислота", "t", (5.22, 3500), (5.12, 3520)),
                        _material("raw", "Нефтяной кокс", "t", (1.71, 550), (1.75, 600)),
                        _material("raw", "Электроды", "t", (0.2, 640), (0.25, 600)),
                        _material("energy", "Электроэнергия", "kwh", (18065, 1.5), (20000, 1.5)),
                    ],
                    "wage_items": [
                        {
                            "name": "Зарплата основных рабочих с отчислениями",
                            "base_rub": 72.84,
                            "actual_rub": 70.5,
                        }
                    ],
                    "overhead_items": [
                        {
                            "name": "Содержание и эксплуатация оборудования",
                            "level": "shop",
                            "base_rub": 22.04,
                            "actual_rub": 21.8,
                        },
                        {"name": "Цеховые расходы", "level": "shop", "base_rub": 66.1, "actual_rub": 64.6},
                        {
                            "name": "Общезаводские расходы",
                            "level": "plant",
                            "base_rub": 17.2,
                            "actual_rub": 15.8,
                        },
                    ],
                },
                figures(
                    ("cost_base_rub", "Плановая себестоимость 1 т"),
                    ("cost_actual_rub", "Фактическая себестоимость 1 т"),
                    ("change_rub", "Изменение себестоимости"),
                    ("groups.raw.norm_effect_rub", "Влияние норм расхода сырья"),
                    ("groups.raw.price_effect_rub", "Влияние цен сырья"),
                ),
            ),
        ),
        remarks=(
            (
                "Суммы книги не равны произведению количества на цену: борная кислота 5,22 · 3500 = 18 "
                "270, а не "
                "18 300; кокс 1,71 · 550 = 940,5, а не 942."
            ),
            (
                "Электроэнергия 18 065 · 1,5 = 27 097,5 и 20 000 · 1,5 = 30 000, а напечатано в десять "
                "раз меньше "
                "(2709,7 и 3000). Здесь верны количество и цена."
            ),
        ),
    ),
    Variant(
        30,
        (
            "Организация и управление складским хозяйством.",
            "Интегрированные системы оперативного управления производством.",
        ),
        "Новые стандарты снизили норму расхода цинковых анодов на 10 % с 1 июля, но приборы удорожили "
        "оборудование на 60 тыс. руб. Найдите эффективность мероприятия при программе 300 тыс. м².",
        (
            Part(
                "economics.measure_effect",
                {
                    "base": {"annual_output": 300_000, "output_unit": "м²"},
                    "measures": [
                        {
                            "id": "anodes",
                            "title": "Снижение расхода анодов",
                            "start_month": 7,
                            "capex_rub": 60_000,
                            "depreciation_share": 0.13,
                            "repair_share": 0.06,
                            "resources": [
                                {
                                    "group": "raw",
                                    "name": "Цинковые аноды",
                                    "unit": "kg",
                                    "price_rub": _ANODE_PRICE,
                                    "norm_before": _ANODES_BEFORE,
                                    "norm_after": _ANODES_AFTER,
                                }
                            ],
                        }
                    ],
                },
                figures(
                    ("measures[0].annual_saving_rub", "Годовая экономия"),
                    ("measures[0].plan_saving_rub", "Экономия в планируемом году"),
                    ("measures[0].payback_years", "Срок окупаемости"),
                ),
                "Экономическая эффективность",
            ),
            Part(
                "economics.resource_saving",
                {
                    "output_after": 300_000,
                    "months_active": 6,
                    "released_people": 0,
                    "annual_hours": 0,
                    "resources": [
                        {
                            "name": "Цинковые аноды",
                            "unit": "кг",
                            "norm_before": _ANODES_BEFORE,
                            "norm_after": _ANODES_AFTER,
                            "price_rub": _ANODE_PRICE,
                        }
                    ],
                },
                figures(
                    ("resources[0].annual_saving", "Экономия анодов за год"),
                    ("resources[0].plan_saving", "Экономия анодов в планируемом году"),
                ),
                "Экономия анодов",
            ),
        ),
        remarks=(
            "Норма 0,0647 кг напечатана на 1 м³ покрытия, программа дана в м²: верны квадратные метры.",
            (
                "Не сказано, до или после снижения действует норма 0,0647 кг: принято, что до; после — "
                "0,05823 кг."
            ),
        ),
    ),
)
