"""`potok plan --plant DIR --out DIR`: a plan from files, with no database at all."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from potok.cli.stopping import stop_of_keyboard
from potok.scheduling.request import Goal

if TYPE_CHECKING:
    from potok.scheduling.bench import Incumbent

_DAY_S = 86_400

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Engine(StrEnum):
    """Which engine plans."""

    USUAL = "usual"
    FULL = "full"


@app.command()
def plan(  # noqa: PLR0913, PLR0917 - options of a command
    plant_dir: Path = typer.Option(..., "--plant", exists=True, help="Папка с файлами или книга XLSX."),
    out: Path = typer.Option(..., "--out", help="Папка для plan.csv, shortages.csv, summary.json."),
    today: dt.datetime | None = typer.Option(
        None, formats=["%Y-%m-%d", "%d.%m.%Y"], help="Дата завода; без неё — первая дата календаря."
    ),
    time_limit: float = typer.Option(20.0, min=0.0, help="Сколько секунд улучшать план."),
    work_limit: int | None = typer.Option(None, min=0, help="Сколько вариантов попробовать, вместо времени."),
    seed: int = typer.Option(0, min=0, help="Начало случайного поиска: одинаковое даёт одинаковый план."),
    cores: int | None = typer.Option(None, min=1, help="Сколько ядер занять; без него — все."),
    engine: Engine = typer.Option(
        Engine.USUAL,
        help="usual — обычный движок; full — движок цехов со всеми правилами, передаёт по 1/24 заказа.",
    ),
    goal: Goal = typer.Option(
        Goal.USUAL,
        help="Что важно после опозданий: usual — меньше наладок, steady — меньше изменений; "
        "движок full следует только первому.",
    ),
    previous: Path | None = typer.Option(
        None, exists=True, file_okay=False, help="Папка прежнего плана: изменений к нему будет меньше."
    ),
    as_json: bool = typer.Option(False, "--json", help="Ответ в виде JSON."),
) -> None:
    """Спланировать все заказы, дефицитные — с самой ранней даты запуска; Ctrl-C оставляет лучший план."""
    stop = stop_of_keyboard()
    from potok.exchange.file_plan import file_plan_input
    from potok.exchange.plan_files import read_plan, write_plan
    from potok.exchange.plan_summary import summary_data
    from potok.exchange.plant_files import read_plant
    from potok.scheduling.changes import changed_operations
    from potok.scheduling.engine import plan_orders
    from potok.scheduling.shop.plant import plan_in_full_shop

    started = time.monotonic()
    plant = read_plant(plant_dir, today=today.date() if today else None)
    material = file_plan_input(plant)
    earlier = read_plan(previous).plan.rows if previous else ()
    request = replace(material.request, goal=goal, previous=earlier)
    limit = None if work_limit is not None else time_limit
    if engine is Engine.FULL:
        made = plan_in_full_shop(
            request,
            should_stop=stop,
            time_limit_s=limit,
            work_limit=work_limit,
            seed=seed,
            cores=cores or os.cpu_count() or 1,
            on_incumbent=_nothing if as_json else _show,
        )
    else:
        made = plan_orders(
            request,
            should_stop=stop,
            time_limit_s=limit,
            work_limit=work_limit,
            seed=seed,
            cores=cores,
        )
    summary = write_plan(made, material.shortages, time.monotonic() - started, out)
    if as_json:
        print(json.dumps(summary_data(summary), ensure_ascii=False))
        return
    changed = f", изменено операций {changed_operations(plant, earlier, made.rows)}" if earlier else ""
    print(
        f"Заказов {summary.orders}, в плане {summary.planned}, без плана {len(summary.unplanned)}; "
        f"опаздывают {len(summary.late)}, дней опоздания {summary.tardiness_days}{changed}. Файлы: {out}."
    )


def _show(incumbent: Incumbent) -> None:
    days = f"{incumbent.objective / _DAY_S:.1f}".replace(".", ",")
    sys.stderr.write(f"{incumbent.seconds:8.2f} с: опоздание с весом {days} дн.\n")


def _nothing(incumbent: Incumbent) -> None:
    del incumbent
