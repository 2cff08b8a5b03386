"""The sequence of order numbers as people count: «ЗП-9999» before «ЗП-10000», «ЗП-0140/1» after «ЗП-0140»."""

from __future__ import annotations

from django.db.models import CharField, Func

_FIGURES = 12


class NumberKey(Func):
    """The sort key of an order number in the database: its first figures as a number, then its text."""

    template = (
        f"(lpad(coalesce(substring(%(expressions)s from '[0-9]+'), ''), {_FIGURES}, '0') || %(expressions)s)"
    )
    arity = 1
    output_field = CharField()


def number_key(order_no: str) -> str:
    """The same key of a number that was read."""
    figures = ""
    for letter in order_no:
        if letter.isascii() and letter.isdigit():
            figures += letter
        elif figures:
            break
    return figures[:_FIGURES].rjust(_FIGURES, "0") + order_no
