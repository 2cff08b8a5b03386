"""Every public case of every method, compared as conventions 4 says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from builders.cases import case_files, case_name, read_case
from builders.sheets import Sheet
from potok.methods import method, method_ids
from potok.methods.case import case_input
from potok.notes.compare import differences
from potok.notes.note import Note, numeric_paths
from potok.notes.render.terminal import note_text
from potok.notes.storage import note_from_data, note_to_data

every_case = pytest.mark.parametrize("path", case_files(), ids=case_name)


def note_of(path: Path) -> Note:
    case = read_case(path)
    found = case_input(case, method_id=case["method"])
    return method(case["method"]).run(found.given, reference=found.reference)


def test_every_folder_of_cases_is_a_method() -> None:
    assert {path.parent.name for path in case_files()} <= set(method_ids())


@every_case
def test_a_case_gives_the_expected_numbers(path: Path) -> None:
    case = read_case(path)
    assert differences(note_of(path).result, case["expect"], case["tolerance"]) == []


@every_case
def test_a_note_survives_storage_and_renders_the_same(path: Path) -> None:
    note = note_of(path)
    stored = json.loads(json.dumps(note_to_data(note), ensure_ascii=False, allow_nan=False))
    assert json.loads(json.dumps(note_to_data(note_from_data(stored)))) == stored
    assert note_text(note_from_data(stored)) == note_text(note)


@every_case
def test_the_cells_of_a_note_compute_its_numbers(path: Path) -> None:
    note = note_of(path)
    sheet = Sheet(note)
    for step in note.steps:
        for line in getattr(step, "lines", ()):
            assert sheet.number(line.result.ref) == pytest.approx(line.result.number, rel=1e-9, abs=1e-9)


@every_case
def test_the_schema_accepts_the_case(path: Path) -> None:
    case = read_case(path)
    schema = method(case["method"]).schema()
    jsonschema_rs.validator_for(schema).validate(case["given"])


@every_case
def test_every_formula_used_is_declared_by_the_method(path: Path) -> None:
    declared = {formula.id for formula in method(path.parent.name).formulas}
    assert set(note_of(path).formulas()) <= declared


@every_case
def test_a_key_that_nobody_knows_is_refused(path: Path) -> None:
    found = method(path.parent.name)
    with pytest.raises(Exception, match="не приняты"):
        found.run({**read_case(path)["given"], "no_such_key_at_all": 1})


def test_nine_numbers_of_ten_are_reached_by_declared_formulas() -> None:
    numbers = formulas = 0
    for path in case_files():
        note = note_of(path)
        by_formula = {line.result.ref for step in note.steps for line in getattr(step, "lines", ())}
        for place in numeric_paths(note.result):
            numbers += 1
            formulas += note.origins[place] in by_formula
    assert formulas >= 0.9 * numbers
