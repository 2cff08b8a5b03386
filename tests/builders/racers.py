"""Races between planners: what a process of one does, importable by a spawned process; threads at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any


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


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run functions at the same moment, each with an own connection; returns answers or errors."""
    from django.db import connection

    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Exception as error:  # noqa: BLE001 - the answer is looked at by the test
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
