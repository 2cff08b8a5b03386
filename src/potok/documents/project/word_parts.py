"""What python-docx lacks for a technical document: formulas, fields, bookmarks, repeated heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from potok.notes.render.layout import Layout
from potok.notes.render.omml import omml

_CELL = Pt(10)
_NONE = Mm(0)


def add_formula(paragraph: Paragraph, layout: Layout) -> None:
    """A formula that Word edits (Office Math) at the end of a paragraph."""
    paragraph._p.append(parse_xml(omml(layout)))  # noqa: SLF001 - the way of python-docx to own elements


def add_field(paragraph: Paragraph, code: str, shown: str = "") -> None:
    """A field (PAGE, PAGEREF …) with the text shown until it is updated."""
    for kind, text in (("begin", ""), ("code", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "code":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        elif kind != "text":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            continue
        run._r.append(element)  # noqa: SLF001 - as above


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a whole paragraph so that the contents can name its page."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)  # noqa: SLF001 - as above
    paragraph._p.append(end)  # noqa: SLF001 - as above


def add_table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str | Layout]], numeric: Sequence[bool]
) -> None:
    """A table with hairlines whose head is repeated on every page; a layout is drawn as a formula."""
    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - as above
    for place, (cell, head) in enumerate(zip(table.rows[0].cells, heads, strict=True)):
        _fill(cell, head, right=numeric[place], bold=True)
    for row, cells in zip(list(table.rows)[1:], rows, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, text, right=numeric[place])
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: Any, text: str | Layout, *, right: bool, bold: bool = False) -> None:  # noqa: ANN401 - untyped there
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.first_line_indent = _NONE
    paragraph.paragraph_format.line_spacing = 1
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    if isinstance(text, str):
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, _CELL
    else:
        add_formula(paragraph, text)
