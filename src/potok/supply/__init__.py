"""Availability of material: netting, ranking, pegging, pull table, signals.

Read in this sequence: `facts` (what everything is computed from), `ranking`, `netting` and `lots` (who
gets stock), `cover` (when the others can start), `phased_table`, `flat_table` and `derivation` (the pull
table and where its numbers come from), `what_if`, `signals` and `signal_book` (what purchasing must do),
`volumes` and `rough_cut` (the planner's choices at confirmation), `of_plant` (all of it for a folder of
files). Quantities are decimals at the borders and integers of 0.001 inside.
"""
