import pytest

from potok.notes.compare import differences


@pytest.mark.parametrize(
    ("result", "expect"),
    [
        ({"a": 5, "more": 1}, {"a": 5.0}),
        ({"a": [1, 2.0000001]}, {"a": [1, 2]}),
        ({"a": None, "b": True, "c": "К"}, {"a": None, "b": True, "c": "К"}),
        ({"a": 1e-10}, {"a": 0}),
    ],
)
def test_equal_results_agree(result: object, expect: object) -> None:
    assert differences(result, expect, {"rel": 1e-6}) == []


@pytest.mark.parametrize(
    ("result", "expect"),
    [
        ({}, {"a": 1}),
        ({"a": 1.1}, {"a": 1}),
        ({"a": True}, {"a": 1}),
        ({"a": 1}, {"a": True}),
        ({"a": None}, {"a": 0}),
        ({"a": "K"}, {"a": "К"}),
        ({"a": [1, 2]}, {"a": [1]}),
        ({"a": 1}, {"a": {"b": 1}}),
        ({"a": float("nan")}, {"a": 1}),
    ],
)
def test_a_difference_is_found_and_placed(result: object, expect: object) -> None:
    (line,) = differences(result, expect, {"rel": 1e-6})
    assert line.startswith("a")
