"""Renderers of formulas and notes: terminal text, MathML, Typst, OMML, spreadsheet cells."""
