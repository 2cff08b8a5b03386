"""The API of the warehouses, of quality control and of purchasing."""
