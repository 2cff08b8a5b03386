"""The continuous line on the page: the line with its places and loads, conveyor, backlogs, people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from potok.web import formats
from potok.web.components.parts import Fact
from potok.web.lines.kinds import KindPage, Seen, Tab

#: More places of one operation are told by their number, not drawn one by one.
_MOST_DRAWN = 24
_FULL = 100 * (1 + 1e-9)


def _line(seen: Seen) -> Mapping[str, Any]:
    data = cast("Mapping[str, Any]", seen.version.design.data)
    return {
        "operations": [_operation(operation) for operation in data["operations"]],
        "groups": (
            ("Такт и фонд времени", _time(data["time"])),
            ("Конвейер", _conveyor(data["conveyor"])),
            ("Заделы", _backlogs(data["backlogs"])),
            ("Рабочие", _people(data["people"])),
            ("Ведущая операция", _leading(data["leading"])),
        ),
    }


def _operation(operation: Mapping[str, Any]) -> dict[str, Any]:
    load = operation["load"] * 100
    places = int(operation["places"])
    return {
        **operation,
        "places": places,
        "drawn": range(places) if places <= _MOST_DRAWN else (),
        "percent": load,
        "over": load > _FULL,
        "tone": "late" if load > _FULL else "accent",
    }


def _time(time: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact("Такт", formats.quantity(time["takt_s"], "s", 2)),
        Fact("Ритм", formats.quantity(time["rhythm_min"], "min", 3)),
        Fact("Режимный фонд", formats.quantity(time["regime_min"], "min", 1)),
        Fact("Эффективный фонд", formats.quantity(time["effective_min"], "min", 1)),
        Fact("Использование времени", formats.percent(time["utilization"] * 100)),
        Fact("Запуск за период", formats.quantity(time["launch_pcs"], "pcs")),
    ]


def _conveyor(conveyor: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact("Расположение", "двухстороннее" if conveyor["two_sided"] else "одностороннее"),
        Fact("Рабочих мест", formats.pieces(conveyor["places"])),
        Fact("Рабочая длина", formats.quantity(conveyor["length_m"], "m", 2)),
        Fact("Скорость", f"{formats.number(conveyor['speed_m_per_min'], 2)} м/мин"),
        Fact("Прохождение", formats.quantity(conveyor["transit_min"], "min", 2)),
    ]


def _backlogs(backlogs: Mapping[str, Any]) -> list[Fact]:
    titles = {
        "technological": "Технологический",
        "transport": "Транспортный",
        "safety": "Страховой",
        "total": "Всего на линии",
    }
    return [Fact(title, f"{formats.number(backlogs[key], 1)} шт.") for key, title in titles.items()]


def _people(people: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact("В смену, расчётно", f"{formats.number(people['in_shift'], 2)} чел."),
        Fact("В смену, с совмещением", f"{people['whole']} чел."),
        Fact("На рабочего", f"{formats.number(people['places'] / people['in_shift'], 2)} места"),
        Fact("В сутки", f"{formats.number(people['a_day'], 2)} чел."),
        Fact("На всех линиях", f"{formats.number(people['all_lines'], 2)} чел."),
    ]


def _leading(leading: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact("Операция", leading["name"]),
        Fact("Сменное задание", formats.quantity(leading["task_t"], "t", 3)),
        Fact("Ритм", f"{formats.number(leading['rhythm_min_per_t'], 2)} мин/т"),
        Fact("Темп", f"{formats.number(leading['tempo_kg_per_min'], 2)} кг/мин"),
    ]


PAGE = KindPage(tabs=(Tab("line", "Линия", "potok/lines/kinds/continuous/line.html", _line),))
