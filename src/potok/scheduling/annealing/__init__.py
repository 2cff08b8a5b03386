"""The improvement of a plan of the plant by compiled annealing over sequences of orders."""
