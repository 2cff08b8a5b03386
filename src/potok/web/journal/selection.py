"""Orders that a command is given on: ticked rows, everything the filter finds, or the order of a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from potok.errors import PotokError
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.people.acting import Actor
from potok.web import formats
from potok.web.journal import address
from potok.web.journal.commands import row_commands

#: Orders of one mass command.
MOST = 1_000


class NothingSelectedError(PotokError):
    """A command came without orders."""

    code = "nothing_selected"
    template = "Не выбрано ни одного заказа. Отметьте заказы в журнале и повторите."
    http_status = 422


class TooManySelectedError(PotokError):
    """A mass command named more orders than it takes at once."""

    code = "too_many_selected"
    template = "Выбрано больше {most} заказов: за один раз столько не обработать. Сузьте отбор."
    http_status = 422


@dataclass(frozen=True, slots=True)
class Selected:
    """Chosen orders as they stand now, in the sequence of their numbers."""

    rows: tuple[JournalRow, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of the orders."""
        return tuple(row.order_no for row in self.rows)

    @property
    def versions(self) -> Mapping[str, int]:
        """Versions by number."""
        return {row.order_no: row.version for row in self.rows}

    @property
    def by_number(self) -> Mapping[str, JournalRow]:
        """Rows by number."""
        return {row.order_no: row for row in self.rows}

    def able(self, verb: str, person: Actor) -> Selected:
        """Those that can take the command; all of them when none can, so that the service says why."""
        fitting = tuple(row for row in self.rows if verb in row_commands(row, person))
        return Selected(fitting or self.rows)

    def words(self) -> str:
        """«3 заказа»."""
        return formats.counted(len(self.rows), "заказ", "заказа", "заказов")


def selected(request: HttpRequest) -> Selected:
    """What the selection bar or a card sent.

    Raises:
        NothingSelectedError, TooManySelectedError, UnknownOrderError.
    """
    if request.POST.get("all") == "1":
        given = address.read_text(request.POST.get("query", "")).given
        wanted = journal.numbers(given, limit=MOST + 1)
    else:
        wanted = list(dict.fromkeys(request.POST.getlist("key")))
    if not wanted:
        raise NothingSelectedError
    if len(wanted) > MOST:
        raise TooManySelectedError(most=formats.number(MOST))
    found = journal.rows_of(wanted)
    for number in wanted:
        if number not in found:
            raise UnknownOrderError(order_no=number)
    return Selected(tuple(found[number] for number in sorted(wanted)))


def read_versions(request: HttpRequest) -> dict[str, int]:
    """Versions that a dialog was shown with, by number: hidden fields `version` as «number@version».

    Raises:
        NothingSelectedError: There are none.
    """
    found = {}
    for text in request.POST.getlist("version"):
        number, _, version = text.rpartition("@")
        if number and version.isascii() and version.isdigit():
            found[number] = int(version)
    if not found:
        raise NothingSelectedError
    return found
