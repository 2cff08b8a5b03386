"""The first ten working days of the demonstration, played through the services by its own people."""
