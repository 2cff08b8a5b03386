"""A drawing as a PDF whose page is the sheet."""

from __future__ import annotations

from potok.documents.note.pdf import compiled
from potok.notes.render.typst import quoted


def drawing_pdf(svg: str, *, width_mm: int, height_mm: int, title: str) -> bytes:
    """One page, a millimetre of the picture is a millimetre of paper.

    Args:
        svg: A picture of exactly this size.
        width_mm: Width of the sheet.
        height_mm: Height of the sheet.
        title: Title of the document.
    """
    markup = (
        f"#set document(title: {quoted(title)})\n"
        f"#set page(width: {width_mm}mm, height: {height_mm}mm, margin: 0mm)\n"
        f'#image(bytes({quoted(svg)}), format: "svg", width: {width_mm}mm, height: {height_mm}mm)\n'
    )
    return compiled(markup)
