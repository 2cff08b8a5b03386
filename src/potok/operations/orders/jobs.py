"""Background jobs of orders."""

from __future__ import annotations

from procrastinate.contrib.django import app

from potok.operations.orders.services.cover import refresh_marked
from potok.operations.orders.services.lost_cover import checked_today, expire_by_hours, nightly_check
from potok.operations.people.acting import SYSTEM


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.new_day", queue="default", queueing_lock="orders.new_day")
def check_new_day(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Check all orders once a plant date, and work off marks whose process died before it could."""
    refresh_marked()
    if not checked_today():
        nightly_check(SYSTEM)


@app.periodic(cron="* * * * *")
@app.task(name="orders.hours", queue="default", queueing_lock="orders.hours")
def check_hours(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Take lots whose hour of expiry has come from the stock and from orders."""
    expire_by_hours(SYSTEM)
