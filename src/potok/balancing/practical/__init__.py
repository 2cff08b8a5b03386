"""The engine of practical lines: needs, groups, like places, both sides; CP-SAT from a start by rule."""
