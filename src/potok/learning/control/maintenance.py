"""Variants 10 to 18: funds of equipment time and planned repairs."""

from __future__ import annotations

from typing import Any

from potok.learning.control.model import Part, Variant, figures

_FUNDS: dict[str, Any] = {
    "calendar_days": 365,
    "work_hours_per_day": 24,
    "full_days_off": 0,
    "partial_days": 0,
    "partial_day_work_h": 0,
    "communications_days": 0,
    "tech_downtime_h": 0,
}
#: Three shifts of eight hours, five days a week, one shift on Saturdays (catalogue 50).
_SATURDAY_SHIFT = {"full_days_off": 52, "partial_days": 52, "partial_day_work_h": 8}
_USE = ("extensive_use_share", "Коэффициент экстенсивного использования")


def _machine(
    name: str, capital: float, current: float, capital_stop: float, current_stop: float
) -> dict[str, Any]:
    """A machine: hours between repairs (capital, current) and hours of one repair."""
    return {
        "name": name,
        "capital_interval_h": capital,
        "current_interval_h": current,
        "capital_downtime_h": capital_stop,
        "current_downtime_h": current_stop,
    }


def _cycle(*machines: dict[str, Any], **funds: float) -> dict[str, Any]:
    """Input of `maintenance.ppr_cycle`."""
    return {**_FUNDS, **funds, "conventional_year_h": 8640, "machines": list(machines)}


def _each(machines: list[dict[str, Any]], *figure: tuple[str, str]) -> list[tuple[str, str]]:
    """The same figures of every machine."""
    return [
        (f"machines[{place}].{path}", f"{title}: {machine['name']}")
        for place, machine in enumerate(machines)
        for path, title in figure
    ]


_FUND = ("effective_fund_h", "Эффективный фонд")
_DOWN = ("repair_downtime_h_per_year", "Простой в ремонтах за год")

_ACID = [
    _machine("Печь для сжигания серы", 17280, 2880, 696, 46),
    _machine("Сушильная башня", 86400, 8640, 720, 240),
    _machine("Абсорбер", 86400, 8640, 720, 240),
    _machine("Котёл-утилизатор", 17280, 4320, 640, 52),
    _machine("Холодильник оросительный", 25920, 1440, 86, 38),
]
_LACQUER = [_machine("Реактор", 25920, 720, 101, 20), _machine("Смеситель", 25920, 720, 104, 24)]
_BROMINE = [
    _machine("Реактор", 25920, 1440, 104, 24),
    _machine("Броматор", 17280, 720, 120, 20),
    _machine("Выделитель", 17280, 720, 192, 26),
]
_PHENACETIN = [
    _machine("Ацетиллятор", 35040, 2920, 84, 21),
    _machine("Разбавитель", 35040, 2920, 108, 27),
    _machine("Нутч-фильтр", 35040, 2920, 72, 18),
]
_MILLS = [
    {
        **_machine(f"Мельница {number}", 26280, 2160, 86, 5),
        "last_capital_years_before": None,
        "last_capital_month": None,
        "capital_month": 12 if number == 3 else None,
        "first_repair_month": number,
    }
    for number in (1, 2, 3)
]

