"""Production programme: capacity, output, fulfilment of the plan and its factors."""
