"""Forms through Typst; every text is a string literal, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from potok.documents.note.markup import array, content
from potok.notes.render.typst import quoted

Align: TypeAlias = Literal["left", "right", "center"]


def markup(body: Iterable[str], *, title: str, footer: str, landscape: bool = False) -> str:
    """The whole form as Typst markup."""
    show = (
        f"#show: form.with(title: {quoted(title)}, footer: {content(footer)}, "
        f"landscape: {'true' if landscape else 'false'})"
    )
    return "\n".join([_look(), show, *body]) + "\n"


def pdf(source: str) -> bytes:
    """The PDF of a form's markup."""
    import typst  # noqa: PLC0415 - 80 MB that only documents need

    return bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))


def head(company: str, title: str, under: str, *, code: str, code_note: str) -> str:
    """Company, title and a line below it, the QR code at the right."""
    return (
        f"#head({content(company)}, {content(title)}, {content(under)}, {quoted(code)}, {content(code_note)})"
    )


def table(
    heads: Sequence[str],
    widths: Sequence[str],
    aligns: Sequence[Align],
    rows: Iterable[Sequence[str]],
    *,
    tall: bool = True,
) -> str:
    """A framed table; its head comes again on every sheet.

    Args:
        widths: Typst lengths («1fr», «18mm»).
        tall: Rows are 9 mm high, for handwriting.
    """
    head_row = array([array(map(content, heads))])
    cells = array([content(text) for row in rows for text in row])
    return (
        f"#framed({array(widths)}, {array(aligns)}, {head_row}, {cells}, tall: {'true' if tall else 'false'})"
    )


def section(title: str) -> str:
    """A heading inside a form."""
    return f"#section({content(title)})"


def signatures(*words: str) -> str:
    """Lines to sign on."""
    return f"#signatures({', '.join(map(content, words))})"


def beside(left: Sequence[str], right: Sequence[str]) -> str:
    """Two columns of 6 : 5."""
    one, other = ("\n".join(part) for part in (left, right))
    return f"#grid(columns: (6fr, 5fr), column-gutter: 6mm, [{one}], [{other}])"


@cache
def _look() -> str:
    return (Path(__file__).parent / "form.typ").read_text(encoding="utf-8")
