"""A million movements: the stock page of 5,000 items, and the way of a lot through five levels.

    python benchmarks/stock.py [--movements 1000000] [--items 5000] [--output FILE]

The scratch database is an embedded PostgreSQL of its own in a temporary folder. Raw lots are received;
every card of five levels writes off five lots of the level below and makes one; most product is shipped.
Rows come by COPY, so that the trigger of the ledger adds them to the lots as always. Prints one JSON
object: the machine, how many lots a trace found, then a row a figure; times in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper
    from django.test import Client

LEVELS = 5
#: Lots that one card writes off, and how much of each; a lot holds 100.
TAKEN, EACH = 5, 20
#: A card takes lots that lie together: so many neighbours it chooses from.
WINDOW = 400
SEED = 20_260_302
REQUESTS = 20
BATCH = 100_000
#: Movements of one lot: output or receipt, write-offs; shipments of nine products in ten.
MOVES_A_CARD = TAKEN + 1

PAGES = {
    "stock, first page": "/stock/",
    "stock by free quantity": "/stock/?sort=-free",
    "stock, quarantine": "/stock/?view=quarantine",
    "stock, expiring": "/stock/?view=expiring",
    "stock, text": "/stock/?text=И-0123",
    "lots": "/stock/lots/",
}


def main() -> None:
    """Fill the books, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--movements", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--output", type=Path, help="also write the JSON here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potok-stock-", dir="/tmp") as folder:
        os.environ["POTOK_DATA"] = folder
        Path(folder).chmod(0o755)
        from potok.server.installation import open_books

        with open_books():
            counts = _fill(options.movements, options.items)
            report = {"machine": _machine(), **counts, "figures": [*_traces(), *_pages()]}
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


def _fill(movements: int, items: int) -> dict[str, int]:
    """The demo plant, then items, lots and movements by COPY."""
    from django.db import connection, transaction

    from potok.server.demo import load_demo

    load_demo()
    cards = movements // (LEVELS * MOVES_A_CARD + 1)
    chance = random.Random(SEED)
    with transaction.atomic(), connection.cursor() as cursor:
        item_ids = _items(items)
        # Else the checks of foreign keys keep the plans that they made for small tables.
        cursor.execute("ANALYZE catalog_item")
        first = _next_id(cursor, "warehouse_stocklot")
        with cursor.copy(
            "COPY warehouse_stocklot (id, code, item_id, location, qty, reserved_qty, received_date,"
            " expiry_date, qc_status) FROM STDIN"
        ) as copy:
            for row in _lots(first, cards, item_ids, chance):
                copy.write_row(row)
        cursor.execute("ANALYZE warehouse_stocklot")
        moves = _moves(first, cards, chance)
        while batch := list(islice(moves, BATCH)):
            with cursor.copy(
                "COPY warehouse_stockmovement (lot_id, kind, qty, document, at) FROM STDIN"
            ) as copy:
                for row in batch:
                    copy.write_row(row)
        cursor.execute("SELECT setval('warehouse_stocklot_id_seq', (SELECT max(id) FROM warehouse_stocklot))")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT count(*) FROM warehouse_stockmovement")
        moved = cursor.fetchone()[0]
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE qty > 0) FROM warehouse_stocklot")
        lots, filled = cursor.fetchone()
    return {"movements": moved, "items": items, "lots": lots, "lots_with_stock": filled}


def _next_id(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(
        f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608 - a table of this program
    )
    return int(cursor.fetchone()[0])


def _items(count: int) -> list[list[int]]:
    """Items of each level: raw material first, products last; returns their keys."""
    from potok.operations.catalog.models import Item

    size = count // (LEVELS + 1)
    levels = []
    for level in range(LEVELS + 1):
        finished = level == LEVELS
        made = Item.objects.bulk_create(
            Item(
                code=f"И-{level}{number:04d}",
                name=f"Позиция уровня {level}, номер {number}",
                type="finished" if finished else "raw",
                unit="pcs" if finished else "kg",
                net_kg=1 if finished else None,
                price_rub=100,
                safety_stock=50 if number % 7 == 0 else None,
            )
            for number in range(size)
        )
        levels.append([item.pk for item in made])
    return levels


def _lots(
    first: int, cards: int, item_ids: list[list[int]], chance: random.Random
) -> Iterator[tuple[object, ...]]:
    day = dt.date(2026, 3, 2)
    for level in range(LEVELS + 1):
        place = "Склад готовой продукции" if level == LEVELS else "Склад сырья и тары"
        for number in range(cards):
            received = day - dt.timedelta(days=(cards - number) * 700 // cards)
            yield (
                first + level * cards + number,
                f"Б{level}-{number:06d}",
                chance.choice(item_ids[level]),
                place,
                0,
                0,
                received,
                received + dt.timedelta(days=720),
                chance.choices(["released", "quarantine", "blocked"], [96, 3, 1])[0],
            )


def _moves(first: int, cards: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    at = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    for number in range(cards):
        yield first + number, "receipt", 100, f"ПО-{number:06d}", at
    for level in range(1, LEVELS + 1):
        below, own = first + (level - 1) * cards, first + level * cards
        for number, taken in enumerate(_chosen(cards, chance)):
            document = f"ТК-{level}-{number:06d}"
            for lot in taken:
                yield below + lot, "write_off", -EACH, document, at
            yield own + number, "output", 100, document, at
    products = first + LEVELS * cards
    for number in range(cards):
        if number % 10:
            yield products + number, "shipment", -100, f"ОТ-{number // 20:06d}", at


def _chosen(cards: int, chance: random.Random) -> Iterator[list[int]]:
    """Lots that each card takes: neighbours, each lot taken no more often than it lasts."""
    for start in range(0, cards, WINDOW):
        size = min(WINDOW, cards - start)
        shelf = [start + place for place in range(size) for _ in range(100 // EACH)]
        chance.shuffle(shelf)
        for card in range(size):
            yield sorted(set(shelf[card * TAKEN : (card + 1) * TAKEN]))


def _traces() -> Iterator[dict[str, Any]]:
    """Both ways from raw lots, lots in the middle and products."""
    from potok.operations.stores.reads.trace import trace_lot
    from potok.operations.warehouse.models import StockLot

    chance = random.Random(SEED)
    for name, level in (("trace of raw lots", 0), ("trace of lots half-way", 2), ("trace of products", 5)):
        codes = list(StockLot.objects.filter(code__startswith=f"Б{level}-").values_list("code", flat=True))
        chosen = iter(chance.sample(codes, REQUESTS + 1))
        found = trace_lot(next(chosen))
        size = len(found.back) + len(found.forward)

        def one_more(left: Iterator[str] = chosen) -> object:
            return trace_lot(next(left))

        yield {"figure": name, "lots_found": size, **_times(one_more)}


def _pages() -> Iterator[dict[str, Any]]:
    from django.conf import settings
    from django.test import Client

    from potok.operations.people.models import User

    # Loads and keeps what a process of the site loads and keeps before its first visitor.
    import_module("potok.server.wsgi")
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.get(username="planner"), "django.contrib.auth.backends.ModelBackend")
    for name, path in PAGES.items():
        yield {"figure": name, **_page(client, path)}
    yield {"figure": "page of a product lot", **_page(client, "/stock/lot/Б5-000123/")}


def _page(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return {**_times(lambda: client.get(path)), "kilobytes": round(len(answer.content) / 1024)}


def _times(act: Callable[[], object]) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(REQUESTS - 1):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        act()
        count = len(queries)
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "queries": count,
    }


if __name__ == "__main__":
    main()
