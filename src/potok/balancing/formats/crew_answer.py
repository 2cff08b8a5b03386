"""A balanced line of people as JSON and as text: places with their people, operations and reasons."""

from __future__ import annotations

from typing import Any

from potok.balancing.formats.line_answer import STATUS_WORDS
from potok.balancing.workers.engine import CrewAnswer
from potok.balancing.workers.explain import explain
from potok.balancing.workers.problem import CrewGoal, CrewProblem, cycle_of


def crew_answer_data(problem: CrewProblem, answer: CrewAnswer) -> dict[str, Any]:
    """The answer as plain data; stations count from 1, in the order of the line, the idle come last."""
    line = answer.balance
    cycle = None if line is None else _cycle(problem, answer)
    told = () if line is None or cycle is None else explain(problem, line, cycle)
    people: list[dict[str, Any]] = [
        {
            "worker": problem.workers[one.worker].name,
            "station": None if one.station is None else one.station + 1,
            "tasks": [problem.tasks[task].name for task in one.tasks],
            "time": one.load,
            "load": round(one.load / cycle, 4) if cycle else 0.0,
            "why": one.text,
        }
        for one in told
    ]
    people.sort(key=lambda row: (row["station"] is None, row["station"] or 0))
    return {
        "status": answer.status.value,
        "objective": answer.objective,
        "bound": answer.bound,
        "seconds": round(answer.seconds, 3),
        "cycle": cycle,
        "workers": None if line is None else line.used,
        "people": people,
    }


def crew_answer_text(problem: CrewProblem, answer: CrewAnswer) -> str:
    """The answer for the screen."""
    words = STATUS_WORDS[answer.status.value]
    if answer.balance is None:
        return f"Люди не расставлены: {words}.\n"
    data = crew_answer_data(problem, answer)
    rows = [f"Работают {data['workers']} чел., такт {data['cycle']} с; {words}."]
    for row in data["people"]:
        place = "  —" if row["station"] is None else f"{row['station']:>3}"
        rows.append(f"{place}. {row['why']}")
    return "\n".join(rows) + "\n"


def _cycle(problem: CrewProblem, answer: CrewAnswer) -> int | None:
    """The given takt, or the one that the line needs."""
    if answer.balance is None:
        return None
    return problem.cycle if problem.goal is CrewGoal.WORKERS else cycle_of(problem, answer.balance)
