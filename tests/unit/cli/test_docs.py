from pathlib import Path

import pytest

from potok.cli.docs import pages
from potok.cli.main import run
from potok.methods import method, method_ids

DOCS = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", ["formulas.md", "errata.md"])
def test_a_page_of_the_documentation_says_what_is_declared(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run: potok docs"


def test_every_formula_of_every_method_is_on_the_page() -> None:
    page = pages()["formulas.md"]
    missing = [
        formula.id
        for name in method_ids()
        for formula in method(name).formulas
        if f"**{formula.title}** ({formula.english})" not in page
    ]
    assert missing == []


def test_a_misprint_is_told_with_what_is_right() -> None:
    page = pages()["errata.md"]
    assert "Напечатано сокращение 6,2 %" in page
    assert ".txt" not in page


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    assert run(["docs", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"formulas.md", "errata.md"}
