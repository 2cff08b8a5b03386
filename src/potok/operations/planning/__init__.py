"""Plans as versions: runs of the engine, lines, agreement, publication."""
