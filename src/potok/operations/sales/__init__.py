"""The sales plan: what the client department expects to sell, by month and product."""
