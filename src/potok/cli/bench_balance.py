"""`potok bench balance FAMILY FILE`: one benchmark line."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from potok.cli.options import JsonOption
from potok.cli.stopping import stop_of_keyboard

if TYPE_CHECKING:
    from potok.balancing.bench import Incumbent

#: Seconds of loading that the limit of time does not pay for. The command ends two seconds after the limit
#: at the latest (conventions 5): the other second is for checking and writing.
_LOADING = 1.0


def balance(  # noqa: PLR0913, PLR0917 - a command has as many options
    family: Annotated[str, typer.Argument(help="Семейство: salbp1, salbp2, alwabp2.", metavar="FAMILY")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Файл задачи.", metavar="FILE")],
    cycle: Annotated[int | None, typer.Option(min=1, help="Такт (salbp1); без него — из файла.")] = None,
    stations: Annotated[int | None, typer.Option(min=1, help="Число станций (salbp2).")] = None,
    time_limit: Annotated[float, typer.Option(min=0.0, help="Сколько секунд искать.")] = 10.0,
    work_limit: Annotated[
        int | None,
        typer.Option(min=0, help="Сколько шагов искать, вместо времени: ответ всегда один и тот же."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Начало случайного поиска.")] = 0,
    cores: Annotated[int, typer.Option(min=1, help="Сколько ядер занять.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Куда записать решение (JSON).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Сбалансировать линию из файла задачи и сообщить результат и границу; Ctrl-C останавливает поиск."""
    started = time.monotonic()
    from potok.balancing.bench import Options
    from potok.balancing.families import FAMILIES
    from potok.balancing.families import family as family_of

    if family not in FAMILIES:
        raise typer.BadParameter(f"есть {', '.join(sorted(FAMILIES))}", param_hint="'FAMILY'")
    options = Options(
        instance=_instance(file, cycle, stations),
        time_limit=time_limit,
        deadline=started + time_limit + _LOADING,
        work_limit=work_limit,
        seed=seed,
        cores=cores,
        cycle=cycle,
        stations=stations,
        stop=stop_of_keyboard(),
        on_incumbent=None if as_json else _show,
    )
    # Old files end with a mark of their editor that is no text; what cannot be read is refused by the format.
    outcome = family_of(family).run(file.read_text(encoding="utf-8", errors="replace"), options)
    if out is not None and outcome.solution is not None:
        out.write_text(json.dumps(outcome.solution) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(outcome.as_dict(), ensure_ascii=False))
        return
    from potok.balancing.formats.line_answer import STATUS_WORDS

    found = "решения нет" if outcome.objective is None else f"найдено {outcome.objective}"
    bound = "не доказана" if outcome.bound is None else str(outcome.bound)
    words = STATUS_WORDS[outcome.status.value]
    print(f"{outcome.instance}: {found}, нижняя граница {bound}, {words}, {outcome.seconds:.2f} с.")


def _show(incumbent: Incumbent) -> None:
    sys.stderr.write(f"{incumbent.seconds:8.2f} с: {incumbent.objective}\n")


def _instance(file: Path, cycle: int | None, stations: int | None) -> str:
    """Name of the instance: the file, with the cycle time or number of stations that makes it one."""
    if cycle is not None:
        return f"{file.stem}_c{cycle}"
    return file.stem if stations is None else f"{file.stem}_m{stations}"
