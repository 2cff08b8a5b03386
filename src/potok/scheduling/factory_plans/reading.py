"""Reads the neutral factory data set; every fault is named with its place, all at once."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.scheduling.factory_plans.model import Demand, PlanCase, RoutingStep, Shift
from potok.scheduling.factory_plans.netting import levels

_DAY = 86_400


class _Reader:
    """One reading: values with their checks, faults collected."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fault(self, where: str, row: int | None, field: str, value: object, expected: str) -> None:
        shown = None if value is None else str(value)
        self.problems.append(Problem(where, row, field, shown, expected))

    def rows(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        rows = data.get(key, [])
        if not isinstance(rows, list):
            self.fault(key, None, key, rows, "список")
            return
        for number, row in enumerate(rows, start=1):
            if isinstance(row, dict):
                yield number, row
            else:
                self.fault(key, number, key, row, "объект с полями")

    def number(self, where: str, row: int, data: Mapping[str, Any], field: str, least: float = 0.0) -> float:
        value = data.get(field)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and math.isfinite(value)
            and value >= least
        ):
            return value
        self.fault(where, row, field, value, f"число не меньше {least:g}")
        return max(least, 1.0)

    def code(self, where: str, row: int, data: Mapping[str, Any], field: str, known: object = None) -> str:
        value = data.get(field)
        if not isinstance(value, str) or not value:
            self.fault(where, row, field, value, "непустой код")
            return ""
        if isinstance(known, dict | set | frozenset) and value not in known:
            self.fault(where, row, field, value, "код из этого же файла")
        return value

    def moment(self, where: str, row: int | None, field: str, value: object) -> dt.datetime:
        try:
            moment = dt.datetime.fromisoformat(str(value))
        except ValueError:
            self.fault(where, row, field, value, "дата и время ISO, например 2027-01-04T16:00:00")
            return dt.datetime(2000, 1, 1)
        if moment.tzinfo is not None:
            self.fault(where, row, field, value, "местное время без пояса")
            return moment.replace(tzinfo=None)
        return moment


def read_plan_case(text: str) -> PlanCase:
    """The data set from its JSON text.

    Raises:
        InvalidDataError: With every fault.
    """
    reader = _Reader()
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidDataError([Problem("JSON", error.lineno, "файл", None, "правильный JSON")]) from error
    if not isinstance(data, dict):
        raise InvalidDataError(
            [Problem("JSON", None, "файл", None, "объект с ключами items, routings, demands …")]
        )
    case = _case(reader, data)
    if not reader.problems:
        _check_making(reader, case)
    if reader.problems:
        raise InvalidDataError(reader.problems)
    return case


def _case(reader: _Reader, data: Mapping[str, Any]) -> PlanCase:
    meta = data.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    kinds: dict[str, str] = {}
    lead_days: dict[str, int] = {}
    for row, item in reader.rows(data, "items"):
        code = reader.code("items", row, item, "code")
        kinds[code] = str(item.get("kind"))
        if kinds[code] not in {"made", "bought"}:
            reader.fault("items", row, "kind", item.get("kind"), "made или bought")
        if kinds[code] == "bought":
            lead_days[code] = math.ceil(reader.number("items", row, item, "lead_days"))
    resources = {
        reader.code("resources", row, line, "code"): None for row, line in reader.rows(data, "resources")
    }
    return PlanCase(
        start=reader.moment("meta", None, "start", meta.get("start")),
        shifts=tuple(_shifts(reader, meta)),
        lead_days=lead_days,
        components=_components(reader, data, kinds),
        routings=_routings(reader, data, kinds, resources),
        resources=tuple(resources),
        stock={
            reader.code("stock", row, line, "item", kinds): reader.number("stock", row, line, "qty")
            for row, line in reader.rows(data, "stock")
        },
        demands=tuple(_demands(reader, data, kinds)),
    )


