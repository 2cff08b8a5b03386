"""One number of the result as a function of one number of the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.errors import PotokError
from potok.methods.method import Method
from potok.notes.errors import UnknownQuantityError
from potok.notes.inputs.fields import Number
from potok.notes.inputs.paths import declared_number, replaced
from potok.notes.note import InputItem, Note
from potok.notes.results import NamedResult, named_results, number_at


@dataclass(frozen=True, slots=True)
class Probe:
    """A method with all its data but one input, and the result that is looked at.

    Attributes:
        item: The input, in the unit of the schema.
        result: The result as it is now.
    """

    method: Method
    given: Mapping[str, object]
    item: InputItem
    result: NamedResult

    @property
    def declared(self) -> Number:
        """The declaration of the input."""
        found = declared_number(self.method.inputs, self.item.path)
        if found is None:
            raise TypeError(f"{self.item.path} is a number of the note and must be declared as one")
        return found

    @property
    def whole(self) -> bool:
        """Whether only whole numbers may be given."""
        return self.declared.whole

    def at(self, number: float) -> float | None:
        """The result for another input; None where the method refuses it or has no such number."""
        data = replaced(self.given, self.item.path, number)
        try:
            note = self.method.run(data, record=False)
            return number_at(note.result, self.result.path)
        except (PotokError, KeyError):
            return None


def probe(method: Method, given: Mapping[str, object], *, path: str, result: str) -> Probe:
    """Look at one input and one result.

    Args:
        method: The method.
        given: Its data; they must be accepted as they are.
        path: Place of the input ("operations[2].time_min").
        result: Place of the result ("mixed_min").

    Raises:
        UnknownQuantityError: There is no such number.
        PotokError: The method refuses the data as they are.
    """
    note = method.run(given)
    return Probe(method, given, input_of(note, path), result_of(note, result))


def input_of(note: Note, path: str) -> InputItem:
    """The input number at a path.

    Raises:
        UnknownQuantityError: There is none.
    """
    found = next((item for item in note.inputs if item.path == path), None)
    if found is None:
        raise UnknownQuantityError(path=path, kind="исходных данных")
    return found


def result_of(note: Note, path: str) -> NamedResult:
    """The number of the result at a path.

    Raises:
        UnknownQuantityError: There is none.
    """
    found = next((item for item in named_results(note) if item.path == path), None)
    if found is None:
        raise UnknownQuantityError(path=path, kind="результата")
    return found
