"""Load bars of the workplaces of a line."""

from __future__ import annotations

from collections.abc import Sequence

from potok.notes.figures import Figure, xy_series
from potok.notes.value import Value


def load_bars(title: str, names: Sequence[str], loads: Sequence[Value]) -> Figure:
    """One bar for each operation or machine; 100 % is a full load.

    Args:
        title: Russian title.
        names: Operations in the order of the line.
        loads: Their load factors, shares.
    """
    series = xy_series("Загрузка", names, (load.number * 100 for load in loads))
    return Figure("bar", title, "Операция", "Загрузка, %", (series,))
