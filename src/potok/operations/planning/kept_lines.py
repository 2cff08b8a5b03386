"""The lines of the plan asked for last, kept in memory of the process as long as the books hold the same.

A planner tries one event after another on one plan, and reading ten thousand lines takes longer than a
repair. What is kept is told by a digest of the very columns that are read, which PostgreSQL makes in its own
time; so it is never older than the books, and nothing has to be told when they change.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from potok.operations.kept_cursor import kept_cursor
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.snapshot import lines_of_plan, sorted_rows
from potok.operations.planning.stored_lines import StoredLine
from potok.scheduling.plan import PlanRow

#: Count and digest of the lines of a plan, then of their parts. Sums of 64-bit digests: whatever changes in
#: a row changes them, in whatever order the rows come.
_DIGEST = """
    SELECT count(*), sum(hash_record_extended(ROW(
        l.id, o.order_no, l.op_no, m.code, l.start_at, l.finish_at, l.qty_pcs, l.setup_min, l.agreement,
        l.pinned, l.moved_by_hand, l.is_published, o.launch_actual_at, o.status
    ), 0)), (
        SELECT (count(*), sum(hash_record_extended(ROW(
            p.line_id, p.batch_no, p.part_no, p.start_at, p.finish_at, p.qty_pcs
        ), 0)))::text
        FROM planning_schedulepart p
        WHERE p.line_id IN (SELECT id FROM planning_scheduleline WHERE plan_id = %s)
    )
    FROM planning_scheduleline l
    JOIN orders_productionorder o ON o.id = l.order_id
    JOIN catalog_machine m ON m.id = l.machine_id
    WHERE l.plan_id = %s
"""


@dataclass(frozen=True, slots=True)
class KeptLines:
    """A stored plan as it was read.

    Attributes:
        rests_on: Its key and the digest.
        lines: All its lines, by machine and start.
        rows: Their rows, by machine and start.
    """

    rests_on: tuple[Any, ...]
    lines: tuple[StoredLine, ...]
    rows: tuple[PlanRow, ...]


class _Memory:
    """What this process keeps."""

    lock = Lock()
    kept: KeptLines | None = None


def kept_lines(version: PlanVersion) -> KeptLines:
    """All lines of a stored plan and their rows."""
    with kept_cursor() as cursor:
        cursor.execute(_DIGEST, [version.pk, version.pk])
        rests_on = version.pk, *cursor.fetchone()
    with _Memory.lock:
        kept = _Memory.kept
        if kept is None or kept.rests_on != rests_on:
            lines = lines_of_plan(version)
            kept = _Memory.kept = KeptLines(rests_on, tuple(lines), sorted_rows(lines))
        return kept
