"""Import of a plant's files into the books and their export."""
