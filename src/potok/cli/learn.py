"""`potok learn`: variants from a seed, control tasks of the textbook, sheets for a group."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_METHOD = Annotated[str, typer.Option("--method", "-m", help="Расчёт, например cycle.duration.")]
_SEED = Annotated[int, typer.Option("--seed", "-s", help="Номер варианта: один номер — одни и те же данные.")]


@app.callback()
def learn() -> None:
    """Обучение: задания, варианты, ответы."""


@app.command()
def themes() -> None:
    """Перечень расчётов, по которым составляются варианты."""
    from potok.learning.own.making import themes as known
    from potok.methods import method

    for name in known():
        print(f"{name:<32} {method(name).title}")


@app.command()
def variant(
    seed: _SEED,
    method: _METHOD,
    *,
    answers: Annotated[
        bool, typer.Option("--answers", help="Вместе с ответами (для преподавателя).")
    ] = False,
) -> None:
    """Составить вариант по номеру; печатает JSON, который принимает `potok calc`."""
    from potok.learning.answers import own_answers
    from potok.learning.own.making import make

    made = make(method, seed)
    found = own_answers(made)
    answer: dict[str, Any] = {
        "method": made.method,
        "seed": made.seed,
        "condition": made.condition,
        "given": made.given,
        "asked": [{"title": row.title, "unit": row.unit_name} for row in found],
    }
    if answers:
        answer["answers"] = [
            {"title": row.title, "value": row.number, "unit": row.unit_name} for row in found
        ]
    _print(answer)


@app.command()
def control(
    number: Annotated[int | None, typer.Argument(help="Номер варианта, 1–30.", show_default=False)] = None,
    book: Annotated[str, typer.Option("--book", help="Номер зачётной книжки вместо номера варианта.")] = "",
) -> None:
    """Контрольное задание учебника: условие, данные, замечания к книге."""
    from potok.learning.control.variants import number_by_record_book
    from potok.learning.control.variants import variant as control_variant

    if (number is None) == (not book):
        raise typer.BadParameter("задайте либо номер варианта, либо --book", param_hint="'NUMBER'")
    found = control_variant(number if number is not None else number_by_record_book(book))
    _print(
        {
            "number": found.number,
            "questions": found.questions,
            "condition": found.condition,
            "parts": [
                {"method": part.method, "title": part.title, "given": part.given} for part in found.parts
            ],
            "remarks": found.remarks,
        }
    )


@app.command()
def sheet(
    seed: _SEED,
    method: _METHOD,
    output: Annotated[Path, typer.Option("--output", "-o", help="Файл PDF.")],
    count: Annotated[int, typer.Option("--count", "-n", help="Сколько вариантов.")] = 25,
    group: Annotated[str, typer.Option("--group", "-g", help="Название группы.")] = "",
    *,
    answers: Annotated[bool, typer.Option("--answers", help="Лист ответов для преподавателя.")] = False,
) -> None:
    """Лист вариантов для группы или лист ответов к нему (PDF)."""
    from potok.documents.learning.sheets import answers_pdf, variants_pdf
    from potok.learning.own.making import make_group

    made = make_group(method, seed, count)
    output.write_bytes((answers_pdf if answers else variants_pdf)(made, group=group))


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
