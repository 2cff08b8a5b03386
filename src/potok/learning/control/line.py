"""Variants 6 to 9: parameters of a continuous flow line."""

from __future__ import annotations

from typing import Any

from potok.learning.control.model import Part, Variant, figures

_ASKED = (
    ("takt_min", "Такт линии"),
    ("workplaces_total", "Число рабочих мест"),
    ("workers_per_line", "Явочная численность линии за сутки"),
)
_CONVEYOR = (
    ("conveyor_length_m", "Рабочая длина конвейера"),
    ("conveyor_speed_m_per_min", "Скорость конвейера"),
)


def _line(operations: dict[str, float], **given: Any) -> dict[str, Any]:
    """Input of `line.continuous`: times in seconds, what is not given as nothing is."""
    usual = {
        "period_shifts": 1,
        "shift_h": 8,
        "shifts_per_day": 2,
        "loss_share": 0,
        "loss_basis": None,
        "break_per_shift_min": 0,
        "stops_min_per_hour": 0,
        "downtime_share": 0,
        "layout": None,
        "workplace_spacing_m": None,
        "item_spacing_m": None,
        "transport_batch_pcs": 1,
        "safety_backlog_shift_share": 0,
        "lines_count": 1,
    }
    rows = [
        {"name": name, "time_s": time, "service_norm": 1, "simultaneous_pcs": 1}
        for name, time in operations.items()
    ]
    return {**usual, **given, "operations": rows}


def _minutes(*times: float) -> dict[str, float]:
    """Nameless operations by their times in minutes."""
    names = ("Первая", "Вторая", "Третья", "Четвёртая", "Пятая", "Шестая")
    return {f"{name} операция": round(time * 60, 6) for name, time in zip(names, times, strict=False)}


VARIANTS = (
    Variant(
        6,
        (
            "Концептуальная модель организации производства на предприятии.",
            "Организация рабочих мест.",
        ),
        "Детали навешивают и передают на подготовку поверхности, 600 комплектов за смену. Рассчитайте такт, "
        "рабочие места, численность, длину и скорость конвейера. Сама подготовка идёт в камерах без рабочих.",
        (
            Part(
                "line.continuous",
                _line(
                    {
                        "Комплектование подвески": 180,
                        "Навеска на штангу": 30,
                        "Перевозка штанги к конвейеру": 36,
                        "Навеска на конвейер": 30,
                        "Перевеска на другой конвейер": 48,
                    },
                    program_pcs=600,
                    break_per_shift_min=20,
                    layout="one_sided",
                    workplace_spacing_m=2,
                ),
                figures(*_ASKED, *_CONVEYOR),
            ),
        ),
        remarks=(
            "«Норма выработки 600 комплектов» в книге — это сменное задание линии.",
            "Такт 0,767 мин короче многих операций: рабочие места работают параллельно.",
        ),
    ),
    Variant(
        7,
        (
            "Предприятие и его цели; направления деятельности.",
            "Задачи и содержание организации труда работников.",
        ),
        "За месяц из 23 рабочих дней непрерывно-поточная линия выпускает 10 000 изделий. Рассчитайте такт, "
        "места по операциям, численность, длину и скорость двустороннего конвейера.",
        (
            Part(
                "line.continuous",
                _line(
                    _minutes(4.3, 6.4, 10.5, 8.5, 4.2, 2.2),
                    program_pcs=10000,
                    period_shifts=46,
                    loss_share=0.04,
                    loss_basis="output",
                    layout="two_sided",
                    workplace_spacing_m=1.2,
                ),
                figures(*_ASKED, *_CONVEYOR),
            ),
        ),
        remarks=("Потери 4 % заданы от выпуска: запуск равен выпуску, умноженному на 1,04.",),
    ),
    Variant(
        8,
        (
            "Производственный процесс и его разновидности.",
            "Социотехническая система организации труда.",
        ),
        "В цехе стеклянных изделий две одинаковые линии, каждая даёт 760 изделий за смену 8 ч 12 мин. "
        "Рассчитайте такт, рабочие места линии и численность цеха при двух сменах.",
        (
            Part(
                "line.continuous",
                _line(
                    {
                        "Шлифовка края": 32,
                        "Нанесение полосы": 10,
                        "Зачистка дна": 19,
                        "Нанесение рисунка": 63,
                        "Упаковка": 30,
                    },
                    program_pcs=760,
                    shift_h=8.2,
                    stops_min_per_hour=10,
                    loss_share=0.05,
                    loss_basis="launch",
                    lines_count=2,
                ),
                figures(*_ASKED, ("workers_total", "Численность обеих линий за сутки")),
            ),
        ),
        remarks=(
            "Не сказано, от чего считать брак: принято 5 % от запуска.",
            "Остановки 10 мин на час взяты с полной длительности смены: 82 мин.",
        ),
    ),
    Variant(
        9,
        (
            "Организационно-правовые и организационные формы предприятия.",
            "Нормирование и оплата труда.",
        ),
        "Резиновые изделия делают на конвейерной линии, 210 штук за смену, брака нет. Рассчитайте параметры "
        "линии и конвейера.",
        (
            Part(
                "line.continuous",
                _line(
                    _minutes(2.5, 2.1, 4.7, 1.6, 4.6, 6.5),
                    program_pcs=210,
                    shifts_per_day=1,
                    break_per_shift_min=20,
                    layout="one_sided",
                    workplace_spacing_m=1,
                ),
                figures(*_ASKED, *_CONVEYOR),
            ),
        ),
        remarks=("Расположение мест не задано: принято одностороннее, смена одна.",),
    ),
)
