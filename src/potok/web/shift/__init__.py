"""Shift tasks of the workshops, on the desk of the shop head and on the tablet beside the machine."""
