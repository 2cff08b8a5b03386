"""The engine of simple lines (SALBP-1, -2, -E): tasks with a time, precedence, stations alike."""
