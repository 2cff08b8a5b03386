"""Works of a shift as the page draws them: a card in the list and a pane to report in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.shopfloor.reads.routes import Pace, permitted_machines
from potok.operations.shopfloor.reads.runs import CourseEntry, RunDetail
from potok.operations.shopfloor.reads.shift_figures import done_share, ready_at
from potok.operations.shopfloor.reads.shift_task import TaskRow
from potok.web import formats

_SHOWN_LINES = 12


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A line of the course: time, what happened, the report that may be taken back."""

    at: dt.datetime
    text: str
    who: str
    withdrawable: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """An operation of the shift.

    Attributes:
        key: «ЗП-0015:30», the same on every device.
        pace: «215 шт./ч», «6 загрузок × 165 мин».
        share: Done part of the shift's pieces, per cent for the bar.
        machines: Code and name of machines that it may be launched on.
        late_min: Minutes that it will end after its planned end, when that is later.
        standing_min: Minutes of the open stop.
    """

    row: TaskRow
    detail: RunDetail | None
    key: str
    pace: str
    share: str
    tone: str
    left: int
    ready_at: dt.datetime | None
    late_min: int
    standing_min: int
    course: tuple[CourseLine, ...]
    machines: tuple[tuple[str, str], ...] = ()

    @property
    def people(self) -> str:
        """Who works."""
        return ", ".join(self.row.people)

    @property
    def tiles(self) -> tuple[tuple[str, str, str, int], ...]:
        """What may be reported: kind, word, tone, pieces made in the shift."""
        made = self.row.in_shift
        return (
            ("good", "Годные", "", made.good),
            ("rework", "Доработка", "", made.rework),
            ("scrap", "Брак", "bad", made.scrap),
        )

    @property
    def reason_kinds(self) -> tuple[tuple[str, str], ...]:
        """Kinds of reasons with their titles."""
        return (("stop", "Причина паузы"), ("rework", "Причина доработки"), ("scrap", "Причина брака"))


def works_of(rows: Sequence[TaskRow], details: Mapping[int, RunDetail], now: dt.datetime) -> list[Work]:
    """Works in the sequence of the task."""
    machines = permitted_machines([(row.product, row.op_no) for row in rows])
    return [_work(row, details.get(row.run_id or 0), now, machines[row.product, row.op_no]) for row in rows]


def _work(
    row: TaskRow, detail: RunDetail | None, now: dt.datetime, machines: tuple[tuple[str, str], ...]
) -> Work:
    ready = ready_at(row, now) if row.state in {"running", "stopped"} else None
    late = round((ready - row.finish_at).total_seconds() / 60) if ready else 0
    standing = round((now - row.stopped_at).total_seconds() / 60) if row.stopped_at else 0
    made = row.in_shift.good
    return Work(
        row=row,
        detail=detail,
        key=f"{row.order_no}:{row.op_no}",
        pace=pace_words(row.pace, row.batches),
        share=f"{done_share(row) * 100:.1f}",
        tone={"stopped": "risk", "running": "", "finished": ""}.get(row.state, "idle"),
        left=max(0, int(row.qty_pcs) - made),
        ready_at=ready,
        late_min=max(0, late),
        standing_min=max(0, standing),
        course=tuple(_line(entry) for entry in (detail.course[:_SHOWN_LINES] if detail else ())),
        machines=machines,
    )


def pace_words(pace: Pace | None, batches: int) -> str:
    """How fast the work goes by its norm."""
    if pace is None:
        return ""
    if pace.batch_min is not None:
        minutes = formats.number(pace.batch_min)
        many = formats.counted(batches, "загрузка", "загрузки", "загрузок") if batches else "загрузка"
        return f"{many} × {minutes} мин"
    if pace.pcs_per_h is not None:
        return f"{formats.number(pace.pcs_per_h)} шт./ч"
    return f"{formats.number(pace.kg_per_h)} кг/ч" if pace.kg_per_h is not None else ""


def _line(entry: CourseEntry) -> CourseLine:
    if entry.kind == "stop":
        length = "" if entry.minutes is None else f" {formats.number(round(entry.minutes))} мин"
        note = f" — {entry.note}" if entry.note else ""
        return CourseLine(entry.at, f"Пауза{length}: {entry.stop_reason.lower()}{note}", entry.who)
    told = []
    for pcs, word, reason in (
        (entry.good_pcs, "годных", ""),
        (entry.rework_pcs, "на доработку", entry.rework_reason),
        (entry.scrap_pcs, "в брак", entry.scrap_reason),
    ):
        if pcs:
            why = f" ({reason.lower()})" if reason else ""
            told.append(f"{formats.signed(Decimal(pcs))} {word}{why}")
    verb = "Отозвано" if entry.kind == "withdrawal" else "Записано"
    names = f" · {', '.join(entry.people)}" if entry.people else ""
    card = f" · {entry.card}" if entry.card else ""
    return CourseLine(
        entry.at,
        f"{verb} {', '.join(told)}{names}{card}",
        entry.who,
        withdrawable=entry.id if entry.withdrawable else None,
        withdrawn=entry.withdrawn,
    )
