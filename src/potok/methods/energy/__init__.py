"""Energy of the works: demand, two-part electricity tariff, cost of heat."""
