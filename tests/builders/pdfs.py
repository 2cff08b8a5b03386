"""What a PDF says, read by another program than the one that made it."""

from __future__ import annotations

import subprocess
from pathlib import Path


def text_of_pdf(content: bytes, folder: Path, *options: str) -> str:
    """The text of all pages, a form feed after each.

    Args:
        content: The file.
        folder: Where it may be put for reading.
        options: Of pdftotext, such as `-layout`.
    """
    file = folder / "read.pdf"
    file.write_bytes(content)
    told = subprocess.run(
        ["pdftotext", *options, str(file), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return told.stdout
