from __future__ import annotations

import pytest

from potok.learning.answers import check, note_of, own_answers
from potok.learning.errors import BadSeedError, UnknownThemeError
from potok.learning.own.by_example import METHODS
from potok.learning.own.making import LARGEST_SEED, MOST_VARIANTS, make, make_group, themes
from potok.methods import method
from potok.methods.worked_cases import worked_cases

every_theme = pytest.mark.parametrize("name", themes())


@every_theme
def test_the_same_seed_gives_the_same_variant(name: str) -> None:
    assert make(name, 17) == make(name, 17)


@every_theme
def test_neighbours_get_different_numbers(name: str) -> None:
    given = [str(variant.given) for variant in make_group(name, 1, 20)]
    assert len(set(given)) == 20


def test_a_seed_keeps_its_numbers_for_ever() -> None:
    assert make("transport.vehicles", 1).given == {
        "daily_freight_t": 370,
        "trip_h": 2,
        "vehicle_capacity_t": 7,
        "work_h_per_day": 10,
    }


def test_most_methods_have_variants() -> None:
    assert len(themes()) >= 60


def test_a_variant_by_example_keeps_the_rows_and_the_kept_numbers_of_its_case() -> None:
    given = make("cycle.structure", 7).given
    case = next(
        case.data["given"]
        for case in worked_cases("cycle.structure")
        if len(case.data["given"]["components"]) == len(given["components"])
    )
    assert [row["name"] for row in given["components"]] == [row["name"] for row in case["components"]]
    assert given != case


@pytest.mark.parametrize("name", METHODS)
def test_a_variant_by_example_brings_no_warning_that_its_case_has_not(name: str) -> None:
    cases = [method(name).run(case.data["given"]) for case in worked_cases(name)]
    known = {remark.code for note in cases for remark in note.warnings}
    assert {remark.code for remark in note_of(make(name, 3)).warnings} <= known


@every_theme
def test_the_right_figures_pass_the_check(name: str) -> None:
    answers = own_answers(make(name, 5))
    assert all(row.right for row in check(answers, [answer.number for answer in answers]))


def test_a_figure_rounded_to_three_digits_passes_and_a_wrong_one_does_not() -> None:
    answers = own_answers(make("energy.steam", 5))
    rounded = [float(f"{answer.number:.3g}") for answer in answers]
    assert all(row.right for row in check(answers, rounded))
    assert not any(row.right for row in check(answers, [number * 1.02 for number in rounded]))


def test_a_count_must_be_exact() -> None:
    answers = own_answers(make("transport.wagons", 5))
    loaders = next(place for place, answer in enumerate(answers) if answer.exact)
    near: list[float | None] = [answer.number for answer in answers]
    near[loaders] = answers[loaders].number + 0.001
    assert check(answers, near)[loaders].right is False


def test_an_empty_figure_is_neither_right_nor_wrong() -> None:
    answers = own_answers(make("energy.steam", 5))
    assert [row.right for row in check(answers, [None])] == [None] * len(answers)


def test_an_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(UnknownThemeError, match=r"cycle\.duration"):
        make("cycle.nothing", 1)


@pytest.mark.parametrize("seed", [0, -1, LARGEST_SEED + 1])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(BadSeedError):
        make("energy.steam", seed)


@pytest.mark.parametrize("count", [0, MOST_VARIANTS + 1])
def test_a_group_out_of_range_is_refused(count: int) -> None:
    with pytest.raises(BadSeedError):
        make_group("energy.steam", 1, count)
