"""Plan and fact from the journal of orders: due dates are the plan, actual releases the fact."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from potok.errors import InvalidDataError
from potok.operations.calculations.fillers.filler import Choice, Taken, problem
from potok.operations.catalog import clock
from potok.operations.orders.models import ProductionOrder

_KG_IN_TONNE = 1000
_LONGEST_WEEKS = 10
_DECADE_ENDS = (10, 20, 31)


@dataclass(frozen=True, slots=True)
class _Row:
    """An order as far as the plan and its fulfilment go; kilograms of the whole order and of what is made."""

    name: str
    due: dt.date
    released: dt.date | None
    pieces: int
    made: int
    kg: Decimal

    @property
    def made_kg(self) -> Decimal:
        """Kilograms made."""
        return self.kg * self.made / self.pieces


def _rows(choice: Choice) -> list[_Row]:
    """Orders due or released in the period; cancelled ones are no plan any more."""
    start, end = choice.period
    found = ProductionOrder.objects.exclude(status="cancelled").filter(
        Q(due_date__gte=start, due_date__lte=end)
        | Q(
            release_actual_at__gte=_midnight(start),
            release_actual_at__lt=_midnight(end + dt.timedelta(days=1)),
        )
    )
    if choice.workshop:
        found = found.filter(workshop__code=choice.workshop)
    if choice.product:
        found = found.filter(product__code=choice.product)
    columns = ("product__name", "due_date", "release_actual_at", "qty_pcs", "done_pcs", "total_kg")
    rows = [
        _Row(name, due, None if at is None else clock.local(at).date(), pieces, made, kg)
        for name, due, at, pieces, made, kg in found.order_by("product__name", "order_no").values_list(
            *columns
        )
    ]
    if not rows:
        given = f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
        raise InvalidDataError([problem("period", given, "период, в котором есть сроки или выпуск заказов")])
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return clock.aware(dt.datetime.combine(day, dt.time()))


def _parts(choice: Choice) -> list[tuple[str, dt.date, dt.date]]:
    """Parts of the period: weeks of a short one, decades of a month or two, else months."""
    start, end = choice.period
    days = (end - start).days + 1
    if days > 7 * _LONGEST_WEEKS:
        return list(_cut(start, end, _month_end, "{:%m.%Y}"))
    whole_months = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    if whole_months:
        return list(_cut(start, end, _decade_end, "{:%d.%m}–{:%d.%m}"))
    return list(_cut(start, end, _week_end, "{:%d.%m}–{:%d.%m}"))


def _cut(
    start: dt.date, end: dt.date, last_of: Callable[[dt.date], dt.date], form: str
) -> Iterator[tuple[str, dt.date, dt.date]]:
    while start <= end:
        last = min(end, last_of(start))
        yield form.format(start, last), start, last
        start = last + dt.timedelta(days=1)


def _week_end(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=6 - day.weekday())


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _decade_end(day: dt.date) -> dt.date:
    limit = next(limit for limit in _DECADE_ENDS if day.day <= limit)
    return min(day.replace(day=limit), _month_end(day)) if limit < 31 else _month_end(day)


def _tonnes(kilograms: Iterable[Decimal]) -> float:
    return round(float(sum(kilograms, Decimal(0)) / _KG_IN_TONNE), 6)


def _remarks(choice: Choice, rows: list[_Row]) -> tuple[str, ...]:
    start, end = choice.period
    released = sum(row.released is not None and start <= row.released <= end for row in rows)
    words = f"План — заказы со сроком с {start:%d.%m.%Y} по {end:%d.%m.%Y}; факт — выпуск в те же дни."
    if not released:
        return (words, "Фактического выпуска в периоде ещё нет: факт равен нулю.")
    return (words, f"Выпущено заказов: {released}.")


def _within(day: dt.date | None, start: dt.date, end: dt.date) -> bool:
    return day is not None and start <= day <= end


def rhythm_of_products(choice: Choice) -> Taken:
    """`organisation.rhythm`: every product by parts of the period, tonnes."""
    rows, parts = _rows(choice), _parts(choice)
    by_name: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    products = [
        {
            "name": name,
            "plan_t": [_tonnes(row.kg for row in mine if _within(row.due, *part[1:])) for part in parts],
            "actual_t": [
                _tonnes(row.made_kg for row in mine if _within(row.released, *part[1:])) for part in parts
            ],
        }
        for name, mine in by_name.items()
    ]
    return Taken(
        {"periods": [part[0] for part in parts], "products": products}, remarks=_remarks(choice, rows)
    )


def rhythm_of_output(choice: Choice) -> Taken:
    """`programme.rhythm`: the whole output by parts of the period, tonnes."""
    rows = _rows(choice)
    periods = [
        {
            "label": label,
            "plan_qty": _tonnes(row.kg for row in rows if _within(row.due, start, end)),
            "actual_qty": _tonnes(row.made_kg for row in rows if _within(row.released, start, end)),
        }
        for label, start, end in _parts(choice)
    ]
    return Taken({"qty_unit": "t", "periods": periods}, remarks=_remarks(choice, rows))


def fulfilment_of_products(choice: Choice) -> Taken:
    """`programme.plan_fulfilment`: plan and fact of every product, tonnes."""
    rows, period = _rows(choice), choice.period
    names = dict.fromkeys(row.name for row in rows)
    products = [
        {
            "name": name,
            "plan_qty": _tonnes(row.kg for row in rows if row.name == name and _within(row.due, *period)),
            "actual_qty": _tonnes(
                row.made_kg for row in rows if row.name == name and _within(row.released, *period)
            ),
        }
        for name in names
    ]
    return Taken({"qty_unit": "t", "products": products}, remarks=_remarks(choice, rows))


def factors_of_output(choice: Choice) -> Taken:
    """`programme.factor_analysis`: output = orders · pieces an order · kilograms a piece.

    Raises:
        InvalidDataError: Nothing was released in the period: the factors have no fact.
    """
    rows, period = _rows(choice), choice.period
    planned = [row for row in rows if _within(row.due, *period)]
    released = [row for row in rows if _within(row.released, *period) and row.made]
    if not planned or not released:
        shown = f"{period[0]:%d.%m.%Y}–{period[1]:%d.%m.%Y}"
        raise InvalidDataError([problem("period", shown, "период, в котором есть и сроки, и выпуск заказов")])
    pieces = (sum(row.pieces for row in planned), sum(row.made for row in released))
    kilograms = (sum(row.kg for row in planned), sum(row.made_kg for row in released))
    factors = [
        {"code": "a", "name": "Заказов", "base": len(planned), "actual": len(released)},
        {
            "code": "b",
            "name": "Изделий в заказе, шт.",
            "base": pieces[0] / len(planned),
            "actual": pieces[1] / len(released),
        },
        {
            "code": "c",
            "name": "Масса изделия, кг",
            "base": float(kilograms[0] / pieces[0]),
            "actual": float(kilograms[1] / pieces[1]),
        },
    ]
    given = {"result_name": "Выпуск за период", "result_unit": "kg", "multiplier": 1, "factors": factors}
    return Taken(given, remarks=_remarks(choice, rows))
