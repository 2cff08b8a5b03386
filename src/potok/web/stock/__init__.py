"""Pages of the warehouses: stock, lots and their way, papers, counts, hand-over and shipments."""
