"""Designed lines handed over to the simulation, and its answer as an explained note."""
