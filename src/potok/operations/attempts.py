"""Work of background jobs that is begun, given up and told as failed in one way.

The row of such work has `state` (queued, running, then done, stopped or failed), `attempt`, `job_id`,
`stop_requested`, `error` and `finished_at`. A result counts only for the current attempt: one that a newer
attempt overtook finds no row of its own any more and saves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from potok.errors import PotokError

#: States of work that has not ended.
GOING = ("queued", "running")
#: Of jobs that nobody will carry out any more.
_ENDED_JOBS = ["succeeded", "failed", "cancelled", "aborted"]


def begin(model: type[models.Model], pk: int, *, moment: str = "") -> Any:  # noqa: ANN401 - a row of the model
    """The work with its next attempt, None when it has ended or is gone.

    Args:
        model: Its table.
        pk: Its key.
        moment: Field that notes when the attempt began, empty = none does.
    """
    with transaction.atomic():
        found = model._default_manager.select_for_update().filter(pk=pk, state__in=GOING).first()  # noqa: SLF001 - public name of Django
        if found is None:
            return None
        row: Any = found
        row.state, row.attempt = "running", row.attempt + 1
        if moment:
            setattr(row, moment, timezone.now())
        row.save(update_fields=["state", "attempt", *([moment] if moment else [])])
    return row


def current(row: Any) -> QuerySet[Any]:  # noqa: ANN401 - a row of work
    """The row as long as its attempt is the current one."""
    found: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk, attempt=row.attempt)  # noqa: SLF001 - public name of Django
    return found


@contextmanager
def told_as_failed(row: Any, *, work: str) -> Iterator[None]:  # noqa: ANN401 - a row of work
    """What goes wrong within is written into the row; an error of ours ends here, any other goes on.

    Args:
        row: With its attempt.
        work: What failed, in the genitive («расчёта»).
    """
    try:
        yield
    except PotokError as error:
        _fail(current(row), error.code, error.message)
    except Exception:
        _fail(current(row), "internal", f"Внутренняя ошибка {work}. Сообщите администратору.")
        raise


def fail_lost(model: type[models.Model], *, again: str) -> int:
    """Close work whose job ended without it: its worker died too often; returns how many rows.

    Args:
        model: Its table.
        again: What the person can do («Запустите расчёт снова.»).
    """
    ended = ProcrastinateJob.objects.filter(status__in=_ENDED_JOBS).values("id")
    lost = model._default_manager.filter(state__in=GOING, job_id__in=ended)  # noqa: SLF001 - public name of Django
    return _fail(lost, "worker_lost", f"Исполнитель задания остановился. {again}")


def _fail(rows: QuerySet[Any], code: str, message: str) -> int:
    error = {"code": code, "message": message}
    return rows.update(state="failed", error=error, finished_at=timezone.now())
