"""What waits for a person: sources of needs, and needs that a person has put aside."""
