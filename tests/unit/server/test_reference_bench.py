from pathlib import Path

import pytest

from potok.methods import method, method_ids
from potok.server.reference.bench_pages import bench_pages

DOCS = Path(__file__).parents[3] / "docs" / "reference"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return bench_pages()


@pytest.mark.parametrize("name", ["formulas.md", "errata.md"])
def test_a_page_of_the_documentation_says_what_is_declared(pages: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], "run: make docs"


def test_every_formula_of_every_method_is_on_the_page(pages: dict[str, str]) -> None:
    page = pages["formulas.md"]
    missing = [
        formula.id
        for name in method_ids()
        for formula in method(name).formulas
        if f"**{formula.title}** ({formula.english})" not in page
    ]
    assert missing == []


def test_a_misprint_is_told_with_what_is_right(pages: dict[str, str]) -> None:
    page = pages["errata.md"]
    assert "Напечатано сокращение 6,2 %" in page
    assert ".txt" not in page
