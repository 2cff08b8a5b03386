"""One machine, total weighted tardiness."""
