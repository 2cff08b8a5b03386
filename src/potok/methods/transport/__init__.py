"""Transport of the works: vehicles for a daily freight, wagons and loaders for a shipment."""
