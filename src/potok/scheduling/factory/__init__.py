"""Large flexible job shops with release dates and weighted lateness: dispatching, then search."""
