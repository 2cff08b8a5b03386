"""Flow lines: the continuous line, its conveyor, the line of a leading machine."""
