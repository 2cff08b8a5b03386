"""Primary papers of the warehouses in their customary layout: М-11, М-4, МХ-18, М-8."""
