"""The potok command: thin, with lazy imports."""
