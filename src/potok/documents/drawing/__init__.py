"""Drawings on paper: a picture that is as large as its sheet, printed without a change of scale."""
