"""The explained calculation: formulas declared once, steps, notes, units.

A topic writes `Formula` objects (`formula`), declares its input (`inputs`) and computes through a
`Calculation` (`calculation`), which leaves a `Note` (`note`): plain data that the renderers of
`render` turn into terminal text, MathML, Typst, OMML and live spreadsheet cells.
"""
