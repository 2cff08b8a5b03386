"""Master data as people keep them: one declared table of resources, one way to change them."""
