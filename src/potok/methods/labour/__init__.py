"""Labour and wages (catalogue chapters 70, 85 and 95)."""
