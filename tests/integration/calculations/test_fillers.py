"""Data of calculations taken out of the books of the demo plant."""

import datetime as dt

import pytest

from potok.errors import InvalidDataError
from potok.methods import method, method_ids
from potok.operations.calculations.fillers import FILLERS, Choice, Filler, fill
from potok.operations.catalog import clock
from potok.operations.catalog.models import Item, Workshop
from potok.operations.orders.models import ProductionOrder

MARCH = {"start": dt.date(2026, 3, 1), "end": dt.date(2026, 3, 31)}


def filler(method_id: str, key: str = "journal") -> Filler:
    return next(row for row in FILLERS if (row.method, row.key) == (method_id, key))


def release(order_no: str, day: dt.date, made: int) -> None:
    """An order is made and released on a day, as the shops would report it."""
    at = clock.aware(dt.datetime.combine(day, dt.time(12)))
    ProductionOrder.objects.filter(order_no=order_no).update(
        release_actual_at=at, done_pcs=made, done_opening_pcs=made
    )


def due_in_march() -> list[ProductionOrder]:
    return list(
        ProductionOrder.objects.filter(due_date__gte=MARCH["start"], due_date__lte=MARCH["end"]).order_by(
            "due_date", "order_no"
        )
    )


def test_the_route_of_a_product_gives_times_that_the_method_accepts(demo_database: None) -> None:
    for product in Item.objects.filter(type="finished", routing_lines__isnull=False).distinct()[:5]:
        taken = fill(filler("cycle.duration", "route"), Choice(product=product.code))
        note = method("cycle.duration").run(taken.given)
        assert note.result["sequential_min"] > 0
        assert (taken.subject, taken.subject_name) == ("route", product.code)


def test_the_time_of_a_piece_follows_from_the_batch(demo_database: None) -> None:
    product = Item.objects.filter(type="finished", routing_lines__basis="batch").order_by("code").first()
    assert product is not None
    taken = fill(filler("cycle.duration", "route"), Choice(product=product.code))
    line = product.routing_lines.filter(basis="batch", machine__status="working").order_by(
        "op_no", "alt_rank"
    )[0]
    expected = float(line.batch_time_min * product.net_kg / line.batch_size_kg)
    times = {row["name"]: row["time_min"] for row in taken.given["operations"]}
    assert times[line.op_name] == pytest.approx(expected)


def test_capacities_of_a_route_stand_against_the_orders(demo_database: None) -> None:
    order = due_in_march()[0]
    choice = Choice(product=order.product.code, **MARCH)
    taken = fill(filler("organisation.proportionality", "route"), choice)
    note = method("organisation.proportionality").run(taken.given)
    assert note.result
    assert taken.given["task_t_per_h"] > 0


def test_the_calendar_of_a_workshop_gives_days_and_machines(demo_database: None) -> None:
    workshop = Workshop.objects.order_by("code")[0]
    taken = fill(filler("maintenance.ppr_schedule", "calendar"), Choice(workshop=workshop.code))
    assert taken.given["calendar_days"] == 365
    assert 0 < taken.given["full_days_off"] < 365
    assert len(taken.given["machines"]) == workshop.machines.filter(status="working").count()


def test_rhythm_compares_due_dates_with_releases(demo_database: None) -> None:
    first, second, *_ = due_in_march()
    release(first.order_no, dt.date(2026, 3, 4), first.qty_pcs)
    release(second.order_no, dt.date(2026, 3, 25), second.qty_pcs // 2)
    taken = fill(filler("organisation.rhythm"), Choice(**MARCH))
    planned = sum(sum(product["plan_t"]) for product in taken.given["products"])
    actual = sum(sum(product["actual_t"]) for product in taken.given["products"])
    assert planned == pytest.approx(sum(float(order.total_kg) for order in due_in_march()) / 1000)
    made = float(first.total_kg) + float(second.total_kg) * (second.qty_pcs // 2) / second.qty_pcs
    assert actual == pytest.approx(made / 1000, abs=1e-5)
    assert taken.given["periods"] == ["01.03–10.03", "11.03–20.03", "21.03–31.03"]
    assert method("organisation.rhythm").run(taken.given).result


@pytest.mark.parametrize(
    "name", ["programme.rhythm", "programme.plan_fulfilment", "programme.factor_analysis"]
)
def test_the_journal_feeds_the_programme_methods(demo_database: None, name: str) -> None:
    for order in due_in_march()[:6]:
        release(order.order_no, order.due_date, order.qty_pcs)
    taken = fill(filler(name), Choice(**MARCH))
    assert taken.given
    if name in method_ids():
        assert method(name).run(taken.given).result


def test_factors_multiply_to_the_output(demo_database: None) -> None:
    for order in due_in_march()[:6]:
        release(order.order_no, order.due_date, order.qty_pcs)
    taken = fill(filler("programme.factor_analysis"), Choice(**MARCH))
    base = actual = 1.0
    for factor in taken.given["factors"]:
        base, actual = base * factor["base"], actual * factor["actual"]
    assert base == pytest.approx(sum(float(order.total_kg) for order in due_in_march()))
    assert actual == pytest.approx(sum(float(order.total_kg) for order in due_in_march()[:6]))


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(start=dt.date(2026, 3, 31), end=dt.date(2026, 3, 1)),
        Choice(start=dt.date(2001, 1, 1), end=dt.date(2001, 1, 31)),
    ],
)
def test_a_period_without_orders_is_refused(demo_database: None, choice: Choice) -> None:
    with pytest.raises(InvalidDataError):
        fill(filler("organisation.rhythm"), choice)


def test_an_unknown_product_is_refused(demo_database: None) -> None:
    with pytest.raises(InvalidDataError):
        fill(filler("cycle.duration", "route"), Choice(product="НЕТ"))
