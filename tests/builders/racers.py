"""What a process of a race between planners does; importable by a spawned process."""

from __future__ import annotations

import os
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier


def confirm_in_process(
    numbers: list[str], barrier: Barrier, answers: Queue[list[tuple[str, str]]], environ: dict[str, str]
) -> None:
    """One planner with an own connection confirms orders one by one and notes what was answered."""
    os.environ.update(environ)
    import django

    django.setup()
    from potok.operations.orders.services.confirmation import confirm_orders
    from potok.operations.people.acting import SYSTEM

    noted = []
    barrier.wait()
    for number in numbers:
        try:
            result = confirm_orders(SYSTEM, order_nos=[number])
            noted.append((number, result.outcomes[0].status))
        except Exception as error:  # noqa: BLE001 - any error at all is the finding
            noted.append((number, repr(error)))
    answers.put(noted)
