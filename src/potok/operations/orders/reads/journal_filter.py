"""What a journal page shows: view, filters and sort, to and from the address line (order-workflow 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlencode

from potok.errors import Problem
from potok.operations.orders.reads.journal_columns import SORTS
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.states import COVERS, PRIORITIES, STATUSES

_STATUS_CODES = frozenset(code for code, _ in STATUSES)
_COVER_CODES = frozenset(code for code, _ in COVERS)
_PRIORITY_CODES = frozenset(str(code) for code, _ in PRIORITIES)
_WHERE = "Фильтр журнала"
_YES = "1"


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Filters of the journal; empty ones let everything pass. Several values of one filter mean «or».

    Attributes:
        view: Code of a built-in view (`journal_views.VIEWS`).
        workshop, machine, product, lacking: Codes.
        family, customer, manager, supplier: Names.
        shift, day_from, day_to: Shift and date of a line of the published plan.
        text: Part of the number, of the customer's name, of code or name of the product.
        late: Only orders with a slack below zero.
        sort: Key of a column (`journal_columns.SORTS`).
    """

    view: str = "all"
    status: tuple[str, ...] = ()
    created_from: dt.date | None = None
    created_to: dt.date | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    launch_from: dt.date | None = None
    launch_to: dt.date | None = None
    release_from: dt.date | None = None
    release_to: dt.date | None = None
    day_from: dt.date | None = None
    day_to: dt.date | None = None
    shift: int | None = None
    workshop: tuple[str, ...] = ()
    machine: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    manager: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    text: str = ""
    late: bool = False
    returned: bool = False
    sort: str = "number"
    descending: bool = True

    def query(self) -> dict[str, list[str]]:
        """Parameters of the address line, without those that say nothing; `from_query` reads them back."""
        found: dict[str, list[str]] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name in {"sort", "descending"} or value == each.default:
                continue
            found[each.name] = _texts(value)
        if (self.sort, self.descending) != ("number", True):
            found["sort"] = [f"-{self.sort}" if self.descending else self.sort]
        return found

    def query_string(self) -> str:
        """The same as text, without a question mark."""
        return urlencode(self.query(), doseq=True)

    def is_plain(self) -> bool:
        """Whether nothing but the view narrows the list."""
        return not (self.query().keys() - {"view", "sort"})


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """A filter of an address line with the parameters that could not be understood (they are left out)."""

    filter: JournalFilter
    problems: tuple[Problem, ...] = field(default=())


def from_query(parameters: Mapping[str, Any]) -> ReadFilter:
    """Read a filter from the parameters of an address line; other parameters are ignored.

    Args:
        parameters: Lists of texts by name, or a Django QueryDict.
    """
    reader = _Reader(parameters)
    values: dict[str, Any] = {}
    for each in fields(JournalFilter):
        if each.name not in {"sort", "descending"} and (given := reader.texts(each.name)):
            values[each.name] = reader.value(each.name, each.default, given)
    values = {name: value for name, value in values.items() if value is not None}
    sort = reader.texts("sort")
    if sort:
        key = sort[-1].removeprefix("-")
        if key in SORTS:
            values["sort"], values["descending"] = key, sort[-1].startswith("-")
        else:
            reader.fault("sort", sort[-1], f"один из столбцов: {', '.join(sorted(SORTS))}")
    return ReadFilter(JournalFilter(**values), tuple(reader.problems))


#: Filters with a closed list of values.
_CHOICES: Mapping[str, frozenset[str]] = {
    "status": _STATUS_CODES,
    "cover": _COVER_CODES,
    "priority": _PRIORITY_CODES,
    "view": frozenset(VIEWS),
}


class _Reader:
    """Reads parameters and gathers what is wrong with them."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._parameters = parameters
        self.problems: list[Problem] = []

    def texts(self, name: str) -> list[str]:
        """Non-empty values of a parameter; one value may hold several, separated by commas."""
        getlist = getattr(self._parameters, "getlist", None)
        given = getlist(name) if getlist else self._parameters.get(name, [])
        listed = [given] if isinstance(given, str) else list(given)
        return [text.strip() for text in listed if text.strip()]

    def value(self, name: str, default: object, given: Sequence[str]) -> object:
        """The value of a filter; None when it cannot be understood."""
        if isinstance(default, tuple):
            return self._several(name, given)
        if isinstance(default, bool):
            return given[-1] == _YES
        if name.endswith(("_from", "_to")):
            return self._date(name, given[-1])
        if name == "shift":
            return self._number(name, given[-1])
        if name in _CHOICES and given[-1] not in _CHOICES[name]:
            self.fault(name, given[-1], f"одно из: {', '.join(sorted(_CHOICES[name]))}")
            return None
        return given[-1]

    def fault(self, name: str, value: str, expected: str) -> None:
        """Note a parameter that is left out."""
        self.problems.append(Problem(_WHERE, None, name, value, expected, "bad_filter"))

    def _several(self, name: str, given: Sequence[str]) -> tuple[str, ...]:
        known = _CHOICES.get(name)
        passed = []
        for text in dict.fromkeys(given):
            if known is None or text in known:
                passed.append(text)
            else:
                self.fault(name, text, f"одно из: {', '.join(sorted(known))}")
        return tuple(passed)

    def _date(self, name: str, text: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self.fault(name, text, "дата ГГГГ-ММ-ДД")
            return None

    def _number(self, name: str, text: str) -> int | None:
        if text.isascii() and text.isdigit() and len(text) <= 4:
            return int(text)
        self.fault(name, text, "номер смены")
        return None


def _texts(value: object) -> list[str]:
    if isinstance(value, bool):
        return [_YES]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    if isinstance(value, tuple):
        return [str(each) for each in _unique(value)]
    return [str(value)]


def _unique(values: Iterable[object]) -> list[object]:
    return list(dict.fromkeys(values))
