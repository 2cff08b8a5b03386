"""`potok docs`: make the pages of the documentation that follow from the declarations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def docs(
    folder: Annotated[Path, typer.Argument(help="Папка страниц.", show_default=True)] = Path(
        "docs/reference"
    ),
) -> None:
    """Собрать справочник формул и перечень опечаток источников."""
    for name, page in pages().items():
        (folder / name).write_text(page, encoding="utf-8")
        print(folder / name)


def pages() -> dict[str, str]:
    """Names and texts of the pages."""
    from potok.documents.reference_pages import Worked, errata_page, formulas_page
    from potok.exchange.worked_cases import all_cases
    from potok.methods import method, method_ids
    from potok.methods.case import case_input

    worked = []
    for case in all_cases():
        if case.method in method_ids():
            given = case_input(case.data, method_id=case.method)
            note = method(case.method).run(given.given, reference=given.reference)
            worked.append(Worked(case.method, case.name, case.title, note))
    return {"formulas.md": formulas_page(worked), "errata.md": errata_page(worked)}
