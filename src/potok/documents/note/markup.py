"""Pieces of Typst markup; every text of a user is a string literal, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.notes.render.layout import Layout
from potok.notes.render.typst import quoted, typst


def words(text: str) -> str:
    """A text as Typst content."""
    return f"#{quoted(text)}"


def content(text: str) -> str:
    """The same as an argument of a function."""
    return f"[{words(text)}]"


def inline(layout: Layout) -> str:
    """A formula inside a line."""
    return f"${typst(layout)}$"


def display(layout: Layout) -> str:
    """A formula in its full size that may still break between its terms."""
    return f"$display({typst(layout)})$"


def array(items: Iterable[str]) -> str:
    """A Typst array of arguments."""
    listed = list(items)
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def data_table(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> str:
    """A table with a head that is repeated on every page; cells are arguments (`content`)."""
    return _table("data-table", heads, rows, numeric)


def even_table(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> str:
    """The same with columns of numbers that share the width: for many of them with long heads."""
    return _table("even-table", heads, rows, numeric)


def shared_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool], shares: Sequence[float]
) -> str:
    """The same with columns of given shares of the width."""
    kinds = array("true" if right else "false" for right in numeric)
    widths = array(f"{share:.2f}" for share in shares)
    cells = "".join(f",\n  {', '.join(row)}" for row in rows)
    return f"#shared-table({widths}, {kinds}, {array(map(content, heads))}{cells})"


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> str:
    kinds = array("true" if right else "false" for right in numeric)
    cells = "".join(f",\n  {', '.join(row)}" for row in rows)
    return f"#{name}({kinds}, {array(map(content, heads))}{cells})"
