import pytest

from potok.notes.errors import UnitMismatchError, UnknownUnitError
from potok.notes.units import convert, unit, unit_name, units_like


@pytest.mark.parametrize(
    ("number", "given", "wanted", "expected"),
    [
        (2, "h", "min", 120),
        (90, "s", "min", 1.5),
        (1.25, "t", "kg", 1250),
        (3, "krub", "rub", 3000),
        (50, "pct", "share", 0.5),
        (1, "gcal", "kwh", 1163),
        (6, "t/h", "kg/min", 100),
        (2, "ч", "мин", 120),
    ],
)
def test_a_value_is_converted_within_its_dimension(
    number: float, given: str, wanted: str, expected: float
) -> None:
    assert convert(number, given=given, wanted=wanted) == pytest.approx(expected)


def test_kilograms_are_no_minutes() -> None:
    with pytest.raises(UnitMismatchError, match="кг"):
        convert(1, given="kg", wanted="min")


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownUnitError, match="парсек"):
        unit("парсек")


def test_a_compound_unit_is_read_in_russian() -> None:
    assert unit_name("rub/kg") == "руб./кг"
    assert unit_name("man_h") == "чел.-ч"


def test_a_label_of_the_user_is_its_own_name() -> None:
    assert unit_name("рулон") == "рулон"


def test_pieces_are_never_offered_for_people() -> None:
    assert units_like("pcs") == ("pcs",)


def test_minutes_may_be_entered_in_seconds_and_hours() -> None:
    assert set(units_like("min")) == {"min", "s", "h"}
