"""What a calculation refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from potok.errors import PotokError, Problem


@dataclass(frozen=True, slots=True)
class InputProblem(Problem):
    """One fault in the input of a calculation.

    Attributes:
        unit: Russian name of the unit the value is expected in, empty where there is none.
        advice: What to do, Russian; empty where `expected` says it all.
    """

    unit: str = ""
    advice: str = ""

    def sentence(self) -> str:
        """The fault as one Russian line."""
        given = "не задано" if self.value is None else f"«{self.value}»"
        measured = f" ({self.unit})" if self.unit else ""
        place = self.field or "исходные данные"
        line = f"{place}{measured}: {given}, ожидается: {self.expected}"
        return f"{line}. {self.advice}" if self.advice else line

    def as_dict(self) -> dict[str, Any]:
        """The fault as plain data for JSON."""
        return {**Problem.as_dict(self), "unit": self.unit, "advice": self.advice}


class InvalidInputError(PotokError):
    """The input of a calculation has faults; `problems` lists all of them at once."""

    code = "invalid_calculation_input"
    template = "Исходные данные расчёта не приняты, ошибок: {count}. Исправьте их и повторите."

    def __init__(self, problems: Iterable[Problem]) -> None:
        listed = tuple(problems)
        super().__init__(problems=listed, count=len(listed))


class UnknownMethodError(PotokError):
    """No such calculation."""

    code = "unknown_method"
    template = "Расчёта «{method}» нет. {advice}"
    http_status = 404


class UnknownQuantityError(PotokError):
    """No number stands at that place of the input or the result."""

    code = "unknown_quantity"
    template = "Числа «{path}» среди {kind} нет. Выберите другое."


class UnknownUnitError(PotokError):
    """A unit that the table does not know."""

    code = "unknown_unit"
    template = "Единица измерения «{unit}» неизвестна. Выберите единицу из списка поля."


class UnitMismatchError(PotokError):
    """A value was entered in a unit of another dimension."""

    code = "unit_mismatch"
    template = (
        "Единица «{unit}» другой размерности, ожидается «{expected}» или кратная ей. Выберите другую единицу."
    )


class DimensionError(PotokError):
    """A formula's units do not fit together: a fault of the declaration, found by tests."""

    code = "formula_dimension"
    template = "Формула «{formula}»: {detail}."
    http_status = 500


class FormulaRefusedError(PotokError):
    """The values lie outside the limits of a formula."""

    code = "formula_refused"
    template = "Формула «{formula}» неприменима: {reason}. {advice}"


class CalculationRefusedError(PotokError):
    """The calculation makes no sense for these data, although each value alone is possible."""

    code = "calculation_refused"
    template = "Расчёт невозможен: {reason}. {advice}"
