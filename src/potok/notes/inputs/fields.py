"""The fields an input is declared with.

Every field has a key, a Russian title and says whether it may be missing; null counts as missing.
A default makes a field optional: the default is used and shown as an assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from potok.notes.inputs.record import Record


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a unit and limits (in that unit).

    Attributes:
        above: Must be greater than this.
        at_least: Must not be less than this.
        below: Must be less than this.
        at_most: Must not be greater than this.
        whole: Must be a whole number.
    """

    key: str
    title: str
    unit: str = "1"
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    whole: bool = False
    optional: bool = False
    default: float | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text, free or one of `choices` (value → Russian name)."""

    key: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    default: str | None = None
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    key: str
    title: str
    optional: bool = False
    default: bool | None = None


@dataclass(frozen=True, slots=True)
class NumberList:
    """A list of numbers with the limits of `each`; `gaps` allows null elements."""

    key: str
    title: str
    each: Number
    at_least_items: int = 1
    at_most_items: int | None = None
    optional: bool = False
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class TextList:
    """A list of texts."""

    key: str
    title: str
    at_least_items: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class NumberMap:
    """An object with free keys (names of products, grades) and numbers within the limits of `each`.

    `gaps` allows null values: they are left out of the record.
    """

    key: str
    title: str
    each: Number
    key_title: str = "Название"
    at_least_items: int = 0
    optional: bool = False
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms of an input that exclude each other: exactly one group of keys must be given.

    With `required=False` none may be given as well. The keys must be optional fields.

    Attributes:
        groups: Keys of each form.
        required: Whether one of them must be given.
        titles: Russian names of the forms for the switch of a page; empty = the titles of their fields.
    """

    groups: tuple[tuple[str, ...], ...]
    required: bool = True
    titles: tuple[str, ...] = ()

    def own_keys(self, place: int) -> tuple[str, ...]:
        """Keys of the form at a place that no other form shares."""
        others = {key for other, keys in enumerate(self.groups) if other != place for key in keys}
        return tuple(key for key in self.groups[place] if key not in others)


@dataclass(frozen=True, slots=True)
class Modes:
    """Keys needed by the choice of a text field; keys of other choices are warned of as unused."""

    key: str
    needs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault found by a check across fields; `path` is relative to the checked record."""

    path: str
    expected: str
    value: str | None = None
    advice: str = ""
    code: str = "bad_value"


Check: TypeAlias = Callable[[Record], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of records; `unique` names a field whose values must differ."""

    key: str
    title: str
    fields: tuple[Field, ...]
    at_least_items: int = 1
    at_most_items: int | None = None
    optional: bool = False
    unique: str = ""
    forms: tuple[Forms, ...] = ()
    modes: tuple[Modes, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A nested record."""

    key: str
    title: str
    fields: tuple[Field, ...]
    optional: bool = False
    forms: tuple[Forms, ...] = ()
    modes: tuple[Modes, ...] = ()
    checks: tuple[Check, ...] = ()


Field: TypeAlias = Number | Text | Flag | NumberList | TextList | NumberMap | Rows | Group


@dataclass(frozen=True, slots=True)
class Inputs:
    """The whole input of a method."""

    fields: tuple[Field, ...]
    forms: tuple[Forms, ...] = ()
    modes: tuple[Modes, ...] = ()
    checks: tuple[Check, ...] = ()


def may_be_missing(declared: Field) -> bool:
    """Whether a field may be absent or null."""
    return declared.optional or getattr(declared, "default", None) is not None


def range_text(declared: Number) -> str:
    """The limits of a number in Russian words ("целое число от 1 до 12")."""
    words = ["целое число" if declared.whole else "число"]
    if declared.above is not None:
        words.append(f"больше {declared.above:g}")
    if declared.at_least is not None:
        words.append(f"не меньше {declared.at_least:g}")
    if declared.below is not None:
        words.append(f"меньше {declared.below:g}")
    if declared.at_most is not None:
        words.append(f"не больше {declared.at_most:g}")
    head, *limits = words
    return f"{head} {' и '.join(limits)}" if limits else head
