"""Formulas as MathML for pages (no scripts needed)."""

from __future__ import annotations

from html import escape

from potok.notes.render.layout import Big, Branches, Fence, Fraction, Glyphs, Layout, Root, Row, Script

_TAGS = {"number": "mn", "name": "mi", "operator": "mo", "words": "mtext"}


def mathml(layout: Layout, *, block: bool = True) -> str:
    """A whole `<math>` element."""
    display = "block" if block else "inline"
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="{display}">{_markup(layout)}</math>'


def _markup(layout: Layout) -> str:
    if isinstance(layout, Glyphs):
        tag = _TAGS[layout.kind]
        return f"<{tag}>{escape(layout.text)}</{tag}>"
    if isinstance(layout, Row):
        return f"<mrow>{''.join(map(_markup, layout.items))}</mrow>"
    if isinstance(layout, Fraction):
        return f"<mfrac>{_markup(layout.top)}{_markup(layout.bottom)}</mfrac>"
    if isinstance(layout, Script):
        return _script(layout)
    return _enclosed(layout)


def _script(layout: Script) -> str:
    base = _markup(layout.base)
    if layout.sub and layout.sup:
        return f"<msubsup>{base}{_markup(layout.sub)}{_markup(layout.sup)}</msubsup>"
    if layout.sub:
        return f"<msub>{base}{_markup(layout.sub)}</msub>"
    return f"<msup>{base}{_markup(layout.sup)}</msup>" if layout.sup else base


def _enclosed(layout: Fence | Big | Root | Branches) -> str:
    if isinstance(layout, Fence):
        body = _markup(layout.body)
        return f"<mrow><mo>{layout.brackets[0]}</mo>{body}<mo>{layout.brackets[1]}</mo></mrow>"
    if isinstance(layout, Big):
        sign = f"<munder><mo>{layout.sign}</mo><mi>i</mi></munder>"
        return f"<mrow>{sign}{_markup(layout.body)}</mrow>"
    if isinstance(layout, Root):
        return f"<msqrt>{_markup(layout.body)}</msqrt>"
    first = _table_row(layout.then, "если\u00a0", layout.condition)
    second = _table_row(layout.otherwise, "иначе", None)
    return f"<mrow><mo>{{</mo><mtable>{first}{second}</mtable></mrow>"


def _table_row(value: Layout, word: str, condition: Layout | None) -> str:
    under = _markup(condition) if condition else ""
    return f"<mtr><mtd>{_markup(value)}</mtd><mtd><mtext>{word}</mtext>{under}</mtd></mtr>"
