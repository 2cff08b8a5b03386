"""QR codes as SVG (ISO/IEC 18004, drawn by segno)."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str) -> str:
    """The code of an address as an SVG picture without a size of its own, error correction M.

    Args:
        text: At most some 2000 characters.
    """
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", border=2, xmldecl=False, omitsize=True)
    return stream.getvalue().decode()
