"""Plans: runs of the engine, versions, the board, lines and their agreement, stops of machines."""
