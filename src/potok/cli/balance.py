"""`potok balance FILE`: a line of JSON, balanced under all its rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from potok.cli.options import JsonOption
from potok.cli.stopping import stop_of_keyboard

if TYPE_CHECKING:
    from potok.balancing.bench import Options

#: What is told of a line: as data, as text, and whether there is one.
Told: TypeAlias = tuple[dict[str, Any], str, bool]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def balance(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="Файл JSON с линией.", metavar="FILE")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.0, help="Сколько секунд искать.")] = 10.0,
    work_limit: Annotated[
        int | None,
        typer.Option(min=0, help="Сколько шагов искать, вместо времени: ответ всегда один и тот же."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Начало случайного поиска.")] = 0,
    cores: Annotated[int, typer.Option(min=1, help="Сколько ядер занять.")] = 2,
    schema: Annotated[bool, typer.Option("--schema", help="JSON Schema файла линии.")] = False,
    schema_people: Annotated[
        bool, typer.Option("--schema-people", help="JSON Schema файла линии, у которой время своё у каждого.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Сбалансировать линию из операций, линию людей или швейный поток: файл сам говорит, что в нём."""
    if schema or schema_people:
        print(_schema(people=schema_people))
        return 0
    if file is None:
        raise typer.BadParameter(
            "назовите файл с линией; его вид: potok balance --schema", param_hint="'FILE'"
        )
    from potok.balancing.bench import Options

    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file}: это не текст в UTF-8", param_hint="'FILE'") from error
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise typer.BadParameter(f"{file}: это не JSON ({where})", param_hint="'FILE'") from error
    options = Options(
        time_limit=time_limit, work_limit=work_limit, seed=seed, cores=cores, stop=stop_of_keyboard()
    )
    data, text, found = _reader(given)(given, options)
    print(json.dumps(data, ensure_ascii=False, indent=2) if as_json else text, end="\n" if as_json else "")
    return 0 if found else 1


def _schema(*, people: bool) -> str:
    from potok.notes.inputs.json_schema import json_schema

    if people:
        from potok.balancing.formats.crew_input import CREW

        found = json_schema(CREW, title="Линия людей", identifier="crew")
    else:
        from potok.balancing.formats.line_input import LINE

        found = json_schema(LINE, title="Линия", identifier="line")
    return json.dumps(found, ensure_ascii=False, indent=2)


def _reader(given: object) -> Callable[[Any, Options], Told]:
    """Who reads the file: its keys say whether it knows people, and whether a page gave it out."""
    if not isinstance(given, dict):
        return _stations
    if "workers" in given:
        return _sheltered if "operations" in given else _people
    return _sewing if "operations" in given and "tasks" not in given else _stations


def _stations(given: object, options: Options) -> Told:
    """A line whose times are those of the operations."""
    from potok.balancing.engine import balance as balanced
    from potok.balancing.formats.line_answer import answer_data, answer_text
    from potok.balancing.formats.line_input import read_line
    from potok.balancing.verify import require_right

    problem = read_line(given)
    answer = balanced(problem, options)
    require_right(problem, answer)
    return answer_data(problem, answer), answer_text(problem, answer), answer.balance is not None


def _people(given: object, options: Options) -> Told:
    """A line whose times differ by person."""
    from potok.balancing.formats.crew_answer import crew_answer_data, crew_answer_text
    from potok.balancing.formats.crew_input import read_crew
    from potok.balancing.workers.engine import balance_crew
    from potok.balancing.workers.verify import require_right

    problem = read_crew(given)
    answer = balance_crew(problem, options)
    if answer.balance is not None and answer.objective is not None:
        require_right(problem, answer.balance, answer.objective)
    return crew_answer_data(problem, answer), crew_answer_text(problem, answer), answer.balance is not None


def _sewing(given: dict[str, object], options: Options) -> Told:
    """A sewing flow: the input of its line, gathered."""
    from potok.lines.sewing.design import opened
    from potok.lines.sewing.search import answer_data, answer_text, searched

    line = opened(given)
    answer = searched(line, options, front=True)
    return answer_data(line, answer), "\n".join(answer_text(line, answer)) + "\n", answer.best is not None


def _sheltered(given: dict[str, object], options: Options) -> Told:
    """The data of a sheltered line as its page gives them out: staffed anew, with rotation."""
    from potok.lines.sheltered.design import design, improve

    if options.work_limit is not None:
        raise typer.BadParameter("для линии со страницы задаётся только время", param_hint="'--work-limit'")
    better = improve(
        given, time_limit_s=options.time_limit or 0.0, seed=options.seed, should_stop=options.stop
    )
    line = design(better)
    people: Any = line.data["people"]
    warnings = [warning.text for warning in line.warnings]
    rows = [f"{line.summary}.", *(f"Предупреждение: {text}" for text in warnings)]
    rows += [f"{person['label'] or '—':>4}. {person['text']}" for person in people]
    data = {
        "cycle": line.data["takt_min"],
        "indicators": {one.key: one.value for one in line.indicators},
        "warnings": warnings,
        "people": [{key: person[key] for key in ("code", "name", "label", "text")} for person in people],
        "given": better,
    }
    return data, "\n".join(rows) + "\n", True
