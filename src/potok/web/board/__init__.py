"""The plan on a board: machines × time, runs of the engine, agreement with the workshops."""
