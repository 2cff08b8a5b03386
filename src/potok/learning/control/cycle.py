"""Variants 1, 2, 4 and 5: duration of the production cycle."""

from __future__ import annotations

import itertools
from typing import Any

from potok.learning.control.model import Difference, Part, Variant, figures

_ASKED = figures(
    ("sequential_min", "Цикл при последовательном движении"),
    ("parallel_min", "Цикл при параллельном движении"),
    ("mixed_min", "Цикл при смешанном движении"),
)


def _batch(size: int, operations: dict[str, float]) -> dict[str, Any]:
    """Input of `cycle.duration`: piece by piece, one workplace for each operation."""
    return {
        "batch_size_pcs": size,
        "transfer_batch_pcs": 1,
        "operations": [
            {"name": name, "time_min": time, "workplaces": 1} for name, time in operations.items()
        ],
    }


def _activity(name: str, title: str, stage: str, hours: float) -> dict[str, Any]:
    return {"id": name, "name": title, "stage": stage, "kind": "technological", "duration_min": hours * 60}


def _link(start: str, end: str, kind: str = "FS") -> dict[str, Any]:
    return {"from": start, "to": end, "type": kind, "lag_min": 0}


_CATALYST = [
    _activity("r1", "Приготовление раствора № 1", "Растворы", 0.5),
    _activity("r2", "Приготовление раствора № 2", "Растворы", 1),
    _activity("mix", "Смешение растворов", "Осаждение", 2),
    _activity("filter", "Фильтрование смеси", "Осаждение", 2),
    _activity("wash", "Промывка осадка", "Осаждение", 2),
    _activity("tablet", "Таблетирование и сушка", "Готовый катализатор", 2),
    _activity("calcine", "Прокаливание", "Готовый катализатор", 6),
]
_CHAIN = ("r1", "r2", "mix", "filter", "wash", "tablet", "calcine")
_SEQUENTIAL = {
    "activities": _CATALYST,
    "links": [_link(*pair) for pair in itertools.pairwise(_CHAIN)],
}
_OVERLAPPED = {
    "activities": _CATALYST,
    "links": [
        _link("r1", "mix"),
        _link("r2", "mix"),
        _link("mix", "filter"),
        _link("filter", "wash", "SS"),
        _link("filter", "tablet"),
        _link("wash", "tablet"),
        _link("tablet", "calcine"),
    ],
}
_FOUR = {"Первая операция": 5.0, "Вторая операция": 3.0, "Третья операция": 7.0, "Четвёртая операция": 2.0}

VARIANTS = (
    Variant(
        1,
        (
            "Сущность организации производства; организация производства как область знаний.",
            "Понятие и показатели качества продукции.",
        ),
        "Партию из 10 деталей красят за три операции. Найдите длительность цикла партии при трёх видах "
        "движения, постройте графики.",
        (
            Part(
                "cycle.duration",
                _batch(10, {"Подготовка поверхности": 2, "Подготовка к окраске": 0.5, "Окраска": 1}),
                _ASKED,
            ),
        ),
    ),
    Variant(
        2,
        (
            "Закономерности организации производства.",
            "Оценка и анализ качества продукции.",
        ),
        "Партия из четырёх изделий проходит четыре операции. Найдите длительность цикла при трёх видах "
        "движения и её сокращение при смешанном движении, если самая длинная операция станет короче на 3 "
        "мин.",
        (
            Part("cycle.duration", _batch(4, _FOUR), _ASKED, "По исходным нормам"),
            Part(
                "cycle.duration",
                _batch(4, {**_FOUR, "Третья операция": 4.0}),
                figures(("mixed_min", "Цикл при смешанном движении после сокращения")),
                "Третья операция короче на 3 мин",
            ),
        ),
        (Difference("Сокращение цикла при смешанном движении", (0, "mixed_min"), (1, "mixed_min")),),
    ),
    Variant(
        4,
        (
            "Развитие теории организации производства, вклад русских учёных.",
            "Принципы менеджмента качества продукции.",
        ),
        "Электротехническое изделие изготавливают за пять операций. Найдите длительность изготовления трёх "
        "изделий при разных видах движения.",
        (
            Part(
                "cycle.duration",
                _batch(
                    3,
                    {
                        "Таблетирование": 7,
                        "Подогрев": 3,
                        "Прессование": 9,
                        "Термообработка": 5,
                        "Упаковка": 6,
                    },
                ),
                _ASKED,
            ),
        ),
    ),
    Variant(
        5,
        (
            "Предприятие как организационная система; виды производственных систем.",
            "Организация системы качества по ИСО 9000.",
        ),
        "Катализатор готовят из двух растворов. Найдите длительность цикла, если все операции идут одна за "
        "другой, и если фильтрование и промывка осадка идут одновременно; на сколько процентов цикл станет "
        "короче.",
        (
            Part(
                "cycle.network",
                _SEQUENTIAL,
                figures(("critical_path_min", "Цикл при последовательном проведении операций")),
                "Все операции последовательно",
            ),
            Part(
                "cycle.network",
                _OVERLAPPED,
                figures(
                    ("critical_path_min", "Цикл с одновременными фильтрованием и промывкой"),
                    ("reduction_vs_sequential_pct", "Сокращение цикла"),
                ),
                "Растворы готовят одновременно, фильтрование и промывка идут вместе",
            ),
        ),
        remarks=(
            "Последняя операция названа в книге «прокладкой»; по смыслу это прокаливание катализатора.",
            (
                "Растворы готовят в разных ёмкостях: в параллельном варианте они приняты одновременными, в "
                "последовательном их длительности складываются."
            ),
        ),
    ),
)
