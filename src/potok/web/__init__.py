"""Web pages, one folder a section."""
