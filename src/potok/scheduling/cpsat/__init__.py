"""Models for CP-SAT: the only place of the engine that imports ortools."""
