"""`potok bench schedule FILE --family NAME`: one published instance, one line of the result."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from potok.cli.options import JsonOption
from potok.cli.stopping import stop_of_keyboard

if TYPE_CHECKING:
    from potok.scheduling.bench import Incumbent, Outcome


def schedule(  # noqa: PLR0913, PLR0917 - options of a command
    file: Annotated[Path, typer.Argument(exists=True, help="Файл задачи.", dir_okay=False, metavar="FILE")],
    family: Annotated[
        str,
        typer.Option(help="Семейство задач: fjsp, jobshop, rcpsp, twt, parallel, setups, factory или plan."),
    ],
    instance: Annotated[
        str | None, typer.Option(help="Какая задача, если в файле их несколько; иначе имя файла.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.0, help="Сколько секунд искать.")] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Начало случайного поиска.")] = 0,
    cores: Annotated[int, typer.Option(min=1, help="Сколько ядер занять.")] = 2,
    work_limit: Annotated[
        int | None,
        typer.Option(min=0, help="Сколько шагов искать, вместо времени: ответ всегда один и тот же."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Куда записать план (JSON).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Составить план задачи из файла и сообщить цель и доказанную границу; Ctrl-C останавливает поиск."""
    from potok.scheduling.bench import Options
    from potok.scheduling.benchmarks.families import FAMILIES, runner

    if family not in FAMILIES:
        raise typer.BadParameter(f"есть {', '.join(FAMILIES)}", param_hint="'--family'")
    options = Options(
        time_limit=None if work_limit is not None else time_limit,
        seed=seed,
        cores=cores,
        work_limit=work_limit,
        instance=instance or file.stem,
        stop=stop_of_keyboard(),
        on_incumbent=_nothing if as_json else _show,
    )
    outcome = runner(family)(file.read_text(encoding="utf-8"), options)
    if out is not None:
        out.write_text(json.dumps(outcome.solution) + "\n", encoding="utf-8")
    print(json.dumps(_line(outcome), ensure_ascii=False) if as_json else _sentence(outcome))


def _line(outcome: Outcome) -> dict[str, object]:
    """The line of conventions 5."""
    return {
        "family": outcome.family,
        "instance": outcome.instance,
        "objective": outcome.objective,
        "bound": outcome.bound,
        "seconds": round(outcome.seconds, 3),
        "process_seconds": round(outcome.process_seconds, 3),
        "seed": outcome.seed,
        "status": outcome.status,
        **outcome.measures,
    }


def _sentence(outcome: Outcome) -> str:
    found = "плана нет" if outcome.objective is None else f"цель {outcome.objective}"
    bound = "граница не доказана" if outcome.bound is None else f"нижняя граница {outcome.bound}"
    return f"{outcome.instance}: {found}, {bound}, {outcome.status}, {outcome.seconds:.2f} с."


def _show(incumbent: Incumbent) -> None:
    sys.stderr.write(f"{incumbent.seconds:8.2f} с: {incumbent.objective}\n")


def _nothing(incumbent: Incumbent) -> None:
    del incumbent
