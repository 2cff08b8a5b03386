"""The thirty control tasks of the textbook (004, §3.1) as ready inputs; wording is our own."""
