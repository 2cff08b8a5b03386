"""A note as a document: PDF by Typst, workbook with live formulas."""
