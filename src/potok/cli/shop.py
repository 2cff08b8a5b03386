"""`potok shop`: a shop with all plant rules from a file, planned and checked without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from potok.cli.options import JsonOption
from potok.cli.stopping import stop_of_keyboard

if TYPE_CHECKING:
    from potok.scheduling.bench import Incumbent

ShopArgument = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="Файл JSON с цехом.", metavar="FILE")
]

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def shop() -> None:
    """Спланировать цех со всеми правилами из файла и проверить его план."""


@app.command()
def plan(
    file: ShopArgument,
    time_limit: Annotated[float, typer.Option(min=0.0, help="Сколько секунд улучшать план.")] = 10.0,
    work_limit: Annotated[
        int | None,
        typer.Option(
            min=0, help="Сколько вариантов попробовать, вместо времени: ответ всегда один и тот же."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Начало случайного поиска.")] = 0,
    cores: Annotated[int, typer.Option(min=1, help="Сколько ядер занять.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Куда записать план (JSON).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Спланировать цех; Ctrl-C останавливает поиск, лучший найденный план остаётся."""
    stop = stop_of_keyboard()
    from potok.scheduling.bench import Options, Watch
    from potok.scheduling.formats.full_plans import figures_text, plan_data, plan_text
    from potok.scheduling.formats.full_shops import read_shop
    from potok.scheduling.shop.checked import plan_checked

    asked = read_shop(_parsed(file, "'FILE'"))
    options = Options(
        time_limit=None if work_limit is not None else time_limit,
        work_limit=work_limit,
        seed=seed,
        cores=cores,
        stop=stop,
        on_incumbent=_nothing if as_json else _show,
    )
    made = plan_checked(asked, Watch(options))
    data = plan_data(asked, made)
    if out is not None:
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(data, ensure_ascii=False))
        return
    if out is None:
        print(plan_text(asked, made), end="")
    print(figures_text(asked, made), end="")


@app.command()
def check(
    file: ShopArgument,
    plan_file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="Файл JSON с планом этого цеха.", metavar="PLAN"),
    ],
    as_json: JsonOption = False,
) -> int:
    """Проверить план цеха независимым контролёром и назвать правило и операцию каждого нарушения."""
    from potok.errors import InvalidDataError
    from potok.scheduling.formats.full_plans import read_shop_plan
    from potok.scheduling.formats.full_shops import read_shop
    from potok.scheduling.shop.validation import faults_of
    from potok.scheduling.verify.full_shop import report_of

    asked = read_shop(_parsed(file, "'FILE'"))
    if faults := faults_of(asked):
        raise InvalidDataError(faults)
    rules, violations = report_of(asked, read_shop_plan(_parsed(plan_file, "'PLAN'"), asked))
    if as_json:
        answer = {
            "ok": not violations,
            "rules": [rule.as_dict() for rule in rules],
            "violations": [violation.as_dict() for violation in violations],
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif violations:
        print(f"Нарушений: {len(violations)}.")
        for violation in violations:
            print(f"  {violation.rule}: {violation.message}")
    else:
        print(f"Нарушений нет: правил {len(rules)}, проверок {sum(rule.checked for rule in rules)}.")
    return 1 if violations else 0


@app.command()
def schema() -> None:
    """Показать JSON Schema файла цеха."""
    from potok.notes.inputs.json_schema import json_schema
    from potok.scheduling.formats.full_shop_fields import SHOP

    print(json.dumps(json_schema(SHOP, title="Цех", identifier="shop"), ensure_ascii=False, indent=2))


@app.command()
def rules() -> None:
    """Перечислить правила, которые соблюдает план цеха."""
    from potok.scheduling.shop.rules import rules as known

    for rule in known().values():
        print(f"{rule.clause:20} {rule.phrase}")


def _parsed(file: Path, hint: str) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file}: это не текст в UTF-8", param_hint=hint) from error
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise typer.BadParameter(f"{file}: это не JSON ({where})", param_hint=hint) from error


def _show(incumbent: Incumbent) -> None:
    sys.stderr.write(f"{incumbent.seconds:8.2f} с: {incumbent.objective:g}\n")


def _nothing(incumbent: Incumbent) -> None:
    del incumbent
