"""What is typed into the form of a method becomes the data of the method."""

from typing import Any

import pytest

from builders.bench_forms import typed
from builders.cases import case_files, case_name, read_case
from potok.methods import method, method_ids
from potok.notes.inputs.fields import Flag, Inputs, Number, NumberList, NumberMap, Rows, Text, TextList
from potok.web.bench.form_data import number, read_form
from potok.web.bench.form_parts import form_parts

INPUTS = Inputs(
    fields=(
        Number("length_m", "Длина", "m", above=0),
        Text("mode", "Вид", choices={"one": "один", "two": "два"}, optional=True),
        Flag("cut", "Обрезать", optional=True),
        NumberList("times_min", "Времена", Number("", "время", "min"), gaps=True, optional=True),
        TextList("names", "Названия", optional=True),
        NumberMap("shares", "Доли", Number("", "доля"), optional=True),
        Rows(
            "rows",
            "Строки",
            (
                Text("name", "Название"),
                Number("size", "Размер", "kg"),
                Text("kind", "Род", choices={"a": "А"}),
            ),
            optional=True,
        ),
    )
)


def read(**typed: str) -> dict[str, Any]:
    return read_form(INPUTS, list(typed.items())).given


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("5,25", 5.25),
        ("1\u202f419,5", 1419.5),
        ("1 000", 1000),
        ("−3", -3),
        ("1e3", 1000),
        ("сто", "сто"),
        ("1,2,3", "1,2,3"),
        ("inf", "inf"),
    ],
)
def test_numbers_are_read_as_a_person_writes_them(text: str, value: object) -> None:
    assert number(text) == value


def test_blank_fields_are_not_given() -> None:
    assert read(length_m=" ", mode="", cut="", times_min="", names="") == {}


def test_choices_flags_and_lists_are_taken() -> None:
    found = read(mode="two", cut="false", times_min="1; —; 2,5", names="А; Б")
    assert found == {"mode": "two", "cut": False, "times_min": [1, None, 2.5], "names": ["А", "Б"]}


def test_a_list_may_be_separated_by_blanks_or_pasted_in_lines() -> None:
    assert read(times_min="1 2 3")["times_min"] == [1, 2, 3]
    assert read(times_min="1\n2,5\n")["times_min"] == [1, 2.5]


def test_a_number_in_another_unit_keeps_the_unit() -> None:
    posted = [("length_m", "15"), ("length_m#unit", "cm")]
    assert read_form(INPUTS, posted).given == {"length_m": {"value": 15, "unit": "cm"}}
    posted = [("length_m", "15"), ("length_m#unit", "m")]
    assert read_form(INPUTS, posted).given == {"length_m": 15}


def test_blank_rows_are_left_out_and_faults_find_the_row_that_was_typed() -> None:
    posted = [
        ("rows[0].name", ""),
        ("rows[0].size", ""),
        ("rows[0].kind", "a"),
        ("rows[1].name", "Б"),
        ("rows[1].size", "тяжёлый"),
        ("rows[2].size", ""),
    ]
    found = read_form(INPUTS, posted)
    assert found.given == {"rows": [{"name": "Б", "size": "тяжёлый"}]}
    assert found.form_path("rows[0].size") == "rows[1].size"


def test_free_names_become_an_object_and_a_name_given_twice_is_a_fault() -> None:
    posted = [
        ("shares[0].@key", "Хлеб"),
        ("shares[0].@value", "0,5"),
        ("shares[1].@key", "Булки"),
        ("shares[1].@value", "0,25"),
        ("shares[2].@key", ""),
        ("shares[2].@value", ""),
    ]
    found = read_form(INPUTS, posted)
    assert found.given == {"shares": {"Хлеб": 0.5, "Булки": 0.25}}
    assert found.form_path("shares.Булки") == "shares[1].@value"
    twice = read_form(INPUTS, [*posted, ("shares[3].@key", "Хлеб"), ("shares[3].@value", "1")])
    assert [problem.field for problem in twice.problems] == ["shares[3].@key"]


def test_hidden_and_foreign_fields_do_no_harm() -> None:
    posted = [
        ("_case", "x"),
        ("csrfmiddlewaretoken", "y"),
        ("length_m[0][0]", "1"),
        ("rows", "x"),
        ("zzz", "1"),
    ]
    assert read_form(INPUTS, posted).given == {}


CASES = [path for path in case_files() if path.parent.name in method_ids()]


@pytest.mark.parametrize("path", CASES, ids=case_name)
def test_the_form_of_every_case_gives_back_its_result(path: Any) -> None:
    chosen = method(path.parent.name)
    given = read_case(path)["given"]
    again = read_form(chosen.inputs, typed(form_parts(chosen.inputs, given)))
    assert not again.problems
    assert chosen.run(again.given).result == chosen.run(given).result
