"""What a planner may want of a plan besides few days late, in the words of the form."""

from __future__ import annotations

from potok.scheduling.request import Goal

GOALS = [
    (Goal.USUAL.value, "Меньше наладок, затем меньше изменений"),
    (Goal.STEADY.value, "Меньше изменений, затем меньше наладок"),
]
