"""All control variants, and which one a student takes."""

from __future__ import annotations

from functools import cache

from potok.learning.control import catalyst, cycle, economy, line, maintenance, resources
from potok.learning.control.model import Variant
from potok.learning.errors import BadRecordBookError, UnknownVariantError


@cache
def variants() -> tuple[Variant, ...]:
    """All variants by number."""
    modules = (cycle, catalyst, line, maintenance, resources, economy)
    return tuple(
        sorted((found for module in modules for found in module.VARIANTS), key=lambda found: found.number)
    )


def variant(number: int) -> Variant:
    """The variant with a number.

    Raises:
        UnknownVariantError: There is none.
    """
    found = variants()
    if not 1 <= number <= len(found):
        raise UnknownVariantError(number=number, last=len(found))
    return found[number - 1]


def number_by_record_book(record_book: str) -> int:
    """Number of the variant by the number of the record book (004, §3.1).

    A number up to that of the variants is taken itself, a greater one by its last digit; the source does
    not say what a last digit 0 means: it is the tenth variant.

    Raises:
        BadRecordBookError: It is no whole number above zero.
    """
    text = record_book.strip()
    if not (text.isascii() and text.isdigit()) or int(text) == 0:
        raise BadRecordBookError(number=text)
    number = int(text)
    if number <= len(variants()):
        return number
    return number % 10 or 10
