"""All methods by id. The id is the place of the module: "cycle.duration" is `cycle/duration.py`."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from potok.methods.method import Method
from potok.notes.errors import UnknownMethodError
from potok.notes.note import Note


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme of the catalogue: the first part of the ids and its Russian title."""

    name: str
    title: str


#: In the order in which a planner would look for them.
TOPICS = (
    Topic("cycle", "Производственный цикл"),
    Topic("line", "Поточные линии"),
    Topic("sheltered", "Линии с работниками с инвалидностью"),
    Topic("sewing", "Швейный поток"),
    Topic("bakery", "Хлебопекарный цех"),
    Topic("norms", "Нормирование труда"),
    Topic("organisation", "Принципы организации производства"),
    Topic("quality", "Качество продукции"),
    Topic("maintenance", "Ремонт оборудования"),
    Topic("energy", "Энергия"),
    Topic("transport", "Транспорт"),
    Topic("supply", "Материальные ресурсы"),
    Topic("programme", "Производственная программа"),
    Topic("labour", "Труд и заработная плата"),
    Topic("costing", "Себестоимость"),
    Topic("economics", "Экономическая эффективность"),
    Topic("management", "Управление предприятием"),
    Topic("safety", "Условия труда"),
)


def topics() -> tuple[Topic, ...]:
    """Themes of the catalogue."""
    return TOPICS


@cache
def method_ids() -> tuple[str, ...]:
    """Ids of all methods by topic; found by the modules, nothing is imported."""
    home = Path(__file__).parent
    return tuple(
        f"{topic.name}.{module.name}"
        for topic in TOPICS
        for module in pkgutil.iter_modules([str(home / topic.name)])
        if not module.name.startswith("_")
    )


@cache
def method(method_id: str) -> Method:
    """The method with this id; its module is imported at the first call.

    Raises:
        UnknownMethodError: There is none; the advice names the nearest.
    """
    if method_id not in method_ids():
        near = difflib.get_close_matches(method_id, method_ids(), n=1)
        advice = f"Ближайший по названию: {near[0]}." if near else "Список: potok calc --list."
        raise UnknownMethodError(method=method_id, advice=advice)
    found = importlib.import_module(f"{__package__}.{method_id}").METHOD
    if not isinstance(found, Method) or found.id != method_id:
        raise TypeError(f"{method_id}: METHOD must be a Method with this id")
    return found


def calculate(method_id: str, given: Mapping[str, object], *, record: bool = True) -> Note:
    """Compute and explain one calculation (see `Method.run`)."""
    return method(method_id).run(given, record=record)
