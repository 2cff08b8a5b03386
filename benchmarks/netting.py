"""Netting of 100,000 orders × 5 components × 5,000 items, and the pull table over 5,000 × 5 demands.

Prints one JSON object a line: what was measured, seconds (best and worst of the repeats) and the peak
memory of the process so far in MiB. Data is drawn with a seed, so every machine does the same work.

    python benchmarks/netting.py [--orders N] [--items N] [--repeats N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import resource
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

from potok.supply.columns import pull_columns
from potok.supply.cover import Coverage, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.netting import IntegerNeeds, confirm, free_stock, net
from potok.supply.phased_table import last_event, pull_table

TODAY = dt.date(2026, 3, 2)
COMPONENTS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    machine = {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }
    print(json.dumps({"machine": machine}))
    size = {"orders": options.orders, "items": options.items, "components": COMPONENTS}
    for name, work in _works(options.orders, options.items):
        _report(name, work, size=size, repeats=options.repeats)
    size = {"orders": 5_000, "items": 100, "components": COMPONENTS}
    for name, work in _pull_table_works(5_000, 100):
        _report(name, work, size=size, repeats=options.repeats)


def _works(orders: int, items: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Netting of prepared integers, with ranking, and the same from decimals to reserved lots."""
    dice = random.Random(1)
    needs: list[IntegerNeeds] = [_needs(dice, items) for _ in range(orders)]
    keys = [(dice.randint(1, 3), dice.randint(1, 200), number) for number in range(orders)]
    # Stock for about two thirds of what is needed: covered and short orders both in great number.
    free = [dice.randint(0, 2 * 350_000 * orders * COMPONENTS // items // 3) for _ in range(items)]

    def netting() -> int:
        return len(net(list(free), needs))

    def ranking_and_netting() -> int:
        in_rank = sorted(range(orders), key=keys.__getitem__)
        return len(net(list(free), [needs[number] for number in in_rank]))

    yield "netting, integers in rank", netting
    yield "ranking and netting, integers", ranking_and_netting
    demands = [
        Demand(
            f"A{number:06}",
            keys[number][0],
            TODAY + dt.timedelta(days=keys[number][1]),
            {f"R{item}": Decimal(qty).scaleb(-3) for item, qty in needs[number]},
        )
        for number in range(orders)
    ]
    lots = [
        StockPosition(f"L{item}-{part}", f"R{item}", Decimal(free[item] // 3).scaleb(-3), TODAY)
        for item in range(items)
        for part in range(3)
    ]
    yield "mass confirmation, decimals to lots", lambda: len(confirm(demands, lots, today=TODAY).short)


def _pull_table_works(orders: int, items: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Cover and pull table of waiting orders."""
    dice = random.Random(2)
    demands = [
        Demand(
            f"A{number:06}",
            dice.randint(1, 3),
            TODAY + dt.timedelta(days=dice.randint(5, 60)),
            {f"R{item}": Decimal(qty).scaleb(-3) for item, qty in _needs(dice, items)},
        )
        for number in range(orders)
    ]
    lots = [
        StockPosition(f"L{item}-{part}", f"R{item}", Decimal(dice.randint(0, 9_000)), TODAY)
        for item in range(items)
        for part in range(3)
    ]
    receipts = [_receipt(dice, item, part) for item in range(items) for part in range(20)]

    def cover() -> Coverage:
        free = free_stock(lots, today=TODAY)
        return cover_waiting(
            demands, free, receipts, today=TODAY, first_working_date=lambda _workshop, date: date
        )

    def cover_and_table() -> int:
        found = cover()
        columns = pull_columns(TODAY, holidays=frozenset(), until=last_event(found, receipts))
        return len(pull_table(found, columns=columns, positions=lots, receipts=receipts).rows)

    yield "cover of waiting orders", cover
    yield "cover and pull table", cover_and_table


def _needs(dice: random.Random, items: int) -> list[tuple[int, int]]:
    return [(item, dice.randint(1_000, 700_000)) for item in dice.sample(range(items), COMPONENTS)]


def _receipt(dice: random.Random, item: int, part: int) -> ExpectedReceipt:
    date = TODAY + dt.timedelta(days=dice.randint(1, 60))
    qty = Decimal(dice.randint(1, 8_000))
    return ExpectedReceipt(f"П{item}-{part}", f"R{item}", qty, date, date, date, date)


def _report(name: str, work: Callable[[], object], *, size: dict[str, int], repeats: int) -> None:
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "work": name,
                **size,
                "seconds": round(min(seconds), 4),
                "worst_seconds": round(max(seconds), 4),
                "peak_mib": round(peak_mib),
            }
        )
    )


if __name__ == "__main__":
    main()
