"""Formulas as one line of plain text."""

from __future__ import annotations

from potok.notes.render.layout import Big, Branches, Fence, Fraction, Glyphs, Layout, Root, Row, Script

_TIGHT = frozenset({";"})


def text(layout: Layout) -> str:
    """The layout on one line: fractions with "/", powers with "^", subscripts with "_"."""
    if isinstance(layout, Glyphs):
        return layout.text
    if isinstance(layout, Row):
        return _row(layout)
    if isinstance(layout, Fraction):
        top = _grouped(layout.top) if _loose(layout.top) else text(layout.top)
        return f"{top} / {_grouped(layout.bottom)}"
    if isinstance(layout, Script):
        sub = f"_{text(layout.sub)}" if layout.sub else ""
        sup = f"^{_grouped(layout.sup)}" if layout.sup else ""
        return f"{text(layout.base)}{sub}{sup}"
    return _enclosed(layout)


def _enclosed(layout: Fence | Big | Root | Branches) -> str:
    if isinstance(layout, Fence):
        return f"{layout.brackets[0]}{text(layout.body)}{layout.brackets[1]}"
    if isinstance(layout, Big):
        return f"{layout.sign} {_grouped(layout.body)}"
    if isinstance(layout, Root):
        return f"√({text(layout.body)})"
    condition = text(layout.condition)
    return f"{{ {text(layout.then)}, если {condition}; иначе {text(layout.otherwise)} }}"


def _row(row: Row) -> str:
    if len(row.items) > 1 and isinstance(row.items[0], Glyphs) and row.items[0].kind == "operator":
        return "".join(text(item) for item in row.items)
    return "".join(_spaced(item) for item in row.items)


def _spaced(item: Layout) -> str:
    if not isinstance(item, Glyphs) or item.kind != "operator":
        return text(item)
    return f"{item.text} " if item.text in _TIGHT else f" {item.text} "


def _loose(layout: Layout) -> bool:
    """Whether it is a sum or difference that needs brackets before a division sign."""
    return isinstance(layout, Fraction) or (
        isinstance(layout, Row)
        and any(isinstance(item, Glyphs) and item.text in ("+", "−") for item in layout.items)
    )


def _grouped(layout: Layout) -> str:
    """In brackets when it is more than one thing."""
    body = text(layout)
    compound = isinstance(layout, (Row, Fraction)) and not body.startswith(("max(", "min("))
    return f"({body})" if compound else body
