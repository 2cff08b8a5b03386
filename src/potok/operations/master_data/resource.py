"""What a resource of master data is: its columns, words and rights, and where its rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from potok.errors import Problem
from potok.exchange.columns import TableFormat
from potok.operations.field_history import FieldChange
from potok.plant.tables import Placed

#: A row: a frozen dataclass whose fields are the columns of the resource.
Record: TypeAlias = Any
#: What names a row or a card among the others of its resource.
Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How a column is called and shown.

    Attributes:
        title: Russian name.
        unit: Grey behind the value.
        note: Grey below the field of a form.
        choices: Codes with their Russian words, in order.
        of: Resource whose keys the column holds («workshops»); its records are offered in forms.
        filled: The column is filled in by the program (a unit, a line number), forms leave it out.
        listed: Stands in the list.
        short: Head of the column in the list, empty = the title.
        width: Of the column in the list, pixels; 0 = by its kind.
    """

    title: str
    unit: str = ""
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    of: str = ""
    filled: bool = False
    listed: bool = True
    short: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to the rows of a resource.

    Attributes:
        changed: Old and new record of every row that becomes another one.
    """

    new: tuple[Record, ...] = ()
    changed: tuple[tuple[Record, Record], ...] = ()
    removed: tuple[Record, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    def touched(self) -> Iterable[Record]:
        """Every record of the books or of the change that takes part."""
        yield from self.new
        for pair in self.changed:
            yield from pair
        yield from self.removed


@dataclass(frozen=True, slots=True)
class Terms:
    """How a change is to be carried out.

    Attributes:
        options: Fields of the card that are no columns («действует с» of a recipe).
    """

    options: Mapping[str, Any] = field(default_factory=dict)


class Books(Protocol):
    """Where the rows of a resource are kept."""

    def records(self) -> tuple[Record, ...]:
        """All rows in their usual sequence."""

    def write(self, difference: Difference, terms: Terms) -> None:
        """Make the books those after the change; may raise what the database refuses."""

    def history(self, key: Key) -> tuple[FieldChange, ...]:
        """Changes of a card, the newest first."""


#: Faults of all rows of a resource as they would be after a change.
Check: TypeAlias = Callable[[Sequence[Placed[Record]]], list[Problem]]
#: Called after a change has been written.
After: TypeAlias = Callable[[Difference], None]


#: Fills the columns of a form that the program knows better: texts of its rows by column.
Fill: TypeAlias = Callable[[Sequence[dict[str, str]]], None]


def nothing_to_fill(rows: Sequence[dict[str, str]]) -> None:
    """For forms that ask for every column."""


def no_faults(rows: Sequence[Placed[Record]]) -> list[Problem]:  # noqa: ARG001 - signature of a check
    """For resources whose columns say everything."""
    return []


def nothing_follows(difference: Difference) -> None:
    """For resources of which nothing else depends."""


@dataclass(frozen=True)
class Resource:
    """A kind of master data.

    Attributes:
        key: Name in addresses and in the API.
        title: Russian name of all of them.
        one: A single one, for sentences («позиция»).
        about: What it is for, one line.
        group: Heading under which the index shows it.
        command: Right to change it.
        read: Right to look at it.
        layout: Columns.
        words: By column.
        keys: Columns that name a row.
        card: Columns that name a card; rows with the same values of them are edited together. Empty =
            every row has a card of its own.
        fixed: Rows can be changed, but neither added nor removed.
        derived: Columns that only show what other records say; what is given for them does not count.
        fill: Fills columns of forms.
        check: Rules beyond the columns.
        after: Consequences.
    """

    key: str
    title: str
    one: str
    about: str
    icon: str
    group: str
    command: str
    layout: TableFormat[Any]
    words: Mapping[str, Words]
    keys: tuple[str, ...]
    books: Books
    card: tuple[str, ...] = ()
    read: str = "read_catalog"
    fixed: bool = False
    derived: tuple[str, ...] = ()
    fill: Fill = nothing_to_fill
    check: Check = no_faults
    after: After = nothing_follows

    def key_of(self, record: Record) -> Key:
        """What names the row."""
        return tuple(getattr(record, name) for name in self.keys)

    def card_of(self, record: Record) -> Key:
        """What names the card that the row belongs to."""
        return tuple(getattr(record, name) for name in self.card or self.keys)

    @property
    def grouped(self) -> bool:
        """Whether a card holds several rows."""
        return bool(self.card)

    def texts(self, record: Record) -> dict[str, str]:
        """The row as texts by column, as files have them."""
        return dict(zip(self.layout.header, self.layout.cells(record), strict=True))

    def header_of(self, name: str) -> str:
        """Head of a column in a sheet: its title with the unit."""
        words = self.words[name]
        return f"{words.title}, {words.unit}" if words.unit else words.title

    def card_text(self, key: Key) -> str:
        """The name of a card in an address."""
        columns = {column.name: column.kind for column in self.layout.columns}
        names = self.card or self.keys
        return "~".join(
            "" if value is None else columns[name].write(value)
            for name, value in zip(names, key, strict=True)
        )
