"""Every rule of a balanced line, each a small function that names what breaks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from potok.balancing.balance import Answer, Balance
from potok.balancing.problem import Goal, LineProblem, Side
from potok.errors import PotokError


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its name, the tasks (from 0) it is about, a Russian sentence."""

    rule: str
    tasks: tuple[int, ...]
    message: str


class WrongBalanceError(PotokError):
    """The checker refuses a balance of our own engine; data: `count`, `first`."""

    code = "wrong_balance"
    template = "Проверка отвергла найденное распределение, нарушений: {count}. Первое: {first}"
    http_status = 500


Found = tuple[tuple[int, ...], str]
Rule = Callable[[LineProblem, Balance], Iterable[Found]]


def _shape(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Every task has a station, every station a task."""
    if len(line.station_of) != len(problem.tasks):
        yield (), f"станции указаны для {len(line.station_of)} операций из {len(problem.tasks)}"
    for task, station in enumerate(line.station_of):
        if not 0 <= station < len(line.places):
            yield (task,), f"станция {station + 1} вне линии из {len(line.places)} станций"
    for station in range(len(line.places)):
        if station not in line.station_of:
            yield (), f"на станции {station + 1} нет операций"
    if problem.two_sided != (line.side_of is not None) or problem.two_sided != (line.start_of is not None):
        yield (), "стороны и время начала указываются на двусторонней линии и только на ней"
    for column in (line.side_of, line.start_of):
        if column is not None and len(column) != len(problem.tasks):
            yield (), f"стороны или начала указаны для {len(column)} операций из {len(problem.tasks)}"


def _precedence(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """No task stands before one it follows."""
    for early, late in problem.precedence:
        if line.station_of[early] > line.station_of[late]:
            one, other = problem.tasks[early].name, problem.tasks[late].name
            yield (early, late), f"«{one}» должна идти раньше «{other}»"


def _load(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """No station of k places takes more than k cycle times; on two sides each side takes one."""
    loads: dict[tuple[int, Side | None], list[int]] = defaultdict(list)
    for task, station in enumerate(line.station_of):
        loads[station, line.side_of[task] if line.side_of else None].append(task)
    for (station, _), tasks in sorted(loads.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        time = sum(problem.tasks[task].time for task in tasks)
        most = line.cycle * (1 if line.side_of else line.places[station])
        if time > most:
            yield tuple(tasks), f"станция {station + 1} занята {time} при допустимых {most}"


def _places(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """A station has one to K like places."""
    for station, count in enumerate(line.places):
        if not 1 <= count <= problem.places:
            yield (), f"на станции {station + 1} мест {count}, допустимо от 1 до {problem.places}"


def _goal(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """The line keeps the given cycle time, or the given number of stations."""
    if problem.goal is Goal.STATIONS:
        if line.cycle != problem.cycle:
            yield (), f"такт {line.cycle} вместо {problem.cycle}"
    elif problem.stations is not None and sum(line.places) > problem.stations:
        yield (), f"рабочих мест {sum(line.places)} при допустимых {problem.stations}"


def _needs(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Tasks of a station name no two values of a kind."""
    for station, values in sorted(_values(problem, line).items()):
        for kind, found in sorted(values.items()):
            if len(found) > 1:
                tasks = tuple(task for task, where in enumerate(line.station_of) if where == station)
                yield tasks, f"на станции {station + 1} вид «{kind}»: {', '.join(sorted(found))}"


def _limits(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """No more stations of a value than there may be."""
    values = _values(problem, line).values()
    for (kind, value), most in problem.limits:
        count = sum(value in station.get(kind, ()) for station in values)
        if count > most:
            yield (), f"станций «{kind}: {value}» {count}, допустимо {most}"


def _values(problem: LineProblem, line: Balance) -> dict[int, dict[str, set[str]]]:
    """Values of each kind that the tasks of each station need."""
    values: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for task, station in enumerate(line.station_of):
        for kind, value in problem.tasks[task].needs:
            values[station][kind].add(value)
    return values


def _together(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Tasks of a group share a station."""
    for group in problem.together:
        if len({line.station_of[task] for task in group}) > 1:
            yield group, f"должны быть на одной станции: {_names(problem, group)}"


def _apart(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Tasks of a pair share no station."""
    for pair in problem.apart:
        if line.station_of[pair[0]] == line.station_of[pair[1]]:
            yield pair, f"не могут быть на одной станции: {_names(problem, pair)}"


def _grades(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Grades at a station differ by no more than permitted."""
    if problem.grade_spread is None:
        return
    for station in sorted(set(line.station_of)):
        graded = [
            (task.grade, number)
            for number, task in enumerate(problem.tasks)
            if line.station_of[number] == station and task.grade is not None
        ]
        if graded and max(graded)[0] - min(graded)[0] > problem.grade_spread:
            pair = (min(graded)[1], max(graded)[1])
            far = f"разряды на станции расходятся больше чем на {problem.grade_spread}"
            yield pair, f"{far}: {_names(problem, pair)}"


def _names(problem: LineProblem, tasks: Iterable[int]) -> str:
    return ", ".join(f"«{problem.tasks[task].name}»" for task in tasks)


def _sides(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """A task of one side stands on it; every task is on the left or the right."""
    for task, side in enumerate(line.side_of or ()):
        allowed = problem.tasks[task].side
        if side is Side.EITHER or allowed not in (Side.EITHER, side):
            yield (task,), f"«{problem.tasks[task].name}» не на своей стороне"


def _two_sided_times(problem: LineProblem, line: Balance) -> Iterator[Found]:
    """Within the cycle, one after another on a side, and after predecessors of the same station."""
    starts, sides = line.start_of, line.side_of
    if starts is None or sides is None:
        return
    ends = [start + task.time for start, task in zip(starts, problem.tasks, strict=True)]
    rows: dict[tuple[int, Side], list[int]] = defaultdict(list)
    for task, start in enumerate(starts):
        rows[line.station_of[task], sides[task]].append(task)
        if start < 0 or ends[task] > line.cycle:
            yield (task,), f"«{problem.tasks[task].name}» не помещается в такт"
    for row in rows.values():
        row.sort(key=lambda task: (starts[task], ends[task]))
        for one, other in pairwise(row):
            if starts[other] < ends[one]:
                yield (one, other), f"{_names(problem, (one, other))} пересекаются во времени"
    for early, late in problem.precedence:
        if line.station_of[early] == line.station_of[late] and starts[late] < ends[early]:
            yield (early, late), f"{_names(problem, (early, late))} идут не по порядку"


#: Rules by name; the first is asked alone, for the others rely on it.
RULES: dict[str, Rule] = {
    "shape": _shape,
    "precedence": _precedence,
    "load": _load,
    "places": _places,
    "goal": _goal,
    "needs": _needs,
    "limits": _limits,
    "together": _together,
    "apart": _apart,
    "grades": _grades,
    "sides": _sides,
    "two_sided_times": _two_sided_times,
}


def check_balance(problem: LineProblem, line: Balance) -> list[Violation]:
    """Every rule that a line breaks; a line of the wrong shape is not looked at further."""
    found: list[Violation] = []
    for name, rule in RULES.items():
        found += [Violation(name, tasks, message) for tasks, message in rule(problem, line)]
        if name == "shape" and found:
            break
    return found


def check_answer(problem: LineProblem, answer: Answer) -> list[Violation]:
    """What `check_balance` finds, and whether the answer's objective is that of its line."""
    line = answer.balance
    if line is None:
        return []
    found = check_balance(problem, line)
    objective = objective_of(problem, line)
    if answer.objective != objective:
        message = f"показатель {answer.objective}, а по распределению {objective}"
        found.append(Violation("objective", (), message))
    if answer.bound is not None and answer.bound > objective:
        message = f"нижняя граница {answer.bound} больше показателя {objective}"
        found.append(Violation("bound", (), message))
    return found


def objective_of(problem: LineProblem, line: Balance) -> int:
    """What the goal counts: workplaces, the cycle time, or stations × cycle time."""
    if problem.goal is Goal.CYCLE:
        return line.cycle
    if line.side_of is not None:
        return len(set(zip(line.station_of, line.side_of, strict=True)))
    workplaces = sum(line.places)
    if problem.goal is Goal.EFFICIENCY:
        return max(problem.fewest_stations, workplaces) * line.cycle
    return workplaces


def require_right(problem: LineProblem, answer: Answer) -> None:
    """Refuse an answer that breaks a rule.

    Raises:
        WrongBalanceError: With the number of broken rules and the first of them.
    """
    found = check_answer(problem, answer)
    if found:
        raise WrongBalanceError(count=len(found), first=found[0].message)
