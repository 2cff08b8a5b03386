"""Papers of a line beside its design: the product passport, the choice of the type of flow."""
