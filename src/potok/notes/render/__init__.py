"""Renderings of a note: terminal text, MathML, Typst, spreadsheet cells."""
