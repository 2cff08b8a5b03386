"""Finite-capacity planning: problem, engine, independent checker, plan files."""
