"""What the warehouses do: receive, issue, hand over, ship, count, correct; with its effects on orders."""
