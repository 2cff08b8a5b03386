"""The floor plan of a line: places in a hall, their distances, checked, measured and drawn to scale."""
