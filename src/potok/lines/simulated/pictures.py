"""Pictures of a simulation: where time goes, output against the plan, backlogs against the calculation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from potok.notes.figures import Figure, Series, xy_series
from potok.simulation.line import SimulatedLine
from potok.simulation.results import LinkFigures, SimulationResult
from potok.simulation.workplace import State

_MINUTE = 60
#: Backlogs drawn: those that reach the highest; the table has all of them.
MOST_BACKLOGS = 8
_SHARES = (
    ("Работа", State.WORKING),
    ("Ремонт", State.DOWN),
    ("Ждут рабочего", State.WAITING),
    ("Некуда сдать", State.BLOCKED),
    ("Нет работы", State.STARVING),
)

LinkTitle = Callable[[SimulatedLine, int, int], str]


def figures(result: SimulationResult, link_title: LinkTitle) -> tuple[Figure, ...]:
    """All pictures, in the order they are shown."""
    drawn = sorted(result.links, key=lambda link: -link.most)[:MOST_BACKLOGS]
    return (
        _output(result),
        _shares(result),
        *(_backlog(result, link, link_title) for link in drawn),
    )


def _minutes(result: SimulationResult) -> list[float]:
    return [moment / _MINUTE for moment in result.moments_s]


def _output(result: SimulationResult) -> Figure:
    minutes = _minutes(result)
    planned = [moment / result.calculated_takt_s for moment in result.moments_s]
    series = (
        xy_series("Расчёт", minutes, planned),
        xy_series("Имитация, среднее", minutes, result.produced.mean),
        xy_series("Худший прогон", minutes, result.produced.low),
        xy_series("Лучший прогон", minutes, result.produced.high),
    )
    return Figure("line", "Выпуск нарастающим итогом", "Рабочее время, мин", "Изделий, шт.", series)


def _shares(result: SimulationResult) -> Figure:
    names = [str(figures.no) for figures in result.stations]
    series = [
        xy_series(title, names, (100 * figures.shares[state] for figures in result.stations))
        for title, state in _SHARES
        if any(figures.shares[state] for figures in result.stations)
    ]
    if any(figures.closed > 1e-9 for figures in result.stations):
        series.append(xy_series("Вне графика", names, (100 * figures.closed for figures in result.stations)))
    return Figure("stacked", "На что уходит время мест", "Место, №", "Доля времени, %", tuple(series))


def _backlog(result: SimulationResult, link: LinkFigures, link_title: LinkTitle) -> Figure:
    minutes = _minutes(result)
    curves: list[tuple[str, Sequence[float]]] = [
        ("Имитация, среднее", link.level.mean),
        ("Наименьший", link.level.low),
        ("Наибольший", link.level.high),
    ]
    if link.expected:
        curves.insert(0, ("Расчёт", link.expected))
    series: tuple[Series, ...] = tuple(xy_series(name, minutes, levels) for name, levels in curves)
    title = f"Задел {link_title(result.line, link.before, link.after)}"
    return Figure("line", title, "Рабочее время, мин", "Задел, шт.", series)
