"""The switch between forms of an input that exclude each other."""

from __future__ import annotations

import pytest

from potok.methods import method, method_ids
from potok.web.bench.form_notes import form_choices, form_notes, form_switches
from potok.web.bench.form_parts import TablePart, form_parts

BALANCE = method("labour.time_balance").inputs


def chosen(given: dict[str, object]) -> str:
    (switch,) = form_switches(BALANCE, given).values()
    return next(value for value, _, is_chosen in switch.options if is_chosen)


def test_the_switch_stands_before_the_first_field_it_governs() -> None:
    assert list(form_switches(BALANCE, {})) == ["days_off_days"]


def test_the_form_whose_data_are_given_is_chosen() -> None:
    assert chosen({}) == "0"
    assert chosen({"shift_cycle_days": 4, "days_off_in_cycle": 1}) == "1"


def test_fields_of_a_form_belong_to_its_choice() -> None:
    (switch,) = form_switches(BALANCE, {}).values()
    found = form_choices(BALANCE)
    assert {key: one.choices for key, one in found.items() if one.key == switch.name} == {
        "days_off_days": "0",
        "shift_cycle_days": "1",
        "days_off_in_cycle": "1",
    }


@pytest.mark.parametrize("method_id", method_ids())
def test_no_field_belongs_to_a_form_and_to_a_choice(method_id: str) -> None:
    inputs = method(method_id).inputs
    by_forms = {key for forms in inputs.forms for group in forms.groups for key in group}
    by_modes = {key for modes in inputs.modes for keys in modes.needs.values() for key in keys}
    assert not by_forms & by_modes
    for forms in inputs.forms:
        assert len(forms.titles) in (0, len(forms.groups))


def test_cells_of_a_row_know_their_form_and_a_note_tells_of_the_choice() -> None:
    inputs = method("labour.piece_wage_fund").inputs
    tables = [part for part in form_parts(inputs, {}) if isinstance(part, TablePart)]
    forms = {
        control.name.rpartition(".")[2]: control.form
        for table in tables
        for control in table.template.controls
        if control.form
    }
    assert forms == {"hourly_rate_rub": "0:0", "monthly_salary_rub": "0:1"}
    assert any("в каждой строке задаётся одно из: «Часовая ставка»" in note for note in form_notes(inputs))
