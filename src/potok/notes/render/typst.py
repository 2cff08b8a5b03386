"""Formulas as Typst math markup (without the dollar signs)."""

from __future__ import annotations

from potok.notes.render.layout import Big, Branches, Fence, Fraction, Glyphs, Layout, Root, Row, Script

_SIGNS = {"·": "dot.op", "−": "-", "…": "dots.h.c"}
_FENCES = {"⌈⌉": "ceil", "⌊⌋": "floor", "||": "abs"}


def quoted(text: str) -> str:
    """Text as a Typst string: everything in it is literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def typst(layout: Layout) -> str:
    """The layout as the inside of `$ … $`."""
    if isinstance(layout, Glyphs):
        return _glyphs(layout)
    if isinstance(layout, Row):
        return " ".join(map(typst, layout.items))
    if isinstance(layout, Fraction):
        return f"frac({typst(layout.top)}, {typst(layout.bottom)})"
    if isinstance(layout, Script):
        sub = f", b: {typst(layout.sub)}" if layout.sub else ""
        sup = f", t: {typst(layout.sup)}" if layout.sup else ""
        return f"attach({typst(layout.base)}{sub}{sup})"
    return _enclosed(layout)


def _glyphs(glyphs: Glyphs) -> str:
    if glyphs.kind == "operator":
        return _SIGNS.get(glyphs.text) or (glyphs.text if glyphs.text in "+=<>≤≥≠" else quoted(glyphs.text))
    if glyphs.kind == "name":
        single = len(glyphs.text) == 1 and glyphs.text.isalpha()
        return glyphs.text if single else f"italic({quoted(glyphs.text)})"
    return quoted(glyphs.text)


def _enclosed(layout: Fence | Big | Root | Branches) -> str:
    if isinstance(layout, Fence):
        body = typst(layout.body)
        return f"lr(({body}))" if layout.brackets == "()" else f"{_FENCES[layout.brackets]}({body})"
    if isinstance(layout, Big):
        sign = "sum" if layout.sign == "∑" else "product"
        return f"{sign}_i {typst(layout.body)}"
    if isinstance(layout, Root):
        return f"sqrt({typst(layout.body)})"
    then, condition = typst(layout.then), typst(layout.condition)
    return f'cases({then} & quad "если" {condition}, {typst(layout.otherwise)} & quad "иначе")'
