import pytest

from potok.notes import algebra
from potok.notes.calculation import Calculation
from potok.notes.errors import DimensionError, FormulaRefusedError
from potok.notes.expression import Const, Expr, Symbol, round_down, round_nearest, round_up
from potok.notes.formula import Formula, Limit, Source
from potok.notes.render.cells import cell_text, cell_tree
from potok.notes.render.layout import formula_layout, substitution_layout
from potok.notes.render.text import text
from potok.notes.value import Value

FUND = Symbol("fund", "F", "фонд времени", "min")
QUANTITY = Symbol("quantity", "Q_зап", "программа запуска", "pcs")
TIMES = Symbol("t", "t_i", "время операции", "min", series=True)
NUMBER = Symbol("x", "x", "число")


def formula(expression: Expr, unit: str = "1", *limits: Limit) -> Formula:
    result = Symbol("r", "r", "итог", unit)
    return Formula("test.formula", Source("004", "§2.2", "9"), "Итог", "Result", result, expression, limits)


TAKT = formula(FUND / QUANTITY, "min", Limit(QUANTITY > 0, "программа запуска равна нулю"))


def test_a_formula_computes_and_writes_itself() -> None:
    work = Calculation()
    takt = work.apply(TAKT, fund=Value(450, "min", "in:fund"), quantity=100)
    assert takt.number == 4.5
    (step,) = work.steps()
    assert text(formula_layout(TAKT)) == "r = F / Q_зап"
    assert text(substitution_layout(TAKT, step.lines[0].values)) == "450 / 100"


def test_a_formula_is_refused_outside_its_limits() -> None:
    with pytest.raises(FormulaRefusedError, match="программа запуска равна нулю"):
        Calculation().apply(TAKT, fund=450, quantity=0)


def test_a_division_by_zero_without_a_declared_limit_is_refused_too() -> None:
    with pytest.raises(FormulaRefusedError, match="знаменатель"):
        Calculation().apply(formula(1 / NUMBER), x=0)


def test_a_missing_symbol_is_a_fault_of_the_method() -> None:
    with pytest.raises(TypeError, match="quantity"):
        Calculation().apply(TAKT, fund=450)


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        (FUND + QUANTITY, "min"),
        (FUND, "h"),
        (FUND * 60, "s"),
        (FUND / QUANTITY, "pct"),
        (algebra.product(TIMES), "min"),
        (algebra.square_root(FUND), "min"),
    ],
)
def test_units_that_do_not_fit_are_found(expression: Expr, unit: str) -> None:
    with pytest.raises(DimensionError):
        formula(expression, unit).check_dimension()


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        (FUND * algebra.SECONDS_PER_MINUTE, "s"),
        (FUND / algebra.MINUTES_PER_HOUR, "h"),
        ((FUND - algebra.total(TIMES)) * algebra.HUNDRED_PERCENT / FUND, "pct"),
        (algebra.maximum(0, FUND), "min"),
        (algebra.case(FUND > 0, FUND, 0), "min"),
        (FUND**2 / FUND, "min"),
    ],
)
def test_units_that_fit_pass(expression: Expr, unit: str) -> None:
    formula(expression, unit).check_dimension()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (algebra.total(TIMES), 12),
        (algebra.mean(TIMES), 4),
        (algebra.largest(TIMES), 6),
        (algebra.smallest(TIMES), 2),
        (algebra.count(TIMES), 3),
        (algebra.first(TIMES), 4),
        (algebra.last(TIMES), 6),
        (algebra.lcm(TIMES), 12),
        (algebra.product(TIMES), 48),
        (algebra.total(TIMES / algebra.total(TIMES)), 1),
    ],
)
def test_a_series_is_summed_up(expression: Expr, expected: float) -> None:
    assert Calculation().apply(formula(expression), t=[4, 2, 6]).number == pytest.approx(expected)


def test_the_sum_of_nothing_is_zero() -> None:
    assert Calculation().apply(formula(algebra.total(TIMES), "min"), t=[]).number == 0


def test_minus_nothing_is_no_negative_zero() -> None:
    assert str(Calculation().apply(formula(-NUMBER), x=0.0).number) == "0.0"


def test_rounding_forgives_binary_noise_and_takes_halves_up() -> None:
    assert round_up(0.1 + 0.2 - 0.3) == 0
    assert round_down(2.9999999999) == 3
    assert [round_nearest(number) for number in (0.5, 1.5, 2.5)] == [1, 2, 3]


def test_brackets_stand_only_where_they_are_needed() -> None:
    expression = NUMBER * (NUMBER - (NUMBER - 1)) / (NUMBER + 1)
    assert text(formula_layout(formula(expression))) == "r = x · (x − (x − 1)) / (x + 1)"


def test_a_negative_number_is_put_into_brackets() -> None:
    shown = substitution_layout(formula(2 - NUMBER), {"x": Value(-3)})
    assert text(shown) == "2 − (−3)"


def test_a_long_series_is_shortened() -> None:
    values = {"t": tuple(Value(number, "min") for number in range(1, 11))}
    assert text(substitution_layout(formula(algebra.total(TIMES), "min"), values)) == "1 + 2 + 3 + 4 + … + 10"


def test_a_case_shows_the_branch_that_applied() -> None:
    expression = algebra.case(NUMBER > 1, NUMBER * 2, Const(0))
    assert text(formula_layout(formula(expression))) == "r = { x · 2, если x > 1; иначе 0 }"
    assert text(substitution_layout(formula(expression), {"x": Value(4)})) == "4 · 2"


def test_cells_refer_to_cells_and_join_neighbours_to_ranges() -> None:
    expression = algebra.total(TIMES) / QUANTITY
    values = {
        "t": tuple(Value(number, "min", f"in:{number}") for number in range(3)),
        "quantity": Value(5, "pcs"),
    }
    addresses = {"in:0": "B2", "in:1": "B3", "in:2": "B4"}
    tree = cell_tree(formula(expression, "min"), values)
    assert cell_text(tree, addresses.__getitem__) == "=(SUM(B2:B4)/5)"


def test_a_calculation_without_a_note_gives_the_same_numbers() -> None:
    quiet = Calculation(record=False)
    assert quiet.apply(TAKT, fund=450, quantity=100).number == 4.5
    assert quiet.steps() == ()
