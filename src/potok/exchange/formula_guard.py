"""Texts that a spreadsheet would run as a formula are written with an apostrophe before them.

The apostrophe is taken off when such a file is read, so that writing and reading give the same text; a text
that already has one before a formula sign gets a second.
"""

from __future__ import annotations

import re

_GUARDED = re.compile(r"'+[=+\-@]")
_DANGEROUS = re.compile(r"'*[=+\-@]")


def guard(text: str) -> str:
    """The text as it is safe in a CSV file."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if _GUARDED.match(text) else text
