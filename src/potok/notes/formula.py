"""A formula declared once: name, source, expression, symbols with units, limits of validity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from potok.notes.dimension import check_dimension
from potok.notes.errors import FormulaRefusedError
from potok.notes.expression import Evaluator, Expr, Numbers, Symbol, symbols_of
from potok.notes.value import Bindable, Bound, Value, bound, plain_numbers

#: The documents the methods come from.
DOCUMENTS: Mapping[str, str] = {
    "001": "Курсовой проект «Хлебопекарный цех ТЦ „ГИППО“»",
    "002": "Якутин Е. М. Прямоточные линии социально ориентированных предприятий (2017)",
    "003": "Дипломный проект «Проект швейного цеха» (жакет женский)",
    "004": "Учебное пособие по организации производства (Нижнекамск)",
    "standard": "Общепринятая формула отрасли",
    "convention": "Соглашение «Потока»",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from.

    Attributes:
        document: Key of `DOCUMENTS`.
        place: Section or table as printed ("§2.1").
        number: Number of the formula as printed, empty when it has none.
    """

    document: str
    place: str = ""
    number: str = ""

    def text(self) -> str:
        """The source as one Russian line."""
        parts = [DOCUMENTS[self.document]]
        if self.place:
            parts.append(self.place)
        if self.number:
            several = any(sign in self.number for sign in "–,")
            parts.append(f"{'формулы' if several else 'формула'} ({self.number})")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition outside which the formula is refused.

    Attributes:
        condition: True inside the limits.
        reason: Russian, what is wrong when it is false ("такт равен нулю").
        advice: Russian sentence, what to do.
    """

    condition: Expr
    reason: str
    advice: str = "Проверьте исходные данные."


@dataclass(frozen=True)
class Formula:
    """A formula of the sources, the only place where it is written.

    Attributes:
        id: Stable name, topic first ("cycle.sequential").
        source: Document, place, number.
        title: Russian name.
        english: English term.
        result: Symbol of the left side, with meaning and unit.
        expression: Right side.
        limits: Conditions of validity.
    """

    id: str
    source: Source
    title: str
    english: str
    result: Symbol
    expression: Expr
    limits: tuple[Limit, ...] = ()

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """Symbols of the right side and the limits, each once."""
        found = {part.key: part for part in symbols_of(self.expression)}
        for limit in self.limits:
            found.update({part.key: part for part in symbols_of(limit.condition) if part.key not in found})
        return tuple(found.values())

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Unit of every symbol by key."""
        return {symbol.key: symbol.unit for symbol in self.symbols}

    @cached_property
    def _evaluator(self) -> Evaluator:
        return self.expression.evaluator()

    @cached_property
    def _conditions(self) -> tuple[tuple[Limit, Evaluator], ...]:
        return tuple((limit, limit.condition.evaluator()) for limit in self.limits)

    def check_dimension(self) -> None:
        """Check the units of both sides (see `dimension`)."""
        check_dimension(self.expression, unit_code=self.result.unit, formula=self.id)

    def bind(self, given: Mapping[str, Bindable]) -> dict[str, Bound]:
        """Values of all symbols by key; plain numbers get the unit of their symbol.

        Raises:
            TypeError: A symbol is missing or unknown: a fault of the method, not of the data.
        """
        units = self.units
        if units.keys() != given.keys():
            raise TypeError(f"{self.id} takes {sorted(units)}, got {sorted(given)}")
        return {key: bound(item, units[key]) for key, item in given.items()}

    def evaluate(self, values: Mapping[str, Bound]) -> float:
        """The number of the left side.

        Raises:
            FormulaRefusedError: The values lie outside the limits, or the result is no number.
        """
        return self.evaluate_numbers(
            {
                key: item.number if isinstance(item, Value) else tuple(part.number for part in item)
                for key, item in values.items()
            }
        )

    def evaluate_plainly(self, given: Mapping[str, Bindable]) -> float:
        """The same from what a method hands over, without values that know their origin: for batches.

        That a method hands over the symbols of the formula is looked at in `bind`, when it writes a note.

        Raises:
            KeyError: A symbol is missing.
            FormulaRefusedError: As in `evaluate`.
        """
        return self.evaluate_numbers(
            {
                key: item.number if isinstance(item, Value) else plain_numbers(item)
                for key, item in given.items()
            }
        )

    def evaluate_numbers(self, numbers: Numbers) -> float:
        """The number of the left side for plain numbers by key.

        Raises:
            FormulaRefusedError: The values lie outside the limits, or the result is no number.
        """
        for limit, holds in self._conditions:
            if not holds(numbers, None):
                raise FormulaRefusedError(formula=self.title, reason=limit.reason, advice=limit.advice)
        try:
            number = self._evaluator(numbers, None)
        except ZeroDivisionError as error:
            raise self._refused("знаменатель равен нулю") from error
        except (ValueError, OverflowError) as error:
            raise self._refused("значения вне области определения") from error
        if not math.isfinite(number):
            raise self._refused("результат не является конечным числом")
        return number + 0  # a negative zero becomes zero: nobody wants to read "−0"

    def _refused(self, reason: str) -> FormulaRefusedError:
        return FormulaRefusedError(formula=self.title, reason=reason, advice="Проверьте исходные данные.")
