"""A text of whole numbers in lines, read with the place of every fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem


@dataclass(slots=True)
class Line:
    """One line that is not empty.

    Attributes:
        where: What the file is called in messages.
        row: Number of the line, from 1.
        words: Its words.
        at: Index of the next word to be read.
    """

    where: str
    row: int
    words: list[str]
    at: int = 0

    def whole(self, field: str, low: int, high: int | None = None) -> int:
        """The next word as a whole number in low … high.

        Raises:
            InvalidDataError: There is no further word, it is no whole number or out of the interval.
        """
        expected = f"целое число от {low}" + ("" if high is None else f" до {high}")
        word = self.words[self.at] if self.at < len(self.words) else None
        try:
            number = int(word) if word is not None else low - 1
        except ValueError:
            number = low - 1
        if number < low or (high is not None and number > high):
            raise InvalidDataError([Problem(self.where, self.row, field, word, expected)])
        self.at += 1
        return number

    @property
    def left(self) -> int:
        """How many words are still to be read."""
        return len(self.words) - self.at

    def finish(self) -> None:
        """Refuse words behind the last number that was expected."""
        if self.left:
            word = self.words[self.at]
            raise InvalidDataError([Problem(self.where, self.row, "конец строки", word, "больше ничего")])


class Lines:
    """Lines of a text one after another, empty ones left out."""

    def __init__(self, text: str, where: str) -> None:
        self._where = where
        self._lines = [
            (row, words) for row, line in enumerate(text.splitlines(), start=1) if (words := line.split())
        ]
        self._next = 0

    @property
    def count(self) -> int:
        """How many lines there are in all."""
        return len(self._lines)

    def take(self, what: str) -> Line:
        """The next line.

        Raises:
            InvalidDataError: The text is over.
        """
        if self._next >= len(self._lines):
            row = self._lines[-1][0] + 1 if self._lines else 1
            raise InvalidDataError([Problem(self._where, row, what, None, "ещё одна строка с числами")])
        row, words = self._lines[self._next]
        self._next += 1
        return Line(self._where, row, words)

    def rest(self) -> Iterator[Line]:
        """All lines that are left."""
        while self._next < len(self._lines):
            yield self.take("строка")

    def finish(self) -> None:
        """Refuse lines behind the last one that was expected."""
        for line in self.rest():
            raise InvalidDataError([Problem(self._where, line.row, "строка", line.words[0], "конец файла")])
