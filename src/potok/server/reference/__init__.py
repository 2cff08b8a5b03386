"""Reference pages of the docs that are made from the code: errors, API, states of an order.

`python -m potok.server.reference docs/reference` (`make docs`) writes them; a test compares.
"""
