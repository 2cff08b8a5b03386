"""The generated pages of the docs: true to the code, whole, and useful."""

from __future__ import annotations

from pathlib import Path

import pytest

from potok.api.app import api
from potok.errors import catalogue
from potok.operations.orders.states import TRANSITIONS
from potok.server.reference.errors_page import advice_of, declared_errors
from potok.server.reference.pages import pages

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", ["api.md", "errors.md", "plan-rules.md", "shop-files.md", "states.md"])
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], f"docs/reference/{name} is out of date: run `make docs`"


def test_every_error_has_its_line() -> None:
    page = pages()["errors.md"]
    codes = [error.code for error in declared_errors()]
    assert len(codes) > 60
    assert set(codes) == {
        code for code, error in catalogue().items() if error.__module__.startswith("potok.")
    }
    assert [code for code in codes if page.count(f"| `{code}` |") != 1] == []


def test_every_operation_of_the_api_has_its_address_and_right() -> None:
    page = pages()["api.md"]
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            address = f"`{method.upper()} {path.removeprefix('/api/v1')}`"
            right = operation["x-right"]
            assert f"{address} · {f'`{right}`' if right else 'everybody'}" in page, address


def test_every_transition_is_in_the_table_and_in_the_diagram() -> None:
    page = pages()["states.md"]
    for step in TRANSITIONS:
        assert f"| {step.id} |" in page
        assert f"{step.source or '[*]'} --> {step.target}: {step.id} {step.verb}" in page


@pytest.mark.parametrize(
    ("sentence", "happened", "advice"),
    [
        ("Заказа {order_no} нет. Проверьте номер.", "Заказа {order_no} нет.", "Проверьте номер."),
        ("План № {number} устарел: {why}. {hint}", "План № {number} устарел: {why}.", "{hint}"),
        ("Объём 5 шт. мал: нужно 6 шт.", "Объём 5 шт. мал: нужно 6 шт.", ""),
    ],
)
def test_the_advice_is_what_follows_the_first_sentence(sentence: str, happened: str, advice: str) -> None:
    assert advice_of(sentence) == (happened, advice)
