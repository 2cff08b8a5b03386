"""What must hold for every method, whatever it computes."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
import typst

from potok.methods import method, method_ids, topics
from potok.notes.formula import Formula
from potok.notes.render.layout import formula_layout
from potok.notes.render.mathml import mathml
from potok.notes.render.omml import omml
from potok.notes.render.text import text
from potok.notes.render.typst import typst as typst_markup

FORMULAS: dict[str, Formula] = {
    formula.id: formula for name in method_ids() for formula in method(name).formulas
}
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
every_method = pytest.mark.parametrize("name", method_ids())


@every_formula
def test_the_units_of_a_formula_fit(formula: Formula) -> None:
    formula.check_dimension()


@every_formula
def test_a_formula_names_its_symbols_in_russian(formula: Formula) -> None:
    assert formula.title
    assert formula.english
    assert all(symbol.meaning for symbol in (formula.result, *formula.symbols))


@every_formula
def test_a_formula_is_well_formed_markup(formula: Formula) -> None:
    layout = formula_layout(formula)
    assert "=" in text(layout)
    assert ET.fromstring(mathml(layout)).tag.endswith("math")  # noqa: S314 - our own markup
    assert ET.fromstring(omml(layout)).tag.endswith("oMath")  # noqa: S314 - our own markup


def test_typst_sets_all_formulas() -> None:
    page = "\n\n".join(f"$ {typst_markup(formula_layout(formula))} $" for formula in FORMULAS.values())
    assert typst.compile(page.encode(), format="pdf").startswith(b"%PDF")


def test_a_formula_id_stands_for_one_formula() -> None:
    seen: dict[str, Formula] = {}
    for name in method_ids():
        for formula in method(name).formulas:
            assert seen.setdefault(formula.id, formula) == formula


@every_method
def test_a_method_has_a_valid_schema_and_texts(name: str) -> None:
    found = method(name)
    assert found.title
    assert found.purpose.endswith(".")
    assert jsonschema_rs.meta.is_valid(found.schema())


def test_every_topic_has_a_russian_title_of_its_own() -> None:
    titles = [topic.title for topic in topics()]
    assert len(set(titles)) == len(titles)


def test_importing_the_registry_loads_no_method() -> None:
    program = "import sys, potok.methods; print([name for name in sys.modules if 'methods.cycle' in name])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
