"""The answer of the simulation as a note: figures with their confidence, places, backlogs, pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from potok.lines.simulated import pictures
from potok.notes.calculation import Calculation, Procedure
from potok.notes.formula import Source
from potok.notes.inputs.validation import Accepted
from potok.notes.note import Cell, Leaves, Note, Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value
from potok.simulation.calculated import warm_up_shifts
from potok.simulation.confidence import Estimate
from potok.simulation.line import Conditions, SimulatedLine
from potok.simulation.results import SimulationResult
from potok.simulation.workplace import State

SOURCE = Source("convention", "имитационное моделирование линии")
METHOD = "line.simulation"
_MINUTE = 60

STATE_TITLES = {
    State.WORKING: "Работа",
    State.DOWN: "Ремонт",
    State.WAITING: "Ждут рабочего",
    State.BLOCKED: "Некуда сдать",
    State.STARVING: "Нет работы",
}


def link_title(line: SimulatedLine, before: int, after: int) -> str:
    """As «оп. 3–5 → оп. 8»: titles of the steps, of their stations where the steps have none."""
    stations = {station.no: station.title for station in line.stations}
    titles = {step.no: step.title or stations[step.station] for step in line.steps}
    return f"{titles[before]} → {titles[after]}"


def simulation_note(
    title: str,
    result: SimulationResult,
    accepted: Accepted,
    conditions: Conditions,
    given: Mapping[str, object],
) -> Note:
    """The explained answer.

    Args:
        title: Of the line or its version.
        result: What the simulation says.
        accepted: Its input, as validated.
        conditions: The same as the simulation took it.
        given: The same as it was entered.
    """
    work = Calculation()
    outcome = {
        **_totals(result, work),
        "stations": _stations(result, work),
        "links": _links(result, work),
    }
    for figure in pictures.figures(result, link_title):
        work.draw(figure)
    _conclude(result, work)
    _warn(result, conditions, work)
    leaves = Leaves()
    plain = {key: leaves.plain(item, key) for key, item in outcome.items()}
    return Note(
        method=METHOD,
        title=f"Имитация: {title}",
        source=SOURCE,
        given=given,
        inputs=accepted.items,
        steps=work.steps(),
        result=plain,
        origins=leaves.origins,
        warnings=(*accepted.remarks, *work.warnings()),
        conclusions=work.conclusions(),
        figures=work.figures(),
    )


def _totals(result: SimulationResult, work: Calculation) -> dict[str, Outcome]:
    """Output, takt, time on the line, work in process: mean, interval, calculation."""
    work.section("Итоги")
    step = work.procedure(
        "simulation.totals",
        title="Показатели линии",
        rule="Среднее независимых прогонов и доверительный интервал 95 % по распределению Стьюдента; смены "
        "разгона не учтены. Расчёт — то же при средних временах: такт самого медленного места, удлинённый "
        "ремонтами, или шаг запуска, если он больше.",
        source=SOURCE,
        columns=("Показатель", "Имитация", "От", "До", "Расчёт", "Отклонение, %"),
    )
    rows: list[tuple[str, str, Estimate | None, str, float, float | None]] = [
        ("output_pcs", "Выпуск за смену", result.output_pcs, "pcs", 1, result.calculated_output_pcs),
        ("takt_s", "Средний такт", result.takt_s, "s", 1, result.calculated_takt_s),
        ("cycle_min", "Время изделия на линии", result.cycle_s, "min", _MINUTE, None),
        ("in_process_pcs", "Незавершённое производство, комплектов", result.in_process_pcs, "pcs", 1, None),
    ]
    outcome: dict[str, Outcome] = {}
    for key, title, found, unit, scale, calculated in rows:
        outcome[key] = _total(step, title, found, unit, scale, calculated)
        if calculated is not None:
            outcome[f"calculated_{key}"] = step.value(_rounded(calculated), unit)
    return {**outcome, "bottleneck_no": step.value(result.bottleneck)}


def _total(
    step: Procedure, title: str, found: Estimate | None, unit: str, scale: float, calculated: float | None
) -> Outcome:
    if found is None:
        step.row(title, "—", "—", "—", None, None)
        return None
    mean, low, high = (
        step.value(_rounded(value / scale), unit) for value in (found.mean, found.low, found.high)
    )
    planned: Cell = None
    away: Cell = None
    if calculated is not None:
        planned = step.value(_rounded(calculated / scale), unit)
        away = step.value(_rounded(100 * (found.mean / calculated - 1)), "pct")
    step.row(title, mean, low, high, planned, away)
    return {"mean": mean, "low": low, "high": high}


def _stations(result: SimulationResult, work: Calculation) -> list[Outcome]:
    """Shares of every station."""
    work.section("Места")
    step = work.procedure(
        "simulation.stations",
        title="На что уходит время мест",
        rule="Доли времени смены в среднем по местам и прогонам. «Вне графика» — место не работает по "
        "графику или человек не вышел. Расчётная работа — время операций на такт линии и число мест.",
        source=SOURCE,
        columns=(
            "Место",
            "Мест",
            *(f"{title}, %" for title in STATE_TITLES.values()),
            "Вне графика, %",
            "Расчётная работа, %",
        ),
    )
    rows: list[Outcome] = []
    for station, figures in zip(result.line.stations, result.stations, strict=True):
        shares = {state: step.value(_rounded(100 * figures.shares[state]), "pct") for state in STATE_TITLES}
        closed = step.value(_rounded(100 * figures.closed), "pct")
        calculated = step.value(_rounded(100 * figures.calculated), "pct")
        count = step.value(len(station.places), "pcs")
        step.row(f"{station.no}. {station.title}", count, *shares.values(), closed, calculated)
        rows.append(
            {
                "no": step.value(station.no),
                **{f"{state.value}_pct": share for state, share in shares.items()},
                "closed_pct": closed,
                "calculated_pct": calculated,
            }
        )
    return rows


def _links(result: SimulationResult, work: Calculation) -> list[Outcome]:
    """Backlogs between places."""
    if not result.links:
        return []
    work.section("Заделы")
    step = work.procedure(
        "simulation.backlogs",
        title="Заделы между местами",
        rule="Задел — что сдано предыдущей операцией и не сдано следующей, без изделий на её местах. "
        "Отрицательный задел: на местах следующей операции меньше изделий, чем принято в расчёте.",
        source=SOURCE,
        columns=("Связь", "Средний, шт.", "От", "До", "Наименьший", "Наибольший", "Расчётный средний"),
    )
    rows: list[Outcome] = []
    for link in result.links:
        mean, low, high = (
            step.value(_rounded(value), "pcs") for value in (link.mean.mean, link.mean.low, link.mean.high)
        )
        least, most = step.value(link.least, "pcs"), step.value(link.most, "pcs")
        expected: Value | None = None
        if link.expected:
            expected = step.value(_rounded(_mean_level(result.moments_s, link.expected)), "pcs")
        step.row(link_title(result.line, link.before, link.after), mean, low, high, least, most, expected)
        rows.append({"mean_pcs": mean, "least_pcs": least, "most_pcs": most, "expected_mean_pcs": expected})
    return rows


def _mean_level(moments: Sequence[float], levels: Sequence[float]) -> float:
    """Mean over time of a level that is straight between its moments."""
    spans = zip(moments, moments[1:], levels, levels[1:], strict=False)
    area = math.fsum((finish - start) * (one + other) / 2 for start, finish, one, other in spans)
    return area / (moments[-1] - moments[0])


def _conclude(result: SimulationResult, work: Calculation) -> None:
    output, planned = result.output_pcs, result.calculated_output_pcs
    away = 100 * (output.mean / planned - 1)
    work.conclude(
        f"Выпуск за смену {_text(output.mean)} шт. (от {_text(output.low)} до {_text(output.high)} "
        f"с вероятностью 95 %), расчёт даёт {_text(planned)} шт.: отклонение {_text(away)} %."
    )
    stations = {station.no: station for station in result.line.stations}
    narrow = next(figures for figures in result.stations if figures.no == result.bottleneck)
    work.conclude(
        f"Узкое место — {narrow.no}. {stations[narrow.no].title}: работа "
        f"{_text(100 * narrow.working.mean)} % времени, ремонт {_text(100 * narrow.shares[State.DOWN])} %."
    )
    if result.cycle_s is not None:
        work.conclude(
            f"Изделие проходит линию за {_text(result.cycle_s.mean / _MINUTE)} мин, на линии в среднем "
            f"{_text(result.in_process_pcs.mean)} комплектов."
        )
    short = [link for link in result.links if link.least < 0]
    if short:
        least = min(short, key=lambda link: link.least)
        work.conclude(
            f"Задел бывает ниже нуля, у связи «{link_title(result.line, least.before, least.after)}» — до "
            f"{_text(least.least)} шт.: предыдущая операция отстаёт, и на местах следующей лежит меньше "
            "изделий, чем принято в расчёте. Это время они ждут работы."
        )
    warm_up = warm_up_shifts(result.line)
    work.conclude(f"Прогонов: {result.replications}; до заполнения линии смен: {warm_up}.")


def _warn(result: SimulationResult, conditions: Conditions, work: Calculation) -> None:
    if result.stopped:
        work.warn("stopped", f"Имитация остановлена, учтено прогонов: {result.replications}.")
    if result.stood_still:
        work.warn(
            "stood_still",
            f"В прогонах: {result.stood_still} линия встала: некому работать или некуда сдать работу.",
        )
    if result.fruitless:
        titles = {station.no: station.title for station in result.line.stations}
        nobody = ", ".join(f"{number}. {titles[number]}" for number in result.unmanned)
        why = (
            f"Весь прогон некому работать: {nobody}. Увеличьте резерв или обучите этой работе ещё человека."
            if nobody
            else "Ни одно изделие не прошло линию: посмотрите доли ожидания и ремонта по местам."
        )
        work.warn("fruitless", f"Прогонов без выпуска: {result.fruitless} из {result.replications}. {why}")
    if conditions.breakdown and not any(station.machine for station in result.line.stations):
        work.warn("no_machines", "Отказы не учтены: у операций линии не указаны машины.")


def _rounded(number: float) -> float:
    """Two digits behind the comma: more would be noise."""
    return round(number, 2) if math.isfinite(number) else number


def _text(number: float) -> str:
    return number_text(round(number, 1))
