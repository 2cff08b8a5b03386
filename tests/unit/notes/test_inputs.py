from collections.abc import Iterable

import pytest

from potok.notes.errors import InputProblem, InvalidInputError
from potok.notes.inputs.fields import (
    Fault,
    Flag,
    Forms,
    Group,
    Inputs,
    Modes,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    TextList,
)
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import Accepted, accept


def breaks_fit(given: Record) -> Iterable[Fault]:
    if given.number("breaks_min").number > given.number("shift_min").number:
        yield Fault("breaks_min", "не больше смены")


INPUTS = Inputs(
    fields=(
        Number("shift_min", "Смена", "min", above=0),
        Number("breaks_min", "Перерывы", "min", at_least=0, default=0),
        Text("mode", "Способ", choices={"fund": "по фонду", "count": "по числу"}),
        Number("effective_h", "Фонд", "h", above=0, optional=True),
        Number("calendar_h", "Календарный фонд", "h", above=0, optional=True),
        Number("downtime_h", "Простои", "h", at_least=0, optional=True),
        Number("intervals", "Интервалов", "pcs", above=0, whole=True, optional=True),
        NumberList("times", "Времена", Number("", "", "min", above=0), optional=True, gaps=True),
        NumberMap("norms", "Нормы", Number("", "", "kg", at_least=0), optional=True),
        TextList("marks", "Отметки", optional=True),
        Group("norm", "Норматив", (Number("rest_min", "Отдых", "min", optional=True),), optional=True),
        Rows(
            "operations",
            "Операции",
            (Text("name", "Операция"), Number("time_min", "Время", "min", above=0), Flag("own", "Своя")),
            unique="name",
        ),
    ),
    forms=(Forms((("effective_h",), ("calendar_h", "downtime_h"))),),
    modes=(Modes("mode", {"fund": (), "count": ("intervals",)}),),
    checks=(breaks_fit,),
)


def given(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {
        "shift_min": 480,
        "mode": "fund",
        "effective_h": 100,
        "operations": [{"name": "А", "time_min": 2, "own": True}],
    }
    return {key: item for key, item in {**good, **changes}.items() if item != "absent"}


def problems_of(data: object) -> list[InputProblem]:
    with pytest.raises(InvalidInputError) as refused:
        accept(INPUTS, data)
    return [problem for problem in refused.value.problems if isinstance(problem, InputProblem)]


def accepted(**changes: object) -> Accepted:
    return accept(INPUTS, given(**changes))


def test_a_good_input_is_read_by_its_kinds() -> None:
    record = accepted(times=[1, None], norms={"Хлеб": 2}, marks=["x"], norm={"rest_min": 5}).record
    assert record.number("shift_min").number == 480
    assert record.number("shift_min").ref == "in:shift_min"
    assert [None if item is None else item.number for item in record.numbers_with_gaps("times")] == [1, None]
    assert record.table("norms")["Хлеб"].number == 2
    assert record.texts("marks") == ("x",)
    assert record.group("norm").number("rest_min").number == 5
    assert record.rows("operations")[0].flag("own")
    assert record.maybe("intervals") is None


def test_a_default_is_taken_and_shown_as_assumed() -> None:
    found = accepted()
    assert found.record.number("breaks_min").number == 0
    assert [item.path for item in found.items if item.assumed] == ["breaks_min"]


def test_null_means_absent() -> None:
    assert accepted(intervals=None, times=None).record.maybe("intervals") is None


def test_a_value_in_another_unit_is_converted_visibly() -> None:
    found = accepted(shift_min={"value": 8, "unit": "h"})
    item = found.items[0]
    assert found.record.number("shift_min").number == 480
    assert item.entered is not None
    assert (item.entered.number, item.entered.unit) == (8, "h")


def test_all_faults_are_told_at_once_with_path_value_and_unit() -> None:
    found = problems_of(
        given(shift_min=-1, operations=[{"name": "А", "time_min": 0, "own": True}, {"name": "А", "own": 1}])
    )
    assert {(problem.field, problem.code) for problem in found} == {
        ("shift_min", "out_of_range"),
        ("operations[0].time_min", "out_of_range"),
        ("operations[1].time_min", "missing"),
        ("operations[1].own", "bad_type"),
        ("operations[1].name", "duplicate"),
    }
    assert found[0].sentence() == "shift_min (мин): «-1», ожидается: число больше 0"


def test_an_unknown_key_names_the_nearest() -> None:
    (problem,) = problems_of(given(shift_mim=3))
    assert problem.code == "unknown_key"
    assert "shift_min" in problem.expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"effective_h": "absent"}, "missing_form"),
        ({"calendar_h": 8760, "downtime_h": 10}, "exclusive_forms"),
        ({"effective_h": "absent", "calendar_h": 8760}, "missing"),
        ({"mode": "count"}, "missing"),
        ({"mode": "counts"}, "unknown_choice"),
        ({"intervals": 1.5}, "out_of_range"),
        ({"shift_min": True}, "bad_number"),
        ({"shift_min": float("nan")}, "bad_number"),
        ({"shift_min": "480"}, "bad_number"),
        ({"shift_min": {"value": 1, "unit": "kg"}}, "unit_mismatch"),
        ({"shift_min": {"value": 1, "unit": "ells"}}, "unknown_unit"),
        ({"shift_min": {"value": 1}}, "bad_quantity"),
        ({"operations": []}, "too_few_items"),
        ({"operations": "А"}, "bad_type"),
        ({"norms": [1]}, "bad_type"),
        ({"breaks_min": 500}, "bad_value"),
    ],
)
def test_an_impossible_input_is_refused(changes: dict[str, object], code: str) -> None:
    assert code in {problem.code for problem in problems_of(given(**changes))}


def test_something_that_is_no_object_is_refused() -> None:
    assert problems_of([1])[0].code == "bad_type"


def test_a_key_of_another_mode_is_warned_of() -> None:
    assert [remark.code for remark in accepted(intervals=4).remarks] == ["unused_input"]
