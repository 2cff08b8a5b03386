"""Repair of a plan of 10,000 operations after each kind of event, promises beside it, reasons of late orders.

    python benchmarks/repair.py [--orders 2500] [--site] [--output FILE]

The plant and its plan are generated (`generated_plant.py`), the plan is the first plan of the engine. Prints
one JSON object: the machine, then a row a figure; seconds are processor time of the process, the check of
the repaired plan by the independent checker is not in them. With `--site` the same plant lies in books of
its own (`generated_site.py`, which takes minutes), and what is measured are the preview of a repair, its
acceptance, a dragged bar and the promise as a user gets them: reading, repairing, checking, storing. The
first preview reads the plan, the others find it kept. There seconds are those of the clock, beside them
stands the processor time of the process and of PostgreSQL.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from potok.operations.planning.services.repairs import BooksEvent

from generated_plant import TODAY, generated_request
from generated_site import open_site
from processor import server_seconds

from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.promise.engine import promise_order
from potok.scheduling.promise.words import promise_sentence
from potok.scheduling.promise.work import work_of_rows
from potok.scheduling.repair.engine import Repair, repair_plan
from potok.scheduling.repair.events import (
    AbsentCrew,
    Breakdown,
    Event,
    LateMaterial,
    RefusedLine,
    UrgentOrder,
)
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import check_plan
from potok.scheduling.verify.repair import check_repair
from potok.scheduling.why.late import why_late
from potok.scheduling.why.words import late_sentence

HELD_UNTIL = dt.datetime(2026, 3, 4)
EVENT_AT = dt.datetime(2026, 3, 10, 9)
PROMISES = 20
_DAY = dt.timedelta(days=1)
REASONS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=2500)
    parser.add_argument("--site", action="store_true", help="measure through the books")
    parser.add_argument("--output", type=Path, help="also write the JSON here")
    options = parser.parse_args()
    machine = {
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }
    request = generated_request(orders=options.orders)
    plan = first_plan(request)
    held = tuple(row for row in plan.rows if row.start_at < HELD_UNTIL)
    held_keys = {(row.order_no, row.op_no) for row in held}
    request = replace(
        request, fixed_rows=tuple(row for row in plan.rows if (row.order_no, row.op_no) in held_keys)
    )
    if options.site:
        with open_site(request, plan):
            events = [*_events(request, plan), _delay()]
            figures = [_preview(event) for event in events]
            figures += [_moved(plan), _asked_promises(request), _accepted(events[0])]
    else:
        figures = [_repair(request, plan, event) for event in _events(request, plan)]
        figures.append(_promises(request, plan))
        figures.append(_reasons(request, plan))
    text = json.dumps({"machine": machine, "figures": figures}, ensure_ascii=False, indent=2)
    print(text)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text + "\n")


def _events(request: PlanRequest, plan: Plan) -> list[Event]:
    """One of each kind; free work of the second week is hit."""
    free = [row for row in plan.rows if row.start_at >= EVENT_AT]
    launched = {row.order_no: row.start_at for row in sorted(plan.rows, key=lambda row: row.start_at)[::-1]}
    waits = {
        order_no: start.date() - date
        for order_no, start in launched.items()
        if start >= EVENT_AT and (date := request.material[order_no]) is not None
    }
    waiting = max(waits, key=lambda order_no: (waits[order_no], order_no))
    release = max(row.finish_at for row in plan.rows if row.order_no == waiting)
    stage = sorted(machine_id for machine_id in request.plant.machines if machine_id.startswith("S1"))
    return [
        Breakdown(free[0].machine_id, EVENT_AT, EVENT_AT + dt.timedelta(days=2)),
        LateMaterial({row.order_no: dt.date(2026, 3, 30) for row in free[:200:10]}, "R01"),
        UrgentOrder(waiting, (release - 3 * _DAY).date()),
        AbsentCrew(tuple(stage), EVENT_AT.date(), 1),
        RefusedLine(
            free[0].order_no, free[0].op_no, free[0].machine_id, free[0].start_at + dt.timedelta(days=1)
        ),
    ]


def _repair(request: PlanRequest, plan: Plan, event: Event) -> dict[str, Any]:
    started = time.process_time()
    repair = repair_plan(request, plan, event)
    seconds = time.process_time() - started
    return {
        "figure": f"repair {type(event).__name__}",
        "seconds": round(seconds, 3),
        "operations": repair.total,
        "moved": len(repair.changes),
        "ways_tried": repair.tried,
        "cost": round(repair.cost, 1),
        "sentence": repair.sentence,
        "faults": _faults(repair, plan),
    }


def _faults(repair: Repair, plan: Plan) -> int:
    request = repair.request
    rules = check_plan(
        request.plant,
        repair.plan.rows,
        material=request.material,
        unplanned=repair.plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    )
    own = check_repair(
        plan.rows,
        repair.plan.rows,
        held=request.fixed_rows,
        touched=repair.touched,
        named=[(change.order_no, change.op_no) for change in repair.changes],
    )
    return len(rules.violations) + len(own)


def _promises(request: PlanRequest, plan: Plan) -> dict[str, Any]:
    """Promises of orders like those of the plan, material some days away."""
    work = work_of_rows(plan.rows, request.orders, held=request.fixed_rows)
    planned = {order.order_no: (order, request.material[order.order_no]) for order in request.orders}
    dated = {order_no: (order, date) for order_no, (order, date) in planned.items() if date is not None}
    seconds, sentence = [], ""
    for number in range(PROMISES):
        asked = replace(request.orders[number * 7], order_no="НОВЫЙ", priority=2)
        started = time.process_time()
        promise = promise_order(
            request.plant,
            asked,
            work,
            material=request.plant.today + dt.timedelta(days=3 + number),
            not_before=request.not_before,
            material_item="R15",
            planned=dated,
        )
        seconds.append(time.process_time() - started)
        sentence = promise_sentence(promise)
    return {
        "figure": "promise",
        "seconds_median": round(statistics.median(seconds), 3),
        "seconds_worst": round(max(seconds), 3),
        "promises": PROMISES,
        "sentence": sentence,
    }


def _reasons(request: PlanRequest, plan: Plan) -> dict[str, Any]:
    """Why late orders are late, remedies included; the first plan has some, evenly drawn by lateness."""
    late = sorted(plan.late, key=lambda order: (order.days, order.order_no))
    asked = late[:: max(1, len(late) // REASONS)]
    seconds, sentence = [], ""
    for order in asked:
        started = time.process_time()
        why = why_late(request, plan, order.order_no)
        seconds.append(time.process_time() - started)
        sentence = late_sentence(why)
    return {
        "figure": "reasons of a late order",
        "seconds_median": round(statistics.median(seconds), 3) if seconds else None,
        "seconds_worst": round(max(seconds), 3) if seconds else None,
        "orders": len(asked),
        "sentence": sentence,
    }


def _delay() -> BooksEvent:
    """A receipt that many orders wait for, as purchasing tells it: the orders follow from the books."""
    from potok.operations.planning.services.repairs import ReceiptDelay

    return ReceiptDelay("П-R01", TODAY + dt.timedelta(days=28))


def _preview(event: BooksEvent) -> dict[str, Any]:
    """What the planner waits for after telling what happened."""
    from potok.operations.people.acting import SYSTEM
    from potok.operations.planning.services.repairs import preview_repair

    with _timed() as figure:
        preview = preview_repair(SYSTEM, number=1, event=event)
    return {
        "figure": f"preview of a repair on the site, {type(event).__name__}",
        **figure,
        "moved": len(preview.operations),
        "ok": preview.ok,
        "sentence": preview.sentence,
    }


def _accepted(event: BooksEvent) -> dict[str, Any]:
    """What the planner waits for after accepting a preview: the same repair, checked and stored."""
    from potok.operations.people.acting import SYSTEM
    from potok.operations.planning.services.repairs import preview_repair, repair_version

    shown = preview_repair(SYSTEM, number=1, event=event)
    with _timed() as figure:
        draft = repair_version(SYSTEM, number=1, event=event, proposal=shown.proposal)
    return {"figure": "accepted repair on the site", **figure, "lines": draft.lines.count()}


def _moved(plan: Plan) -> dict[str, Any]:
    """What the planner waits for after dropping a bar two hours later."""
    from potok.operations.catalog.clock import aware
    from potok.operations.people.acting import SYSTEM
    from potok.operations.planning.services.moving import Move, preview_move

    row = next(row for row in plan.rows if row.start_at >= EVENT_AT)
    start = aware(row.start_at + dt.timedelta(hours=2))
    with _timed() as figure:
        preview = preview_move(SYSTEM, number=1, move=Move(row.order_no, row.op_no, row.machine_id, start))
    return {
        "figure": "preview of a bar that was dragged on the site",
        **figure,
        "orders": len(preview.changes),
        "ok": preview.ok,
        "sentence": preview.sentence,
    }


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Seconds on the clock, of this process and of PostgreSQL, filled in at the end."""
    figure: dict[str, float] = {}
    wall, own, server = time.monotonic(), time.process_time(), server_seconds()
    yield figure
    figure["seconds"] = round(time.monotonic() - wall, 3)
    figure["process_seconds"] = round(time.process_time() - own, 3)
    figure["postgres_seconds"] = round(server_seconds() - server, 3)


def _asked_promises(request: PlanRequest) -> dict[str, Any]:
    """Promises below the form of a new order; the first one lays the plan out."""
    from potok.operations.people.acting import SYSTEM
    from potok.operations.planning.reads.promises import Asked, promise_asked

    seconds, sentence = [], ""
    for number in range(PROMISES):
        like = request.orders[number * 7 % len(request.orders)]
        asked = Asked(like.product_id, like.qty_pcs, like.due_date, priority=2)
        started = time.process_time()
        promise = promise_asked(SYSTEM, asked)
        seconds.append(time.process_time() - started)
        sentence = promise_sentence(promise)
    return {
        "figure": "promise on the site",
        "seconds_first": round(seconds[0], 3),
        "seconds_median": round(statistics.median(seconds[1:]), 3),
        "seconds_worst": round(max(seconds[1:]), 3),
        "promises": PROMISES,
        "sentence": sentence,
    }


if __name__ == "__main__":
    main()
