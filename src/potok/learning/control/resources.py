"""Variants 19 to 24 and 29: energy, transport, working time, service norms, losses from defects."""

from __future__ import annotations

from typing import Any

from potok.learning.control.model import Part, Variant, figures


def _power(**given: float) -> dict[str, Any]:
    """Input of `energy.electricity`."""
    usual = {
        "equipment": [],
        "tariff_adjustment_pct": 0,
        "network_loss_share": 0,
        "demand_factor": 1,
        "upkeep_factor": 1,
        "upkeep_rub": 0,
        "product_output_kg": None,
    }
    return {**usual, **given}


_UNIT_COST = ("unit_cost_rub_per_kwh", "Себестоимость 1 кВт·ч")
_VARIANT_21 = {
    "annual_energy_kwh": 60_000_000,
    "capacity_rate_rub_per_kw": 36,
    "energy_rate_rub_per_kwh": 0.01,
    "upkeep_rub": 183_000,
}

VARIANTS = (
    Variant(
        19,
        (
            "Виды движения предметов труда.",
            "Структура и содержание годового плана предприятия.",
        ),
        "Предприятие платит за электроэнергию по двухставочному тарифу. Найдите себестоимость 1 кВт·ч с "
        "потерями в сетях и содержанием энергохозяйства.",
        (
            Part(
                "energy.electricity",
                _power(
                    connected_power_kw=6500,
                    annual_energy_kwh=55_500_000,
                    capacity_rate_rub_per_kw=36,
                    energy_rate_rub_per_kwh=2.03,
                    network_loss_share=0.1,
                    upkeep_factor=1.04,
                ),
                figures(("payment_rub", "Плата энергосистеме"), _UNIT_COST),
            ),
        ),
        remarks=(
            (
                "Основная плата 36 руб./кВт взята из старых цен, дополнительная 2,03 руб. — из новых: "
                "доля платы "
                "за мощность получается ничтожной."
            ),
        ),
    ),
    Variant(
        20,
        (
            "Формы организации производства.",
            "Планирование производственной программы.",
        ),
        "Химическое предприятие покупает пар и горячую воду и возвращает конденсат на ТЭЦ. Найдите "
        "себестоимость 1 Гкал.",
        (
            Part(
                "energy.steam",
                {
                    "steam_gcal": 400_000,
                    "hot_water_gcal": 280_000,
                    "tariff_rub_per_gcal": 900,
                    "condensate_return_t": 20_000,
                    "condensate_price_rub_per_t": 48,
                    "upkeep_rub": 172_000,
                },
                figures("total_cost_rub", ("unit_cost_rub_per_gcal", "Себестоимость 1 Гкал")),
            ),
        ),
        remarks=(
            "Спрашивают о паре, а затраты общие с горячей водой: себестоимость считается на 1 Гкал обоих.",
        ),
    ),
    Variant(
        21,
        (
            "Типы и методы организации производства.",
            "Планирование труда и персонала.",
        ),
        "Найдите себестоимость электроэнергии предприятия при двухставочном тарифе.",
        (
            Part(
                "energy.electricity",
                _power(connected_power_kw=80, **_VARIANT_21),
                figures(("total_cost_rub", "Годовые затраты"), _UNIT_COST),
                "Мощность 80 кВт, как напечатано",
            ),
            Part(
                "energy.electricity",
                _power(connected_power_kw=80_000, **_VARIANT_21),
                figures(("total_cost_rub", "Годовые затраты"), _UNIT_COST),
                "Мощность 80 тыс. кВт",
            ),
        ),
        remarks=(
            "Единица «кВт/ч» ошибочна дважды: расход энергии измеряют в кВт·ч, мощность — в кВт.",
            (
                "80 кВт не могут потребить 60 млн кВт·ч в год (80 · 8760 = 0,7 млн): вероятно, пропущены "
                "«тыс.». "
                "Посчитаны оба чтения, ответом считайте названное в задании."
            ),
        ),
    ),
    Variant(
        22,
        (
            "Выбор производственной структуры цеха; обслуживание рабочих мест.",
            "Планирование себестоимости продукции.",
        ),
        "Карбид кремния отправляют партиями в вагонах. Найдите период подачи вагонов, число автопогрузчиков "
        "и численность транспортных рабочих.",
        (
            Part(
                "transport.wagons",
                {
                    "daily_freight_t": 120,
                    "shipment_lot_t": 720,
                    "wagon_capacity_t": 60,
                    "wagon_idle_norm_h": 6,
                    "wagon_loading_h": 2,
                    "workers_per_loader": 2,
                },
                figures(
                    ("supply_interval_days", "Период подачи вагонов"),
                    ("loaders", "Число автопогрузчиков"),
                    ("workers", "Численность транспортных рабочих"),
                ),
            ),
        ),
    ),
    Variant(
        23,
        (
            "Развитие форм организации производства; перспективы поточного производства.",
            "Планирование фонда заработной платы.",
        ),
        "По фотографии рабочего дня аппаратчика составьте проектируемый баланс времени и найдите возможный "
        "рост производительности труда.",
        (
            Part(
                "norms.workday_photo",
                {
                    "shift_min": 480,
                    "photos": [
                        {
                            "preparatory_min": 15,
                            "operative_min": 250,
                            "aux_dependent_min": 90,
                            "aux_independent_min": 20,
                            "random_work_min": 20,
                            "org_tech_breaks_min": 25,
                            "discipline_breaks_min": 15,
                            "rest_min": 45,
                        }
                    ],
                    "norms": {"preparatory_min": None, "aux_independent_min": None, "rest_min": None},
                },
                figures(
                    ("projected_min.operative_total_min", "Проектируемое оперативное время"),
                    ("productivity_growth_pct", "Рост производительности труда"),
                ),
            ),
        ),
        remarks=(
            (
                "Нормативы подготовительного времени и отдыха не даны: приняты фактические затраты; "
                "исключены "
                "случайная работа и потери времени."
            ),
        ),
    ),
    Variant(
        24,
        (
            "Сущность поточного производства; параметры поточных линий.",
            "Планирование финансов.",
        ),
        "За месяц на предприятии учтены окончательный брак, его исправление и возмещения. Найдите абсолютный "
        "и относительный размер брака и потерь от него.",
        (
            Part(
                "quality.defects",
                {
                    "scrap_cost_rub": 686_500,
                    "rework_cost_rub": 303_500,
                    "scrap_use_value_rub": 41_120,
                    "withheld_from_guilty_rub": 22_250,
                    "supplier_claims_rub": 24_370,
                    "gross_output_cost_rub": 15_840_000,
                },
                figures(
                    ("defects_abs_rub", "Абсолютный размер брака"),
                    ("defects_rel_pct", "Относительный размер брака"),
                    ("loss_abs_rub", "Абсолютный размер потерь"),
                    ("loss_rel_pct", "Относительный размер потерь"),
                ),
            ),
        ),
    ),
    Variant(
        29,
        (
            "Организация и управление транспортным хозяйством.",
            "Регулирование хода производства.",
        ),
        "Аппаратчик нитрации следит за непрерывным процессом. Найдите норму обслуживания и сменную норму "
        "выработки.",
        (
            Part(
                "norms.service",
                {
                    "mode": "continuous",
                    "shift_h": 6,
                    "preparatory_min": 15,
                    "aux_independent_min": 15,
                    "rest_min": 25,
                    "operations": [
                        {
                            "name": "Наблюдение за процессом и регулирование",
                            "interval_min": 360,
                            "duration_min": 153,
                        }
                    ],
                    "apparatus_count": None,
                    "hourly_output_kg": 700,
                    "batch_output_kg": None,
                    "utilization_share": 1,
                },
                figures(
                    ("service_norm", "Норма обслуживания"), ("output_norm_kg", "Сменная норма выработки")
                ),
            ),
        ),
        remarks=("Простои нитратора в ремонте не учитываются: коэффициент использования 1.",),
    ),
)
