"""`potok bakery`: the technological plan of a bakery from its input or from the description of a line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)

METHOD = "bakery.technological_plan"


@app.command()
def bakery(
    source: Annotated[
        Path,
        typer.Option(
            "--input", "-i", exists=True, help="Файл JSON: исходные данные плана, пример или линия."
        ),
    ],
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%d.%m.%Y"], help="Дата плана для файла линии; без неё сегодня."),
    ] = None,
    task_kg: Annotated[
        float | None,
        typer.Option(
            "--task", min=0.0, help="Суточное задание для файла линии, кг; без него партия в смену."
        ),
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            help="Рецептура дежи для файла линии: JSON с исходными данными или примером расчёта "
            "bakery.bowl_recipe; без неё дежа — передаточная партия линии.",
        ),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            help="Поправки лаборатории к этой рецептуре: JSON-список с ключами valid_from, document и "
            "flour_moisture_pct, dough_moisture_pct или ingredient с kg_per_100kg_flour.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Записать записку: .pdf, .xlsx или .json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ответ в виде JSON.")] = False,
) -> None:
    """Составить технологический план: дежи, расстойка, выпечка и остывание по печам и сменам."""
    from potok.methods import method
    from potok.methods.bakery._line import given_of_line, is_line
    from potok.methods.case import case_input
    from potok.notes.render.terminal import note_text

    given = _parsed(source)
    if is_line(given):
        given = given_of_line(
            given,
            date=(date.date() if date else dt.date.today()).isoformat(),
            plan_kg=task_kg,
            recipe=case_input(_parsed(recipe), method_id="bakery.bowl_recipe").given if recipe else None,
            corrections=_listed(corrections) if corrections else (),
        )
    elif recipe or corrections:
        raise typer.BadParameter(
            "рецептура и поправки стоят в самих исходных данных плана; отдельно они нужны файлу линии",
            param_hint="'--recipe'" if recipe else "'--corrections'",
        )
    found = case_input(given, method_id=METHOD)
    note = method(METHOD).run(found.given, reference=found.reference)
    if output is not None:
        _write(note, output)
    if as_json:
        print(json.dumps(note.result, ensure_ascii=False))
    elif output is None:
        print(note_text(note))


def _write(note: Any, output: Path) -> None:  # noqa: ANN401 - the note's type is imported lazily
    """The note as the name of the file says."""
    from potok.documents.note.pdf import note_pdf
    from potok.documents.note.workbook import note_workbook
    from potok.methods import method
    from potok.notes.storage import note_to_data

    inputs = method(METHOD).inputs
    if output.suffix == ".pdf":
        output.write_bytes(note_pdf(note, inputs=inputs))
    elif output.suffix == ".xlsx":
        output.write_bytes(note_workbook(note, inputs=inputs).content)
    elif output.suffix == ".json":
        output.write_text(
            json.dumps(note_to_data(note), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    else:
        raise typer.BadParameter("имя файла кончается на .pdf, .xlsx или .json", param_hint="'--output'")


def _listed(source: Path) -> list[Any]:
    found = _parsed(source)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise typer.BadParameter(f"{source}: это не список поправок", param_hint="'--corrections'")
    return found


def _parsed(source: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(source.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise typer.BadParameter(f"{source}: это не JSON в UTF-8", param_hint="'--input'") from error