def _shifts(reader: _Reader, meta: Mapping[str, Any]) -> Iterator[Shift]:
    count = 0
    for row, shift in reader.rows(meta, "shifts"):
        count += 1
        weekday = reader.number("meta.shifts", row, shift, "weekday")
        if weekday not in range(7):
            reader.fault("meta.shifts", row, "weekday", weekday, "0 (понедельник) … 6 (воскресенье)")
            continue
        times = []
        for field in ("from", "to"):
            try:
                clock = dt.time.fromisoformat(str(shift.get(field)))
            except ValueError:
                reader.fault("meta.shifts", row, field, shift.get(field), "время ЧЧ:ММ")
                break
            times.append(clock.hour * 3600 + clock.minute * 60 + clock.second)
        if len(times) == 2:
            begins, ends = times
            yield Shift(int(weekday), begins, ends if ends > begins else ends + _DAY)
    if count == 0:
        reader.fault("meta", None, "shifts", meta.get("shifts"), "хотя бы одна смена")


def _components(
    reader: _Reader, data: Mapping[str, Any], kinds: Mapping[str, str]
) -> dict[str, tuple[tuple[str, float], ...]]:
    boms: dict[str, tuple[tuple[str, float], ...]] = {
        item: () for item, kind in kinds.items() if kind == "made"
    }
    for row, bom in reader.rows(data, "boms"):
        item = reader.code("boms", row, bom, "item", boms)
        boms[item] = tuple(
            (reader.code("boms", row, line, "item", kinds), reader.number("boms", row, line, "qty"))
            for _, line in reader.rows(bom, "components")
        )
    return boms


def _routings(
    reader: _Reader, data: Mapping[str, Any], kinds: Mapping[str, str], resources: Mapping[str, None]
) -> dict[str, tuple[RoutingStep, ...]]:
    routings: dict[str, tuple[RoutingStep, ...]] = {}
    for row, routing in reader.rows(data, "routings"):
        item = reader.code("routings", row, routing, "item", kinds)
        steps = []
        for _, step in reader.rows(routing, "steps"):
            alternates = step.get("alternates")
            if (
                not isinstance(alternates, list)
                or not alternates
                or any(a not in resources for a in alternates)
            ):
                reader.fault("routings", row, "alternates", alternates, "непустой список кодов из resources")
                continue
            steps.append(
                RoutingStep(
                    seq=int(reader.number("routings", row, step, "seq")),
                    setup_min=reader.number("routings", row, step, "setup_min"),
                    unit_min=reader.number("routings", row, step, "unit_min"),
                    alternates=tuple(dict.fromkeys(alternates)),
                )
            )
        routings[item] = tuple(sorted(steps, key=lambda step: step.seq))
    return routings


def _demands(reader: _Reader, data: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[Demand]:
    codes: set[str] = set()
    for row, line in reader.rows(data, "demands"):
        code = reader.code("demands", row, line, "code")
        if code in codes:
            reader.fault("demands", row, "code", code, "код, который встречается один раз")
        codes.add(code)
        yield Demand(
            code=code,
            item=reader.code("demands", row, line, "item", kinds),
            qty=reader.number("demands", row, line, "qty"),
            priority=int(reader.number("demands", row, {"priority": 1, **line}, "priority", least=1)),
            due=reader.moment("demands", row, "due", line.get("due")),
        )


def _check_making(reader: _Reader, case: PlanCase) -> None:
    """Whatever may have to be made has a routing, what is demanded is made, and no item contains itself."""
    try:
        levels(case)
    except ValueError as ring:
        reader.fault("boms", None, "item", str(ring), "состав без замкнутого круга")
        return
    for row, demand in enumerate(case.demands, start=1):
        if demand.item in case.lead_days:
            reader.fault("demands", row, "item", demand.item, "изделие вида made")
    made = sorted({demand.item for demand in case.demands} - set(case.lead_days))
    for item in made:  # grows while it is read
        if not case.routings.get(item):
            reader.fault("routings", None, "item", item, "маршрут с хотя бы одной операцией")
        for code, _ in case.components.get(item, ()):
            if code not in case.lead_days and code not in made:
                made.append(code)
