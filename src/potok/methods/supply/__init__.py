"""Material resources: requirements and limits."""
