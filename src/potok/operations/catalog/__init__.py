"""Master data: items, recipes, routes, machines, calendars, partners, plant settings."""
