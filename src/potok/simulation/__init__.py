"""Discrete-event twin of a designed line: what the calculated line does when times vary and machines fail."""
