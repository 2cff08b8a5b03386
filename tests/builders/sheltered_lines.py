"""Small sheltered lines as plain input."""

from typing import Any


def operation(name: str, time_min: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "time_min": time_min, **more}


def worker(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, **more}


def row_of_three(**more: Any) -> dict[str, Any]:
    """Three operations in a row, two like people: one does the first, one the others, takt 4 minutes."""
    return {
        "shift_min": 480,
        "breaks_min": 60,
        "operations": [operation("Раскрой", 2), operation("Сборка", 3), operation("Упаковка", 1)],
        "workers": [worker("Р1", "Иванова"), worker("Р2", "Петров")],
        **more,
    }


def hand_made(given: dict[str, Any], *who: tuple[str, str, int]) -> dict[str, Any]:
    """The line staffed by hand: (operation, code, place) for every operation."""
    rows = [{"operation": name, "worker": code, "place": place} for name, code, place in who]
    return {**given, "assignment": rows}
