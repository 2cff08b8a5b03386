"""`potok balance FILE`: a line of JSON, balanced under all its rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from potok.balancing.bench import Options
from potok.cli.options import JsonOption

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
    as_json: JsonOption = False,
) -> int:
    """Сбалансировать линию: операции с временами, порядком и правилами станций; или швейный поток."""
    if schema:
        from potok.balancing.formats.line_input import LINE
        from potok.notes.inputs.json_schema import json_schema

        print(json.dumps(json_schema(LINE, title="Линия", identifier="line"), ensure_ascii=False, indent=2))
        return 0
    if file is None:
        raise typer.BadParameter(
            "назовите файл с линией; его вид: potok balance --schema", param_hint="'FILE'"
        )
    from potok.balancing.engine import balance as balanced
    from potok.balancing.formats.line_answer import answer_data, answer_text
    from potok.balancing.formats.line_input import read_line
    from potok.balancing.verify import require_right

    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file}: это не текст в UTF-8", param_hint="'FILE'") from error
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise typer.BadParameter(f"{file}: это не JSON ({where})", param_hint="'FILE'") from error
    options = Options(time_limit=time_limit, work_limit=work_limit, seed=seed, cores=cores)
    if isinstance(given, dict) and "tasks" not in given and "operations" in given:
        return _sewing(given, options, as_json=as_json)
    problem = read_line(given)
    answer = balanced(problem, options)
    require_right(problem, answer)
    if as_json:
        print(json.dumps(answer_data(problem, answer), ensure_ascii=False, indent=2))
    else:
        print(answer_text(problem, answer), end="")
    return 0 if answer.balance is not None else 1


def _sewing(given: dict[str, object], options: Options, *, as_json: bool) -> int:
    """A sewing flow: the input of its line, gathered."""
    from potok.lines.sewing.design import opened
    from potok.lines.sewing.search import answer_data, answer_text, searched

    line = opened(given)
    answer = searched(line, options)
    if as_json:
        print(json.dumps(answer_data(line, answer), ensure_ascii=False, indent=2))
    else:
        print("\n".join(answer_text(line, answer)))
    return 0 if answer.best is not None else 1
