"""Inputs of calculations: fields declared once give validation, Russian texts and a JSON Schema."""
