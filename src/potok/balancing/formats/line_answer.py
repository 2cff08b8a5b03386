"""A balanced line as JSON and as text: stations with their tasks, load and places."""

from __future__ import annotations

from typing import Any

from potok.balancing.balance import Answer, Balance
from potok.balancing.problem import Goal, LineProblem, Side

STATUS_WORDS = {
    "optimal": "доказано, что лучше нельзя",
    "feasible": "возможно, есть и лучше",
    "infeasible": "такой линии нет",
    "unknown": "за отведённое время линия не найдена",
    "stopped": "поиск остановлен",
}
_SIDE_WORDS = {Side.LEFT: "слева", Side.RIGHT: "справа"}


def answer_data(problem: LineProblem, answer: Answer) -> dict[str, Any]:
    """The answer as plain data; stations count from 1, `load` is a share of what their places can do."""
    line = answer.balance
    return {
        "status": answer.status.value,
        "objective": answer.objective,
        "bound": answer.bound,
        "seconds": round(answer.seconds, 3),
        "cycle": None if line is None else line.cycle,
        "workplaces": None if line is None else line.workplaces,
        "stations": [] if line is None else [_station(problem, line, k) for k in range(line.stations)],
    }


def _station(problem: LineProblem, line: Balance, station: int) -> dict[str, Any]:
    tasks = [task for task, where in enumerate(line.station_of) if where == station]
    time = sum(problem.tasks[task].time for task in tasks)
    room = line.cycle * _places(line, station)
    rows = []
    for task in tasks:
        row: dict[str, Any] = {"name": problem.tasks[task].name, "time": problem.tasks[task].time}
        if line.side_of is not None and line.start_of is not None:
            row |= {"side": line.side_of[task].value, "start": line.start_of[task]}
        rows.append(row)
    return {
        "number": station + 1,
        "places": _places(line, station),
        "time": time,
        "load": round(time / room, 4),
        "tasks": rows,
    }


def _places(line: Balance, station: int) -> int:
    """Workplaces of a station: its like places, or its sides in use."""
    if line.side_of is None:
        return line.places[station]
    pairs = zip(line.station_of, line.side_of, strict=True)
    return len({side for where, side in pairs if where == station})


def answer_text(problem: LineProblem, answer: Answer) -> str:
    """The answer for the screen."""
    words = STATUS_WORDS[answer.status.value]
    line = answer.balance
    if line is None:
        return f"Линия не построена: {words}.\n"
    head = f"Рабочих мест {line.workplaces}, такт {line.cycle} с; {words}."
    if problem.goal is Goal.EFFICIENCY:
        head = (
            f"Рабочих мест {line.workplaces}, такт {line.cycle} с, произведение {answer.objective}; {words}."
        )
    rows = [head]
    for station in answer_data(problem, answer)["stations"]:
        places = f", мест {station['places']}" if station["places"] > 1 else ""
        names = "; ".join(_task_text(task) for task in station["tasks"])
        rows.append(f"{station['number']:>4}. {station['time']} с ({station['load']:.0%}){places}: {names}")
    return "\n".join(rows) + "\n"


def _task_text(task: dict[str, Any]) -> str:
    if "side" not in task:
        return f"{task['name']} {task['time']} с"
    return f"{task['name']} {task['time']} с ({_SIDE_WORDS[Side(task['side'])]}, с {task['start']}-й секунды)"
