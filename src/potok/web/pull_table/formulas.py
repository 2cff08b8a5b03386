"""Formulas of the pull table as MathML (order-workflow 6.1, 6.3)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.orders.reads.derivations import NumberKind
from potok.web.components.marks import html

_LOTS, _RESERVED, _RECEIPTS, _NEEDS = "З", "Р", "П", "Q"
#: Left side and signed sums of the numbers that do not follow from the column before.
_OF_ITEM = {
    NumberKind.STOCK: (_LOTS, (("", _LOTS),)),
    NumberKind.FREE: ("S", (("", _LOTS), ("−", _RESERVED))),
    NumberKind.RECEIPTS: (_RECEIPTS, (("", _RECEIPTS),)),
    NumberKind.NEED: (_NEEDS, (("−", _NEEDS),)),
    NumberKind.RESERVED: (_RESERVED, (("", _RESERVED),)),
}
#: Letters in words, for the line below a formula.
LEGEND = {
    NumberKind.STOCK: "З — годные партии",
    NumberKind.FREE: "З — годные партии, Р — резерв заказов",
    NumberKind.BALANCE: "П — приходы, годные к запуску, Q — потребность ждущих заказов",
    NumberKind.RECEIPTS: "П — приходы, годные в этом периоде",
    NumberKind.NEED: "Q — потребность ждущих заказов",
    NumberKind.RESERVED: "Р — резерв заказов, которые запускаются в этом периоде",
}


def of_number(kind: NumberKind, *, at: str, before: str, whole: bool) -> SafeString:
    """The formula of a number of an item's rows.

    Args:
        at: End of the column («29.03»).
        before: End of the column before («22.03»), empty for the first one.
        whole: From the lots on, instead of from the column before.
    """
    if kind is not NumberKind.BALANCE:
        letter, terms = _OF_ITEM[kind]
        return _equation(_letter(letter), *((sign, _sum(name)) for sign, name in terms))
    moved = (("+", _sum(_RECEIPTS)), ("−", _sum(_NEEDS)))
    if whole:
        return _equation(_letter("S", at), ("", _sum(_LOTS)), ("−", _sum(_RESERVED)), *moved)
    return _equation(_letter("S", at), ("", _letter("S", before)), *moved)


def of_requirement() -> SafeString:
    """Gross requirement: quantity × norm × losses."""
    return html(
        "<math><mi>Q</mi><mo>=</mo><mi>N</mi><mo>⋅</mo><mi>q</mi><mo>⋅</mo>"
        "<mrow><mo>(</mo><mn>1</mn><mo>+</mo><mi>p</mi><mo>/</mo><mn>100</mn><mo>)</mo></mrow></math>"
    )


def of_supply(at: str) -> SafeString:
    """What an order finds on a date: stock and receipts less the orders ranked before it."""
    return _equation(
        _letter("S", at),
        ("", _sum(_LOTS)),
        ("−", _sum(_RESERVED)),
        ("+", _sum(_RECEIPTS)),
        ("−", _sum(_NEEDS)),
    )


def _equation(left: SafeString, *terms: tuple[str, SafeString]) -> SafeString:
    right = [format_html("<mo>{}</mo>{}", sign, term) if sign else term for sign, term in terms]
    return html(f"<math>{left}<mo>=</mo>{''.join(right)}</math>")


def _letter(name: str, index: str = "") -> SafeString:
    if not index:
        return format_html("<mi>{}</mi>", name)
    return format_html("<msub><mi>{}</mi><mtext>{}</mtext></msub>", name, index)


def _sum(name: str) -> SafeString:
    return format_html("<mrow><mo>∑</mo><mi>{}</mi></mrow>", name)
