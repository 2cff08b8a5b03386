import datetime as dt

import pytest

from builders.cases import CASES, case_files, case_name, read_case
from potok.documents.note.heading import Heading
from potok.documents.note.pdf import note_markup, note_pdf
from potok.methods import method, method_ids
from potok.methods.case import case_input
from potok.notes.note import Note

FILES = [path for path in case_files() if path.parent.name in method_ids()]
ONE_A_METHOD = list({path.parent.name: path for path in FILES}.values())


def note_of(method_id: str, case: str) -> Note:
    given = case_input(read_case(CASES / method_id / f"{case}.json"), method_id=method_id)
    return method(method_id).run(given.given, reference=given.reference)


@pytest.mark.parametrize("path", ONE_A_METHOD, ids=case_name)
def test_every_method_prints_as_a_pdf(path: object) -> None:
    assert isinstance(path, type(CASES))
    note = note_of(path.parent.name, path.stem)
    assert note_pdf(note, inputs=method(path.parent.name).inputs).startswith(b"%PDF-")


def test_the_document_has_head_inputs_substitutions_results_misprints_and_sources() -> None:
    heading = Heading(
        plant="ООО «Колорит-Хим»", number="РС-0007", version=2, author="С. Тихонов", date=dt.date(2026, 3, 2)
    )
    note = note_of("cycle.duration", "ex2-cartridge-batch-100")
    markup = note_markup(note, inputs=method("cycle.duration").inputs, heading=heading)
    for words in (
        "№ РС-0007, версия 2",
        "С. Тихонов",
        "02.03.2026",
        "Время на изделие, мин",
        "1\u202f419 мин",
        "Опечатки источника",
        "Напечатано сокращение 6,2 %",
        "Источники",
        "<svg",
    ):
        assert words in markup, words


def test_texts_of_users_are_no_markup() -> None:
    given = {
        "batch_size_pcs": 4,
        "transfer_batch_pcs": 1,
        "operations": [{"name": '#panic("x") $x$ "кавычки" \\', "time_min": 2, "workplaces": 1}],
    }
    note = method("cycle.duration").run(given)
    assert note_pdf(note, heading=Heading(comment="*жирно* @ссылка #let")).startswith(b"%PDF-")


def test_a_note_prints_without_the_declaration_of_its_method() -> None:
    note = note_of("organisation.rhythm", "bakery-2009")
    assert "products.plan_t" in note_markup(note)
