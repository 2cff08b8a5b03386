"""Shops in which a machine does one operation at a time, makespan: problem, tabu search, engine."""
