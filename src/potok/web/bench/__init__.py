"""The engineering bench: catalogue of calculations, forms made from schemas, notes, saved calculations."""
