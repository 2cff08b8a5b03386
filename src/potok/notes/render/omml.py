"""Formulas as Office Math markup for DOCX."""

from __future__ import annotations

from xml.sax.saxutils import escape

from potok.notes.render.layout import Big, Branches, Fence, Fraction, Glyphs, Layout, Root, Row, Script

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def omml(layout: Layout) -> str:
    """A whole `<m:oMath>` element."""
    return f'<m:oMath xmlns:m="{_NAMESPACE}">{_markup(layout)}</m:oMath>'


def _run(text: str, *, upright: bool) -> str:
    style = '<m:rPr><m:sty m:val="p"/></m:rPr>' if upright else ""
    return f'<m:r>{style}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _element(name: str, layout: Layout) -> str:
    return f"<m:{name}>{_markup(layout)}</m:{name}>"


def _markup(layout: Layout) -> str:
    if isinstance(layout, Glyphs):
        return _run(layout.text, upright=layout.kind != "name")
    if isinstance(layout, Row):
        return "".join(map(_markup, layout.items))
    if isinstance(layout, Fraction):
        return f"<m:f>{_element('num', layout.top)}{_element('den', layout.bottom)}</m:f>"
    if isinstance(layout, Script):
        return _script(layout)
    return _enclosed(layout)


def _script(layout: Script) -> str:
    base = _element("e", layout.base)
    if layout.sub and layout.sup:
        return f"<m:sSubSup>{base}{_element('sub', layout.sub)}{_element('sup', layout.sup)}</m:sSubSup>"
    if layout.sub:
        return f"<m:sSub>{base}{_element('sub', layout.sub)}</m:sSub>"
    return f"<m:sSup>{base}{_element('sup', layout.sup)}</m:sSup>" if layout.sup else _markup(layout.base)


def _delimited(opening: str, closing: str, body: str) -> str:
    properties = f'<m:dPr><m:begChr m:val="{opening}"/><m:endChr m:val="{closing}"/></m:dPr>'
    return f"<m:d>{properties}<m:e>{body}</m:e></m:d>"


def _enclosed(layout: Fence | Big | Root | Branches) -> str:
    if isinstance(layout, Fence):
        return _delimited(layout.brackets[0], layout.brackets[1], _markup(layout.body))
    if isinstance(layout, Big):
        sign = f'<m:chr m:val="{layout.sign}"/>'
        properties = f'<m:naryPr>{sign}<m:limLoc m:val="undOvr"/><m:supHide m:val="1"/></m:naryPr>'
        under = f"<m:sub>{_run('i', upright=False)}</m:sub><m:sup/>"
        return f"<m:nary>{properties}{under}{_element('e', layout.body)}</m:nary>"
    if isinstance(layout, Root):
        hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
        return f"<m:rad>{hidden}{_element('e', layout.body)}</m:rad>"
    then = f"<m:e>{_markup(layout.then)}{_run(', если ', upright=True)}{_markup(layout.condition)}</m:e>"
    otherwise = f"<m:e>{_markup(layout.otherwise)}{_run(', иначе', upright=True)}</m:e>"
    return _delimited("{", "", f"<m:eqArr>{then}{otherwise}</m:eqArr>")
