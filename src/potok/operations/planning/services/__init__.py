"""Verbs of planning: run, save, publish, agree, move, correct."""
