"""Project notes: list, composing, documents."""
