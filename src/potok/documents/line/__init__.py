"""A designed line as one document."""