VARIANTS = (
    Variant(
        10,
        (
            "Содержание процесса создания новой продукции.",
            "Методы нормирования труда.",
        ),
        "Сернокислотный цех работает непрерывно, ремонт коммуникаций занимает 5 дней в году. Рассчитайте "
        "годовой фонд времени оборудования.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(*_ACID, communications_days=5),
                figures(
                    *_each(_ACID, _FUND),
                    ("effective_fund_min_h", "Фонд цеха (по самому узкому оборудованию)"),
                ),
            ),
        ),
    ),
    Variant(
        11,
        (
            "Исследовательская стадия проектирования продукта.",
            "Методы мотивации труда.",
        ),
        "Электролизный участок работает непрерывно, технологические простои 72 ч в год. Найдите эффективный "
        "фонд и коэффициент использования оборудования во времени.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(_machine("Электролизёр", 8640, 2160, 24, 8), tech_downtime_h=72),
                figures(
                    ("machines[0].effective_fund_h", "Эффективный фонд"),
                    ("machines[0].extensive_use_share", "Коэффициент использования"),
                ),
            ),
        ),
    ),
    Variant(
        12,
        (
            "Содержание и задачи подготовки производства и опытно-конструкторских работ.",
            "Тарифная система оплаты труда.",
        ),
        "Автоматическая линия хромирования работает в три смены, в субботу — в одну, в воскресенье стоит; "
        "технологические простои 57 ч в год. Найдите эффективный фонд и коэффициент использования.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(
                    _machine("Автоматическая линия", 17280, 4380, 360, 8),
                    tech_downtime_h=57,
                    **_SATURDAY_SHIFT,
                ),
                figures(
                    ("nominal_fund_h", "Номинальный фонд"),
                    ("machines[0].effective_fund_h", "Эффективный фонд"),
                    ("machines[0].extensive_use_share", "Коэффициент использования"),
                ),
            ),
        ),
        remarks=("17 280 не делится на 4380: число ремонтов за цикл 3,945 округляется до 4.",),
    ),
    Variant(
        13,
        (
            "Содержание и основные этапы технологической подготовки производства.",
            "Формы и системы оплаты труда работников.",
        ),
        "На участке три одинаковые мельницы; третьей в этом году положен капитальный ремонт. Составьте "
        "графики ППР и найдите простой мельниц за год.",
        (
            Part(
                "maintenance.ppr_schedule",
                {
                    **_FUNDS,
                    "conventional_month_h": 720,
                    "capital_repair_offtime_h": 0,
                    "current_repairs_in_offtime": False,
                    "machines": _MILLS,
                },
                figures(
                    *_each(_MILLS, ("repair_downtime_h", "Простой в ремонтах за год")),
                    ("repair_downtime_total_h", "Простой всех мельниц"),
                ),
            ),
        ),
        remarks=(
            (
                "Даты прошлых ремонтов не заданы: мельницы сдвинуты по одной на месяц, капитальный "
                "ремонт третьей "
                "принят в декабре, на месте текущего."
            ),
            "Режим участка не задан: принят непрерывный.",
            "26 280 ч — это 36,5 условных месяца по 720 ч или три года по 8760 ч: книга смешивает оба счёта.",
        ),
    ),
    Variant(
        14,
        (
            "Организационная подготовка производства и освоение новой продукции.",
            "Определение, функции и виды менеджмента.",
        ),
        "Цех лака работает непрерывно, технологические простои 120 ч в год. Найдите простои в ремонтах, "
        "эффективный фонд и коэффициент экстенсивного использования.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(*_LACQUER, tech_downtime_h=120),
                figures(*_each(_LACQUER, _DOWN, _FUND, _USE)),
            ),
        ),
    ),
    Variant(
        15,
        (
            "Пути сокращения сроков разработки и освоения новой продукции.",
            "Методы и принципы менеджмента.",
        ),
        "Цех работает непрерывно. Найдите простои основного оборудования в ремонтах, эффективный фонд и "
        "коэффициент экстенсивного использования.",
        (Part("maintenance.ppr_cycle", _cycle(*_BROMINE), figures(*_each(_BROMINE, _DOWN, _FUND, _USE))),),
    ),
    Variant(
        16,
        (
            "Принципы организации производственного процесса.",
            "Предприятие как объект управления; структура управления.",
        ),
        "Цех фенацетина работает непрерывно. Найдите эффективный фонд времени оборудования.",
        (Part("maintenance.ppr_cycle", _cycle(*_PHENACETIN), figures(*_each(_PHENACETIN, _FUND))),),
        remarks=(
            (
                "Пробеги кратны 8760 ч, а среднегодовой простой считается от условного года 8640 ч: ремонтов "
                "получается чуть меньше трёх текущих в год."
            ),
        ),
    ),
    Variant(
        17,
        (
            "Производственная структура; специализация цехов и участков.",
            "Назначение, содержание и организация планирования деятельности.",
        ),
        "Агрегат гидрирования бензола работает непрерывно. Найдите эффективный фонд и коэффициент "
        "экстенсивного использования.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(_machine("Агрегат гидрирования", 34560, 2160, 504, 72)),
                figures(
                    ("machines[0].effective_fund_h", "Эффективный фонд"),
                    ("machines[0].extensive_use_share", "Коэффициент экстенсивного использования"),
                ),
            ),
        ),
    ),
    Variant(
        18,
        (
            "Понятие и структура производственного цикла.",
            "Стратегическое, текущее и оперативно-производственное планирование.",
        ),
        "Реактор лака работает в три смены, в субботу — в одну, в воскресенье стоит; технические простои "
        "68 ч. Составьте годовой баланс времени.",
        (
            Part(
                "maintenance.ppr_cycle",
                _cycle(_machine("Реактор", 17280, 2160, 121, 13), tech_downtime_h=68, **_SATURDAY_SHIFT),
                figures(
                    ("calendar_fund_h", "Календарный фонд"),
                    ("regime_downtime_h", "Простои по режиму"),
                    ("nominal_fund_h", "Номинальный фонд"),
                    ("machines[0].repair_downtime_h_per_year", "Простои в ремонтах"),
                    ("machines[0].effective_fund_h", "Эффективный фонд"),
                ),
            ),
        ),
        remarks=("Праздники не заданы и не вычитаются, как в примерах книги.",),
    ),
)
