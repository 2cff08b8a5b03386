"""The strip above the board: figures before → after and the curve of a run."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.operations.planning.reads.review import Review
from potok.web import formats
from potok.web.components.parts import Figure

#: Box of the curve in its own units; it is stretched to the place it has.
CURVE_WIDTH, CURVE_HEIGHT = 1000, 24
#: An order counts as moved in these kinds of change.
_MOVED_KINDS = frozenset({"saved", "broken", "moved"})


@dataclass(frozen=True, slots=True)
class Curve:
    """The best plan over time as an SVG step line, in units of `CURVE_WIDTH` × `CURVE_HEIGHT`.

    Attributes:
        points: Of the polyline.
        done: Width of the elapsed part.
        label: The same in words.
    """

    points: str
    done: int
    label: str


def figures(review: Review, run: Mapping[str, Any] | None, unsent: int | None) -> list[Figure]:
    """Late orders, days late, set-ups and what the draft moves or the shops have not agreed.

    Args:
        review: The version on the board.
        run: The run that goes now: its best plan stands for «after».
        unsent: Lines of the plan in force that are not agreed; None when a draft is shown.
    """
    if review.figures is None and run is None:
        return []
    now = review.figures or {}
    best = run["incumbents"][-1] if run and run["incumbents"] else None
    if best is not None:
        after = {
            "late": best["late"],
            "tardiness_days": best["tardiness_days"],
            "setup_h": round(best["setup_min"] / 60, 1),
        }
        base: Mapping[str, float] | None = now or None
    elif review.difference is not None and review.base is not None:
        after, base = dict(now), review.difference.before
    else:
        after, base = dict(now), None
    planned = now.get("planned", 0)  # of the first plan of all nothing is known while it is searched
    shown = [
        _figure("Опаздывают заказы", "late", after, base, f"из {formats.number(planned)}" if planned else ""),
        _figure("Дни опоздания", "tardiness_days", after, base, "дн."),
        _figure("Переналадки", "setup_h", after, base, "ч"),
    ]
    if best is None:
        shown.append(_last_figure(review, now, unsent))
    return shown


def _figure(
    label: str, key: str, after: Mapping[str, float], base: Mapping[str, float] | None, unit: str
) -> Figure:
    value = after.get(key, 0)
    if base is None or key not in base:
        tone = "bad" if key == "late" and value else ""
        return Figure(label, formats.number(value), unit, tone=tone)
    old = base[key]
    tone = "done" if value < old else "bad" if value > old else "cancel"
    return Figure(label, formats.number(value), unit, was=formats.number(old), tone=tone)


def _last_figure(review: Review, now: Mapping[str, float], unsent: int | None) -> Figure:
    planned = f"из {formats.number(now.get('planned', 0))}"
    if review.difference is not None:
        moved = sum(change.kind in _MOVED_KINDS for change in review.difference.changes)
        if review.base is None:
            return Figure("Получат даты", formats.number(now.get("planned", 0)), "заказов")
        return Figure(
            "Сдвинуто заказов", formats.number(moved), planned, was="0", tone="wait" if moved else "cancel"
        )
    waiting = unsent or 0
    return Figure("Не согласовано операций", formats.number(waiting), tone="wait" if waiting else "done")


def curve(run: Mapping[str, Any]) -> Curve:
    """Days late of the best plan over the share of the time limit."""
    incumbents: Sequence[Mapping[str, Any]] = run["incumbents"]
    done = min(1.0, run["elapsed_s"] / run["time_limit_s"]) if run["time_limit_s"] else 1.0
    if run["state"] in {"done", "stopped"}:
        done = min(1.0, max(done, *(point["share"] for point in incumbents))) if incumbents else 1.0
    if not incumbents:
        return Curve("", round(done * CURVE_WIDTH), "плана ещё нет")
    values = [point["tardiness_days"] for point in incumbents]
    low, high = min(values), max(values)
    spread = (high - low) or 1
    places = [
        (
            round(point["share"] * CURVE_WIDTH),
            round(3 + (high - point["tardiness_days"]) / spread * (CURVE_HEIGHT - 9)),
        )
        for point in incumbents
    ]
    steps = [f"0,{places[0][1]}", f"{places[0][0]},{places[0][1]}"]
    for (_, before), (x, y) in itertools.pairwise(places):
        steps += [f"{x},{before}", f"{x},{y}"]
    end = max(round(done * CURVE_WIDTH), places[-1][0])
    steps.append(f"{end},{places[-1][1]}")
    label = f"дни опоздания: {formats.number(values[0])} → {formats.number(values[-1])}"
    return Curve(" ".join(steps), round(done * CURVE_WIDTH), label)
