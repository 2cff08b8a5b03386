"""Files of benchmark lines: Scholl's `.IN2`, Otto's `.alb`, and the solution file."""
