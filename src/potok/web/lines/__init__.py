"""Pages of designed lines: list, input, versions, improving, acceptance."""
