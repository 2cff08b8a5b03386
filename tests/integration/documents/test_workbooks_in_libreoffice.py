"""A note is real: LibreOffice computes the exported cells to the library's values (conventions 7)."""

from pathlib import Path

import openpyxl
import pytest

from builders.cases import CASES, case_files, read_case
from builders.office import recalculated, results_of
from potok.documents.note.workbook import note_workbook
from potok.methods import method, method_ids
from potok.notes.note import Note
from potok.notes.results import named_results

#: What spreadsheets take as one formula.
LONGEST_FORMULA = 8192

#: Case → path of an input and its new value.
CHANGES = {
    "cycle.duration/ex2-cartridge-batch-100": ("operations[2].time_min", 5),
    "cycle.structure/bakery-100kg": ("components[0].duration_min", 9),
    "line.continuous/ex1-pressing-line": ("program_pcs", 230_000),
    "organisation.rhythm/bakery-2009": ("products[0].actual_t[1]", 1500),
    "maintenance.ppr_cycle/ex1-reactor": ("machines[0].current_downtime_h", 11),
    "labour.shift_schedule/four-crews-16-days": ("calendar_days", 200),
    "sewing.scheme/jacket-full-scheme": ("operations[10].time_s", 41),
}


def note_of(name: str, given: object = None) -> Note:
    method_id, _, case = name.partition("/")
    found = read_case(CASES / method_id / f"{case}.json")["given"] if given is None else given
    assert isinstance(found, dict)
    return method(method_id).run(found)


def put(given: object, path: str, value: float) -> None:
    """Change one number of parsed input data."""
    *steps, last = path.replace("]", "").replace("[", ".").split(".")
    for step in steps:
        given = given[int(step)] if isinstance(given, list) else given[step]  # type: ignore[index]
    given[int(last) if isinstance(given, list) else last] = value  # type: ignore[index]


def numbers(note: Note) -> dict[str, float]:
    return {found.path: found.value.number for found in named_results(note)}


def test_a_changed_input_cell_changes_the_results_to_the_values_of_the_library(tmp_path: Path) -> None:
    expected = {}
    for name, (path, value) in CHANGES.items():
        method_id, _, case = name.partition("/")
        written = note_workbook(note_of(name), inputs=method(method_id).inputs)
        book = tmp_path / f"{case}.xlsx"
        book.write_bytes(written.content)
        opened = openpyxl.load_workbook(book)
        sheet, _, cell = written.cells[f"in:{path}"].partition("!")
        opened[sheet][cell] = value
        opened.save(book)
        given = read_case(CASES / method_id / f"{case}.json")["given"]
        put(given, path, value)
        expected[book.name] = (numbers(note_of(name, given)), numbers(note_of(name)))
    answers = recalculated(sorted(tmp_path.glob("*.xlsx")), tmp_path)
    for name, (after, before) in expected.items():
        found = {key: number for key, number in results_of(answers[name]).items() if key in after}
        assert found == pytest.approx(after), name
        assert found != pytest.approx(before), name


def test_every_method_leaves_as_formulas_that_a_spreadsheet_computes_alike(tmp_path: Path) -> None:
    expected = {}
    for path in {
        path.parent.name: path for path in case_files() if path.parent.name in method_ids()
    }.values():
        note = note_of(f"{path.parent.name}/{path.stem}")
        book = tmp_path / f"{path.parent.name}.xlsx"
        book.write_bytes(note_workbook(note, inputs=method(path.parent.name).inputs).content)
        openpyxl.load_workbook(book).save(book)  # drops the values kept beside the formulas
        expected[book.name] = numbers(note)
    answers = recalculated(sorted(tmp_path.glob("*.xlsx")), tmp_path)
    for name, wanted in expected.items():
        assert dict(results_of(answers[name])) == pytest.approx(wanted, rel=1e-9, abs=1e-9), name


def test_a_formula_too_long_for_a_cell_is_parted_and_stays_live(tmp_path: Path) -> None:
    name, places = "organisation.rhythm/many-periods", 500
    given = {
        "periods": [str(place) for place in range(places)],
        "products": [
            {
                "name": "Хлеб",
                "plan_t": [100 + place % 7 for place in range(places)],
                "actual_t": [101 + place % 5 for place in range(places)],
            }
        ],
    }
    note = note_of(name, given)
    written = note_workbook(note, inputs=method("organisation.rhythm").inputs)
    book = tmp_path / "long.xlsx"
    book.write_bytes(written.content)
    opened = openpyxl.load_workbook(book)
    texts = [str(cell.value) for sheet in opened for row in sheet.iter_rows() for cell in row]
    assert max(len(text) for text in texts if text.startswith("=")) <= LONGEST_FORMULA
    assert any(text == "части формулы:" for text in texts)
    sheet, _, cell = written.cells["in:products[0].actual_t[499]"].partition("!")
    opened[sheet][cell] = 5000
    opened.save(book)
    given["products"][0]["actual_t"][499] = 5000  # type: ignore[index]
    (answer,) = recalculated([book], tmp_path).values()
    assert dict(results_of(answer)) == pytest.approx(numbers(note_of(name, given)), rel=1e-9, abs=1e-9)
