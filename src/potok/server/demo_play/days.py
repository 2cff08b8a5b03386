"""Ten working days, one after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import PlantSettings
from potok.operations.catalog.situation import present_situation
from potok.server.demo_day import play_first_day
from potok.server.demo_play import cards, office, stores
from potok.server.demo_play.cast import Cast, hour
from potok.server.demo_play.floor import Floor
from potok.server.demo_play.line_papers import describe_lines
from potok.server.demo_play.lines import design_lines
from potok.server.demo_play.sewing_line import design_sewing_line
from potok.server.demo_play.sheltered_line import design_sheltered_line

#: Working days that are played.
DAYS = 10
_PLANNED_ANEW = {4: "после поломки дисольвера", 6: "после выходных", 8: "новые поступления сырья"}
_BROKEN_MACHINE, _BROKEN_SHOP = "M102", "1"
#: The offices keep the calendar of this workshop.
_OFFICE_SHOP = "1"


def play_days(*, days: int = DAYS, tell: Callable[[int, dt.date], None] = lambda _day, _date: None) -> Cast:
    """Play working days from the plant date on; the clock then stands in the morning of the next one.

    Weekends in between pass too: night shifts end on them. The same on every machine: people act at given
    hours, plans are the engine's first ones, chance is seeded by the subject.

    Args:
        days: How many.
        tell: Called at the start of every working day with its number, from 1 on.

    Returns:
        The people with what the services refused them.
    """
    cast = Cast()
    floor = Floor(cast)
    working = _working_dates(today(), days + 1)
    numbers = {date: place for place, date in enumerate(working, start=1)}
    date = working[0]
    while date < working[-1]:
        _set_date(date)
        day = numbers.get(date, 0)
        if day:
            tell(day, date)
            _morning(cast, floor, day)
        floor.play(date)
        if day:
            _evening(cast, day, last=day == days)
        date += dt.timedelta(days=1)
    _set_date(working[-1])
    with hour("07:30"):
        office.plan_anew(cast, title="план одиннадцатого дня", why="новый рабочий день")
        office.agree(cast, refuse="2")
    return cast


def _working_dates(first: dt.date, count: int) -> list[dt.date]:
    """The first dates on which the offices work: those with a shift in the first workshop."""
    situation, dates = present_situation(), list[dt.date]()
    date = first
    while len(dates) < count:
        dates.append(situation.first_working_date(_OFFICE_SHOP, date) or date)
        date = dates[-1] + dt.timedelta(days=1)
    return dates


def _set_date(date: dt.date) -> None:
    PlantSettings.objects.update_or_create(id=1, defaults={"plant_today": date})


def _morning(cast: Cast, floor: Floor, day: int) -> None:
    if day == 1:
        with hour("07:00"):
            play_first_day()
            stores.found_quality(cast)
            office.agree_terms(cast)
    else:
        with hour("07:10"):
            stores.inspect_deliveries(cast, reject_one=day == 7)
            stores.inspect_goods(cast, reject_one=day == 5)
        with hour("07:30"):
            _plan_of_day(cast, day)
    if day == 3:
        floor.break_down(_BROKEN_MACHINE, _BROKEN_SHOP, today(), "10:40", 75)


def _plan_of_day(cast: Cast, day: int) -> None:
    office.confirm_new(cast)
    if day in _PLANNED_ANEW:
        office.plan_anew(cast, title=f"план дня {day}", why=_PLANNED_ANEW[day])
    office.agree(cast)
    cards.hand_in_again(cast)


def _evening(cast: Cast, day: int, *, last: bool) -> None:
    """What the offices and warehouses do after the floor: hours of the afternoon."""
    with hour("15:00"):
        stores.take_in_deliveries(cast)
        _offices(cast, day)
    with hour("23:10"):
        if day in (4, 8):
            cards.return_one(cast)
        cards.post_cards(cast, keep=3 if last else 0)
        if day == 6:
            cards.reverse_one(cast)
    with hour("23:40"):
        stores.accept_goods(cast, decline_one=day in (5, 10))
        stores.ship_goods(cast)
        if day == 4:
            stores.take_stock(cast, finish=True)
        if day == 8:
            stores.release_blocked(cast)
            stores.take_back(cast)
        if last:
            stores.take_stock(cast, finish=False)


def _offices(cast: Cast, day: int) -> None:
    office.take_orders(cast, count=2 if day % 2 else 0)
    office.buy(cast)
    deeds: dict[int, tuple[Callable[[], None], ...]] = {
        2: (lambda: office.propose(cast, answered=True), lambda: office.slip(cast)),
        3: (lambda: office.make_urgent(cast), lambda: office.cancel_one(cast)),
        5: (
            lambda: office.calculate(cast),
            lambda: design_lines(cast),
            lambda: design_sewing_line(cast),
            lambda: design_sheltered_line(cast),
        ),
        6: (lambda: describe_lines(cast),),
        7: (lambda: office.slip(cast),),
        9: (lambda: office.propose(cast, answered=False), lambda: office.return_one_order(cast)),
    }
    for deed in deeds.get(day, ()):
        deed()
