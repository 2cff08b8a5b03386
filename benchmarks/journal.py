"""The journal page over many orders: server time and queries, measured through the whole Django stack.

    python benchmarks/journal.py [--orders 100000] [--output FILE]

The scratch database is an embedded PostgreSQL of its own in a temporary folder, with the settings a
production data folder gets. It holds the demo plant and synthetic orders of three years: most of them done,
five thousand open. Prints one JSON object: the machine, then a row a page with p50 and p95 of its server
time in milliseconds and its number of queries.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from potok.operations.orders.models import ProductionOrder

SEED = 7
REQUESTS = 40
BATCH = 5_000
DAYS = 3 * 365
#: Of a thousand orders.
STATUSES = [("cancelled", 50), ("in_production", 30), ("waiting_shortage", 10), ("new", 10), ("done", 900)]

PAGES = {
    "new": "/orders/?view=new",
    "all by number": "/orders/?view=all",
    "all by due date": "/orders/?view=all&sort=due",
    "all by slack": "/orders/?view=all&sort=slack",
    "all by customer": "/orders/?view=all&sort=customer",
    "shortage by date of cover": "/orders/?view=shortage&sort=cover_date",
    "at risk by slack": "/orders/?view=at_risk&sort=slack",
    "done by release": "/orders/?view=done&sort=-release",
    "one workshop, urgent": "/orders/?view=all&workshop=1&priority=1",
    "text in a product": "/orders/?view=all&text=эмаль",
    "text in a number": "/orders/?view=all&text=09999",
    "period of due dates": "/orders/?view=all&due_from=2025-06-01&due_to=2025-06-30",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--output", type=Path, help="also write the JSON here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potok-journal-", dir="/tmp") as folder:
        os.environ["POTOK_DATA"] = folder
        Path(folder).chmod(0o755)
        from potok.server.installation import open_books

        with open_books():
            _fill(options.orders)
            report = {"machine": _machine(), "orders": options.orders, "pages": list(_measured())}
    text = json.dumps(report, ensure_ascii=False, indent=2)
    print(text)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text + "\n")


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "database": "embedded PostgreSQL, fsync on",
    }


def _fill(count: int) -> None:
    """The demo plant and synthetic orders, fresh statistics."""
    from django.db import connection, transaction

    from potok.operations.catalog.clock import now
    from potok.operations.orders.models import OrderEvent, ProductionOrder
    from potok.server.demo import load_demo

    load_demo()
    orders, moment = _orders(count), now()
    while batch := list(islice(orders, BATCH)):
        with transaction.atomic():
            ProductionOrder.objects.bulk_create(batch)
            OrderEvent.objects.bulk_create(
                OrderEvent(order=order, kind="created", at=moment, to_status=order.status) for order in batch
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _orders(count: int) -> Iterator[ProductionOrder]:
    """Copies of the demo orders spread over three years; the newest ones are open."""
    from potok.operations.catalog.clock import aware, today
    from potok.operations.orders.models import ProductionOrder

    chance = random.Random(SEED)
    patterns = list(ProductionOrder.objects.select_related(None))
    codes = [code for code, weight in STATUSES for _ in range(weight)]
    first = today() - dt.timedelta(days=DAYS)
    for number in range(count):
        pattern = patterns[number % len(patterns)]
        status = codes[chance.randrange(len(codes))]
        created = first + dt.timedelta(days=number * DAYS // count)
        due = created + dt.timedelta(days=chance.randint(10, 40))
        launch = aware(dt.datetime.combine(due - dt.timedelta(days=chance.randint(2, 9)), dt.time(8)))
        is_planned = status in {"in_production", "done"}
        is_done = status == "done"
        release = launch + dt.timedelta(hours=chance.randint(4, 60))
        yield ProductionOrder(
            order_no=f"А-{number:06d}",
            created_date=created,
            customer_id=pattern.customer_id,
            manager=pattern.manager,
            product_id=pattern.product_id,
            workshop_id=pattern.workshop_id,
            recipe_id=pattern.recipe_id,
            qty_pcs=pattern.qty_pcs,
            qty_requested_pcs=pattern.qty_pcs,
            total_kg=pattern.total_kg,
            done_pcs=pattern.qty_pcs if is_done else 0,
            due_date=due,
            priority=chance.randint(1, 3),
            status=status,
            cancel_reason="отказ клиента" if status == "cancelled" else "",
            cover="expected" if status == "waiting_shortage" else "in_stock",
            cover_date=due if status == "waiting_shortage" else None,
            cover_items=["R15"] if status == "waiting_shortage" else [],
            earliest_start_date=created,
            slack_days=None if is_done else chance.randint(-10, 30),
            launch_at=launch if is_planned else None,
            release_at=release if is_planned else None,
            launch_actual_at=launch if is_done else None,
            release_actual_at=release if is_done else None,
        )


def _measured() -> Iterator[dict[str, Any]]:
    from django.conf import settings
    from django.test import Client

    from potok.operations.people.models import User

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.get(username="planner"), "django.contrib.auth.backends.ModelBackend")
    for name, path in PAGES.items():
        yield {"page": name, **_measure(client, path)}
    yield {"page": "following rows", **_measure(client, _following(client, depth=5))}


def _measure(client: Client, path: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        count = len(queries)
    times = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "queries": count,
        "kilobytes": round(len(answer.content) / 1024),
    }


def _following(client: Client, *, depth: int) -> str:
    """Address of a page of rows far down the list."""
    path = PAGES["all by number"]
    for _ in range(depth):
        html = client.get(path).content.decode()
        found = re.search(r'data-more hx-get="([^"]+)"', html)
        assert found, path
        path = unescape(found[1])
    return path


if __name__ == "__main__":
    main()
